"""Which records are asked about, and what an indicator answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from nscl.progress.catalogue.years import YearOf
from nscl.work.enums import ActivityKind, OutputKind
from nscl.work.models import Activity, ActivityOutput


class Dimension(StrEnum):
    """By what a value can be broken down, besides the year. PARTICIPANTS: by kind of organisation they come from."""

    AGENCY = "agency"
    COMMUNE = "commune"
    PARTICIPANTS = "participants"


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
    """

    kinds: frozenset[ActivityKind]
    output: OutputKind | None = None
    missing: int = 0


class Counted:
    """An indicator's answer: the rows that it counts and what they add up to, asked from the database when needed."""

    def __init__(self, scope: Scope, tally: Tally) -> None:
        self.scope = scope
        self.tally = tally

    @property
    def rows(self) -> QuerySet[Activity]:
        """The records behind the value, unordered: those that count, each once."""
        rows = self.scope.activities().filter(kind__in=self.tally.kinds)
        return rows if self.tally.missing or self.tally.output is None else rows.filter(self._has_quantity())

    @property
    def incomplete(self) -> QuerySet[Activity]:
        """Records of these kinds that lack the quantity to be counted by, unordered: they wait for it."""
        rows = self.scope.activities().filter(kind__in=self.tally.kinds)
        return rows.none() if self.tally.missing or self.tally.output is None else rows.filter(~self._has_quantity())

    def by_year(self, rows: QuerySet[Activity] | None = None) -> dict[int, Decimal]:
        """The value of each year that has a record. One query. rows: only these of `self.rows`."""
        return dict(self._by(YearOf("done_on"), rows))

    def by(self, dimension: Dimension, rows: QuerySet[Activity] | None = None) -> dict[Any, Decimal]:
        """The value of each agency (its number), commune (None: not recorded), kind of participant's organisation.

        By kind of participant it is attendances that add up, whatever the indicator counts. One query.
        """
        if dimension is Dimension.PARTICIPANTS:
            found = self.rows if rows is None else rows
            people = found.filter(participations__isnull=False).values("participations__kind").order_by()
            return {
                kind: Decimal(number)
                for kind, number in people.annotate(people=Sum("participations__people"))
                .order_by("participations__kind")
                .values_list("participations__kind", "people")
            }
        return dict(self._by(F(f"{dimension.value}_id"), rows))

    def by_place(self, rows: QuerySet[Activity]) -> list[tuple[tuple[int, str, int | None, str | None], Decimal]]:
        """The value of each agency in each commune, with their names (None: no commune recorded). One query."""
        places = ("agency_id", "agency__name", "commune_id", "commune__name")
        counted = rows.order_by().values(*places).annotate(value=Sum(self.amount()))
        return [
            (tuple(place), Decimal(value)) for *place, value in counted.order_by(*places).values_list(*places, "value")
        ]

    def total(self) -> Decimal | None:
        """The value over the whole scope; None where there is no record. One query."""
        years = self.by_year()
        return sum(years.values(), Decimal(0)) if years else None

    def amount(self) -> Coalesce | Value:
        """What a record adds to the value, for an annotation."""
        if self.tally.output is None:
            return Value(1, output_field=IntegerField())
        quantity = ActivityOutput.objects.filter(activity=OuterRef("pk"), kind=self.tally.output).order_by("pk")
        return Coalesce(Subquery(quantity.values("quantity")[:1]), Value(Decimal(self.tally.missing)))

    def _by(self, key: F | YearOf, rows: QuerySet[Activity] | None) -> list[tuple[int, Decimal]]:
        found = (self.rows if rows is None else rows).order_by().annotate(bucket=key, adds=self.amount())
        counted = found.values("bucket").annotate(value=Sum("adds"))
        return [(bucket, Decimal(value)) for bucket, value in counted.order_by("bucket").values_list("bucket", "value")]

    def _has_quantity(self) -> Exists:
        return Exists(ActivityOutput.objects.filter(activity=OuterRef("pk"), kind=self.tally.output))
