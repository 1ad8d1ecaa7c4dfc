"""The rules of the rulebook that the ledger asks for, by the day of a voucher."""

from __future__ import annotations

from datetime import date

from nscl.finance.queries.rulebook import rulebook
from nscl.finance.rules.counterpart import RULE
from nscl.finance.rules.voucher_dates import CLOSING_DAY, Closing, closing_of
from nscl.rulebook import OutsideDates, Parameter


def counterpart_rule(on: date) -> Parameter | None:
    """By how many per cent state money may run ahead of the counterpart; None on a day before any rule was in force."""
    return _parameter(RULE, on)


def closing_of_year(year: int) -> Closing | None:
    """Until when money of a budget year is booked, by the law in force at the end of that year; None where unknown."""
    rule = _parameter(CLOSING_DAY, date(year, 12, 31))
    return None if rule is None else closing_of(year, int(rule.value), rule.cite, verified=not rule.is_unverified)


def _parameter(key: str, on: date) -> Parameter | None:
    try:
        return rulebook().parameter_for(key, on)
    except OutsideDates:
        return None
