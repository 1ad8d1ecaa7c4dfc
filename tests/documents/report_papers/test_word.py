"""The Word file: what is in it, cell by cell, and what is not."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section

from nscl.documents.report_papers.cells import shown, total_row
from nscl.documents.report_papers.paper import PaperSection
from nscl.documents.report_papers.pdf import write_pdf
from nscl.documents.report_papers.tables import ReportFigures, ReportRow, ReportTable
from nscl.documents.report_papers.word import write_report
from tests.documents.report_papers.rendered import pages_of
from tests.documents.report_papers.world import HOSTILE, NO_DATA, figures, issued, paper, tasks, words

SMALL = figures(targets=3, tasks=2, agencies=2, organisations=2)


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def lines(document: Document) -> list[str]:
    return [one.text for one in document.paragraphs]


def grids(document: Document) -> list[list[list[str]]]:
    """The texts of tables with a border, merged cells once."""
    made = []
    for table in document.element.body.iter(qn("w:tbl")):
        if table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is None:
            continue
        rows = [
            ["".join(node.text or "" for node in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
            for row in table.iter(qn("w:tr"))
        ]
        made.append(rows)
    return made


def lies_on_its_side(section: Section) -> bool:
    assert section.page_width is not None
    assert section.page_height is not None
    return section.page_width > section.page_height


def as_shown(table: ReportTable) -> list[list[str]]:
    rows: list[list[str]] = [[one.heading for one in table.columns]]
    for row in table.rows:
        said = [shown(cell, one) for cell, one in zip(row.cells, table.columns, strict=True)]
        rows.append([said[0]] if row.is_heading and not any(said[1:]) else said)
    totals = total_row(table)
    if totals is not None:
        rows.append([shown(cell, one) for cell, one in zip(totals, table.columns, strict=True)])
    return rows


def test_every_cell_of_every_table_is_the_one_that_is_shown() -> None:
    assert grids(opened(write_report(paper(SMALL)))) == [as_shown(table) for table in SMALL.tables]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write_report(paper(SMALL)) == write_report(paper(SMALL))


def test_front_and_closing_of_an_issued_report() -> None:
    document = opened(write_report(issued(SMALL)))
    head, closing = document.tables[0], next(one for one in document.tables if "Nơi nhận" in one.cell(0, 0).text)
    assert [one.text for one in head.cell(0, 0).paragraphs] == ["ỦY BAN NHÂN DÂN", "TỈNH BẮC NINH", ""]
    assert [one.text for one in head.cell(1, 0).paragraphs] == ["Số: 215/BC-UBND"]
    assert head.cell(1, 1).text == "Bắc Ninh, ngày 05 tháng 02 năm 2026"
    left = [one.text for one in closing.cell(0, 0).paragraphs]
    assert left == [
        "Nơi nhận:",
        "- Bộ Khoa học và Công nghệ (b/c);",
        "- Thường trực Tỉnh ủy (b/c);",
        "- Lưu: VT, KGVX.",
    ]
    right = [one.text for one in closing.cell(0, 1).paragraphs if one.text]
    assert right == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn An"]


def test_body_is_numbered_and_ends_with_its_mark() -> None:
    said = lines(opened(write_report(paper(SMALL))))
    assert [one for one in said if one.startswith(("I", "V", "1.", "2.", "3."))] == [
        "I. Đánh giá chung",
        "II. Kết quả thực hiện",
        "1. Kết quả theo chỉ tiêu",
        "2. Kết quả theo nhóm nhiệm vụ",
        "3. Kinh phí",
        "III. Khó khăn, vướng mắc",
        "IV. Đề xuất, kiến nghị",
        "V. Phương hướng năm sau",
    ]
    assert said[said.index("Căn cứ Quyết định số 1322/QĐ-TTg ngày 31/8/2020;") + 1].endswith("của tỉnh.")
    assert sum(one.endswith("./.") for one in said) == 1


def test_what_people_typed_stays_text() -> None:
    written = write_report(
        replace(paper(SMALL), signatory=HOSTILE, subject=f"{HOSTILE} \x00\x0b￿", recipients=(HOSTILE,))
    )
    document = opened(written)
    closing = next(one for one in document.tables if "Nơi nhận" in one.cell(0, 0).text)
    assert lines(document).count(HOSTILE) == 2  # the subject, a paragraph
    assert HOSTILE in [one.text for one in closing.cell(0, 1).paragraphs]
    assert f"- {HOSTILE}." in [one.text for one in closing.cell(0, 0).paragraphs]


def test_one_annex_has_no_number_and_several_have() -> None:
    def names(held: ReportFigures) -> list[str]:
        return [one for one in lines(opened(write_report(paper(held)))) if one.startswith("PHỤ LỤC")]

    assert names(SMALL) == ["PHỤ LỤC I", "PHỤ LỤC II"]
    assert names(replace(SMALL, tables=SMALL.tables[:4])) == ["PHỤ LỤC"]
    assert names(replace(SMALL, tables=SMALL.tables[:3])) == []
    assert names(replace(SMALL, tables=(replace(SMALL.tables[4], rows=()),))) == []  # no page with nothing on it


def test_pages_are_a4_with_the_margins_of_the_decree_and_wide_annexes_on_their_side() -> None:
    sections = opened(write_report(paper(SMALL))).sections
    assert [lies_on_its_side(one) for one in sections] == [False, False, True]
    for one in sections:
        sides = (one.page_width, one.page_height, one.top_margin, one.bottom_margin, one.left_margin, one.right_margin)
        lengths = [round(side.mm) for side in sides if side is not None]
        assert sorted(lengths[:2]) == [210, 297]
        assert lengths[2:] == [20, 20, 30, 15]


def test_a_wide_table_of_the_body_takes_its_heading_along_and_the_text_goes_on_upright() -> None:
    one = tasks(3)
    columns = tuple(replace(column, key=f"{column.key}{turn}") for turn in range(3) for column in one.columns)
    wide = replace(one, columns=columns, rows=tuple(replace(row, cells=row.cells * 3) for row in one.rows))
    held = replace(SMALL, tables=(SMALL.tables[0], wide))
    document = opened(write_report(paper(held)))
    assert [lies_on_its_side(one) for one in document.sections] == [False, True, False]
    assert "titlePg" not in document.sections[2]._sectPr.xml
    pages = pages_of(write_pdf(paper(held)))
    across = [page for page in pages if page.width > page.height]
    assert "2. Kết quả theo nhóm nhiệm vụ" in across[0].text
    assert [page.outside for page in pages] == [[]] * len(pages)


def test_a_row_taller_than_a_page_is_broken_instead_of_running_off_it() -> None:
    one = tasks(2)
    tall = ReportRow("", (words("dài " * 3000), *[NO_DATA] * 5))
    held = replace(SMALL, tables=(replace(one, rows=(*one.rows, tall)),))
    pages = pages_of(write_pdf(paper(held)))
    assert [page.outside for page in pages] == [[]] * len(pages)
    assert sum(page.text.count("dài") for page in pages) == 3000
    rows = [row.xml for table in opened(write_report(paper(held))).tables for row in [table.rows[-1]._tr]]
    assert not any("cantSplit" in row for row in rows if "dài dài" in row)


def test_empty_groups_and_empty_tables_are_set() -> None:
    heading = ReportRow("", (words("Nhóm trống"), *[NO_DATA] * 5), is_heading=True)
    for rows in ((), (heading,), (heading, heading), (*tasks(1).rows, heading)):
        held = replace(SMALL, tables=(replace(tasks(1), rows=tuple(rows)),))
        assert pages_of(write_pdf(paper(held)))
        said = lines(opened(write_report(paper(held))))
        assert ("Không có số liệu." in said) == (not rows)


def test_a_section_of_unknown_key_is_refused_and_not_dropped() -> None:
    with pytest.raises(ValueError, match="ghi_chu"):
        write_report(replace(paper(SMALL), sections=(PaperSection("ghi_chu", "Ghi chú", ("x",)),)))


def test_no_part_of_the_file_bears_a_time() -> None:
    with zipfile.ZipFile(BytesIO(write_report(paper(SMALL)))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
