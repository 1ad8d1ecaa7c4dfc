"""Heads, units, prices in titles, amounts in cells."""

from decimal import Decimal

import pytest

from nscl.documents.reading.budget.cells import Style, choose_style, read_cell
from nscl.documents.reading.budget.heads import is_grand_total, loose_layouts, public_source, read_unit, source_names
from nscl.documents.reading.budget.unit_costs import read_unit_cost

MILLION = 1_000_000


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Đơn vị: Triệu đồng", MILLION),
        ("(Đơn vị tính: 1.000 đồng)", 1000),
        ("ĐVT: nghìn đồng", 1000),
        ("Kinh phí (tr.đồng)", MILLION),
        ("Đơn vị tính: đồng", 1),
        ("Don vi: triéu dong", MILLION),
        ("ĐVT: tỷ đồng", 10**9),
        ("Đơn vị chủ trì", None),
        ("(Ban hành kèm theo Kế hoạch)", None),
    ],
)
def test_units(text: str, unit: int | None) -> None:
    assert read_unit(text) == unit


def test_sources_repeat_once_for_each_group_of_columns() -> None:
    layout = loose_layouts("TT Nội dung Kinh phí Năm 2026 Năm 2027 Tổng cộng NSNN DN NSNN DN NSNN DN")[0]
    assert [(column.year, column.source) for column in layout.columns] == [
        (None, "all"),
        (None, "state"),
        (None, "enterprise"),
        (2026, "state"),
        (2026, "enterprise"),
        (2027, "state"),
        (2027, "enterprise"),
    ]


def test_a_period_is_no_year() -> None:
    assert loose_layouts("TT Nội dung Kinh phí giai đoạn 2026-2030")[0].years == ()


def test_heads_without_money_mean_nothing() -> None:
    assert loose_layouts("TT Nội dung Đơn vị chủ trì Phối hợp") == ()


def test_names_of_sources_are_kept_as_printed() -> None:
    heads = "Tổng Ngân sách tỉnh Vốn đối ứng"
    assert source_names(heads) == (("state", "Ngân sách tỉnh"), ("matching", "Vốn đối ứng"))
    assert public_source(["state-central", "state-province", "other"])["state-province"] == "state-province"


@pytest.mark.parametrize("text", ["Tổng cộng", "TỔNG CỘNG:", "Tổng số", "Cộng", "TỔNG KINH PHÍ (A+B)"])
def test_bottom_rows(text: str) -> None:
    assert is_grand_total(text)


def test_bottom_rows_of_recognition() -> None:
    assert is_grand_total("Téng", damaged=True)
    assert not is_grand_total("Téng")
    assert not is_grand_total("Tổng kết kế hoạch", damaged=True)


@pytest.mark.parametrize(
    ("title", "cost", "quantity", "unit"),
    [
        ("Phóng sự (04 phóng sự x 25triệu/phóng sự)", 25 * MILLION, 4, "phóng sự"),
        ("Áp dụng (4 doanh nghiệpx395triệu/doanh nghiệp)", 395 * MILLION, 4, "doanh nghiệp"),
        ("Hỗ trợ (25 sản phẩm x 50tr)", 50 * MILLION, 25, "sản phẩm"),
        ("Mở lớp (7 lớp × 120.000 nghìn đồng/lớp)", 120 * MILLION, 7, "lớp"),
        ("In sách (50.000 đồng/cuốn x 200 cuốn)", 50_000, 200, "cuốn"),
        ("Tổ chức 01 hội nghị sơ kết giai đoạn 2021-2025", None, 1, "hội nghị"),
        ("Hướng dẫn ít nhất 20 doanh nghiệp áp dụng ISO 9001", None, 20, "doanh nghiệp"),
    ],
)
def test_price_and_amount(title: str, cost: int | None, quantity: int, unit: str) -> None:
    found = read_unit_cost(title)
    assert found is not None
    assert (found.unit_cost_vnd, found.quantity, found.unit) == (cost, quantity, unit)


@pytest.mark.parametrize("title", ["Pano, áp phích", "Áp dụng ISO 9001, 5S", "(2 lớp x 5 triệu) và (3 cuộc x 2 triệu)"])
def test_no_price_and_amount(title: str) -> None:
    assert read_unit_cost(title) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.580", 1580),
        ("41,25", "41.25"),
        ("14.767,55", "14767.55"),
        ("628*", 628),
        ("1 580", 1580),
        ("1,2 tỷ đồng", 1200),
        ("50 triệu", 50),
    ],
)
def test_amounts_in_cells(text: str, value: int | str) -> None:
    read = read_cell(text, Style.VIETNAMESE, unit_vnd=MILLION)
    assert read is not None
    assert read.value == Decimal(value)


@pytest.mark.parametrize("text", ["", "x", "2026-2030", "Lồng ghép", "1.5", "50 triệu/lớp"])
def test_cells_without_one_amount(text: str) -> None:
    assert read_cell(text, Style.VIETNAMESE, unit_vnd=MILLION) is None


def test_a_single_comma_does_not_make_a_table_english() -> None:
    assert choose_style(["1,580", "2,000"]) is Style.VIETNAMESE
    assert choose_style(["1,580.5", "2,000"]) is Style.ENGLISH
    assert choose_style(["1.580", "2,5"]) is Style.VIETNAMESE
