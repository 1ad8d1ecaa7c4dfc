"""The pages as they are printed: Word's file by LibreOffice, and our own PDF."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from nscl.documents.report_papers.cells import shown, total_row
from nscl.documents.report_papers.pdf import write_pdf
from nscl.documents.report_papers.tables import ReportFigures
from nscl.documents.report_papers.word import write_report
from tests.documents.report_papers.rendered import Page, by_libreoffice, pages_of
from tests.documents.report_papers.world import figures, paper

TARGETS, ORGANISATIONS = 30, 60
HELD: ReportFigures = figures(targets=TARGETS, tasks=20, agencies=30, organisations=ORGANISATIONS)
HEADINGS = (
    *("Đánh giá chung", "Kết quả thực hiện", "Kết quả theo chỉ tiêu", "Kết quả theo nhóm nhiệm vụ", "Kinh phí"),
    *("Khó khăn, vướng mắc", "Đề xuất, kiến nghị", "Phương hướng năm sau", "Bảng 1", "Bảng 2", "Bảng 3"),
    *("Đơn vị tính tiền: đồng", "Tiêu chuẩn, đo lường, chất lượng", "Nâng cao năng suất"),
)


@pytest.fixture(scope="module", params=["docx", "pdf"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    if request.param == "pdf":
        return pages_of(write_pdf(paper(HELD)))
    if shutil.which("soffice") is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have libreoffice-writer-nogui: .ci/run installs it")
        pytest.skip("no LibreOffice on this machine (apt-get install libreoffice-writer-nogui)")
    folder: Path = tmp_path_factory.mktemp("pages")
    return pages_of(by_libreoffice(write_report(paper(HELD)), folder))


def test_no_word_stands_outside_the_margins(pages: list[Page]) -> None:
    assert [page.outside for page in pages] == [[]] * len(pages)


def test_pages_bear_their_number_from_the_second_on_and_annexes_count_their_own(pages: list[Page]) -> None:
    count = 0
    for page in pages:
        count = 1 if page is pages[0] or "PHỤ LỤC" in page.text else count + 1
        assert page.number == ("" if count == 1 else str(count))
    assert sum("PHỤ LỤC" in page.text for page in pages) == 2


def test_a_wide_annex_lies_on_its_side_and_the_text_does_not(pages: list[Page]) -> None:
    sides = ["PHỤ LỤC II" in page.text for page in pages if page.width > page.height]
    assert sides[0]
    assert len(sides) > 2
    assert pages[0].height > pages[0].width


def test_no_heading_is_left_at_the_foot_of_a_page(pages: list[Page]) -> None:
    ends = [page.last_line for page in pages]
    bare = [end.partition(". ")[2] if end[:1] in "IV123" else end for end in ends]
    assert not [end for end in bare if end.startswith(HEADINGS)]


def test_no_row_of_a_table_is_broken(pages: list[Page]) -> None:
    for first, last, count in (("đầu", "cuối", TARGETS), ("trên", "dưới", ORGANISATIONS)):
        for place in range(1, count + 1):
            begins = [f"{first}{place} " in f"{page.text} " for page in pages]
            assert sum(begins) == 1
            assert begins == [f"{last}{place} " in f"{page.text} " for page in pages]


def test_heads_are_repeated_where_a_table_goes_on(pages: list[Page]) -> None:
    for page in pages:
        if re.search(r"trên\d", page.text):
            assert "Mã số thuế" in page.text


def test_every_figure_is_printed_as_it_is_shown(pages: list[Page]) -> None:
    printed = set(" ".join(page.text for page in pages).split())
    for table in HELD.tables:
        rows = [row.cells for row in table.rows] + [cells for cells in [total_row(table)] if cells]
        said = {shown(cell, one) for row in rows for cell, one in zip(row, table.columns, strict=True) if not cell.text}
        assert {part for text in said for part in text.split()} <= printed


def test_signature_and_end_mark_stand_on_one_page(pages: list[Page]) -> None:
    page = next(page for page in pages if "Nơi nhận" in page.text)
    for said in ("./.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lưu: VT, KGVX."):
        assert said in page.text


def test_a_draft_and_a_sample_say_so_on_the_first_page(pages: list[Page]) -> None:
    assert "DỰ THẢO" in pages[0].text
    assert "(Số liệu mẫu)" in pages[0].text


def test_pdf_of_other_figures_differs_and_of_the_same_does_not() -> None:
    small = paper(figures(targets=2, tasks=1, agencies=1, organisations=1))
    assert write_pdf(small) == write_pdf(small)
    assert write_pdf(small) != write_pdf(replace(small, is_draft=False))
