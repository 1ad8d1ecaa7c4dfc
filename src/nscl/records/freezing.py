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
class FrozenRows:
    """Rows of `table` that may be written only while their owner is open.

    table: database table, whose column `owner_column` holds the primary key of a row of `owner_table`.
    open_when: SQL over the owner's columns that is true while writing is allowed; "" means never (append-only: rows
    may be added, not changed or removed).
    """

    table: str
    owner_column: str = ""
    owner_table: str = ""
    open_when: str = ""

    @property
    def append_only(self) -> bool:
        """True where rows may be added but never changed or removed."""
        return not self.owner_table


def protect(config: AppConfig, rows: Iterable[FrozenRows]) -> None:
    """Have the database protect `rows` of the package `config` from its next `migrate` on. Call it in `ready()`."""
    declared = tuple(rows)

    def install_for_package(**options: Any) -> None:
        install(connections[options["using"]], declared)

    post_migrate.connect(install_for_package, sender=config, weak=False, dispatch_uid=f"freezing:{config.label}")


def install(connection: BaseDatabaseWrapper, rows: Iterable[FrozenRows]) -> None:
    """Set the triggers of `rows` where they are not set yet."""
    with connection.cursor() as cursor:
        for statement in (s for row in rows for s in _statements(connection.vendor, row)):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, rows: Iterable[FrozenRows]) -> None:
    """Take the triggers of `rows` away: for moving a database, never in the course of work."""
    with connection.cursor() as cursor:
        for row in rows:
            for act in ("insert", "update", "delete"):
                on_table = f" ON {row.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(row, act)}{on_table}")


def _name(row: FrozenRows, act: str) -> str:
    return f"frozen_{row.table}_{act}"


def _statements(vendor: str, row: FrozenRows) -> Iterable[str]:
    acts = ("update", "delete") if row.append_only else ("insert", "update", "delete")
    if vendor == "sqlite":
        return (_sqlite(row, act) for act in acts)
    if vendor == "postgresql":
        return (statement for act in acts for statement in _postgresql(row, act))
    raise NotImplementedError(f"NSCL keeps frozen rows on SQLite and PostgreSQL, not on {vendor}.")


def _closed(row: FrozenRows, version: str) -> str:
    """SQL that is true where the owner of the row version (NEW or OLD) exists and is closed."""
    return f"EXISTS (SELECT 1 FROM {row.owner_table} WHERE id = {version}.{row.owner_column} AND NOT ({row.open_when}))"


def _condition(row: FrozenRows, act: str) -> str:
    if row.append_only:
        return ""
    versions = {"insert": ["NEW"], "update": ["OLD", "NEW"], "delete": ["OLD"]}[act]
    return " OR ".join(_closed(row, version) for version in versions)


def _sqlite(row: FrozenRows, act: str) -> str:
    condition = _condition(row, act)
    when = f"WHEN {condition} " if condition else ""
    return (
        f"CREATE TRIGGER IF NOT EXISTS {_name(row, act)} BEFORE {act.upper()} ON {row.table} FOR EACH ROW {when}"
        f"BEGIN SELECT RAISE(ABORT, '{_name(row, act)}'); END"
    )


def _postgresql(row: FrozenRows, act: str) -> tuple[str, str]:
    name = _name(row, act)
    condition = _condition(row, act) or "TRUE"
    result = "OLD" if act == "delete" else "NEW"
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {result}; END $$"
    )
    trigger = (
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {act.upper()} ON {row.table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
    return function, trigger
