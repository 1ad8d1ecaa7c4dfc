"""Tables in text without columns: labels, titles, figures and agencies broken over lines, page heads, footnotes."""

from decimal import Decimal

from nscl.documents.pack.schema import BudgetLine
from nscl.documents.reading.budget import BudgetTable, find_budget_tables, read_budget
from nscl.documents.reading.budget.reading import BudgetRead
from nscl.documents.reading.formats import decode

HEAD = """TT Nội dung

 Kinh phí Năm 2022 Năm 2023
Cơ quan chủ

trì

Cơ quan phối

hợp  Tổng

cộng
NSNN DN  NSNN DN  NSNN DN
"""
CELLS = f"""Phụ lục

DỰ TOÁN KINH PHÍ

 Đơn vị: Triệu đồng

{HEAD}
I. Tuyên truyền về
·
năng suất
300 300   150   150···
·
Sở Khoa học

và Công nghệ

Đài PT và TH

tỉnh

1 Tổ chức 01 hội nghị phổ biến 100 100·
·

50·
·

50·
·

2·

Xây dựng phóng sự

200 200   100   100···

  (04 phóng sự x 50 triệu/phóng sự)·

3·
{HEAD}
II. Hỗ trợ doanh nghiệp
800 500 300* 250 150* 250 150* Sở Công Thương

Sở Y tế, Sở Tài chính

1·
Hỗ trợ chứng nhận
800 500 300* 250 150* 250 150*·

2·
Đào tạo chuyên gia
··················

Có dự án

riêng

1*

Kinh phí của cơ sở

Tổng cộng 1.100 800 300 400 150 400 150
""".replace("·", " ")  # the blanks that empty cells leave


def tables_of(text: str, *, damaged: bool = False) -> tuple[BudgetTable, ...]:
    return find_budget_tables(decode(text.encode(), name="x.txt"), damaged=damaged)


def lines_of(found: BudgetRead) -> dict[str, BudgetLine]:
    assert found.budget is not None
    return {line.key: line for line in found.budget.lines}


def test_rows_of_cells_one_after_the_other() -> None:
    (table,) = tables_of(CELLS)
    found = read_budget([table])
    lines = lines_of(found)
    assert list(lines) == ["I", "I.1", "I.2", "II", "II.1", "II.2"]
    assert lines["I"].title == "Tuyên truyền về năng suất"
    assert lines["I.1"].total == {"all": 100, "state": 100}
    assert lines["I.1"].by_year == {2022: {"state": 50}, 2023: {"state": 50}}
    assert lines["II.1"].by_year == {
        2022: {"state": 250, "enterprise": 150},
        2023: {"state": 250, "enterprise": 150},
    }
    assert not found.doubts
    assert table.unit_vnd == 1_000_000


def test_price_and_amount_after_the_figures_belong_to_the_title() -> None:
    line = lines_of(read_budget(tables_of(CELLS)))["I.2"]
    assert (line.unit_cost, line.quantity, line.quantity_unit) == (Decimal(50), Decimal(4), "phóng sự")
    assert line.title == "Xây dựng phóng sự (04 phóng sự x 50 triệu/phóng sự)"


def test_agencies_stand_on_the_heading_for_its_lines() -> None:
    lines = lines_of(read_budget(tables_of(CELLS)))
    assert (lines["I.1"].lead, lines["I.1"].coordinate) == (("so-khcn",), ("dai-ptth",))
    assert (lines["II"].lead, lines["II"].coordinate) == (("so-cong-thuong",), ("so-y-te", "so-tai-chinh"))


def test_a_line_with_its_own_project_has_no_money_and_no_lead() -> None:
    line = lines_of(read_budget(tables_of(CELLS)))["II.2"]
    assert (line.title, line.total, line.lead) == ("Đào tạo chuyên gia", {}, ())
    assert line.note == "Có dự án riêng"


def test_footnotes_explain_starred_figures() -> None:
    line = lines_of(read_budget(tables_of(CELLS)))["II.1"]
    assert line.note == "Số có dấu: 300*, 150*, 150* = Kinh phí của cơ sở"


def test_the_bottom_row_is_no_line() -> None:
    found = read_budget(tables_of(CELLS))
    assert found.budget is not None
    assert found.budget.grand_total.total == {"all": 1100, "state": 800, "enterprise": 300}


RECOGNISED = """ Phu luc 11
DU TOAN KINH PHi
Don vi: triéu dong

TT Noi dung Kinh phi | Nam 2026 | Nam 2027 | Nam 2028 | Don vi chu tri
I. Thong tin, tuyén truyén
Céc So
1 Xay dung phong su 300 100 100 100 KH&CN
nganh
Céc So
2| Hoi thao 220 110 110 KH&CN
nganh
I1. Dao tao
Céc So
! Lop tap huan (4 lop x 50tr) 200 100 100 KH&CN
nganh

Céc So
Hoc tap kinh nghiem 60 60 KH&CN
nganh
Téng 780 270 200 310
"""


def test_a_recognised_table_without_marks() -> None:
    found = read_budget(tables_of(RECOGNISED, damaged=True), damaged=True)
    lines = lines_of(found)
    assert list(lines) == ["I", "I.1", "I.2", "II", "II.1", "II.2"]
    assert lines["I.1"].by_year == {year: {"all": 100} for year in (2026, 2027, 2028)}
    assert lines["II.2"].total == {"all": 60}
    assert lines["II.2"].by_year == {2026: {"all": 60}}
    assert (lines["II.1"].unit_cost, lines["II.1"].quantity) == (Decimal(50), Decimal(4))
    assert lines["II.1"].quantity_unit == "lớp"
    assert lines["I"].total == {}
    assert {doubt.rule for doubt in found.doubts} == {"marks-lost", "budget-agencies-unread"}
    assert found.budget is not None
    assert found.budget.grand_total.by_year == {2026: {"all": 270}, 2027: {"all": 200}, 2028: {"all": 310}}
    assert found.budget.unit_vnd == 1_000_000


def test_several_placements_are_said() -> None:
    text = (
        "DỰ TOÁN KINH PHÍ (triệu đồng)\nTT Nội dung Kinh phí Năm 2022 Năm 2023\n"
        "1 Hội thảo khoa học 60 60\n2 In tài liệu 60 60\n"
    )
    found = read_budget(tables_of(text))
    assert {doubt.rule for doubt in found.doubts} == {"budget-placement-open"}
    assert [doubt.subject for doubt in found.doubts] == ["budget.lines[1]", "budget.lines[2]"]


def test_a_row_whose_sums_are_wrong_is_kept_as_printed() -> None:
    text = (
        "DỰ TOÁN KINH PHÍ (triệu đồng)\nTT Nội dung Kinh phí Năm 2022 Năm 2023 Năm 2024\n"
        "1 Hội thảo khoa học 65 20 20 20\n2 In tài liệu 90 30 40\n"
    )
    found = read_budget(tables_of(text))
    assert lines_of(found)["1"].total == {"all": 65}
    assert lines_of(found)["2"].total == {"all": 90}
    assert [(doubt.subject, doubt.rule) for doubt in found.doubts] == [
        ("budget.lines[1]", "budget-placement-unproven"),
        ("budget.lines[2]", "budget-placement-unproven"),
    ]


def test_a_number_of_the_title_before_the_figures() -> None:
    text = (
        "DỰ TOÁN KINH PHÍ (triệu đồng)\nTT Nội dung Kinh phí Năm 2022 Năm 2023 Năm 2024\n"
        "1 Mở lớp tập huấn (04 lớp x 15 60 15 15 30\ntriệu đồng/lớp)\n2 In tài liệu 90 30 30 30\n"
    )
    found = read_budget(tables_of(text))
    assert lines_of(found)["1"].total == {"all": 60}
    assert lines_of(found)["1"].unit_cost == 15
    assert not found.doubts


def test_plans_without_money_have_no_table() -> None:
    text = "KẾ HOẠCH\nTT Nội dung Chủ trì Thời gian\n1 Tuyên truyền Sở Y tế 2022\n2 Đào tạo Sở Y tế 2023\n"
    assert tables_of(text) == ()


def test_one_amount_without_years() -> None:
    text = (
        "KHÁI TOÁN KINH PHÍ\nĐVT: 1.000 đồng\nSTT Nội dung Thành tiền\n1 Hội thảo khoa học 20.000\n"
        "2 In tài liệu 12.500\nTổng cộng 32.500\n"
    )
    found = read_budget(tables_of(text))
    assert found.budget is not None
    assert found.budget.unit_vnd == 1_000
    assert [line.total for line in found.budget.lines] == [{"all": Decimal(20000)}, {"all": Decimal(12500)}]
    assert found.budget.grand_total.total == {"all": 32500}


def test_amount_and_price_in_columns_of_their_own() -> None:
    text = (
        "DỰ TOÁN KINH PHÍ (triệu đồng)\nTT Nội dung Số lượng Đơn giá Tổng kinh phí 2024 2025 2026 Đơn vị chủ trì\n"
        "I Tuyên truyền 225 110 25 90\n"
        "1 Phóng sự (03 phóng sự x 25 3 25 75 50 25 Sở KH&CN\ntriệu đồng/phóng sự)\n"
        "2 Hội nghị về năng suất 3 50 150 60 90 Sở Y tế\n"
    )
    found = read_budget(tables_of(text))
    lines = lines_of(found)
    assert lines["I.1"].by_year == {2024: {"all": 50}, 2025: {"all": 25}}
    assert (lines["I.1"].unit_cost, lines["I.1"].quantity) == (Decimal(25), Decimal(3))
    assert lines["I.2"].by_year == {2024: {"all": 60}, 2026: {"all": 90}}
    assert not found.doubts


def test_a_total_alone_after_a_title_that_breaks_before_its_number() -> None:
    text = (
        "DỰ TOÁN KINH PHÍ (nghìn đồng)\nTT Nội dung Kinh phí Năm 2022 Năm 2023 Đơn vị chủ trì\n"
        "1 In tài liệu hướng dẫn 60.000 40.000 20.000 Sở KH&CN\n"
        "2 Áp dụng công cụ 5S (01 cơ sở x 15.000 15.000 Sở Y tế\n15.000 nghìn đồng/cơ sở)\n"
        "Tổng cộng 75.000 55.000 20.000\n"
    )
    found = read_budget(tables_of(text))
    assert lines_of(found)["2"].by_year == {2022: {"all": 15000}}
    assert not found.doubts


def test_the_bodies_of_the_last_line_are_no_title_of_the_sum() -> None:
    table = "\n\n".join(
        [
            "Đơn vị: triệu đồng", "TT", "Nội dung", "Kinh phí", "Năm 2027", "Năm 2028", "Đơn vị chủ trì",
            "1", "Mở lớp cho cán bộ", "30   10   20", "Sở Y tế",
            "2", "Hội thi sáng kiến", "50   20   30", "Sở KH&CN",
            "TỔNG CỘNG", "80   30   50",
        ]
    )  # fmt: skip
    found = read_budget(tables_of(table))
    assert {key: line.lead for key, line in lines_of(found).items()} == {"1": ("so-y-te",), "2": ("so-khcn",)}
    assert found.budget is not None
    assert found.budget.grand_total.total == {"all": 80}
