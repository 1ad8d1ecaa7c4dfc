"""Balances of the ledger's accounts, kept by the database itself: every entry that is added adds to its account.

A balance that code kept could drift from its entries; a sum taken at every question would cost the whole ledger, and
two clerks could each find the same money unspent. With the balance in the account's own row, the second of them waits
for the first and is then refused by the account's check constraints. Set after every `migrate`, as the triggers of
`nscl.records.freezing` are, and for the same reason.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

from nscl.finance.enums import BOOKED

TRIGGER = "finance_entry_booked"


def keep_balances(config: AppConfig) -> None:
    """Have the database keep the balances from the next `migrate` on. Call it in `ready()`."""

    def install_for_package(**options: Any) -> None:
        install(connections[options["using"]])

    post_migrate.connect(install_for_package, sender=config, weak=False, dispatch_uid="finance-booking")


def install(connection: BaseDatabaseWrapper) -> None:
    """Set the trigger where it is not set yet. Raises NotImplementedError on a database NSCL does not run on."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def _statements(vendor: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        trigger = (
            f"CREATE TRIGGER IF NOT EXISTS {TRIGGER} AFTER INSERT ON finance_ledgerentry FOR EACH ROW "
            f"BEGIN UPDATE finance_ledgeraccount SET {_added_up('NEW')} WHERE id = NEW.account_id; END"
        )
        return (trigger,)
    if vendor == "postgresql":
        # Once a statement, accounts in the order of their numbers: two vouchers that book the same accounts in
        # different orders would otherwise wait for each other for ever.
        sums = ", ".join(
            f"COALESCE(SUM({column}) FILTER (WHERE stage = '{stage}'), 0) AS {stage}_{column}"
            for stage in BOOKED
            for column in ("vnd", "beyond_vnd")
        )
        sets = ", ".join(
            f"{stage}_{column} = a.{stage}_{column} + s.{stage}_{column}"
            for stage in BOOKED
            for column in ("vnd", "beyond_vnd")
        )
        function = (  # no value from outside: names of stages and columns alone
            f"CREATE OR REPLACE FUNCTION {TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "PERFORM 1 FROM finance_ledgeraccount WHERE id IN (SELECT account_id FROM booked) "
            "ORDER BY id FOR NO KEY UPDATE; "
            f"UPDATE finance_ledgeraccount a SET {sets} FROM (SELECT account_id, {sums} FROM booked "
            "GROUP BY account_id) s WHERE a.id = s.account_id; RETURN NULL; END $$"
        )
        trigger = (
            f"CREATE OR REPLACE TRIGGER {TRIGGER} AFTER INSERT ON finance_ledgerentry "
            f"REFERENCING NEW TABLE AS booked FOR EACH STATEMENT EXECUTE FUNCTION {TRIGGER}()"
        )
        return function, trigger
    raise NotImplementedError(f"NSCL keeps its ledger on SQLite and PostgreSQL, not on {vendor}.")


def _added_up(row: str) -> str:
    return ", ".join(
        f"{stage}_{column} = {stage}_{column} + CASE WHEN {row}.stage = '{stage}' THEN {row}.{column} ELSE 0 END"
        for stage in BOOKED
        for column in ("vnd", "beyond_vnd")
    )
