"""The calculation slip (phiếu tính mức hỗ trợ) as .docx: every step with its article and the amount after it."""

from __future__ import annotations

from typing import Final

from docx.document import Document

from nscl.documents.support_papers.layout import (
    CELL_SIZE,
    WHOLE,
    add_agency_head,
    add_fact,
    add_title,
    money,
    new_paper,
)
from nscl.documents.support_papers.papers import SlipPaper
from nscl.documents.template.cells import cell_style, finish_table, new_table, write_cell
from nscl.documents.template.content import BLANK
from nscl.documents.template.frame import add_two_signatures
from nscl.documents.template.page import SPACE_AFTER, indented, saved
from nscl.text.decimals import format_number

# Relative widths: number, step, outcome, article, amount.
_WIDTHS: Final = (0.8, 5.0, 1.5, 2.9, 2.0)
_HEADS: Final = ("STT", "Nội dung xét", "Kết quả", "Căn cứ", "Số tiền sau bước này (đồng)")


def write_slip(paper: SlipPaper) -> bytes:
    """The slip. The same paper gives the same bytes."""
    document = new_paper(f"Phiếu tính mức hỗ trợ hồ sơ {paper.case}")
    add_agency_head(document, province=paper.province, agency=paper.agency, number=f"Số: {BLANK}/PT")
    about = (f"Hồ sơ số {paper.case}, lần tính {paper.number}",)
    add_title(document, "PHIẾU TÍNH MỨC HỖ TRỢ", about, is_sample=paper.is_sample)
    _facts(document, paper)
    document.add_heading("1. Các bước tính", level=1)
    _steps(document, paper)
    _result(document, paper)
    posts = ("NGƯỜI TÍNH",), ("NGƯỜI KIỂM TRA",)
    add_two_signatures(document, left=posts[0], right=posts[1], names=(paper.by, ""))
    return saved(document)


def _facts(document: Document, paper: SlipPaper) -> None:
    organisation = f"{paper.organisation} (mã số thuế {paper.tax_code})" if paper.tax_code else paper.organisation
    add_fact(document, "Tổ chức", organisation)
    add_fact(document, "Nội dung đề nghị", paper.content)
    add_fact(document, "Tiêu chuẩn, sản phẩm", paper.subject)
    add_fact(document, "Quy định áp dụng", paper.policy)
    add_fact(document, "Quy định nói", paper.rule)
    add_fact(document, "Ngày tính", f"{paper.on:%d/%m/%Y}")


def _steps(document: Document, paper: SlipPaper) -> None:
    cells = new_table(document, len(paper.steps) + 1, _WIDTHS, whole=WHOLE)
    style = cell_style(document, CELL_SIZE)
    for column, head in enumerate(_HEADS):
        write_cell(cells[0][column], head, bold=True, centred=True)
    for place, (row, step) in enumerate(zip(cells[1:], paper.steps, strict=True), start=1):
        write_cell(row[0], str(place), centred=True)
        write_cell(row[1], f"{step.words} ({step.facts})" if step.facts else step.words)
        write_cell(row[2], step.outcome, centred=True)
        write_cell(row[3], step.cite)
        write_cell(row[4], "" if step.amount_vnd is None else format_number(step.amount_vnd), figure=True)
    finish_table(document, style, heads=1)


def _result(document: Document, paper: SlipPaper) -> None:
    heading = document.add_heading("2. Kết quả", level=1)
    heading.paragraph_format.space_before = SPACE_AFTER
    result = indented(document)
    result.add_run(f"{paper.result[:1].upper()}{paper.result[1:]}").bold = True
    result.add_run(f": {money(paper.amount_vnd)}." if paper.amount_vnd else ".")
    for title, lines in (
        ("Còn thiếu", paper.gaps),
        ("Thuộc diện ưu tiên", paper.priorities),
        ("Phải đối chiếu thêm", paper.cautions),
    ):
        if lines:
            indented(document).add_run(f"{title}:").bold = True
            for line in lines:
                indented(document).add_run(f"- {line.rstrip('.;')}.")
