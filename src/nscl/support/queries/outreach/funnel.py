"""The funnel from visited to paid, by year, agency and commune; refusals by reason; the organisations behind each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.organisations.models import Organisation
from nscl.support.enums import GRANTED, RefusalReason, VisitOutcome
from nscl.support.models import Payment, SupportCase, SurveyForm, Visit
from nscl.support.queries.outreach.reach import visits_seen
from nscl.support.rules.funnel import Reached, Stage, StageCount, funnel

_HEAD: Final = Coalesce("organisation__lineage", "organisation")
_INTERESTED: Final = (VisitOutcome.INTERESTED, VisitOutcome.SURVEYED)


@dataclass(frozen=True)
class Outreach:
    """Who came how far in some provinces, in all years. Answers without a further query.

    agencies, communes: key (number, None where unknown) → name and organisations. refusals: (year, reason) → visits.
    Staff see every case of their provinces; a focal point what became of the organisations that its agency visited.
    """

    reached: tuple[Reached, ...]
    agencies: Mapping[int | None, tuple[str, frozenset[int]]]
    communes: Mapping[int | None, tuple[str, frozenset[int]]]
    refusals: Mapping[tuple[int, RefusalReason], int]
    samples: bool
    years: tuple[int, ...] = field(default=())

    def of_year(self, year: int | None) -> tuple[Reached, ...]:
        """What happened in a year; None: in all."""
        return self.reached if year is None else tuple(one for one in self.reached if one.year == year)

    def stages(self, year: int | None, among: frozenset[int] | None = None) -> tuple[StageCount, ...]:
        """The funnel of a year, of some organisations or of all."""
        return funnel(self.of_year(year), among)

    def refused(self, year: int | None) -> Mapping[RefusalReason, int]:
        """Visits that ended with a refusal, by reason."""
        found: Counter[RefusalReason] = Counter()
        for (in_year, reason), count in self.refusals.items():
            if year is None or in_year == year:
                found[reason] += count
        return found


@dataclass(frozen=True, slots=True)
class _Later:
    """What became of an organisation after a visit, or without one, and in which province."""

    reached: Reached
    unit: int
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ReachedRow:
    """An organisation behind a figure of the funnel."""

    number: int
    name: str
    commune: str
    tax_code: str
    is_sample: bool


def outreach_of(viewer: Viewer, unit_ids: Collection[int] | None) -> Outreach:
    """Everything of outreach that the viewer may see in some provinces (None: in all). Five queries."""
    visits = _within(Visit.objects.filter(visits_seen(viewer)), "unit", unit_ids)
    agencies: dict[int | None, tuple[str, set[int]]] = {}
    refusals: Counter[tuple[int, RefusalReason]] = Counter()
    reached: set[Reached] = set()
    samples = False
    columns = ("head", "on", "outcome", "refusal", "agency", "agency__name", "is_sample")
    for head, on, outcome, refusal, agency, name, is_sample in (
        visits.annotate(head=_HEAD).order_by("pk").values_list(*columns)
    ):
        samples = samples or is_sample
        agencies.setdefault(agency, (name or "", set()))[1].add(head)
        reached.add(Reached(Stage.VISITED, head, on.year))
        if outcome in _INTERESTED:
            reached.add(Reached(Stage.INTERESTED, head, on.year))
        if refusal:
            refusals[on.year, RefusalReason(refusal)] += 1
    visited, units = {one.organisation for one in reached}, viewer.units_with(Permission.VIEW_SUPPORT)
    for one in (*_surveyed(unit_ids), *_supported(unit_ids)):
        if units is None or one.unit in units or one.reached.organisation in visited:
            reached.add(one.reached)
            samples = samples or one.is_sample
    everyone = {one.organisation for one in reached}
    return Outreach(
        reached=tuple(reached),
        agencies={key: (name, frozenset(members)) for key, (name, members) in agencies.items()},
        communes=_communes(everyone),
        refusals=refusals,
        samples=samples,
        years=tuple(sorted({one.year for one in reached})),
    )


def organisations_behind(members: Collection[int]) -> tuple[ReachedRow, ...]:
    """The organisations of a figure, by name. One query."""
    rows = Organisation.objects.filter(pk__in=list(members)).select_related("commune").order_by("folded", "pk")
    return tuple(
        ReachedRow(row.pk, row.name, row.commune.name if row.commune else "", row.tax_code or "", row.is_sample)
        for row in rows
    )


def _within(rows: QuerySet[Visit], column: str, unit_ids: Collection[int] | None) -> QuerySet[Visit]:
    return rows if unit_ids is None else rows.filter(**{f"{column}__in": list(unit_ids)})


def _surveyed(unit_ids: Collection[int] | None) -> Iterator[_Later]:
    rows = SurveyForm.objects.filter(answered_at__isnull=False)
    if unit_ids is not None:
        rows = rows.filter(survey__unit__in=list(unit_ids))
    columns = ("head", "answered_at", "survey__unit", "survey__is_sample")
    for head, at, unit, is_sample in rows.annotate(head=_HEAD).order_by("pk").values_list(*columns):
        yield _Later(Reached(Stage.SURVEYED, head, localdate(at).year), unit, is_sample)


def _supported(unit_ids: Collection[int] | None) -> Iterator[_Later]:
    """Applied, in the year of submission; approved, in that of the decision; paid, in that of each payment."""
    cases = SupportCase.objects.filter(submitted_at__isnull=False)
    payments = Payment.objects.filter(undone_at__isnull=True)
    if unit_ids is not None:
        cases = cases.filter(unit__in=list(unit_ids))
        payments = payments.filter(case__unit__in=list(unit_ids))
    columns = ("head", "state", "submitted_at", "decided_at", "unit", "is_sample")
    for head, state, submitted, decided, unit, is_sample in (
        cases.annotate(head=_HEAD).order_by("pk").values_list(*columns)
    ):
        yield _Later(Reached(Stage.APPLIED, head, localdate(submitted).year), unit, is_sample)
        if state in GRANTED and decided is not None:
            yield _Later(Reached(Stage.APPROVED, head, localdate(decided).year), unit, is_sample)
    paid_to = Coalesce("case__organisation__lineage", "case__organisation")
    paid = payments.annotate(head=paid_to).order_by("pk")
    for head, on, unit, is_sample in paid.values_list("head", "on", "case__unit", "case__is_sample"):
        yield _Later(Reached(Stage.PAID, head, on.year), unit, is_sample)


def _communes(heads: Collection[int]) -> dict[int | None, tuple[str, frozenset[int]]]:
    found: dict[int | None, tuple[str, set[int]]] = defaultdict(lambda: ("", set()))
    rows = Organisation.objects.filter(pk__in=list(heads)).order_by("pk")
    for number, commune, name in rows.values_list("pk", "commune", "commune__name"):
        if commune not in found:
            found[commune] = (name or "", set())
        found[commune][1].add(number)
    return {key: (name, frozenset(members)) for key, (name, members) in found.items()}
