"""The one table that every page of reports shows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString

from nscl.documents.report_papers.tables import ReportCell, ReportRow, ReportTable, TableCode
from nscl.web.reports.doors import Doors
from nscl.web.reports.tables import report_table, row_anchor, with_column_after
from tests.factories.report_rounds import measured, some_figures

OPEN = frozenset({"measure", "target", "line", "organisation"})
BEHIND = "/bao-cao/nop/1/so-lieu/ban-ghi/?bang={table}&dong={row}"


@pytest.fixture
def table() -> ReportTable:
    (found,) = some_figures().tables
    return found


def drawn(table: ReportTable, doors: Doors, **given: object) -> str:
    view = report_table(table, doors, **given)  # type: ignore[arg-type]
    html: str = Template("{% load nscl_ui %}{% part view %}").render(Context({"view": view}))
    return html


def test_cells_are_written_as_on_paper_and_lead_to_what_is_behind_them(table: ReportTable) -> None:
    html = drawn(table, Doors("ke-hoach", 2027, OPEN))
    assert "Đào tạo &amp; tập huấn" in html
    assert 'scope="rowgroup" colspan="4"' in html
    assert html.count('href="/ke-hoach/ke-hoach/tien-do/12/"') == 2  # the name of the row, and its figure
    assert "1.234,5" in html
    assert '<span class="come-by estimate">ước</span>' in html
    assert "Ghi chú." in html
    # No data is a dash, never a zero; the sum is of what there is.
    row = html[html.index(f'id="{row_anchor("measure:13")}"') :].split("</tr>")[0]
    assert row.count('<span class="none">–</span>') == 2
    assert "Tổng cộng" in html or "Cộng" in html


def test_a_sealed_figure_leads_to_the_records_of_its_day_and_no_door_is_shown_to_who_may_not_open_it(
    table: ReportTable,
) -> None:
    sealed = drawn(table, Doors("ke-hoach", 2027, OPEN, behind=BEHIND))
    assert 'href="/bao-cao/nop/1/so-lieu/ban-ghi/?bang=measures&amp;dong=measure%3A12"' in sealed
    assert "<a " not in drawn(table, Doors("ke-hoach", 2027, frozenset()))


def test_money_leads_to_the_entries_of_its_stage_and_own_doors_go_before(table: ReportTable) -> None:
    doors = Doors("ke-hoach", 2027, OPEN, own={"agency:3": "/bao-cao/nop/9/"})
    assert doors.href("line:5", "allocated").endswith("but-toan/?dong=5&nam=2027&buoc=allocated")
    assert doors.href("agency:3") == "/bao-cao/nop/9/"
    assert doors.href("agency:4") == doors.href("") == doors.href("measure:x") == ""
    assert table.rows[0].key == "target:1"


def test_a_field_stands_in_place_of_its_figure_beside_what_it_is_about(table: ReportTable) -> None:
    moved = with_column_after(table, "estimate", "measure")
    assert [column.key for column in moved.columns] == ["measure", "estimate", "unit", "year"]
    field = SafeString('<input name="uoc-12">')
    html = drawn(moved, Doors("ke-hoach", 2027, OPEN), controls={("measure:12", "estimate"): field})
    assert '<td class="figure"><input name="uoc-12"></td>' in html
    assert with_column_after(table, "nothing", "measure") is table


def test_words_of_people_are_no_markup(table: ReportTable) -> None:
    row = ReportRow("", (ReportCell(text="<script>1</script>"), *measured("", Decimal(1), None)[1:]))
    html = drawn(ReportTable(TableCode.MEASURES, "<b>", table.columns, (row,)), Doors("k", None, OPEN))
    assert "<script>" not in html
    assert "<b>" not in html
