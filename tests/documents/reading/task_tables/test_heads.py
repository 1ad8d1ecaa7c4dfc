"""Heads of columns: their roles, and which tables are none of tasks."""

import pytest

from nscl.documents.reading.task_tables.captions import appendix_number
from nscl.documents.reading.task_tables.heads import read_head
from nscl.documents.reading.task_tables.rows import ColumnRole

R = ColumnRole


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("TT", R.NUMBER),
        ("STT", R.NUMBER),
        ("Số\nTT", R.NUMBER),
        ("Số thứ tự", R.NUMBER),
        ("Nội dung công việc", R.TITLE),
        ("NHIỆM VỤ, GIẢI PHÁP", R.TITLE),
        ("Tên nhiệm vụ/hoạt động", R.TITLE),
        ("Chủ trì", R.LEAD),
        ("Đơn vị chủ trì thực hiện", R.LEAD),
        ("CƠ QUAN CHỦ TRÌ", R.LEAD),
        ("Đơn vị thực hiện", R.LEAD),
        ("Cơ quan, đơn vị phối hợp", R.COORDINATE),
        ("Cơ quan chủ trì, phối hợp", R.AGENCIES),
        ("Thời gian thực hiện (năm)", R.SCHEDULE),
        ("Lộ trình", R.SCHEDULE),
        ("Thời hạn hoàn thành", R.SCHEDULE),
        ("Tiến độ", R.SCHEDULE),
        ("Dự kiến kết quả, sản phẩm chính", R.OUTPUT),
        ("Sản phẩm đầu ra", R.OUTPUT),
        ("Kết quả\nđạt được", R.OUTPUT),
        ("Ghi chú", R.NOTE),
        ("Định hướng mục tiêu", R.GOAL),
        ("Phương thức tổ chức thực hiện", R.METHOD),
        ("Kinh phí (triệu đồng)", R.FUNDS),
        ("Nguồn kinh phí", R.FUNDS),
    ],
)
def test_a_head_says_what_its_column_is_about(text: str, role: ColumnRole) -> None:
    assert read_head(text) is role


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Năm 2026",
        "NSNN và DN",
        "Mở các lớp tập huấn cho cán bộ quản lý của nhiệm vụ này tại các huyện miền núi",
        "5S",
    ],
)
def test_other_words_are_no_heads(text: str) -> None:
    assert read_head(text) in (None, R.FUNDS)
    assert read_head(text) is None or "NSNN" in text


@pytest.mark.parametrize(
    ("text", "role"),
    [("Nôi dnng", R.TITLE), ("Chu trl", R.LEAD), ("Phdi hop", R.COORDINATE), ("Thòi gían thưc hiên", R.SCHEDULE)],
)
def test_a_damaged_head_is_recognised_approximately(text: str, role: ColumnRole) -> None:
    assert read_head(text, damaged=True) is role


def test_approximation_needs_enough_letters() -> None:
    assert read_head("Sé Y té", damaged=True) is None
    assert read_head("Chu trl") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("PHỤ LỤC", 1),
        ("Phụ lục II:", 2),
        ("PHỤ LỤC 03", 3),
        ("Phụ lục số 2", 2),
        ("Phu luc 11", 2),  # recognition reads II so
        ("Phụ trách", None),
        ("Theo phụ lục", None),
    ],
)
def test_the_number_of_an_appendix(text: str, number: int | None) -> None:
    assert appendix_number(text) == number
