"""The estimate of the invented plans: lines whose figures agree, until a slip is put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from tests.documents.reading.documents.story import Cost, CostGroup, Estimate, Job, JobGroup, Slip, Stated
from tests.documents.reading.documents.wording import written
from tests.documents.reading.documents.work import ROMAN

Amounts = Mapping[str, Decimal]
ALL = "all"
# In millions of dong for one piece.
_UNIT_COSTS = (12, 15, 20, 25, 30, 45, 60, 80, 120)
_STATE_SHARES = (Decimal(1), Decimal(1), Decimal("0.5"), Decimal("0.6"))
# Groups of jobs that cost something in every estimate: the first three.
_FUNDED_GROUPS = 3


def invent_estimate(
    random: Random, groups: tuple[JobGroup, ...], years: tuple[int, ...], slips: frozenset[Slip], *, split: bool
) -> Estimate:
    """Unit cost × quantity spread over the years; ``split``: by state budget and enterprises' funds."""
    thousand = random.random() < 0.25  # a quarter of the estimates count in thousands
    maker = _Maker(random, years, ("state", "enterprise") if split else (), Decimal(1000 if thousand else 1))
    made = tuple(maker.group(group, ROMAN[place]) for place, group in enumerate(groups[:_FUNDED_GROUPS]))
    estimate = Estimate(
        unit_vnd=1_000 if thousand else 1_000_000,
        unit_name="nghìn đồng" if thousand else "triệu đồng",
        years=years,
        sources={"state": "NSNN", "enterprise": "DN"} if split else {},
        groups=made,
        total=_add(group.total for group in made),
        by_year={year: _add(group.years[year] for group in made if year in group.years) for year in years},
        stated=(),
    )
    return _with_slips(replace(estimate, stated=_stated(estimate)), slips)


@dataclass(frozen=True)
class _Maker:
    """Makes groups and lines; ``scale``: table units in a million dong."""

    random: Random
    years: tuple[int, ...]
    sources: tuple[str, ...]
    scale: Decimal

    def group(self, group: JobGroup, number: str) -> CostGroup:
        lines = tuple(
            self.line(job, job.yields[0].unit, str(place))
            for place, job in enumerate(group.jobs, start=1)
            if job.yields
        )
        by_year = {year: _add(line.years[year] for line in lines if year in line.years) for year in self.years}
        kept = {year: amounts for year, amounts in by_year.items() if amounts}
        return CostGroup(number, group.title, kept, _add(line.total for line in lines), lines)

    def line(self, job: Job, unit: str, number: str) -> Cost:
        cost = Decimal(self.random.choice(_UNIT_COSTS)) * self.scale
        pieces = [self.random.choice((0, 1, 1, 2)) for _year in self.years]
        if not any(pieces):
            pieces[-1] = 2
        share = self.random.choice(_STATE_SHARES)
        by_year = {year: _split(cost * n, share, self.sources) for year, n in zip(self.years, pieces, strict=True) if n}
        name = "nghìn" if self.scale > 1 else "triệu"
        shown = f"{int(cost):,}".replace(",", ".")
        return Cost(
            number=number,
            title=f"{job.title} ({written(sum(pieces))} {unit} x {shown} {name} đồng/{unit})",
            years=by_year,
            total=_add(by_year.values()),
            lead=job.lead,
            coordinate=job.coordinate,
            unit_cost=cost,
            quantity=Decimal(sum(pieces)),
            quantity_unit=unit,
        )


def _split(amount: Decimal, share: Decimal, sources: tuple[str, ...]) -> Amounts:
    if not sources:
        return {ALL: amount}
    state = amount * share
    rest = amount - state
    return {"state": state} | ({"enterprise": rest} if rest else {})


def _add(parts: Iterable[Amounts]) -> dict[str, Decimal]:
    """Sums by source, with the sum over the sources as "all" where there are several columns."""
    sums: dict[str, Decimal] = {}
    for part in parts:
        for source, amount in part.items():
            sums[source] = sums.get(source, Decimal(0)) + amount
    return sums


def with_all(amounts: Amounts) -> dict[str, Decimal]:
    """The printed totals of a row: the sum over the sources first."""
    if ALL in amounts or not amounts:
        return dict(amounts)
    return {ALL: sum(amounts.values(), Decimal(0)), **amounts}


def _stated(estimate: Estimate) -> tuple[Stated, ...]:
    def vnd(amount: Decimal) -> int:
        return int(amount * estimate.unit_vnd)

    whole = vnd(with_all(estimate.total)[ALL])
    found = [Stated("Tổng kinh phí dự kiến", None, ALL, whole, whole)]
    names = {"state": "Ngân sách nhà nước", "enterprise": "Nguồn của doanh nghiệp"}
    for source in (source for source in estimate.sources if source in estimate.total):
        amount = vnd(estimate.total[source])
        found.append(Stated(names[source], None, source, amount, amount))
    for year, amounts in estimate.by_year.items():
        if amounts:
            amount = vnd(with_all(amounts)[ALL])
            found.append(Stated(f"Năm {year}", year, ALL, amount, amount))
    return tuple(found)


def _with_slips(estimate: Estimate, slips: frozenset[Slip]) -> Estimate:
    if Slip.STATED_THOUSANDFOLD in slips:
        *rest, last = estimate.stated
        estimate = replace(estimate, stated=(*rest, replace(last, digits=last.digits // 1000)))
    if Slip.YEAR_SUM in slips:
        year = next(year for year in estimate.years if estimate.by_year[year])
        source, amount = next(iter(estimate.by_year[year].items()))
        slip = Decimal(7) * 1_000_000 / estimate.unit_vnd
        wrong = dict(estimate.by_year[year]) | {source: amount + slip}
        estimate = replace(estimate, by_year=dict(estimate.by_year) | {year: wrong})
    if Slip.UNIT_COST in slips:
        group, *others = estimate.groups
        line, *lines = group.lines
        assert line.quantity is not None
        true, false = written(int(line.quantity)), written(int(line.quantity) + 3)
        line = replace(line, quantity=line.quantity + 3, title=line.title.replace(f"({true} ", f"({false} "))
        estimate = replace(estimate, groups=(replace(group, lines=(line, *lines)), *others))
    return estimate


def lengthened_estimate(estimate: Estimate, times: int) -> Estimate:
    """The estimate with every line ``times`` times over, and the sums that go with it."""
    groups = []
    for group in estimate.groups:
        lines = tuple(replace(line, number=str(n)) for n, line in enumerate(group.lines * times, start=1))
        years = {year: {key: amount * times for key, amount in by.items()} for year, by in group.years.items()}
        groups.append(replace(group, lines=lines, years=years, total=_add(line.total for line in lines)))
    by_year = {year: {key: amount * times for key, amount in by.items()} for year, by in estimate.by_year.items()}
    total = {key: amount * times for key, amount in estimate.total.items()}
    longer = replace(estimate, groups=tuple(groups), total=total, by_year=by_year)
    return replace(longer, stated=_stated(longer))
