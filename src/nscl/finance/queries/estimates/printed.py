"""The printed lines of an edition as lines of an estimate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.finance.enums import MoneySource, Stage
from nscl.finance.models import BudgetAmount, BudgetLine, BudgetLineAgency, FundingSource, PrintedTotal
from nscl.finance.rules.line_values import CellValue, LineValues, NewLine
from nscl.finance.rules.places import place_of
from nscl.finance.rules.problems import Problem, Reason
from nscl.finance.rules.sources import PrintedColumns
from nscl.finance.rules.sums import in_tree_order
from nscl.plans.enums import AgencyRole
from nscl.plans.rules import plain_number


@dataclass(frozen=True, slots=True)
class Printed:
    """The lines of an edition's table in the order of the tree, and those whose printed money no year is given for."""

    lines: tuple[NewLine, ...]
    yearless: tuple[Problem, ...]


def printed_lines(edition_id: int) -> Printed:
    """What an edition prints, as lines with their cells by our sources. Five queries."""
    rows = list(BudgetLine.objects.filter(edition=edition_id).order_by("position", "pk"))
    by_number = {row.pk: row for row in rows}
    amounts, columns = _amounts(edition_id)
    leads = _leads(edition_id)
    printed = set(
        PrintedTotal.objects.filter(edition=edition_id, line__isnull=False, vnd__gt=0)
        .order_by("pk")
        .values_list("line_id", flat=True)
    )
    headings = {row.parent_id for row in rows}
    lines: list[NewLine] = []
    yearless: list[Problem] = []
    for number, depth in in_tree_order([(row.pk, row.parent_id) for row in rows]):
        row = by_number[number]
        cells = _cells(row, amounts.get(number, {}), columns)
        lines.append(NewLine(values=_values(row, leads.get(number)), depth=depth, cells=cells, budget_line=number))
        if number not in headings and not cells and number in printed:
            message = _("kế hoạch in tổng của dòng này mà không chia theo năm")
            remedy = _("lập dự toán từ các dòng của kế hoạch rồi chia số ấy theo năm")
            yearless.append(Problem(Reason.MISSING, message, remedy, place=place_of(row.key, row.title)))
    return Printed(tuple(lines), tuple(yearless))


def _amounts(edition_id: int) -> tuple[Mapping[int, Mapping[tuple[int, str], int]], PrintedColumns]:
    """Line → (year, the plan's source key) → VND, and the plan's columns."""
    names = dict(FundingSource.objects.filter(edition=edition_id).order_by("position").values_list("key", "name"))
    rows = BudgetAmount.objects.filter(edition=edition_id, stage=Stage.PLANNED).order_by("line", "year", "pk")
    amounts: defaultdict[int, dict[tuple[int, str], int]] = defaultdict(dict)
    for line, year, key, vnd in rows.values_list("line_id", "year", "source__key", "vnd"):
        amounts[line][year, key] = vnd
    return amounts, PrintedColumns(names)


def _cells(row: BudgetLine, amounts: Mapping[tuple[int, str], int], columns: PrintedColumns) -> tuple[CellValue, ...]:
    """The cells by our sources; two columns of the plan that are one source to us are added up."""
    sums: dict[tuple[int, MoneySource], int] = {}
    for (year, key), vnd in amounts.items():
        cell = (year, columns.source(key, row.note or ""))
        sums[cell] = sums.get(cell, 0) + vnd
    return tuple(CellValue(year, source, vnd) for (year, source), vnd in sums.items())


def _values(row: BudgetLine, agency: int | None) -> LineValues:
    return LineValues(
        key=row.key,
        title=row.title,
        agency_id=agency,
        unit_cost_vnd=row.unit_cost_vnd,
        quantity=None if row.quantity is None else plain_number(row.quantity),
        quantity_unit=row.quantity_unit or "",
        note=row.note or "",
    )


def _leads(edition_id: int) -> dict[int, int]:
    """Line → the body that leads it: the first that the plan names and that is known."""
    rows = BudgetLineAgency.objects.filter(
        edition=edition_id, role=AgencyRole.LEAD, agency__agency__isnull=False
    ).order_by("-position", "-pk")
    return {line: agency for line, agency in rows.values_list("line_id", "agency__agency_id") if agency is not None}
