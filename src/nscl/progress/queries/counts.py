"""What the records of plans add up to, by kind and year: the same few queries for one plan and for a country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, OuterRef, Subquery, Sum

from nscl.documents.pack.enums import MeasureWhen
from nscl.progress.catalogue import Scope, Tally
from nscl.progress.queries.measures import AskedMeasure
from nscl.progress.rules.claims import Rivals, Taker
from nscl.records.years import YearOf
from nscl.work.models import ActivityClaim, ActivityOutput

NOTHING = Decimal(0)


@dataclass(slots=True)
class Cell:
    """Records of one sort in one year: how many, how many with the quantity asked for, and its sum."""

    records: int = 0
    with_quantity: int = 0
    quantity: Decimal = NOTHING

    def amount(self, tally: Tally) -> Decimal | None:
        """What they add up to; None where none of them counts."""
        if tally.output is None:
            return Decimal(self.records) if self.records else None
        lacking = self.records - self.with_quantity
        if not self.with_quantity and not (lacking and tally.missing):
            return None
        return self.quantity + lacking * tally.missing

    def counting(self, tally: Tally) -> int:
        """How many of them count for something."""
        return self.records if tally.output is None or tally.missing else self.with_quantity


CellKey = tuple[int, str, str, int]  # owner (plan or measure), kind, output ("" for the record itself), year


@dataclass(frozen=True, slots=True)
class Tallied:
    """A measure that records can give, with what it adds up."""

    measure: AskedMeasure
    tally: Tally

    def sorts(self) -> tuple[tuple[str, str], ...]:
        """The sorts of records that it could take: (kind of activity, quantity)."""
        return tuple((kind.value, self.output) for kind in sorted(self.tally.kinds))

    @property
    def output(self) -> str:
        """The quantity that it adds, "" where each record counts as one."""
        return output_of(self.tally)


@dataclass(frozen=True, slots=True)
class Found:
    """What a measure gets of the records by year, from how many in its phase.

    unclaimed: how many wait to be declared for it or another; incomplete: how many lack the quantity to be counted by.
    """

    by_year: Mapping[int, Decimal]
    unclaimed: int
    records: int
    incomplete: int


@dataclass
class Counts:
    """The records of some plans up to a day, for some measures. `find` answers without a further query."""

    tallied: Collection[Tallied]
    rivals: Rivals
    cells: dict[CellKey, Cell] = field(default_factory=dict)
    claimed: dict[CellKey, Cell] = field(default_factory=dict)
    declared: dict[CellKey, int] = field(default_factory=dict)

    def find(self, one: Tallied) -> Found:
        """What a measure gets: whole cells that it alone could take, of contested ones what is declared for it."""
        by_year: dict[int, Decimal] = {}
        unclaimed = records = incomplete = 0
        for year in range(one.measure.phase_start - 1, one.measure.phase_end + 1):
            for sort in one.sorts():
                cell = self.cells.get((one.measure.plan_id, *sort, year))
                if cell is None:
                    continue
                in_phase = year >= one.measure.phase_start
                if in_phase and sort[0] in one.tally.expecting:
                    incomplete += cell.records - cell.counting(one.tally)
                if self.rivals.is_contested(one.measure.edition_id, sort, year):
                    unclaimed += cell.counting(one.tally) - self.declared.get((one.measure.plan_id, *sort, year), 0)
                    cell = self.claimed.get((one.measure.number, *sort, year), Cell())
                records += cell.counting(one.tally) * in_phase
                amount = cell.amount(one.tally)
                if amount is not None:
                    by_year[year] = by_year.get(year, NOTHING) + amount
        return Found(by_year, unclaimed, records, incomplete)

    def contested_of(self, one: Tallied) -> tuple[tuple[str, int], ...]:
        """(kind, year) of the records of a measure's phase for which others contend too."""
        return tuple(
            (kind, year)
            for kind, output in one.sorts()
            for year in range(one.measure.phase_start, one.measure.phase_end + 1)
            if self.rivals.is_contested(one.measure.edition_id, (kind, output), year)
        )

    def rivals_of(self, one: Tallied) -> tuple[int, ...]:
        """The other measures that contend for the same records in some year, in the order of the document."""
        found = {
            number
            for kind, year in self.contested_of(one)
            for number in self.rivals.of(one.measure.edition_id, (kind, one.output), year)
        }
        order = [each.measure.number for each in self.tallied]
        return tuple(number for number in order if number in found and number != one.measure.number)


def tally_of(measure: AskedMeasure) -> Tally | None:
    """What of which records a measure adds up; None where none gives it.

    An indicator that counts things says nothing of a share of things; of a percentage it gives yearly growth alone.
    """
    known = measure.known_indicator
    if known is None or known.count is None:
        return None
    growth = measure.when in {MeasureWhen.GROWTH_PER_YEAR, MeasureWhen.AVERAGE_PER_YEAR}
    if measure.is_percentage and not growth:
        return None
    return known.count(Scope(first=date.min, last=date.max)).tally


def count_records(
    measures: Collection[AskedMeasure], on: date, present_of: Callable[[Collection[int]], Mapping[int, int]]
) -> Counts:
    """Count for measures of one edition for each of their plans, as of the end of a day.

    present_of: measures of earlier editions → what they have become; claims for what a measure was are its own. One
    query, two where a quantity is added up; one more where measures contend for records.
    """
    tallied = [Tallied(measure, tally) for measure in measures if (tally := tally_of(measure)) is not None]
    takers = [
        Taker(t.measure.number, t.measure.edition_id, sort, t.measure.phase_start, t.measure.phase_end)
        for t in tallied
        for sort in t.sorts()
    ]
    counts = Counts(tallied, Rivals(takers))
    if tallied:
        scope = _scope(tallied, on)
        counts.cells = cells_of(scope, [one.tally for one in tallied])
        if counts.rivals.contested():
            _count_claims(counts, scope, present_of)
    return counts


def _scope(tallied: Collection[Tallied], on: date) -> Scope:
    # The year before the phase too: growth in its first year is against it.
    first = min(one.measure.phase_start for one in tallied) - 1
    return Scope(
        first=date(first, 1, 1),
        last=min(on, date(max(one.measure.phase_end for one in tallied), 12, 31)),
        plan_ids=frozenset(one.measure.plan_id for one in tallied),
    )


def output_of(tally: Tally) -> str:
    """The quantity that a tally adds, "" where each record counts as one."""
    return tally.output.value if tally.output else ""


def cells_of(scope: Scope, tallies: Collection[Tally]) -> dict[CellKey, Cell]:
    """What the records of a scope give by plan, kind, quantity and year. One query, two where a quantity is added up.

    Only the kinds and quantities that the tallies ask for.
    """
    wanted = {(kind.value, output_of(tally)) for tally in tallies for kind in tally.kinds}
    rows = scope.activities().filter(kind__in={kind for kind, _output in wanted})
    counted = rows.annotate(in_year=YearOf("done_on")).values("plan_id", "kind", "in_year").annotate(number=Count("pk"))
    cells: dict[CellKey, Cell] = {}
    for plan, kind, year, number in counted.order_by().values_list("plan_id", "kind", "in_year", "number"):
        for of_kind, output in wanted:
            if of_kind == kind:
                cells[(plan, kind, output, year)] = Cell(records=number)
    for plan, kind, output, year, number, quantity in _quantities(scope, tallies):
        cell = cells.get((plan, kind, output, year))
        if cell is not None:
            cell.with_quantity, cell.quantity = number, quantity
    return cells


def _quantities(scope: Scope, tallies: Collection[Tally]) -> list[tuple[int, str, str, int, int, Decimal]]:
    """(plan, kind, output, year, how many, sum) of the outputs that are added up. One query, none where none is."""
    added = {output_of(tally) for tally in tallies} - {""}
    if not added:
        return []
    kinds = {kind for tally in tallies if tally.output for kind in tally.kinds}
    rows = (
        ActivityOutput.objects.filter(kind__in=added, activity__kind__in=kinds)
        .filter(**_done_in(scope, "activity__"))
        .annotate(in_year=YearOf("activity__done_on"))
    )
    if scope.plan_ids is not None:
        # The activity's plan, as the output repeats it: else the outputs of the whole country are read.
        rows = rows.filter(plan__in=scope.plan_ids)
    keys = ("activity__plan_id", "activity__kind", "kind", "in_year")
    counted = rows.values(*keys).annotate(number=Count("pk"), total=Sum("quantity")).order_by()
    return [
        (plan, of_kind, kind, year, number, Decimal(total))
        for plan, of_kind, kind, year, number, total in counted.values_list(*keys, "number", "total")
    ]


def _done_in(scope: Scope, prefix: str) -> dict[str, object]:
    filters: dict[str, object] = {f"{prefix}done_on__gte": scope.first, f"{prefix}done_on__lte": scope.last}
    if scope.plan_ids is not None:
        filters[f"{prefix}plan__in"] = scope.plan_ids
    if scope.unit_ids is not None:
        filters[f"{prefix}unit__in"] = scope.unit_ids
    return filters


def _count_claims(counts: Counts, scope: Scope, present_of: Callable[[Collection[int]], Mapping[int, int]]) -> None:
    """What is declared for measures that contend for records. One query, over the declared records alone."""
    sorts = {(one.measure.number, kind): output for one in counts.tallied for kind, output in one.sorts()}
    claims = _claims(counts, scope)
    present = present_of({claim[0] for claim in claims})
    seen: dict[CellKey, set[int]] = defaultdict(set)
    for claimed_for, activity, plan, kind, year, *quantities in claims:
        measure = present.get(claimed_for, claimed_for)
        output = sorts.get((measure, kind))
        if output is None:
            continue  # declared once, but the measure counts other records by now
        if activity not in seen[(measure, kind, output, year)]:
            quantity = quantities[_outputs(counts).index(output)] if output else None
            _add(counts.claimed.setdefault((measure, kind, output, year), Cell()), quantity)
            seen[(measure, kind, output, year)].add(activity)
        seen[(-plan, kind, output, year)].add(activity)
    counts.declared = {(-key[0], *key[1:]): len(found) for key, found in seen.items() if key[0] < 0}


def _outputs(counts: Counts) -> list[str]:
    return sorted({one.output for one in counts.tallied} - {""})


def _claims(counts: Counts, scope: Scope) -> list[tuple[int, int, int, str, int, *tuple[Decimal | None, ...]]]:
    """(measure, record, plan, kind, year, a quantity for each of `_outputs`) of what is declared."""
    contested = {kind for kind, _output in counts.rivals.contested()}
    of_record = ActivityOutput.objects.filter(activity=OuterRef("activity")).order_by("pk")
    quantities = {
        f"quantity_{number}": Subquery(of_record.filter(kind=output).values("quantity")[:1])
        for number, output in enumerate(_outputs(counts))
    }
    claims = (
        ActivityClaim.objects.filter(activity__kind__in=contested)
        .filter(**_done_in(scope, "activity__"))
        .annotate(in_year=YearOf("activity__done_on"), **quantities)
        .order_by("pk")
    )
    fields = ("measure_id", "activity_id", "activity__plan_id", "activity__kind", "in_year", *quantities)
    return list(claims.values_list(*fields))


def _add(cell: Cell, quantity: Decimal | None) -> None:
    cell.records += 1
    if quantity is not None:
        cell.with_quantity += 1
        cell.quantity += quantity
