"""Rows that the database itself refuses to change: the audit trail, and everything of an issued edition.

A check constraint cannot look at another table, so these are triggers, on SQLite and PostgreSQL alike. They are set
after every `migrate` and not in a migration: on SQLite, Django alters a table by building it anew, and a trigger set
in a migration would be lost without a word at the next alteration.
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
class FrozenColumns:
    """Columns of a row that stay as they are once the row is closed; such a row is not removed either.

    open_when: SQL over the row's columns that is true while everything may change; reopened_when: SQL over `NEW.` that
    would make a closed row open again, which is refused. given_once: columns that may be filled in once where they are
    blank in a closed row (NULL or ""), such as the number that an office gives a paper after it was signed.
    """

    table: str
    columns: tuple[str, ...]
    open_when: str
    reopened_when: str
    given_once: tuple[str, ...] = ()


@dataclass(frozen=True)
class FrozenRows:
    """Rows of `table` that may be written only while their owner is open.

    table: database table, whose column `owner_column` holds the primary key of a row of `owner_table`.
    open_when: SQL over the owner's columns that is true while writing is allowed.
    append_only: rows may be added, where there is an owner while it is open, and never changed or removed.
    grows: rows may be added to a closed owner too, such as the steps of a log; they are changed only while it is open.
    """

    table: str
    owner_column: str = ""
    owner_table: str = ""
    open_when: str = ""
    append_only: bool = False
    grows: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for rows that are neither append-only nor of an owner."""
        if not self.append_only and not self.owner_table:
            raise ValueError(f"{self.table}: frozen rows are append-only or have an owner.")


Frozen = FrozenRows | FrozenColumns


def protect(config: AppConfig, rows: Iterable[Frozen]) -> None:
    """Have the database protect `rows` of the package `config` from its next `migrate` on. Call it in `ready()`."""
    declared = tuple(rows)

    def install_for_package(**options: Any) -> None:
        install(connections[options["using"]], declared)

    post_migrate.connect(install_for_package, sender=config, weak=False, dispatch_uid=f"freezing:{config.label}")


def install(connection: BaseDatabaseWrapper, rows: Iterable[Frozen]) -> None:
    """Set the triggers of `rows` where they are not set yet."""
    with connection.cursor() as cursor:
        for statement in (s for row in rows for s in _statements(connection.vendor, row)):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, rows: Iterable[Frozen]) -> None:
    """Take the triggers of `rows` away: for moving a database, never in the course of work."""
    with connection.cursor() as cursor:
        for row in rows:
            for act in ("insert", "update", "delete"):
                on_table = f" ON {row.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(row, act)}{on_table}")


def _name(row: Frozen, act: str) -> str:
    return f"frozen_{row.table}_{act}"


def _statements(vendor: str, row: Frozen) -> Iterable[str]:
    refused = _refused(row, "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT")
    if vendor == "sqlite":
        return (_sqlite(row, act, condition) for act, condition in refused.items())
    if vendor == "postgresql":
        return (statement for act, condition in refused.items() for statement in _postgresql(row, act, condition))
    raise NotImplementedError(f"NSCL keeps frozen rows on SQLite and PostgreSQL, not on {vendor}.")


def _refused(row: Frozen, differs: str) -> dict[str, str]:
    """Act → SQL that is true where the act is refused. `differs` compares two values that may be NULL."""
    if isinstance(row, FrozenColumns):
        closed = _closed(row.table, "OLD.id", row.open_when)
        given = (
            f"(OLD.{column} {differs} NEW.{column} AND COALESCE(CAST(OLD.{column} AS TEXT), '') <> '')"
            for column in row.given_once
        )
        changed = " OR ".join((*(f"OLD.{column} {differs} NEW.{column}" for column in row.columns), *given))
        return {"update": f"{closed} AND ({changed} OR {row.reopened_when})", "delete": closed}
    if row.append_only:
        closed = _closed(row.owner_table, f"NEW.{row.owner_column}", row.open_when)
        return {**({"insert": closed} if row.owner_table else {}), "update": "TRUE", "delete": "TRUE"}
    before, after = (
        _closed(row.owner_table, f"{version}.{row.owner_column}", row.open_when) for version in ("OLD", "NEW")
    )
    refused = {"update": f"{before} OR {after}", "delete": before}
    return refused if row.grows else {"insert": after, **refused}


def _closed(table: str, number: str, open_when: str) -> str:
    """SQL that is true where the row `number` of `table` exists and is closed."""
    return f"EXISTS (SELECT 1 FROM {table} WHERE id = {number} AND NOT ({open_when}))"


def _sqlite(row: Frozen, act: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {_name(row, act)} BEFORE {act.upper()} ON {row.table} FOR EACH ROW "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{_name(row, act)}'); END"
    )


def _postgresql(row: Frozen, act: str, condition: str) -> tuple[str, str]:
    name = _name(row, act)
    result = "OLD" if act == "delete" else "NEW"
    each = f"BEFORE {act.upper()} ON {row.table} FOR EACH ROW"
    if act == "insert" and isinstance(row, FrozenRows):
        # Judged once a statement: asked row by row, the question costs a third of the time of loading a plan.
        owners = f"(SELECT {row.owner_column} FROM frozen_added)"
        condition = f"EXISTS (SELECT 1 FROM {row.owner_table} WHERE id IN {owners} AND NOT ({row.open_when}))"
        each = f"AFTER INSERT ON {row.table} REFERENCING NEW TABLE AS frozen_added FOR EACH STATEMENT"
        result = "NULL"
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {result}; END $$"
    )
    return function, f"CREATE OR REPLACE TRIGGER {name} {each} EXECUTE FUNCTION {name}()"
