"""Tables: search, filters, order, pages, totals, addresses and the HTML of cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from nscl.text.dates import PartialDate
from nscl.web.ui.parts import Chip, Tone, standing_chip
from nscl.web.ui.tables import Column, DatabasePage, Filter, Kind, Link, Table, TableQuery


@dataclass(frozen=True)
class Line:
    key: str
    title: str
    agencies: tuple[str, ...]
    vnd: int | None


LINES = (
    Line("1", "Đường đua đầu tiên", ("Sở Y tế",), 3_000_000),
    Line("2", "An toàn thực phẩm", ("Sở Công Thương", "Sở Y tế"), None),
    Line("3", "Đo lường", ("Sở Công Thương",), 1_500_000),
    Line("4", "Dạy nghề", (), 1_500_001),
)


def table(**changes: object) -> Table[Line]:
    settings: dict[str, object] = {
        "name": "dong",
        "caption": "Dòng",
        "columns": [
            Column[Line]("key", "Số"),
            Column[Line]("title", "Tên"),
            Column[Line]("agencies", "Đơn vị"),
            Column[Line]("vnd", "Tiền", Kind.MILLION, total=True),
            Column[Line]("fixed", "Cố định", value=lambda row: row.key, sortable=False),
        ],
        "rows": LINES,
        "search": lambda row: row.title,
        "filters": [Filter[Line]("don-vi", "Đơn vị", lambda row: row.agencies)],
    }
    return Table(**(settings | changes))  # type: ignore[arg-type]


def ask(prefix: str = "", **parameters: str) -> TableQuery:
    return TableQuery("/x/", {key.replace("_", "-"): value for key, value in parameters.items()}, prefix)


def keys(query: TableQuery, **changes: object) -> list[str]:
    return [row.key for row in table(**changes).present(query).rows]


def test_without_a_query_rows_keep_their_own_order() -> None:
    assert keys(ask()) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("duong", ["1"]),
        ("DUA dau", ["1"]),
        ("đo", ["3"]),
        ("d", ["1", "3", "4"]),
        ("đo y", []),
        ("  ", ["1", "2", "3", "4"]),
    ],
)
def test_search_ignores_marks_and_case_and_wants_every_word(words: str, expected: list[str]) -> None:
    assert keys(ask(q=words)) == expected


def test_a_filter_passes_a_row_that_has_the_value_among_several() -> None:
    assert keys(ask(don_vi="Sở Y tế")) == ["1", "2"]
    assert keys(ask(don_vi="Sở Y tế", q="an")) == ["2"]


def test_filter_choices_are_the_values_met_in_vietnamese_order_and_vanish_when_there_is_no_choice() -> None:
    fields = table().present(ask()).filter_fields
    assert [code for code, _label in fields[0].options] == ["Sở Công Thương", "Sở Y tế"]
    assert table(rows=LINES[:1]).present(ask()).filter_fields == []
    assert table(rows=LINES[:1]).present(ask(don_vi="Sở Y tế")).filter_fields[0].value == "Sở Y tế"


def test_texts_sort_in_vietnamese_order_with_d_before_its_barred_sister() -> None:
    assert keys(ask(sap_xep="title")) == ["2", "4", "3", "1"]
    assert keys(ask(sap_xep="-title")) == ["1", "3", "4", "2"]


def test_figures_sort_by_value_and_unknown_ones_stay_last_both_ways() -> None:
    assert keys(ask(sap_xep="vnd")) == ["3", "4", "1", "2"]
    assert keys(ask(sap_xep="-vnd")) == ["1", "4", "3", "2"]


@pytest.mark.parametrize("sort", ["fixed", "nothing", "-", "", "__class__"])
def test_an_order_that_is_not_offered_is_ignored(sort: str) -> None:
    assert keys(ask(sap_xep=sort)) == ["1", "2", "3", "4"]


def test_chips_sort_by_urgency() -> None:
    column = Column[str]("s", "S", Kind.CHIP, value=standing_chip)
    codes = Table("t", "T", [column], ("done", "late", "at_risk")).present(ask(sap_xep="s")).rows
    assert list(codes) == ["late", "at_risk", "done"]


def test_a_heading_leads_up_then_down_then_back() -> None:
    def heading(**parameters: str) -> tuple[str, str]:
        cell = table().present(ask(**parameters)).head[3]
        return cell.href, cell.direction

    assert heading() == ("/x/?sap-xep=vnd", "")
    assert heading(sap_xep="vnd") == ("/x/?sap-xep=-vnd", "ascending")
    assert heading(sap_xep="-vnd") == ("/x/", "descending")
    assert table().present(ask()).head[4].href == ""


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("1", ["1", "2", "3"]),
        ("2", ["4"]),
        ("99", ["4"]),
        ("0", ["1", "2", "3"]),
        ("-1", ["1", "2", "3"]),
        ("²", ["1", "2", "3"]),
        ("9" * 30, ["1", "2", "3"]),
    ],
)
def test_pages_and_page_numbers_that_make_no_sense(page: str, expected: list[str]) -> None:
    assert keys(ask(trang=page), page_size=3) == expected


def test_pager_names_first_last_and_neighbours() -> None:
    rows = tuple(Line(str(n), "x", (), n) for n in range(95))
    pager = table(rows=rows, page_size=10).present(ask(trang="5")).pager
    assert pager is not None
    assert [link.number for link in pager.links] == [1, None, 4, 5, 6, None, 10]
    assert (pager.first, pager.last, pager.count) == (41, 50, 95)
    assert (pager.previous, pager.next) == ("/x/?trang=4", "/x/?trang=6")
    assert table().present(ask()).pager is None


def test_totals_cover_every_page_that_passes_the_filters() -> None:
    view = table(page_size=1).present(ask(don_vi="Sở Công Thương"))
    assert view.totals == [None, None, None, 1_500_000, None]
    assert [str(text) for _classes, text, _heading in view.foot] == ["1,5", ""]
    assert view.foot_span == 3
    assert table(rows=()).present(ask()).totals is None
    assert table(rows=LINES[1:2]).present(ask()).totals == [None] * 5


def test_a_page_from_the_database_is_shown_as_it_came() -> None:
    page = DatabasePage(250, {"vnd": 7_000_000})
    view = table(database_page=page, page_size=4).present(ask(q="khong co", sap_xep="title", trang="2"))
    assert [row.key for row in view.rows] == ["1", "2", "3", "4"]
    assert view.count == 250
    assert view.page_count == 63
    assert view.totals == [None, None, None, 7_000_000, None]


def test_addresses_keep_other_parameters_and_tell_tables_apart() -> None:
    query = TableQuery("/x/", {"tinh": "24", "a-q": "đo", "a-trang": "3", "b-q": "an", "a-tai-ve": "xlsx"}, "a-")
    assert query.search == "đo"
    assert query.wants_xlsx
    assert query.address({"sap-xep": "vnd"}) == "/x/?tinh=24&a-q=%C4%91o&b-q=an&a-sap-xep=vnd"
    assert query.address({"q": None}) == "/x/?tinh=24&b-q=an"
    assert query.others({"q"}) == [("tinh", "24"), ("b-q", "an")]
    assert table().present(query).reset_href == "/x/?tinh=24&b-q=an"


def test_every_value_is_escaped() -> None:
    columns = [
        Column[Line]("key", '<b>"'),
        Column[Line]("title", "T", href=lambda _row: '/"><script>', note=lambda _row: "<i>"),
        Column[Line]("agencies", "Đ"),
        Column[Line]("link", "L", Kind.LINK, value=lambda _row: Link("<u>", "/'\"", "<s>")),
        Column[Line]("chip", "C", Kind.CHIP, value=lambda _row: Chip("<em>", Tone.BAD)),
    ]
    body = str(table(columns=columns, rows=[Line("<1>", "<script>", ("<a>", "b"), 0)]).present(ask()).body)
    for forbidden in ("<b>", "<script>", "<i>", "<u>", "<s>", "<em>", "<1>", "<a>b", '/">', "/'\""):
        assert forbidden not in body
    assert "&lt;a&gt;<br>b" in body


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.INTEGER, 1234567, "1.234.567"),
        (Kind.INTEGER, 0, ">0<"),
        (Kind.INTEGER, -5000, "−5.000"),
        (Kind.NUMBER, Decimal("1234.50"), "1.234,5"),
        (Kind.VND, 14_767_550_000, "14.767.550.000"),
        (Kind.MILLION, 14_767_550_000, "14.767,55"),
        (Kind.DATE, date(2026, 2, 5), "05/02/2026"),
        (Kind.DATE, PartialDate(2021, 8), "8/2021"),
        (Kind.TEXT, None, "–"),
        (Kind.TEXT, "", "–"),
        (Kind.TEXT, (), "–"),
    ],
)
def test_cells_are_written_as_people_read_them(kind: Kind, value: object, expected: str) -> None:
    view = Table("t", "T", [Column[object]("v", "V", kind, value=lambda row: row)], [value]).present(ask())
    assert expected in str(view.body)


def test_the_first_column_heads_its_row_and_cells_carry_their_heading_for_phones() -> None:
    body = str(table(rows=LINES[:1]).present(ask()).body)
    assert body.startswith('<tr role="row"><th scope="row" role="rowheader"')
    assert 'data-label="Tiền"' in body
    assert body.count("<td") == 4


def test_nothing_found_says_so_and_differs_from_nothing_there() -> None:
    narrowed, none = table().present(ask(q="zzz")), table(rows=()).present(ask())
    assert narrowed.is_narrowed
    assert not none.is_narrowed
    assert narrowed.empty.title != none.empty.title
