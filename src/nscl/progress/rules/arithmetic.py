"""The arithmetic of standing: shares of time, what satisfies a comparison, the mean of yearly growth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Final

from nscl.documents.pack.enums import MeasureOp
from nscl.progress.rules.values import MeasureFacts

ONE: Final = Decimal(1)
ZERO: Final = Decimal(0)
_HUNDRED: Final = Decimal(100)
# domain.md, Indicators: "`about` accepts −10 %".
ABOUT_ACCEPTS: Final = Decimal("0.9")
# Shares and rates are shown with at most two decimals.
_SHOWN: Final = Decimal("0.01")
_EXACT: Final = Decimal("0.0000000001")


def required(facts: MeasureFacts) -> Decimal:
    """The least value that satisfies the measure: the lower end of a range, nine tenths of "about"."""
    return facts.value * ABOUT_ACCEPTS if facts.op is MeasureOp.ABOUT else facts.value


def satisfies(facts: MeasureFacts, value: Decimal) -> bool:
    """Whether a value fulfils what the measure asks for in the end. More than "exactly" was asked for fulfils it."""
    if facts.op is MeasureOp.MORE_THAN:
        return value > facts.value
    if facts.op is MeasureOp.AT_MOST:
        return value <= facts.value
    return value >= required(facts)


def elapsed(first: date, last: date, on: date) -> Decimal:
    """How much of a time, both ends included, is over at the end of a day: from 0 to exactly 1 on its last day."""
    if on >= last:
        return ONE
    if on < first:
        return ZERO
    return Decimal((on - first).days + 1) / Decimal((last - first).days + 1)


def year_elapsed(on: date) -> Decimal:
    """How much of its year is over at the end of a day."""
    return elapsed(date(on.year, 1, 1), date(on.year, 12, 31), on)


def scheduled_until(facts: MeasureFacts, on: date) -> Decimal | None:
    """What the tasks schedule until the end of a day; None where they do not schedule all that is required."""
    if sum((one.amount for one in facts.scheduled), ZERO) < required(facts) or not facts.scheduled:
        return None
    parts = (
        one.amount * elapsed(date(one.first_year, 1, 1), date(one.last_year, 12, 31), on) for one in facts.scheduled
    )
    # More may be scheduled than is required; no more than that is ever due.
    return min(sum(parts, ZERO), required(facts))


def mean_growth(rates: Sequence[Decimal]) -> Decimal:
    """The geometric mean of yearly growth in per cent: (Π(1 + g/100))^(1/n) − 1, in per cent. A loss ends at −100%.

    Raises ValueError for no rate at all.
    """
    if not rates:
        raise ValueError("mean of no rates")
    product = ONE
    for rate in rates:
        product *= max(ONE + rate / _HUNDRED, ZERO)
    if not product:
        return -_HUNDRED
    # A root is never exact: ten decimals are, so that 10% twice is 10%.
    return ((product ** (ONE / len(rates)) - ONE) * _HUNDRED).quantize(_EXACT)


def shown_due(facts: MeasureFacts, due: Decimal) -> Decimal:
    """What is due as it is shown: rounded up, counts to whole ones, never beyond what is required in the end."""
    whole = not facts.is_percentage and facts.value == facts.value.to_integral_value()
    rounded = due.quantize(ONE if whole else _SHOWN, rounding=ROUND_CEILING)
    if due <= required(facts) < rounded and not whole:
        return required(facts)
    return rounded
