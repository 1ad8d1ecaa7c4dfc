"""The measures of editions, and which measure of today a measure of an earlier edition has become."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.plans.enums import EditionState
from nscl.plans.models import Measure, Target
from nscl.plans.queries.access import computed
from nscl.plans.rules import plain_number
from nscl.productivity.queries.published import is_anything_published
from nscl.progress.catalogue import Indicator, find
from nscl.progress.rules import MeasureFacts, Scheduled
from nscl.work.models import ActivityClaim, AnnualPlan


@dataclass(frozen=True, kw_only=True)
class AskedMeasure:
    """A measure with its target's phase and place, as it is asked about.

    has_sample_years: its plan has sample records of some year. is_published: some province has published a run of
    productivity. Both are asked with the measure, so that a site without them spends no query on them.
    """

    number: int
    edition_id: int
    plan_id: int
    unit_id: int
    target_number: int
    target_key: str
    target_text: str
    indicator: str
    label: str
    op: MeasureOp
    value: Decimal
    value_to: Decimal | None
    unit: str
    when: MeasureWhen
    of: str | None
    phase_start: int
    phase_end: int
    has_sample_years: bool
    is_published: bool

    @property
    def known_indicator(self) -> Indicator | None:
        """The indicator of the catalogue; None for a code that it does not know."""
        return find(self.indicator)

    @property
    def is_percentage(self) -> bool:
        """Whether it asks for a share or a rate."""
        return self.unit.startswith("%")

    def facts(self, scheduled: tuple[Scheduled, ...] = ()) -> MeasureFacts:
        """What the rule of standing takes."""
        return MeasureFacts(
            op=self.op,
            value=self.value,
            value_to=self.value_to,
            unit=self.unit,
            when=self.when,
            phase_start=self.phase_start,
            phase_end=self.phase_end,
            scheduled=scheduled,
        )


def measures_of(edition_ids: Iterable[int]) -> tuple[AskedMeasure, ...]:
    """The measures of some editions in the order of their documents. One query."""
    rows = _measures().filter(edition__in=list(edition_ids))
    return tuple(_asked(row) for row in rows.order_by("edition_id", "target__position", "target_id", "position", "pk"))


def measures_in_force(plan: int) -> tuple[AskedMeasure, ...]:
    """The measures of the edition of a plan that is in force, in the order of its document. One query."""
    rows = _measures().filter(edition__plan=plan, edition__state=EditionState.ISSUED)
    return tuple(_asked(row) for row in rows.order_by("target__position", "target_id", "position", "pk"))


def measures_of_record(plan: int, activity: int) -> tuple[tuple[AskedMeasure, ...], frozenset[int]]:
    """The measures in force, and the numbers of those of whatever edition for which a record is declared. One query."""
    declared = Exists(ActivityClaim.objects.filter(activity=activity, measure=OuterRef("pk")))
    in_force = ExpressionWrapper(Q(edition__state=EditionState.ISSUED), BooleanField())
    found = _measures().filter(edition__plan=plan).annotate(is_declared=declared, is_in_force=in_force)
    rows = list(
        found.filter(Q(is_declared=True) | Q(is_in_force=True)).order_by(
            "target__position", "target_id", "position", "pk"
        )
    )
    return (
        tuple(_asked(row) for row in rows if computed(row, "is_in_force")),
        frozenset(row.pk for row in rows if computed(row, "is_declared")),
    )


def asked_measure(number: int) -> AskedMeasure:
    """The measure with this number. One query. Raises Measure.DoesNotExist."""
    return _asked(_measures().get(pk=number))


def plans_of_measures(numbers: Iterable[int]) -> dict[int, str]:
    """The slug of the plan that each of these measures is of. One query."""
    rows = Measure.objects.filter(pk__in=list(numbers)).order_by("pk")
    return dict(rows.values_list("pk", "edition__plan__slug"))


def _measures() -> QuerySet[Measure]:
    samples = AnnualPlan.objects.filter(plan=OuterRef("edition__plan"), is_sample=True)
    return (
        Measure.objects.select_related("target", "edition__plan")
        .only(
            *("indicator", "label", "op", "value", "value_to", "unit", "when", "of"),
            *("edition__plan__unit", "target__key", "target__text", "target__phase_start", "target__phase_end"),
        )
        .annotate(has_sample_years=Exists(samples), is_published=is_anything_published())
    )


def _asked(row: Measure) -> AskedMeasure:
    return AskedMeasure(
        number=row.pk,
        edition_id=row.edition_id,
        plan_id=row.edition.plan_id,
        unit_id=row.edition.plan.unit_id,
        target_number=row.target_id,
        target_key=row.target.key,
        target_text=row.target.text,
        indicator=row.indicator,
        label=row.label,
        op=MeasureOp(row.op),
        value=plain_number(row.value),
        value_to=None if row.value_to is None else plain_number(row.value_to),
        unit=row.unit,
        when=MeasureWhen(row.when),
        of=row.of,
        phase_start=row.target.phase_start,
        phase_end=row.target.phase_end,
        has_sample_years=computed(row, "has_sample_years"),
        is_published=computed(row, "is_published"),
    )


@dataclass(frozen=True, slots=True)
class TargetHead:
    """A target without its measures."""

    number: int
    key: str
    text: str
    position: int
    phase_start: int
    phase_end: int


def targets_of(edition_id: int) -> tuple[TargetHead, ...]:
    """The targets of an edition in the order of the document. One query."""
    rows = Target.objects.filter(edition=edition_id).order_by("position", "pk")
    return tuple(
        TargetHead(*row) for row in rows.values_list("pk", "key", "text", "position", "phase_start", "phase_end")
    )


def present_measures(plan_ids: Collection[int], editions: Collection[int]) -> Mapping[int, int]:
    """Measure of an earlier edition → the measure that it has become in one of `editions`. One query.

    A target is followed by what it continues; in it, the n-th measure of an indicator stays the n-th of it.
    """
    rows = (
        Measure.objects.filter(edition__plan__in=list(plan_ids))
        .order_by("target_id", "position", "pk")
        .values_list("pk", "edition_id", "target_id", "target__continues_id", "indicator")
    )
    return _followed(rows, frozenset(editions))


def _followed(rows: Iterable[tuple[int, int, int, int | None, str]], editions: frozenset[int]) -> dict[int, int]:
    places: dict[tuple[int, str, int], int] = {}
    earlier: dict[int, int | None] = {}
    rank: dict[tuple[int, str], int] = defaultdict(int)
    present: list[tuple[int, int, str, int]] = []
    for number, edition, target, continues, indicator in rows:
        place = rank[(target, indicator)]
        rank[(target, indicator)] += 1
        places[(target, indicator, place)] = number
        earlier[target] = continues
        if edition in editions:
            present.append((number, target, indicator, place))
    found: dict[int, int] = {}
    for number, target, indicator, place in present:
        before = earlier[target]
        while before is not None:
            origin = places.get((before, indicator, place))
            if origin is not None:
                found[origin] = number
            before = earlier.get(before)
    return found
