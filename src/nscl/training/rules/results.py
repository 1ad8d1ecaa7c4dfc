"""What tests and evaluation forms gave: shares, means, distributions; and when too few answered to be shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

from nscl.text.decimals import format_number
from nscl.work.enums import ActivityStatus

_WHOLE: Final = Decimal(100)
_HUNDREDTH: Final = Decimal("0.01")
_TENTH: Final = Decimal("0.1")
# Forms are anonymous; of fewer than this many, what one person wrote could be told from the rest.
LEAST_FORMS: Final = 5
# Where the steps of the distribution begin, in per cent; the last one ends at 100.
STEPS: Final = (0, 50, 60, 70, 80, 90)


@dataclass(frozen=True, slots=True)
class Step:
    """How many results lie from `first` up to, but not at, `last`; the last step has its end, 100, with it."""

    first: int
    last: int
    count: int


def percent_right(right: int, asked: int) -> Decimal:
    """Per cent of the questions answered rightly, cut to hundredths: rounding helps nobody over a bound."""
    return (_WHOLE * right / asked).quantize(_HUNDREDTH, ROUND_DOWN)


def distribution(percents: Collection[Decimal]) -> tuple[Step, ...]:
    """The results by step."""
    ends = (*STEPS[1:], int(_WHOLE))
    return tuple(
        Step(first, last, sum(first <= one and (one < last or last == _WHOLE) for one in percents))
        for first, last in zip(STEPS, ends, strict=True)
    )


def mean(values: Sequence[Decimal | int]) -> Decimal | None:
    """The mean to one place; None of nothing."""
    return (sum(map(Decimal, values), Decimal()) / len(values)).quantize(_TENTH, ROUND_HALF_UP) if values else None


def percent_words(percent: Decimal) -> str:
    """A result as it is written: 66.66 → "66,66%", 85.00 → "85%"."""
    return f"{format_number(percent.normalize())}%"


def share(part: int, whole: int) -> int | None:
    """Per cent, whole, cut; None of nothing."""
    return 100 * part // whole if whole else None


def is_open(*, status: ActivityStatus, starts_on: date, on: date) -> bool:
    """True where the forms of a class may be filled: from its first day on, unless it was cancelled."""
    return status is not ActivityStatus.CANCELLED and (status is not ActivityStatus.PLANNED or starts_on <= on)
