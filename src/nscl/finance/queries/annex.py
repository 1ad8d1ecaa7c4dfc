"""The budget of an edition as its annex: the plan's own table, to be written as an Excel file that recalculates."""

from __future__ import annotations

from typing import Final

from nscl.documents.annex import AnnexLine, AnnexPaper
from nscl.finance.queries.budget import BudgetTable, LineRow
from nscl.text.formats import format_number, money_in_words

_UNITS: Final = {1: "đồng", 1_000: "nghìn đồng", 1_000_000: "triệu đồng", 1_000_000_000: "tỷ đồng"}


def annex_of(table: BudgetTable, plan: str) -> AnnexPaper:
    """The annex of a budget; plan: what the plan is called. Its figures and words are those of the screen."""
    return AnnexPaper(
        title="Phụ lục dự toán kinh phí",
        plan=plan,
        unit_vnd=table.unit_vnd,
        unit=_UNITS.get(table.unit_vnd) or f"{format_number(table.unit_vnd)} đồng",
        years=table.years,
        sources=[(source.key, source.name) for source in table.sources],
        lines=[_line(line) for line in table.lines],
        grand=dict(table.grand.figures),
        printed=dict(table.grand_printed.figures),
        words="" if table.total is None else money_in_words(table.total),
    )


def _line(line: LineRow) -> AnnexLine:
    return AnnexLine(
        number=line.key,
        title=line.title,
        depth=line.depth,
        is_heading=not line.is_leaf,
        figures=dict(line.computed.figures),
        unit_cost_vnd=line.unit_cost_vnd,
        quantity=line.quantity,
        quantity_unit=line.quantity_unit or "",
        note=line.note or "",
    )
