"""How many sessions a person attended, kept in the enrolment's own row by the database itself.

Counting people over millions of attendances then reads the enrolments alone, and no code can forget to keep the number.
A mark written or corrected adds or takes one; a mark that moves to another enrolment (two rows of one person merged)
takes its one along. Set after every `migrate`, as the triggers of `nscl.records.freezing` are, and for the same reason.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

from nscl.training.enums import AttendanceState

TRIGGER = "training_attendance_tallied"
_TABLE, _OWNER = "training_attendance", "training_enrolment"
_EVENTS = ("insert", "update", "delete")


def keep_tallies(config: AppConfig) -> None:
    """Have the database keep the number from the next `migrate` on. Call it in `ready()`."""

    def install_for_package(**options: Any) -> None:
        install(connections[options["using"]])

    post_migrate.connect(install_for_package, sender=config, weak=False, dispatch_uid="training-tallying")


def install(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers where they are not set yet. Raises NotImplementedError on a database NSCL does not run on."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def _statements(vendor: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        return tuple(_sqlite(event) for event in _EVENTS)
    if vendor == "postgresql":
        return tuple(statement for event in _EVENTS for statement in _postgresql(event))
    raise NotImplementedError(f"NSCL tallies attendance on SQLite and PostgreSQL, not on {vendor}.")


def _present(row: str) -> str:
    return f"({row}.state = '{AttendanceState.PRESENT.value}')"


def _sqlite(event: str) -> str:
    # Names of our own and the value of an enum; nothing that a person typed.
    acts = {"insert": [("NEW", "+")], "delete": [("OLD", "-")], "update": [("OLD", "-"), ("NEW", "+")]}[event]
    sets = "; ".join(
        f"UPDATE {_OWNER} SET attended = attended {sign} 1 WHERE id = {row}.enrolment_id AND {_present(row)}"  # noqa: S608
        for row, sign in acts
    )
    of = " OF state, enrolment_id" if event == "update" else ""
    return (
        f"CREATE TRIGGER IF NOT EXISTS {TRIGGER}_{event} AFTER {event.upper()}{of} ON {_TABLE} FOR EACH ROW "
        f"BEGIN {sets}; END"
    )


def _postgresql(event: str) -> tuple[str, str]:
    # Once a statement, enrolments in the order of their numbers: two sheets saved at once cannot wait for each other.
    parts = {
        "insert": [("written", 1)],
        "delete": [("unwritten", -1)],
        "update": [("unwritten", -1), ("written", 1)],
    }[event]
    rows = " UNION ALL ".join(
        f"SELECT enrolment_id, {sign} AS adds FROM {table} AS r WHERE {_present('r')}"  # noqa: S608
        for table, sign in parts
    )
    sums = f"SELECT enrolment_id, SUM(adds) AS adds FROM ({rows}) AS every GROUP BY enrolment_id"  # noqa: S608
    body = (
        f"PERFORM 1 FROM {_OWNER} WHERE id IN (SELECT enrolment_id FROM ({rows}) AS moved) "  # noqa: S608
        "ORDER BY id FOR NO KEY UPDATE; "
        f"UPDATE {_OWNER} AS e SET attended = e.attended + s.adds FROM ({sums}) AS s "
        "WHERE e.id = s.enrolment_id AND s.adds <> 0; RETURN NULL;"
    )
    tables = " ".join(f"{'NEW' if table == 'written' else 'OLD'} TABLE AS {table}" for table, _sign in parts)
    name = f"{TRIGGER}_{event}"
    function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    trigger = (
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event.upper()} ON {_TABLE} REFERENCING {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )
    return function, trigger
