"""What of a measure's value belongs to some years."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nscl.documents.pack.enums import MeasureWhen
from nscl.progress.enums import ValueSource
from nscl.progress.queries.rows import MeasureStandingRow

_ZERO = Decimal(0)


def is_running_total(row: MeasureStandingRow) -> bool:
    """Whether what is known of a year is the sum since the phase began: of counts that an officer states for all of it.

    `progress.queries.stated.observed_of` says so of statements.
    """
    whole = row.when in {MeasureWhen.TOTAL, MeasureWhen.BY_END}
    return whole and row.source is ValueSource.STATED and not _is_percentage(row)


def value_of_years(row: MeasureStandingRow, years: Sequence[int]) -> Decimal | None:
    """A measure's value of some successive years; None: no data, which is not zero.

    Of what adds up over years their sum; of levels and percentages the last one known in them. Of a running total by
    how much it grew: against what was known before, or against nothing where the years begin with the phase.
    """
    told = [one.value for one in row.by_year if one.year in years and one.value is not None]
    if not told:
        return None
    if is_running_total(row):
        before = [one.value for one in row.by_year if one.year < years[0] and one.value is not None]
        if before:
            return told[-1] - before[-1]
        return told[-1] if years[0] <= row.phase_start else None
    return told[-1] if row.is_level or _is_percentage(row) else sum(told, _ZERO)


def _is_percentage(row: MeasureStandingRow) -> bool:
    return row.unit.startswith("%")
