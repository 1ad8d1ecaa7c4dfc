"""An estimate's lines and cells as the rules judge them, read once for a page or for an act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from nscl.finance.enums import MoneySource
from nscl.finance.models import Estimate, EstimateAmount, EstimateLine, FundingSource, StatedSum
from nscl.finance.queries.rulebook import rulebook
from nscl.finance.rules.estimate_sums import LineCells, LineSums, Money, sum_estimate
from nscl.finance.rules.line_values import LineValues
from nscl.finance.rules.sources import PrintedColumns
from nscl.finance.rules.submission import Facts, LineFacts, StatedFacts
from nscl.plans.rules import plain_number
from nscl.rulebook import Norm, OutsideDates, UnknownKey


@dataclass(frozen=True, slots=True)
class Stated:
    """A sum in the prose of the edition with which the estimate began, beside what the estimate adds up to."""

    number: int
    what: str
    year: int | None
    printed: str
    vnd: int
    words: str
    words_vnd: int | None
    computed_vnd: int


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the lines in the order of the table among siblings, the judged facts, the stated sums."""

    rows: Mapping[int, EstimateLine]
    facts: Facts
    stated: tuple[Stated, ...]
    columns: PrintedColumns


def read_estimate(estimate: Estimate, on: date) -> Read:
    """Lines, cells, stated sums and the norms of the day. Four queries, two where it began with no edition."""
    lines = EstimateLine.objects.filter(estimate=estimate).select_related("agency__unit", "task")
    rows = {row.pk: row for row in lines.order_by("position", "pk")}
    cells = read_cells(estimate.pk)
    sums = sum_estimate([(row.pk, row.parent_id) for row in rows.values()], cells)
    columns, stated = _stated(estimate, sums.whole)
    headings = {row.parent_id for row in rows.values()}
    facts = Facts(
        years=range(estimate.first_year, estimate.last_year + 1),
        lines=tuple(_facts(rows[number], number in headings) for number, _depth in sums.order),
        cells=cells,
        sums=sums,
        norms=norms_of({row.norm for row in rows.values() if row.norm}, on),
        stated=tuple(StatedFacts(one.what, one.vnd, one.words_vnd, one.computed_vnd) for one in stated),
    )
    return Read(rows, facts, stated, columns)


def read_cells(estimate: int) -> Mapping[int, LineCells]:
    """Line → (year, source) → money, in the order of years. One query."""
    sources = {source.value: source for source in MoneySource}
    found: defaultdict[int, dict[tuple[int, MoneySource], Money]] = defaultdict(dict)
    rows = EstimateAmount.objects.filter(line__estimate=estimate).order_by("line_id", "year", "source")
    for line, year, source, planned, appraised in rows.values_list(
        "line_id", "year", "source", "planned_vnd", "appraised_vnd"
    ):
        found[line][year, sources[source]] = Money(planned, appraised)
    return found


def judged_on(estimate: Estimate, on: date) -> date:
    """The day whose norms an estimate is held against: that of its submission, today's until then."""
    return on if estimate.submitted_at is None else localdate(estimate.submitted_at)


def norms_of(keys: Iterable[str], on: date) -> dict[str, Norm | None]:
    """The norms of a day by key; None for one that is not in force on it."""
    return {key: _norm(key, on) for key in keys}


def _norm(key: str, on: date) -> Norm | None:
    try:
        return rulebook().norm_for(key, on)
    except (OutsideDates, UnknownKey):
        return None


def _facts(row: EstimateLine, is_heading: bool) -> LineFacts:  # noqa: FBT001  (a column of the row, as it were)
    return LineFacts(
        number=row.pk,
        values=line_values(row),
        cut_reason=row.cut_reason,
        is_printed=row.budget_line_id is not None,
        is_heading=is_heading,
    )


def line_values(row: EstimateLine) -> LineValues:
    """The values of a line as they are stored."""
    return LineValues(
        key=row.key,
        title=row.title,
        agency_id=row.agency_id,
        task_id=row.task_id,
        unit_cost_vnd=row.unit_cost_vnd,
        quantity=None if row.quantity is None else plain_number(row.quantity),
        quantity_unit=row.quantity_unit,
        norm=row.norm,
        over_norm_reason=row.over_norm_reason,
        state_ahead_percent=row.state_ahead_percent,
        state_ahead_basis=row.state_ahead_basis,
        note=row.note,
    )


def _stated(estimate: Estimate, whole: LineSums) -> tuple[PrintedColumns, tuple[Stated, ...]]:
    if estimate.edition_id is None:
        return PrintedColumns({}), ()
    names = FundingSource.objects.filter(edition=estimate.edition_id).order_by("position").values_list("key", "name")
    columns = PrintedColumns(dict(names))
    rows = StatedSum.objects.filter(edition=estimate.edition_id).order_by("position", "pk")
    named = rows.values_list("pk", "what", "year", "printed", "vnd", "words", "words_vnd", "source__key")
    return columns, tuple(
        Stated(number, what, year, printed, vnd, words or "", words_vnd, held(whole, columns, year, key))
        for number, what, year, printed, vnd, words, words_vnd, key in named
    )


def held(sums: LineSums, columns: PrintedColumns, year: int | None, key: str | None) -> int:
    """What is proposed in a column of the plan (None: all columns together) for a year (None: all years)."""
    holds = columns.holds(key)
    if len(holds) == len(MoneySource):
        return sums.planned.get((year, None), 0)
    return sum(sums.planned.get((year, source), 0) for source in holds)
