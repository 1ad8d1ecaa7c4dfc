"""Tables in recognised text that lost its diacritics."""

import pytest

from nscl.documents.reading.blocks import Line
from nscl.documents.reading.task_tables import ColumnRole, RowRemark, TaskTable, find_task_tables
from nscl.documents.reading.task_tables.lined.numbers import Numbered, restore_numbers
from nscl.documents.reading.task_tables.lined.pieces import LineReader
from nscl.documents.reading.task_tables.lined.restoring import NameRestorer
from tests.documents.reading.printing import from_lines

PROSE = [
    "Sé Khoa hoc va Cong nghé chu tri, phdi hop véi cac s6, ban, nganh, UBND cap xa thuc hién.",
    "So Khoa hoc va Cong nghe bao cao UBND tinh. Sé Noi vu va Sé Giao duc va Dao tao phéi hop.",
    "",
]
TABLE = [
    "Phu luc I",
    "",
    "CAC VIEC CAN LAM",
    "TT",
    "",
    "Noi dung",
    "",
    "Chi tri Phdi hop g;? Ghi cha",
    "",
    "1 | Cong tac truyén thong",
    "Viét bai gioi thiéu cac mo hinh cai tién o hop tac xa,",
    "11 | lang nghé va doanh nghiép nho trong tinh, dang trén | S6 Khoa hoc | Céc sd, ban, nganh, Hang",
    "bao in cta dia phuong.                               | va Cong nghé | cac UBND cap xa nam",
    "Phat hanh sé tay cai tién nang suat danh cho can bo | S¢ Khoa hoc | Cac s6, ban, nganh, 2026-",
    "1.2 | quan ly o cac nha may.                               | va Cong nghe | cac UBND cép xa 2030",
    "2 | Pao tao",
    "Mé lop vé quan ly chat lugng o cac truong day nghé | S& Khoa hoc | S¢ Giao duc va",
    "21 | trong toan tinh.                                     | va Cong ngh¢ | Dao tao 2027",
]


def read() -> TaskTable:
    """The table of the text above."""
    (table,) = find_task_tables(from_lines(PROSE + TABLE, marks_lost=True), damaged=True)
    return table


def test_heads_are_recognised_approximately() -> None:
    table = read()
    assert table.columns[:4] == (ColumnRole.NUMBER, ColumnRole.TITLE, ColumnRole.LEAD, ColumnRole.COORDINATE)
    assert ColumnRole.SCHEDULE in table.columns
    assert table.appendix == 1


def test_rows_are_found_around_their_numbers() -> None:
    rows = read().rows
    assert [(row.number, row.is_group) for row in rows] == [
        ("1", True),
        ("1.1", False),
        ("1.2", False),
        ("2", True),
        ("2.1", False),
    ]
    assert rows[1].title.startswith("Viét bai")
    assert rows[1].title.endswith("dia phuong.")
    assert RowRemark.NUMBER_READ in rows[1].remarks
    assert RowRemark.NUMBER_READ not in rows[2].remarks


def test_cells_are_taken_from_the_lines_and_names_are_restored() -> None:
    rows = [row for row in read().rows if not row.is_group]
    assert [row.lead_text for row in rows] == ["Sở Khoa học và Công nghệ"] * 3
    assert [row.coordinate_text for row in rows] == [
        "Các sở, ban, ngành; UBND cấp xã",
        "Các sở, ban, ngành; UBND cấp xã",
        "Sở Giáo dục và Đào tạo",
    ]
    assert [row.schedule_text for row in rows] == ["Hang nam", "2026- 2030", "2027"]


@pytest.mark.parametrize(
    ("printed", "alone", "expected"),
    [
        (["1", "1.1", "12", None, "14"], [True, False, False, False, False], ["1", "1.1", "1.2", "1.3", "1.4"]),
        (["1.1", None, "2.1"], [False, True, False], ["1.1", "2", "2.1"]),
        (["1", "2", "3"], [False, False, False], ["1", "2", "3"]),
    ],
)
def test_lost_numbers_follow_from_the_sequence(
    printed: list[str | None], alone: list[bool], expected: list[str]
) -> None:
    rows = [Numbered(number, bare) for number, bare in zip(printed, alone, strict=True)]
    assert [row.number for row in restore_numbers(rows)] == expected


def test_names_are_restored_by_letters_or_by_consonants() -> None:
    restorer = NameRestorer({"Các sở, ban, ngành": 5, "UBND cấp xã": 4, "Sở Nội vụ": 1})
    assert restorer.restore_column(["Chc s6, bn, nganh. cac UBND cip xi", "Hop tac xa"]) == [
        ["Các sở, ban, ngành", "UBND cấp xã"],
        [],
    ]


def test_names_that_many_cells_have_need_fewer_right_letters() -> None:
    names = {"Các sở, ban, ngành": 1, "UBND cấp xã": 1, "Sở Nội vụ": 1}
    hurt = "Céc sd, ban, qgénh, cac UBITID.cEap xa"
    usual = ["Cac s6, ban, nganh, cac UBND cap xa"] * 4
    both = ["Các sở, ban, ngành", "UBND cấp xã"]
    assert NameRestorer(names).restore_column([*usual, hurt]) == [both] * 5
    assert NameRestorer(names).restore_column([*usual[:2], hurt]) == [both, both, []]


def test_behind_a_bar_lead_and_partners_may_stand_in_one_piece() -> None:
    reader = LineReader(["Sở Khoa học và Công nghệ", "Các cơ sở giáo dục", "UBND cấp xã"])
    line = Line(7, "3.4 | mo lop tap huan cho can bo va doanh nghiep | S& Khoa hoc che O & ieopduc va cac nganh Hang")
    read = reader.read(line, after_blank=False)
    assert read is not None
    assert [(piece.role, piece.text) for piece in read.pieces[1:]] == [
        (ColumnRole.LEAD, "S& Khoa hoc"),
        (ColumnRole.COORDINATE, "che O & ieopduc va cac nganh"),
        (ColumnRole.SCHEDULE, "Hang"),
    ]


def test_of_two_names_alike_the_one_in_use_is_taken() -> None:
    restorer = NameRestorer({"Bộ Khoa học và Công nghệ": 1, "Sở Khoa học và Công nghệ": 9})
    assert restorer.restore_column(["& Khoa hoc va Cong nghe"]) == [["Sở Khoa học và Công nghệ"]]
    assert restorer.complete("S6 Khoa hoc") == "Sở Khoa học và Công nghệ"
    assert restorer.complete("Tai") is None
