"""Reports that the chapter on organisation asks for."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.pack.schema import ReportingDuty
from nscl.documents.reading.formats import decode
from nscl.documents.reading.outline_builder import build_outline
from nscl.documents.reading.paragraphs import join_paragraphs
from nscl.documents.reading.reporting_duties import read_reporting
from nscl.documents.reading.results import Extracted
from tests.conftest import SHARED
from tests.documents.reading.chapters import chapter

FROM_DEPARTMENT = "1. Sở Khoa học và Công nghệ"


def read(*paragraphs: str, damaged: bool = False) -> Extracted[ReportingDuty]:
    return read_reporting(chapter(*paragraphs, damaged=damaged), damaged=damaged)


def brief(found: Extracted[ReportingDuty]) -> list[tuple[str, str, str | None, str]]:
    return [
        ("+".join(duty.senders), duty.recipient, str(duty.due) if duty.due else None, duty.every.value)
        for duty in found.items
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tổng hợp, báo cáo UBND tỉnh, Bộ Khoa học và Công nghệ trước ngày 15 tháng 12 hằng năm.",
         [("so-khcn", "ubnd-tinh", "--12-15", "year"), ("so-khcn", "bo-khcn", "--12-15", "year")]),
        ("Chậm nhất ngày 5/12 hàng năm, gửi báo cáo về Bộ Khoa học và Công nghệ.",
         [("so-khcn", "bo-khcn", "--12-05", "year")]),
        ("Trước 15/12 hằng năm, báo cáo UBND tỉnh.", [("so-khcn", "ubnd-tinh", "--12-15", "year")]),
        ("Trước tháng 12 hằng năm, báo cáo UBND tỉnh.", [("so-khcn", "ubnd-tinh", "--11-30", "year")]),
        ("Gửi báo cáo hằng năm hoặc đột xuất về Ủy ban nhân dân tỉnh.",
         [("so-khcn", "ubnd-tinh", None, "year"), ("so-khcn", "ubnd-tinh", None, "on_demand")]),
        ("Báo cáo UBND tỉnh khi có yêu cầu.", [("so-khcn", "ubnd-tinh", None, "on_demand")]),
        ("Trước ngày 30/11 hằng năm, tham mưu UBND tỉnh báo cáo gửi về Bộ KH&CN để tổng hợp báo cáo Thủ tướng.",
         [("ubnd-tinh+so-khcn", "bo-khcn", "--11-30", "year")]),
        ("Theo dõi, đôn đốc và tổng hợp báo cáo UBND tỉnh trước ngày 10/12 hằng năm.",
         [("so-khcn", "ubnd-tinh", "--12-10", "year")]),
    ],
)  # fmt: skip
def test_reports_of_the_department(sentence: str, expected: list[tuple[str, str, str | None, str]]) -> None:
    found = read(FROM_DEPARTMENT, f"a) {sentence}")
    assert brief(found) == expected
    assert found.doubts == ()
    assert len(found.read) == 1


def test_reports_of_others_go_on_to_the_committee() -> None:
    found = read(
        "2. Các sở, ban, ngành; UBND các xã, phường",
        "a) Trước ngày 25/11 hằng năm hoặc đột xuất khi được yêu cầu, báo cáo về Sở KH&CN để tổng hợp, "
        "báo cáo UBND tỉnh.",
    )
    assert brief(found) == [
        ("cac-so-nganh+ubnd-cap-xa", "so-khcn", "--11-25", "year"),
        ("cac-so-nganh+ubnd-cap-xa", "so-khcn", None, "on_demand"),
        ("so-khcn", "ubnd-tinh", None, "year"),
    ]


def test_a_closing_paragraph_names_its_senders() -> None:
    found = read(
        FROM_DEPARTMENT,
        "a) Tổ chức các lớp tập huấn.",
        "Yêu cầu Thủ trưởng các cơ quan, đơn vị, Chủ tịch UBND các xã chủ động tổ chức thực hiện. Hằng năm, báo cáo "
        "định kỳ trước ngày 20 tháng 11 gửi Sở Khoa học và Công nghệ.",
    )
    assert brief(found) == [("thu-truong-co-quan+ubnd-cap-xa", "so-khcn", "--11-20", "year")]


def test_difficulties_are_reported_on_demand() -> None:
    here = "Nếu có vướng mắc, phản ánh về Sở KH&CN để tổng hợp, báo cáo UBND tỉnh."
    assert brief(read(here)) == [
        ("don-vi-lien-quan", "so-khcn", None, "on_demand"),
        ("so-khcn", "ubnd-tinh", None, "on_demand"),
    ]
    through = "Khó khăn, vướng mắc đề nghị phản ánh về UBND tỉnh (qua Sở KH&CN) để xem xét."
    assert brief(read(through)) == brief(read(here))


@pytest.mark.parametrize(
    ("sentence", "rules", "count"),
    [
        ("Định kỳ hằng quý, báo cáo Chủ tịch UBND tỉnh.", ["reporting-frequency"], 0),
        ("Định kỳ 6 tháng và trước ngày 15/12 hằng năm, báo cáo UBND tỉnh.", ["reporting-frequency"], 1),
        ("Báo cáo UBND tỉnh trước ngày 31 tháng 02 hằng năm.", ["reporting-day"], 1),
        ("Báo cáo kết quả thực hiện hằng năm theo quy định.", ["reporting-recipient"], 1),
    ],
)
def test_doubtful_reports(sentence: str, rules: list[str], count: int) -> None:
    found = read(FROM_DEPARTMENT, f"a) {sentence}")
    assert ([doubt.rule for doubt in found.doubts], len(found.items)) == (rules, count)


def test_a_report_of_nobody_is_doubted() -> None:
    found = read("Báo cáo năm gửi Sở Khoa học và Công nghệ trước ngày 30 tháng 11.")
    assert brief(found) == [("don-vi-lien-quan", "so-khcn", "--11-30", "year")]
    assert [doubt.rule for doubt in found.doubts] == ["reporting-sender"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tổ chức các lớp tập huấn trước ngày 20/11 hằng năm.",
        "Tổng hợp, báo cáo UBND tỉnh theo quy định.",
        "Hằng năm, xây dựng dự toán kinh phí, báo cáo Sở Tài chính trước ngày 15/7.",
    ],
)
def test_what_is_no_periodic_report(sentence: str) -> None:
    assert brief(read(FROM_DEPARTMENT, f"a) {sentence}")) == []


def test_the_same_duty_stands_once() -> None:
    sentence = "Báo cáo UBND tỉnh trước ngày 10/12 hằng năm."
    assert len(read(FROM_DEPARTMENT, f"a) {sentence}", f"b) {sentence}").items) == 1


def test_damaged_text() -> None:
    found = read(
        "1. S6 Y té",
        "a) Trw6c ngay 20/11 hang ndm ho¢c dot xuét, bao céo giri S¢ Khoa hoc va Cong ngh¢ d¢ tong h¢p, bao cdo "
        "UBND tinh.",
        damaged=True,
    )
    assert brief(found) == [
        ("so-y-te", "so-khcn", "--11-20", "year"),
        ("so-y-te", "so-khcn", None, "on_demand"),
        ("so-khcn", "ubnd-tinh", None, "year"),
    ]


_PIECES = [
    "báo cáo ",
    "hằng năm ",
    "trước ngày 20/11 ",
    "Sở Y tế ",
    "UBND tỉnh ",
    "để tổng hợp, ",
    "gửi ",
    "vướng mắc ",
    "phản ánh về ",
    "đột xuất ",
    "6 tháng ",
    ". ",
    "99/99 ",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join), st.booleans())
def test_pieces_of_reports_in_any_order(text: str, damaged: bool) -> None:
    for duty in read(FROM_DEPARTMENT, f"a) {text or '.'}", damaged=damaged).items:
        assert duty.senders
        assert duty.recipient not in duty.senders


@given(st.text(min_size=1, max_size=200), st.booleans())
def test_any_sentence_is_read(text: str, damaged: bool) -> None:
    read(FROM_DEPARTMENT, text, damaged=damaged)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared không có ở máy này")
@pytest.mark.parametrize("folder", sorted((SHARED / "plans").glob("*")), ids=lambda folder: folder.name)
def test_days_and_frequencies_of_the_packs_read_by_hand(folder: Path) -> None:
    pack = yaml.load((folder / "plan.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    document = decode((folder / "source.txt").read_bytes(), name="source.txt")
    outline = build_outline(join_paragraphs(document), damaged=document.marks_lost)
    found = read_reporting(outline, damaged=document.marks_lost, province=pack["plan"]["province"]["name"])
    assert {(str(duty.due) if duty.due else None, duty.every.value) for duty in found.items} == {
        (duty["due"], duty["every"]) for duty in pack["reporting"]
    }
