"""What officers stated of measures, as far as it was known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from nscl.documents.pack.enums import MeasureWhen
from nscl.progress.enums import ProgressKind, ValueSource
from nscl.progress.models import StatedValue
from nscl.progress.queries.measures import AskedMeasure
from nscl.progress.queries.proofs import evidence_count
from nscl.progress.rules import Base, Observed


def stated_values(plan_ids: Collection[int]) -> dict[int, list[StatedValue]]:
    """Everything stated of measures of any edition of some plans, oldest first, with how much evidence. One query."""
    rows = (
        StatedValue.objects.filter(measure__edition__plan__in=list(plan_ids))
        .select_related("stated_by", "signed_by", "withdrawn_by")
        .annotate(evidence=evidence_count(ProgressKind.STATED_VALUE))
    )
    found: dict[int, list[StatedValue]] = defaultdict(list)
    for row in rows.order_by("on", "pk"):
        found[row.measure_id].append(row)
    return dict(found)


def moved(stated: Mapping[int, list[StatedValue]], present: Mapping[int, int]) -> dict[int, list[StatedValue]]:
    """The same by the measures of today: what was stated of a measure in an earlier edition is its own."""
    found: dict[int, list[StatedValue]] = defaultdict(list)
    for number, values in stated.items():
        found[present.get(number, number)] += values
    return {number: sorted(values, key=lambda one: (one.on, one.pk)) for number, values in found.items()}


def live(values: Collection[StatedValue], on: date) -> list[StatedValue]:
    """Those that were not withdrawn and are of a day up to `on`, oldest first."""
    return [one for one in values if one.withdrawn_at is None and one.on <= on]


def base_of(values: Collection[StatedValue]) -> Base | None:
    """The latest signed base value; None where none is stated."""
    bases = [one for one in values if one.is_base and one.signed_at is not None]
    return Base(bases[-1].value, bases[-1].on) if bases else None


def waiting(values: Collection[StatedValue]) -> int:
    """How many wait for a signature."""
    return sum(one.signed_at is None for one in values)


def signed_values(values: Collection[StatedValue]) -> int:
    """How many of them a leader signed, bases aside."""
    return sum(one.signed_at is not None and not one.is_base for one in values)


def observed_of(measure: AskedMeasure, values: Collection[StatedValue]) -> Observed:
    """What signed statements say of a measure; where there is none, whether its records are awaited.

    For the whole of a phase a statement is the running total (or the share) on its day, so that the latest counts; for
    yearly measures it is the value of its year until its day, the latest of each year.
    """
    signed = [one for one in values if one.signed_at is not None and not one.is_base]
    signed = [one for one in signed if measure.phase_start <= one.on.year <= measure.phase_end]
    base = base_of(values)
    if not signed:
        return Observed(source=_unstated(measure) if base is None else ValueSource.STATED, base=base)
    last = signed[-1]
    yearly = measure.when not in {MeasureWhen.TOTAL, MeasureWhen.BY_END}
    return Observed(
        source=ValueSource.STATED,
        by_year={one.on.year: one.value for one in signed},
        level=None if yearly else last.value,
        base=base,
        numerator=last.numerator,
        denominator=last.denominator,
    )


def _unstated(measure: AskedMeasure) -> ValueSource:
    """Of a share of what is counted nobody knows how it is counted: the whole is missing."""
    known = measure.known_indicator
    return ValueSource.NOT_YET if known is None or known.is_counted else ValueSource.AWAITED
