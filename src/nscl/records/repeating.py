"""Columns that repeat one of their owner's, for questions that would else read two large tables.

A foreign key over two columns would say it, but Django knows none; so these are triggers, on SQLite and PostgreSQL
alike. They are set after every `migrate`, for the reason given in `nscl.records.freezing`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate


@dataclass(frozen=True)
class RepeatedColumn:
    """`table.column` is what the row of `owner_table` that `owner_column` points to has in its own `column`.

    Another value is refused; so is a change of the owner's column, which nothing in the system asks for.
    suffix: tells the triggers of a column with two owners apart; the whole name has at most 56 letters (PostgreSQL).
    """

    table: str
    column: str
    owner_table: str
    owner_column: str
    suffix: str = ""

    @property
    def name(self) -> str:
        """What the triggers are called by, and what a refusal says."""
        return f"repeated_{self.table}_{self.column}{self.suffix}"


def keep_equal(config: AppConfig, columns: Iterable[RepeatedColumn]) -> None:
    """Have the database keep `columns` of the package equal from its next `migrate` on. Call it in `ready()`."""
    declared = tuple(columns)

    def install_for_package(**options: Any) -> None:
        install(connections[options["using"]], declared)

    post_migrate.connect(install_for_package, sender=config, weak=False, dispatch_uid=f"repeating:{config.label}")


def install(connection: BaseDatabaseWrapper, columns: Iterable[RepeatedColumn]) -> None:
    """Set the triggers of `columns` where they are not set yet."""
    with connection.cursor() as cursor:
        for statement in (s for column in columns for s in _statements(connection.vendor, column)):
            cursor.execute(statement)


def _statements(vendor: str, column: RepeatedColumn) -> tuple[str, ...]:
    if vendor == "sqlite":
        return _sqlite(column)
    if vendor == "postgresql":
        return _postgresql(column)
    raise NotImplementedError(f"NSCL keeps repeated columns on SQLite and PostgreSQL, not on {vendor}.")


def _sqlite(one: RepeatedColumn) -> tuple[str, ...]:
    other = f"id = NEW.{one.owner_column} AND {one.column} <> NEW.{one.column}"
    # Names of tables and columns that are declared in code; nothing that a person typed.
    differs = f"EXISTS (SELECT 1 FROM {one.owner_table} WHERE {other})"  # noqa: S608
    moves = f"OLD.{one.column} IS NOT NEW.{one.column}"
    acts = (
        ("insert", f"INSERT ON {one.table}", differs),
        ("update", f"UPDATE OF {one.column}, {one.owner_column} ON {one.table}", differs),
        ("owner", f"UPDATE OF {one.column} ON {one.owner_table}", moves),
    )
    return tuple(
        f"CREATE TRIGGER IF NOT EXISTS {one.name}_{act} BEFORE {event} FOR EACH ROW WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{one.name}'); END"
        for act, event, condition in acts
    )


def _postgresql(one: RepeatedColumn) -> tuple[str, ...]:
    # Judged once a statement: asked row by row, the question would cost a third of the time of an import.
    other = f"owner.id = written.{one.owner_column} AND owner.{one.column} <> written.{one.column}"
    differs = f"EXISTS (SELECT 1 FROM repeated_written AS written, {one.owner_table} AS owner WHERE {other})"  # noqa: S608
    moves = f"OLD.{one.column} IS DISTINCT FROM NEW.{one.column}"
    refuse = f"RAISE EXCEPTION '{one.name}' USING ERRCODE = 'integrity_constraint_violation';"
    written = f"REFERENCING NEW TABLE AS repeated_written FOR EACH STATEMENT EXECUTE FUNCTION {one.name}()"
    owner = f"FOR EACH ROW WHEN ({moves}) EXECUTE FUNCTION {one.name}_owner()"
    return (
        _function(one.name, f"IF {differs} THEN {refuse} END IF; RETURN NULL;"),
        _function(f"{one.name}_owner", refuse),
        f"CREATE OR REPLACE TRIGGER {one.name}_insert AFTER INSERT ON {one.table} {written}",
        f"CREATE OR REPLACE TRIGGER {one.name}_update AFTER UPDATE ON {one.table} {written}",
        f"CREATE OR REPLACE TRIGGER {one.name}_owner BEFORE UPDATE OF {one.column} ON {one.owner_table} {owner}",
    )


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
