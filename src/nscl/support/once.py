"""What the database itself refuses: a content taken twice, a score sheet of whoever has an interest in the case.

A unique constraint knows equal scopes alone: here a content taken for life shuts out every part of it, and any part
shuts out the content for life. On PostgreSQL the row of the lineage is locked first, so that two who take a content at
the same moment come one after the other; SQLite has one writer at a time. Set after every `migrate`, as the triggers
of `nscl.records.freezing` are, and for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

SLOT_TAKEN = "support_slot_taken"
NOT_IMPARTIAL = "support_sheet_not_impartial"
_SLOT, _SHEET = "support_supportslot", "support_scoresheet"

_SLOT_CLASH = (
    f"EXISTS (SELECT 1 FROM {_SLOT} AS s WHERE s.lineage_id = NEW.lineage_id AND s.content = NEW.content "  # noqa: S608
    "AND s.holds AND s.id <> NEW.id AND (s.scope = NEW.scope OR s.scope = '' OR NEW.scope = ''))"
)
_INTERESTED = (
    "EXISTS (SELECT 1 FROM support_conflict AS c WHERE c.case_id = NEW.case_id AND c.user_id = NEW.user_id) "
    "OR EXISTS (SELECT 1 FROM support_caseadviser AS a WHERE a.case_id = NEW.case_id AND a.user_id = NEW.user_id)"
)
_SCORED = f"EXISTS (SELECT 1 FROM {_SHEET} AS s WHERE s.case_id = NEW.case_id AND s.user_id = NEW.user_id)"  # noqa: S608


def keep_once(config: AppConfig) -> None:
    """Have the database refuse it from the next `migrate` on. Call it in `ready()`."""

    def install_for_package(**options: Any) -> None:
        install(connections[options["using"]])

    post_migrate.connect(install_for_package, sender=config, weak=False, dispatch_uid="support-once")


def install(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers where they are not set yet. Raises NotImplementedError on a database NSCL does not run on."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def _statements(vendor: str) -> Iterable[str]:
    writer = {"sqlite": _sqlite, "postgresql": _postgresql}.get(vendor)
    if writer is None:
        raise NotImplementedError(f"NSCL keeps support once on SQLite and PostgreSQL, not on {vendor}.")
    lock_lineage = "PERFORM 1 FROM organisations_organisation WHERE id = NEW.lineage_id FOR NO KEY UPDATE; "
    lock_case = "PERFORM 1 FROM support_supportcase WHERE id = NEW.case_id FOR NO KEY UPDATE; "
    for event in ("INSERT", "UPDATE"):
        yield from writer(SLOT_TAKEN, _SLOT, event, f"NEW.holds AND {_SLOT_CLASH}", lock_lineage)
        yield from writer(NOT_IMPARTIAL, _SHEET, event, _INTERESTED, lock_case)
        for table in ("support_conflict", "support_caseadviser"):
            yield from writer(f"{NOT_IMPARTIAL}_{table}", table, event, _SCORED, lock_case)


def _sqlite(name: str, table: str, event: str, refused_when: str, _lock: str) -> tuple[str]:
    # Names of our own; nothing that a person typed. AFTER: a new row has its number by then.
    when = f"WHEN {refused_when} BEGIN SELECT RAISE(ABORT, '{name}'); END"
    return (f"CREATE TRIGGER IF NOT EXISTS {name}_{event.lower()} AFTER {event} ON {table} FOR EACH ROW {when}",)


def _postgresql(name: str, table: str, event: str, refused_when: str, lock: str) -> tuple[str, str]:
    trigger = f"{name}_{event.lower()}"
    body = (
        f"{lock}IF {refused_when} THEN RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', "
        f"MESSAGE = '{name}'; END IF; RETURN NULL;"
    )
    function = f"CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    return function, (
        f"CREATE OR REPLACE TRIGGER {trigger} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {trigger}()"
    )
