"""An edition as a plan pack: what is exported, compared with another pack, and checked for contradictions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from nscl.accounts.rules import Viewer
from nscl.documents.pack import schema
from nscl.documents.pack.values import ALL_SOURCES
from nscl.finance import models
from nscl.finance.enums import Stage
from nscl.finance.rules.sums import in_table_units
from nscl.plans.queries.access import require_edition
from nscl.plans.queries.pack import AgencyKeys, agency_keys_by_role, plan_parts, span
from nscl.plans.rules import plain_number

# Amounts of one line (or of the bottom row: no line) by year; no year: over all years.
_Cells = defaultdict[int | None, defaultdict[int | None, dict[str, Decimal]]]


def pack_of(edition_id: int) -> schema.PlanPack:
    """The edition as a pack, which loads again to the same plan. At most 22 queries, however large the plan is.

    For operations, commands and pages that have already checked who asks; a page uses `pack_for`. Raises
    EditionNotFound, and PackIncomplete where an item lacks what the format demands.
    """
    parts, keys = plan_parts(edition_id)
    return schema.PlanPack(schema_version=1, budget=budget_of(edition_id, keys), **parts)


def pack_for(viewer: Viewer, edition_id: int) -> schema.PlanPack:
    """The same for someone who may see the edition; else EditionNotFound. At most 23 queries."""
    require_edition(viewer, edition_id)
    return pack_of(edition_id)


def budget_of(edition_id: int, keys: AgencyKeys) -> schema.Budget | None:
    """The budget of an edition in the units of its table; None where the plan states no money.

    keys: the key of each agency of the edition by number. A year of which a line prints nothing has no entry.
    """
    budget = models.Budget.objects.filter(edition=edition_id).first()
    if budget is None:
        return None
    unit = budget.unit_vnd
    sources = list(models.FundingSource.objects.filter(edition=edition_id).order_by("position"))
    source_keys = {source.pk: source.key for source in sources}
    cells = _cells(edition_id, unit, source_keys)
    years = models.BudgetYear.objects.filter(edition=edition_id).order_by("position")
    return schema.Budget(
        unit_vnd=unit,
        years=tuple(years.values_list("year", flat=True)),
        sources=tuple(schema.BudgetSource(key=s.key, name=s.name) for s in sources if s.key != ALL_SOURCES),
        lines=_lines(edition_id, unit, keys, cells),
        grand_total=schema.GrandTotal(total=cells[None][None], by_year=_by_year(cells, None)),
        stated=_stated(edition_id, source_keys),
    )


def _cells(edition_id: int, unit: int, source_keys: dict[int, str]) -> _Cells:
    """Every printed figure by line and year: amounts of lines without children, and printed sums."""
    order = {key: place for place, key in enumerate(source_keys.values(), start=1)} | {ALL_SOURCES: 0}
    columns = ("line_id", "year", "source_id", "vnd")
    amounts = models.BudgetAmount.objects.filter(edition=edition_id, stage=Stage.PLANNED).values_list(*columns)
    printed = models.PrintedTotal.objects.filter(edition=edition_id).values_list(*columns)
    figures: list[tuple[int | None, int | None, str, int]] = [
        (line, year, source_keys[source], vnd) for line, year, source, vnd in amounts.union(printed, all=True)
    ]
    figures.sort(key=lambda figure: (figure[1] or 0, order[figure[2]]))
    cells: _Cells = defaultdict(lambda: defaultdict(dict))
    for line, year, source, vnd in figures:
        cells[line][year][source] = in_table_units(vnd, unit)
    return cells


def _by_year(cells: _Cells, line: int | None) -> dict[int, dict[str, Decimal]]:
    return {year: amounts for year, amounts in cells[line].items() if year is not None}


def _lines(edition_id: int, unit: int, keys: AgencyKeys, cells: _Cells) -> tuple[schema.BudgetLine, ...]:
    lead, coordinate = agency_keys_by_role(_line_agencies(edition_id), keys)
    rows = list(models.BudgetLine.objects.filter(edition=edition_id).order_by("position"))
    line_keys = {row.pk: row.key for row in rows}
    return tuple(
        schema.BudgetLine(
            key=row.key,
            parent=None if row.parent_id is None else line_keys[row.parent_id],
            title=row.title,
            unit_cost=None if row.unit_cost_vnd is None else in_table_units(row.unit_cost_vnd, unit),
            quantity=None if row.quantity is None else plain_number(row.quantity),
            quantity_unit=row.quantity_unit,
            total=cells[row.pk][None],
            by_year=_by_year(cells, row.pk),
            lead=lead.get(row.pk, ()),
            coordinate=coordinate.get(row.pk, ()),
            note=row.note,
            at=span(row),
        )
        for row in rows
    )


def _line_agencies(edition_id: int) -> Iterable[tuple[int, int, str]]:
    parts = models.BudgetLineAgency.objects.filter(edition=edition_id).order_by("position")
    return parts.values_list("line_id", "agency_id", "role")


def _stated(edition_id: int, source_keys: dict[int, str]) -> tuple[schema.StatedSum, ...]:
    return tuple(
        schema.StatedSum(
            what=row.what,
            year=row.year,
            source=source_keys[row.source_id],
            printed=row.printed,
            vnd=row.vnd,
            words=row.words,
            words_vnd=row.words_vnd,
            at=span(row),
        )
        for row in models.StatedSum.objects.filter(edition=edition_id).order_by("position")
    )
