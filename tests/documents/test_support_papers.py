"""The Word papers of support: what they say, and that the same paper gives the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx

from nscl.documents.support_papers import (
    DecidedCase,
    DecisionPaper,
    MinutesCase,
    MinutesMember,
    MinutesPaper,
    SignedFor,
    SlipPaper,
    SlipStep,
    write_decision,
    write_minutes,
    write_slip,
)

SLIP = SlipPaper(
    province="tỉnh Thử",
    agency="Sở Khoa học và Công nghệ",
    case="12/2026",
    number=2,
    on=date(2026, 2, 5),
    by="Nguyễn Thị Thử",
    organisation="Công ty Thử",
    tax_code="2300123456",
    content="áp dụng hệ thống quản lý",
    subject="ISO 9001",
    policy="Nghị quyết 1/NQ",
    rule="một nửa chi phí",
    result="được hỗ trợ",
    amount_vnd=25_000_000,
    steps=(
        SlipStep(words="Chi phí được tính", outcome="đạt", cite="điều 4", amount_vnd=50_000_000),
        SlipStep(words="Trần một tiêu chuẩn", outcome="đạt", cite="điều 5", amount_vnd=25_000_000, facts="loại: mới"),
    ),
    priorities=("sản phẩm chủ lực",),
    cautions=("Chưa kiểm chứng: điều 5.",),
)
CASE = DecidedCase(
    case="12/2026", organisation="Công ty Thử", tax_code="2300123456", address="", content="ISO 9001", vnd=25_000_000
)
DECISION = DecisionPaper(
    province="tỉnh Thử", agency="Sở Thử", policies=("Nghị quyết 1/NQ",), fund="Hỗ trợ", year=2026, cases=(CASE,)
)
MINUTES = MinutesPaper(
    province="tỉnh Thử",
    agency="Sở Thử",
    number="01",
    on=date(2026, 11, 5),
    place="",
    council="Hội đồng Thử",
    decision_number="12/QĐ",
    decided_on=date(2026, 1, 10),
    members=(MinutesMember("An", "", "chủ tịch", True), MinutesMember("Bình", "", "thư ký", False)),
    chair="An",
    secretary="Bình",
    scoring="Phiếu",
    cases=(
        MinutesCase(
            case="12/2026",
            organisation="Công ty Thử",
            content="ISO",
            asked_vnd=30_000_000,
            computed_vnd=25_000_000,
            sheets=3,
            approve=2,
            reject=1,
            mean=Decimal("78.50"),
            most=100,
            barred=("Chi (đã tư vấn)",),
        ),
    ),
)


def words_of(file: bytes) -> str:
    document = docx.Document(io.BytesIO(file))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_a_slip_has_every_step_with_its_article_and_amount() -> None:
    words = words_of(write_slip(SLIP))
    for expected in (
        "PHIẾU TÍNH MỨC HỖ TRỢ",
        "12/2026, lần tính 2",
        "điều 5",
        "50.000.000",
        "(loại: mới)",
        "Hai mươi lăm",
    ):
        assert expected in words, expected
    assert "Số liệu mẫu" not in words
    assert "Số liệu mẫu" in words_of(write_slip(replace(SLIP, is_sample=True)))
    assert write_slip(SLIP) == write_slip(SLIP)


def test_a_decision_is_a_draft_until_number_and_date_are_typed() -> None:
    draft = words_of(write_decision(DECISION))
    assert "Số: …/QĐ-UBND" in draft
    assert "ngày … tháng … năm …" in draft
    assert "KT. CHỦ TỊCH" in draft
    several = replace(DECISION, cases=(CASE, CASE), number="125", on=date(2026, 2, 5), signed_for=SignedFor.COMMITTEE)
    final = words_of(write_decision(several))
    for expected in ("Số: 125/QĐ-UBND", "ngày 05 tháng 02 năm 2026", "TM. ỦY BAN NHÂN DÂN", "Tổng cộng", "50.000.000"):
        assert expected in final, expected
    assert "KT." not in final


def test_minutes_say_who_was_there_who_kept_out_and_what_was_concluded() -> None:
    words = words_of(write_minutes(MINUTES))
    for expected in ("Có mặt 1/2", "Vắng mặt", "2 / 1", "78,5/100", "chưa kết luận", "Chi (đã tư vấn)", "Số: 01/BB-HĐ"):
        assert expected in words, expected
