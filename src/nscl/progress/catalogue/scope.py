"""Which records are asked about, and what an indicator answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from nscl.records.years import YearOf
from nscl.work.enums import ActivityKind, OutputKind
from nscl.work.models import Activity, ActivityOutput, Participation


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Records done from one day to another, both included: of some plans, or of some provinces (None: of all).

    `unit_ids` are all rows of a province as of a day (`nscl.progress.queries.territory_as_of`): a total for today's
    Bắc Ninh takes in what was recorded under Bắc Giang, each record once.
    """

    first: date
    last: date
    plan_ids: frozenset[int] | None = None
    unit_ids: frozenset[int] | None = None

    def activities(self) -> QuerySet[Activity]:
        """The activities done in this scope, unordered.

        Only what is done has a day on which it was (constraint `work_activity_done_on`): the status need not be read,
        and an index alone answers.
        """
        rows = Activity.objects.filter(done_on__gte=self.first, done_on__lte=self.last)
        if self.plan_ids is not None:
            rows = rows.filter(plan__in=self.plan_ids)
        if self.unit_ids is not None:
            rows = rows.filter(unit__in=self.unit_ids)
        return rows


@dataclass(frozen=True, slots=True)
class Tally:
    """What of which records is added up.

    kinds: of activities; output: the quantity that is added, None: each record counts as one; missing: what a record
    counts as that lacks the quantity (a TV report without a number is one report; a support of unknown breadth, none).
    optional: kinds whose records need not state it (co-operation without an agreement is whole).
    """

    kinds: frozenset[ActivityKind]
    output: OutputKind | None = None
    missing: int = 0
    optional: frozenset[ActivityKind] = frozenset()

    @property
    def expecting(self) -> frozenset[ActivityKind]:
        """The kinds whose records are incomplete without the quantity."""
        return frozenset() if self.output is None or self.missing else self.kinds - self.optional


class Part(NamedTuple):
    """What records of an agency in a commune gave, and who took part from one kind of organisation.

    The agency is of a unit, and there from one day to another; None: no commune, no participants recorded. value stands
    beside one kind alone of those that took part in a record: all parts add up to the whole, by agency and by commune
    alike. women: where a record says so. samples: how many of the records are made up.
    """

    agency_id: int
    agency: str
    unit_kind: str | None
    unit: str | None
    since: date
    until: date | None
    commune_id: int | None
    commune: str | None
    participants: str | None
    people: int | None
    women: int | None
    organisations: int | None
    samples: int
    value: Decimal | int | None


_KEYS: Final = (
    *("agency_id", "agency__name", "agency__unit__kind", "agency__unit__name"),
    *("agency__valid_from", "agency__valid_to", "commune_id", "commune__name", "participations__kind"),
)
_SUMS: Final = ("people", "women", "organisations")


class Counted:
    """An indicator's answer: the rows that it counts and what they add up to, asked from the database when needed."""

    def __init__(self, scope: Scope, tally: Tally) -> None:
        self.scope = scope
        self.tally = tally

    @property
    def rows(self) -> QuerySet[Activity]:
        """The records behind the value, unordered: those that count, each once."""
        return self.candidates.filter(self.counts())

    @property
    def candidates(self) -> QuerySet[Activity]:
        """All records of these kinds, whether they count or not, unordered."""
        return self.scope.activities().filter(kind__in=self.tally.kinds)

    def counts(self) -> Q:
        """Which of the candidates count."""
        return Q() if self.tally.missing or self.tally.output is None else Q(self._has_quantity())

    def lacks(self) -> Q:
        """Which of the candidates lack the quantity to be counted by: they wait for it."""
        return Q(kind__in=self.tally.expecting) & ~Q(self._has_quantity())

    def by_year(self, rows: QuerySet[Activity] | None = None) -> dict[int, Decimal]:
        """The value of each year that has a record. One query. rows: only these of `self.rows`."""
        found = (self.rows if rows is None else rows).order_by().annotate(in_year=YearOf("done_on"), adds=self.amount())
        counted = found.values("in_year").annotate(value=Sum("adds")).order_by("in_year")
        return {year: Decimal(value) for year, value in counted.values_list("in_year", "value")}

    def parts(self, rows: QuerySet[Activity]) -> list[Part]:
        """The value by agency and commune, and who took part by kind of organisation. One query.

        A record with participants of several kinds is there once for each: its value is added up beside the first.
        """
        earlier = Participation.objects.filter(activity=OuterRef("pk"), kind__lt=OuterRef("participations__kind"))
        once = ~Q(Exists(earlier))
        found = rows.order_by().annotate(adds=self.amount()).values(*_KEYS)
        sums = {name: Sum(f"participations__{name}") for name in _SUMS}
        counted = found.annotate(
            **sums, samples=Count("pk", filter=Q(is_sample=True)), value=Sum("adds", filter=once)
        ).order_by("agency_id", "commune_id", "participations__kind")
        return [Part(*part) for part in counted.values_list(*_KEYS, *_SUMS, "samples", "value")]

    def total(self) -> Decimal | None:
        """The value over the whole scope; None where there is no record. One query."""
        years = self.by_year()
        return sum(years.values(), Decimal(0)) if years else None

    def amount(self) -> Coalesce | Subquery | Value:
        """What a record adds to the value, for an annotation; NULL for one that does not count."""
        if self.tally.output is None:
            return Value(1, output_field=IntegerField())
        quantity = Subquery(self._quantities().order_by("pk").values("quantity")[:1])
        return Coalesce(quantity, Value(Decimal(self.tally.missing))) if self.tally.missing else quantity

    def _has_quantity(self) -> Exists:
        return Exists(self._quantities())

    def _quantities(self) -> QuerySet[ActivityOutput]:
        # With the plan: the database may then join the plan's outputs instead of the country's.
        return ActivityOutput.objects.filter(activity=OuterRef("pk"), plan=OuterRef("plan"), kind=self.tally.output)
