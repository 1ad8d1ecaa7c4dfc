"""The papers of an appraisal: figures, words and reasons as given, and an Excel table that adds up again by itself."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import docx
import openpyxl
import pytest

from nscl.documents.appraisal import AppraisalLine, AppraisalPaper, write_report, write_workbook
from tests.factories.formulas import value_of

AT = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
M = 1_000_000


def line(number: str, title: str, depth: int, **values: object) -> AppraisalLine:
    given: dict[str, object] = {"is_heading": False, "proposed": {}, "appraised": {}, **values}
    return AppraisalLine(number=number, title=title, depth=depth, **given)  # type: ignore[arg-type]


def paper(**changes: object) -> AppraisalPaper:
    given: dict[str, object] = {
        "province": "tỉnh Bắc Ninh",
        "plan": "Kế hoạch Bắc Ninh 2026–2030",
        "title": "Dự toán lần 1",
        "years": (2026, 2027),
        "sources": (("state", "NSNN"), ("enterprise", "doanh nghiệp")),
        "lines": (
            line("I", "Truyền thông", 0, is_heading=True),
            line(
                "I.1",
                "Hội nghị",
                1,
                unit_cost_vnd=50 * M,
                quantity=Decimal("2.5"),
                quantity_unit="cuộc",
                proposed={(2026, "state"): 100 * M, (2027, "enterprise"): 25 * M},
                appraised={(2026, "state"): 80 * M, (2027, "enterprise"): 25 * M},
                reason="Giảm một cuộc.",
            ),
            line("I.2", "Bài viết", 1, proposed={(2027, "state"): 7}, appraised={(2027, "state"): 7}),
            line("II", "=1+1 Đào tạo", 0, proposed={(2026, "state"): 0}, appraised={(2026, "state"): 0}),
        ),
    }
    return AppraisalPaper(**{**given, **changes})  # type: ignore[arg-type]


def words(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(texts)


def test_the_report_says_sums_words_cuts_and_reasons() -> None:
    text = words(write_report(paper()))
    assert "SỞ TÀI CHÍNH" in text
    assert "Tổng số đề nghị: 125.000.007 đồng (bằng chữ: Một trăm hai mươi lăm triệu" in text
    assert "Tổng số thẩm định: 105.000.007 đồng" in text
    assert "Cắt giảm: 20.000.000 đồng" in text
    assert "bằng 16% số đề nghị" in text.replace("16,00%", "16%")
    assert "I.1 Hội nghị: đề nghị 125.000.000 đồng, thẩm định 105.000.000 đồng" in text
    assert "Lý do: Giảm một cuộc." in text
    assert "I.2 Bài viết: đề nghị" not in text, "only what was cut"
    assert "2,5 cuộc" in text
    assert "Đề nghị cấp có thẩm quyền" in text
    assert "tạm tính" not in text


def test_the_report_of_an_approved_a_partial_and_a_sample_estimate() -> None:
    done = words(write_report(paper(document="812/QĐ-UBND", document_on=date(2026, 12, 1))))
    assert "được duyệt tại 812/QĐ-UBND ngày 01/12/2026" in done
    partial = paper(lines=(line("1", "Một", 0, proposed={(2026, "state"): 5}, appraised={}),))
    assert "tạm tính" in words(write_report(partial))
    assert "Không có khoản nào bị cắt giảm." in words(write_report(partial))
    assert "Số liệu mẫu" in words(write_report(paper(is_sample=True)))


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_report(paper()) == write_report(paper())
    assert write_workbook(paper(), created=AT) == write_workbook(paper(), created=AT)


def test_the_workbook_recalculates_to_what_it_stores() -> None:
    data = write_workbook(paper(), created=AT)
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    stored = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    counted = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type == "f":
                    counted += 1
                    assert value_of(formulas, sheet, cell.coordinate) == stored[sheet.title][cell.coordinate].value
    assert counted > 40
    summary = stored["Tổng hợp"]
    last = [cell.value for cell in summary[summary.max_row]]
    assert last[1] == "Tổng cộng"
    assert last[5:8] == [125_000_007, 105_000_007, 20_000_000]


def test_a_changed_figure_carries_through_headings_total_and_cut() -> None:
    formulas = openpyxl.load_workbook(io.BytesIO(write_workbook(paper(), created=AT)))
    appraised = formulas["Thẩm định"]
    row = next(row for row in appraised.iter_rows() if row[1].value == "Hội nghị")
    row[2].value = 0
    summary = formulas["Tổng hợp"]
    heading = next(r[0].row for r in summary.iter_rows() if r[1].value == "Truyền thông")
    assert value_of(formulas, summary, f"G{heading}") == 25 * M + 7
    assert value_of(formulas, summary, f"H{summary.max_row}") == 100 * M


def test_a_text_never_becomes_a_formula() -> None:
    formulas = openpyxl.load_workbook(io.BytesIO(write_workbook(paper(), created=AT)))
    cell = next(row[1] for row in formulas["Tổng hợp"].iter_rows() if row[0].value == "II")
    assert cell.data_type == "s"


@pytest.mark.parametrize("years", [(), (2026,)])
def test_an_empty_estimate_is_written_too(years: tuple[int, ...]) -> None:
    empty = paper(lines=(), years=years, sources=())
    assert zipfile.is_zipfile(io.BytesIO(write_report(empty)))
    assert zipfile.is_zipfile(io.BytesIO(write_workbook(empty, created=AT)))
