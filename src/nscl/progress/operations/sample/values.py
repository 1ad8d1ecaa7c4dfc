"""Stated values of a sample year: with their bases, signed, and one that waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle
from random import Random

from django.utils.timezone import localdate

from nscl.plans.models import Plan
from nscl.progress.enums import ProgressKind
from nscl.progress.models import StatedValue
from nscl.progress.operations.sample.drawing import AIMS, AIMS_OF_THE_PAST, DrawnValue, draw_values
from nscl.progress.operations.sample.goals import PlanMeasures
from nscl.progress.queries.measures import AskedMeasure
from nscl.progress.queries.programme import is_counted
from nscl.progress.rules.statements import troubles
from nscl.records.inserting import insert_rows
from nscl.records.operations import Actor
from nscl.records.operations.evidence import EvidenceSubject
from nscl.records.operations.evidence_sample import SampleEvidence, add_sample_evidence
from nscl.work.operations.sample.calendar import morning
from nscl.work.operations.sample.filling import evidence_item
from nscl.work.sample.evidence import document
from nscl.work.sample.values import chance

# From the day of a value to its being stated, and from there to the signature, in days.
_STATED_WITHIN, _SIGNED_WITHIN = (5, 18), (1, 6)
_REASON = "Ghi nhầm số của đơn vị khác (số liệu mẫu)"


@dataclass(frozen=True, slots=True)
class FilledValues:
    """How many values were stated, with how much evidence."""

    values: int
    evidence: int


def fill_values(plan: Plan, measures: PlanMeasures, year: int, seed: int, *, by: Actor, at: datetime) -> FilledValues:
    """State values of the measures that no record gives, of the phase of the year and of the one that ended before.

    A measure of which people stated something is left alone.
    """
    on = min(localdate(at), date(year, 12, 31))
    asked = [one for one in measures.measures if not is_counted(one)]
    taken = set(StatedValue.objects.filter(measure__in=[one.number for one in asked]).values_list("measure", flat=True))
    rows: list[StatedValue] = []
    groups = (
        ([one for one in asked if one.phase_start <= year <= one.phase_end], AIMS, on),
        ([one for one in asked if one.phase_end == year - 1], AIMS_OF_THE_PAST, date(year - 1, 12, 31)),
    )
    for group, aims, day in groups:
        for measure, aim in zip(group, cycle(aims), strict=False):
            random = chance(seed, measures.slug, year, measure.target_key, measure.indicator, measure.unit, "stated")
            drawn = draw_values(random, measures.facts(measure), aim, is_share=_is_share(measure), on=day)
            if measure.number not in taken:
                rows += _rows(random, measures, measure, drawn, by=by, at=at)
    rows += _mistake(rows, at)
    insert_rows(rows)
    return FilledValues(len(rows), _add_evidence(plan, rows, seed, by=by, at=at))


def _is_share(measure: AskedMeasure) -> bool:
    """Whether it is a share of countable things: what is written as a share, but for the share of TFP in growth."""
    return measure.unit == "%" and measure.indicator.endswith("_share") and measure.indicator != "tfp_share"


def _rows(
    random: Random,
    measures: PlanMeasures,
    measure: AskedMeasure,
    drawn: Sequence[DrawnValue],
    *,
    by: Actor,
    at: datetime,
) -> list[StatedValue]:
    rows = []
    for one in drawn:
        statement = one.statement
        wrong = troubles(measures.facts(measure), statement, localdate(at))
        amount = statement.amount
        if wrong or amount is None:
            raise ValueError(f"{measures.slug} {measure.target_key}: {wrong}")  # our own drawing is at fault
        stated_at = morning(statement.on + timedelta(days=random.randint(*_STATED_WITHIN)), at)
        signed_at = min(stated_at + timedelta(days=random.randint(*_SIGNED_WITHIN)), at)
        rows.append(
            StatedValue(
                measure_id=measure.number,
                on=statement.on,
                value=amount,
                numerator=statement.numerator,
                denominator=statement.denominator,
                is_base=statement.is_base,
                note=statement.note,
                stated_at=stated_at,
                stated_by_id=by.number,
                signed_at=signed_at if one.is_signed else None,
                version=2 if one.is_signed else 1,
                is_sample=True,
            )
        )
    return rows


def _mistake(rows: Sequence[StatedValue], at: datetime) -> list[StatedValue]:
    """One value that was stated wrongly and withdrawn, beside the first that was signed."""
    first = next((row for row in rows if row.signed_at is not None and not row.is_base), None)
    if first is None:
        return []
    return [
        StatedValue(
            measure_id=first.measure_id,
            on=first.on,
            value=first.value / 10,
            note=first.note,
            stated_at=first.stated_at,
            withdrawn_at=min(first.stated_at + timedelta(hours=2), at),
            withdrawal_reason=_REASON,
            version=2,
            is_sample=True,
        )
    ]


def _add_evidence(plan: Plan, rows: Sequence[StatedValue], seed: int, *, by: Actor, at: datetime) -> int:
    random = chance(seed, plan.slug, "stated evidence")
    proven = [row for row in rows if row.withdrawn_at is None]
    items: list[SampleEvidence] = []
    for row in proven:
        subject = EvidenceSubject(
            kind=ProgressKind.STATED_VALUE, number=row.pk, label="", unit_id=plan.unit_id, is_sample=True
        )
        items.append(evidence_item(subject, document(random, localdate(row.stated_at)), at))
    return add_sample_evidence(items=items, by=by, at=at)
