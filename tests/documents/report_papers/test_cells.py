"""A cell is written in one way, and a table's sums say what they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nscl.documents.report_papers.cells import figure, shown, total_row
from nscl.documents.report_papers.tables import Mark, ReportCell, ReportRow, ReportTable, TableCode, ValueKind
from tests.documents.report_papers.world import NO_DATA, column, money, number, words


@pytest.mark.parametrize(
    ("cell", "kind", "said"),
    [
        (number("1234567.8"), ValueKind.NUMBER, "1.234.567,8"),
        (number("12.500000"), ValueKind.NUMBER, "12,5"),  # as a database column of six decimals gives it back
        (number("100"), ValueKind.NUMBER, "100"),
        (number(0), ValueKind.NUMBER, "0"),
        (NO_DATA, ValueKind.NUMBER, ""),
        (number("14767550000"), ValueKind.VND, "14.767.550.000"),
        (number("55.000000"), ValueKind.PERCENT, "55%"),
        (number("33.333333"), ValueKind.PERCENT, "33,33%"),
        (number("-0.5", Mark.ESTIMATE), ValueKind.NUMBER, "-0,5 (ước)"),
        (number(7, Mark.STATED), ValueKind.COUNT, "7 (nêu)"),
        (number(7, Mark.COUNTED), ValueKind.COUNT, "7"),
        (ReportCell(on=date(2026, 2, 5)), ValueKind.DATE, "05/02/2026"),
        (words("đạt"), ValueKind.TEXT, "đạt"),
        (ReportCell(mark=Mark.ESTIMATE), ValueKind.NUMBER, ""),
    ],
)
def test_a_cell_as_people_read_it(cell: ReportCell, kind: ValueKind, said: str) -> None:
    assert shown(cell, column("c", "Cột", kind)) == said


def test_the_figure_alone_for_a_screen_that_shows_marks_apart() -> None:
    assert figure(number(7, Mark.ESTIMATE), column("c", "Cột", ValueKind.COUNT)) == "7"


def test_sums_stand_under_their_columns_and_an_estimate_makes_the_sum_one() -> None:
    totals = total_row(money())
    assert totals is not None
    said = [shown(cell, one) for cell, one in zip(totals, money().columns, strict=True)]
    assert said == [
        "Tổng cộng",
        "14.767.550.000",
        "14.767.550.000",
        "14.767.550.000 (ước)",
        "3.000.000.000",
        "",
    ]


def test_no_data_has_no_sum() -> None:
    columns = (column("a", "Tên", ValueKind.TEXT), column("b", "Số", ValueKind.COUNT, adds=True))
    table = ReportTable(TableCode.TASKS, "Bảng", columns, (ReportRow("", (words("x"), NO_DATA)),))
    assert total_row(table) is None
    known = ReportTable(TableCode.TASKS, "Bảng", columns, (ReportRow("", (words("x"), number(0))),))
    assert total_row(known) == (words("Tổng cộng"), ReportCell(value=Decimal(0)))
