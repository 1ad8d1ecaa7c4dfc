"""Published figures of provinces, as indicators read them: yearly growth by a run's main method, and its periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from nscl.economics.growth.accounting import GrowthAccount, Method, YearOfGrowth
from nscl.economics.growth.periods import Average, Refused, period, shares_of_growth
from nscl.institutions.models import UnitSuccession
from nscl.productivity.enums import ResultTable, RunState
from nscl.productivity.models import ProductivityRun, RunResult
from nscl.productivity.rules.results import Key

_OF_YEAR = (Key.OUTPUT, Key.CAPITAL, Key.LABOUR, Key.CAPITAL_SHARE, Key.LABOUR_SHARE)


@dataclass(frozen=True, slots=True)
class PublishedRun:
    """A published run of a province: what its main method says of each year; growth as fractions.

    productivity: year → growth of output a worker (an hour, where hours are the labour).
    """

    number: int
    published_at: datetime
    average: Average
    is_sample: bool
    account: GrowthAccount
    productivity: Mapping[int, float]

    def tfp_share(self, first: int, last: int) -> float | None:
        """TFP's part of the growth of some years, as a ratio of sums; None where it is refused or a year is missing."""
        here = {year.year for year in self.account.years}
        if not here.issuperset(range(first, last + 1)):
            return None
        shares = shares_of_growth(period(self.account, first, last, self.average))
        return None if isinstance(shares, Refused) else shares.tfp


def is_anything_published() -> Exists:
    """For an annotation: whether any province has a published run."""
    return Exists(ProductivityRun.objects.filter(state=RunState.PUBLISHED))


def published_runs(unit_ids: Collection[int]) -> Mapping[int, tuple[PublishedRun, ...]]:
    """By province: what is published of it and not withdrawn, the newest first. One query.

    A run of the same land under its row before or after counts too: a province that became a city is two rows.
    """
    units = list(unit_ids)
    mere = _mere_continuations()
    before = mere.filter(successor=OuterRef("run__unit")).values("predecessor")[:1]
    after = mere.filter(predecessor=OuterRef("run__unit")).values("successor")[:1]
    rows = (
        RunResult.objects.filter(
            run__state=RunState.PUBLISHED,
            table__in=[ResultTable.YEAR, ResultTable.LABOUR_PRODUCTIVITY],
            measure__in=[*_OF_YEAR, Key.FROM_INTERMEDIATES, Key.GROWTH],
            part="",
            value__isnull=False,
        )
        .filter(Q(method="") | Q(method=F("run__method")))
        .annotate(before=Subquery(before), after=Subquery(after))
        .filter(Q(run__unit__in=units) | Q(before__in=units) | Q(after__in=units))
        .order_by("-run__published_at", "-run", "first_year")
        .values_list(
            *("run_id", "run__published_at", "run__method", "run__average", "run__is_sample"),
            *("run__unit_id", "before", "after", "first_year", "measure", "value"),
        )
    )
    figures: dict[int, dict[int, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    heads: dict[int, tuple[Any, ...]] = {}
    for *head, before_it, after_it, year, measure, value in rows:
        heads[head[0]] = (*head, before_it, after_it)
        figures[head[0]][year][measure] = value
    wanted, found = frozenset(units), defaultdict(list)
    for number, published_at, method, average, is_sample, *places in heads.values():
        run = PublishedRun(
            number=number,
            published_at=published_at,
            average=Average(average),
            is_sample=is_sample,
            account=_account(Method(method), figures[number]),
            productivity={year: values[Key.GROWTH] for year, values in figures[number].items() if Key.GROWTH in values},
        )
        for unit_id in wanted.intersection(places):
            found[unit_id].append(run)
    return {unit_id: tuple(runs) for unit_id, runs in found.items()}


def _mere_continuations() -> QuerySet[UnitSuccession]:
    """Successions of one unit by one: nothing merged, nothing was divided."""
    others = UnitSuccession.objects.exclude(pk=OuterRef("pk"))
    divided = others.filter(predecessor=OuterRef("predecessor"))
    merged = others.filter(successor=OuterRef("successor"))
    return UnitSuccession.objects.filter(~Exists(divided), ~Exists(merged)).order_by("pk")


def _account(method: Method, figures: Mapping[int, Mapping[str, float]]) -> GrowthAccount:
    """The run's account of growth as it was published."""
    return GrowthAccount(
        method,
        tuple(
            YearOfGrowth(
                year=year,
                output=values[Key.OUTPUT],
                capital=values[Key.CAPITAL],
                labour=values[Key.LABOUR],
                capital_share=values[Key.CAPITAL_SHARE],
                labour_share=values[Key.LABOUR_SHARE],
                intermediates={Key.FROM_INTERMEDIATES: values.get(Key.FROM_INTERMEDIATES, 0.0)},
            )
            for year, values in sorted(figures.items())
            if all(key in values for key in _OF_YEAR)
        ),
    )
