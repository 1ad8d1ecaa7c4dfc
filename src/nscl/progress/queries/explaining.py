"""For which measures one record counts, and why it does not for the others that could take it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from nscl.progress.enums import CountReason
from nscl.progress.queries.counts import Tallied, tally_of
from nscl.progress.queries.measures import AskedMeasure, measures_in_force, measures_of_record, present_measures
from nscl.work.enums import ActivityStatus
from nscl.work.queries.activities import ActivityDetail


@dataclass(frozen=True, slots=True)
class RecordMeasure:
    """A measure that could take a record. amount: what the record adds to it, or would; None: nothing to add yet."""

    number: int
    target_key: str
    label: str
    unit: str
    phase_start: int
    phase_end: int
    amount: Decimal | None
    reason: CountReason

    @property
    def counts(self) -> bool:
        """Whether its value has the record in it."""
        return self.reason in {CountReason.ALONE, CountReason.DECLARED}


@dataclass(frozen=True, kw_only=True)
class RecordCounting:
    """What becomes of a record, in the order of the plan's document.

    year: the one in which it counts, or would: when it was done, else when it is to begin.
    """

    year: int
    measures: tuple[RecordMeasure, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether it must be declared and is declared for none."""
        reasons = {one.reason for one in self.measures}
        return CountReason.UNDECLARED in reasons and CountReason.DECLARED not in reasons


def record_counting(detail: ActivityDetail) -> RecordCounting:
    """Which measures of the plan in force could take a record, as `work.queries` gave it to the viewer.

    One query, two where it was declared under an earlier edition.
    """
    row = detail.row
    year = (row.done_on or row.starts_on).year
    measures, claimed = measures_of_record(row.plan.number, row.number)
    could = _takers(measures, row.kind.value, year)
    contested = contenders(could)
    declared = _present(row.plan.number, claimed, measures)
    shown = [_measure(detail, one, is_contested=one in contested, declared=declared) for one in could]
    return RecordCounting(year=year, measures=tuple(shown))


def takers(plan: int, kind: str, year: int) -> tuple[Tallied, ...]:
    """The measures of a plan in force that could take a record of a kind done in a year. One query."""
    return _takers(measures_in_force(plan), kind, year)


def _takers(measures: Iterable[AskedMeasure], kind: str, year: int) -> tuple[Tallied, ...]:
    tallied = [
        Tallied(one, tally)
        for one in measures
        if one.phase_start <= year <= one.phase_end and (tally := tally_of(one)) is not None
    ]
    return tuple(one for one in tallied if any(kind == of_kind for of_kind, _output in one.sorts()))


def contenders(could: Collection[Tallied]) -> tuple[Tallied, ...]:
    """Those of the measures that could take a record which would take the same of it: it must be declared for them."""
    takers_of = Counter(one.output for one in could)
    return tuple(one for one in could if takers_of[one.output] > 1)


def _present(plan: int, claimed: frozenset[int], measures: Collection[AskedMeasure]) -> frozenset[int]:
    """What the measures for which a record is declared have become in the edition in force."""
    if not claimed - {one.number for one in measures}:
        return claimed
    present = present_measures([plan], {one.edition_id for one in measures})
    return frozenset(present.get(number, number) for number in claimed)


def _measure(detail: ActivityDetail, one: Tallied, *, is_contested: bool, declared: Collection[int]) -> RecordMeasure:
    measure, amount = one.measure, _amount(detail, one)
    return RecordMeasure(
        number=measure.number,
        target_key=measure.target_key,
        label=measure.label,
        unit=measure.unit,
        phase_start=measure.phase_start,
        phase_end=measure.phase_end,
        amount=amount,
        reason=_reason(detail, amount, is_contested=is_contested, is_declared=measure.number in declared),
    )


def _amount(detail: ActivityDetail, one: Tallied) -> Decimal | None:
    if one.tally.output is None:
        return Decimal(1)
    stated = next((output.quantity for output in detail.outputs if output.kind is one.tally.output), None)
    if stated is not None:
        return stated
    return Decimal(one.tally.missing) if one.tally.missing else None


def _reason(detail: ActivityDetail, amount: Decimal | None, *, is_contested: bool, is_declared: bool) -> CountReason:
    if detail.row.status is ActivityStatus.CANCELLED:
        return CountReason.CANCELLED
    if detail.row.status is not ActivityStatus.DONE:
        return CountReason.NOT_DONE
    if amount is None:
        return CountReason.NO_QUANTITY
    if not is_contested:
        return CountReason.ALONE
    return CountReason.DECLARED if is_declared else CountReason.UNDECLARED
