"""Yearly growth of a count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

_HUNDRED = Decimal(100)
_EXACT = Decimal("0.0001")


def growth_rates(by_year: Mapping[int, Decimal], on: date) -> dict[int, Decimal]:
    """Growth of each year against the year before, in per cent, of years that are over at the end of a day.

    A year has a rate where both it and the year before have a value and the earlier one is not zero.
    """
    last = on.year if (on.month, on.day) == (12, 31) else on.year - 1
    return {
        year: ((value / by_year[year - 1] - 1) * _HUNDRED).quantize(_EXACT)
        for year, value in sorted(by_year.items())
        if year <= last and by_year.get(year - 1)
    }
