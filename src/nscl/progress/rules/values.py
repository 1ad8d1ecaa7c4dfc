"""A measure and what is known of it, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.progress.enums import StandingStatus, ValueSource


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A quantity that the plan's tasks schedule, spread evenly over its years (both included)."""

    amount: Decimal
    first_year: int
    last_year: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureFacts:
    """What a plan asks for: `value` as written (55 for 55%), in the years of its phase, both included.

    scheduled: what the plan's tasks say about when; () where they do not say so, or less than the whole.
    """

    op: MeasureOp
    value: Decimal
    unit: str
    when: MeasureWhen
    phase_start: int
    phase_end: int
    value_to: Decimal | None = None
    scheduled: tuple[Scheduled, ...] = ()

    @property
    def is_percentage(self) -> bool:
        """Whether values are shares or rates, which do not add up over time."""
        return self.unit.startswith("%")

    @property
    def first_day(self) -> date:
        """The first day of the phase."""
        return date(self.phase_start, 1, 1)

    @property
    def last_day(self) -> date:
        """The last day of the phase."""
        return date(self.phase_end, 12, 31)


@dataclass(frozen=True, slots=True)
class Base:
    """What the value was on a day before the work, from which a target "by the end" is approached."""

    value: Decimal
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Observed:
    """What is known of a measure on the day asked for; nothing later is in it.

    by_year: for counts, what was done in each year; for growth, its rate in per cent. A year that is not in it has no
    data: it is not zero. level: the value as a whole where that is known directly (a share, a stated running total);
    None: the sum of the years. numerator, denominator: of a ratio, kept beside it.
    """

    source: ValueSource
    by_year: Mapping[int, Decimal] = field(default_factory=dict)
    level: Decimal | None = None
    base: Base | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a measure stands: the value so far, what was due by the day, the status, and the sentence that says why.

    value is None where nothing is known, due None where nothing is due yet. due is rounded up as it is shown (counts
    to whole ones), so that page and status never disagree.
    """

    value: Decimal | None
    due: Decimal | None
    status: StandingStatus
    sentence: str
