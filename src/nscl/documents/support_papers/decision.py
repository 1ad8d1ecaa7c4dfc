"""The decision to support (quyết định hỗ trợ) as .docx: a draft until its number and date are typed."""

from __future__ import annotations

from typing import Final

from docx.document import Document

from nscl.documents.support_papers.layout import CELL_SIZE, WHOLE, add_title, after_table, money, new_paper, place_of
from nscl.documents.support_papers.papers import SIGNATURES, DecidedCase, DecisionPaper
from nscl.documents.template.cells import cell_style, finish_table, new_table, write_cell
from nscl.documents.template.content import BLANK
from nscl.documents.template.frame import add_closing, add_head
from nscl.documents.template.page import centre, indented, saved
from nscl.text.decimals import format_number

# Relative widths: number, organisation, content, amount.
_WIDTHS: Final = (0.8, 4.5, 4.3, 2.2)
_HEADS: Final = ("STT", "Tổ chức", "Nội dung hỗ trợ", "Số tiền (đồng)")


def write_decision(paper: DecisionPaper) -> bytes:
    """The decision. What was not typed is blank ("…"), to be completed where it is signed. Same paper, same bytes."""
    document = new_paper("Quyết định hỗ trợ")
    number = paper.number if "/" in paper.number else f"{paper.number or BLANK}/QĐ-UBND"
    issuer = ("ỦY BAN NHÂN DÂN", paper.province.upper())
    add_head(document, issuer=issuer, number=f"Số: {number}", place=place_of(paper.province), on=paper.on)
    add_title(document, "QUYẾT ĐỊNH", _about(paper), is_sample=paper.is_sample)
    centre(document.add_paragraph()).add_run(f"CHỦ TỊCH ỦY BAN NHÂN DÂN {paper.province.upper()}").bold = True
    _basis(document, paper)
    centre(document.add_paragraph()).add_run("QUYẾT ĐỊNH:").bold = True
    _articles(document, paper)
    recipients = ("Như Điều 3;", "Sở Tài chính;", "Lưu: VT.")
    add_closing(document, recipients=recipients, signature=SIGNATURES[paper.signed_for])
    return saved(document)


def _about(paper: DecisionPaper) -> tuple[str, ...]:
    if len(paper.cases) == 1:
        return (f"Về việc hỗ trợ {paper.cases[0].organisation}",)
    return (f"Về việc hỗ trợ {len(paper.cases)} tổ chức nâng cao năng suất, chất lượng",)


def _basis(document: Document, paper: DecisionPaper) -> None:
    minutes = tuple(dict.fromkeys(one.minutes for one in paper.cases if one.minutes))
    for line in (*paper.policies, *paper.basis, *minutes):
        indented(document).add_run(f"Căn cứ {line.rstrip('.;')};").italic = True
    cases = "hồ sơ số " + ", ".join(one.case for one in paper.cases)
    indented(document).add_run(f"Theo đề nghị của {paper.agency} và {cases}.").italic = True


def _articles(document: Document, paper: DecisionPaper) -> None:
    if len(paper.cases) == 1:
        _article(document, 1, _given(paper.cases[0]))
    else:
        _article(document, 1, f"Hỗ trợ các tổ chức sau đây, tổng số {money(paper.total_vnd)}:")
        _table(document, paper)
    year = f" năm {paper.year}" if paper.year is not None else ""
    source = f"Kinh phí: {paper.fund}{year}. " if paper.fund else ""
    _article(
        document,
        2,
        f"{source}Số tiền được chi sau khi nghiệm thu, theo chi phí thực tế, và không vượt số tiền nêu tại Điều 1.",
        below_table=len(paper.cases) > 1,
    )
    names = ", ".join(one.organisation for one in paper.cases)
    _article(
        document,
        3,
        f"Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc {paper.agency}, "
        f"Giám đốc Sở Tài chính và {names} chịu trách nhiệm thi hành.",
    )


def _article(document: Document, number: int, text: str, *, below_table: bool = False) -> None:
    paragraph = after_table(document) if below_table else indented(document)
    paragraph.add_run(f"Điều {number}. ").bold = True
    paragraph.add_run(text)


def _given(case: DecidedCase) -> str:
    return f"Hỗ trợ {_named(case)} nội dung “{case.content}”, số tiền {money(case.vnd)}."


def _named(case: DecidedCase) -> str:
    facts = [f"mã số thuế {case.tax_code}" if case.tax_code else "", case.address]
    known = ", ".join(fact for fact in facts if fact)
    return f"{case.organisation} ({known})" if known else case.organisation


def _table(document: Document, paper: DecisionPaper) -> None:
    cells = new_table(document, len(paper.cases) + 2, _WIDTHS, whole=WHOLE)
    style = cell_style(document, CELL_SIZE)
    for column, head in enumerate(_HEADS):
        write_cell(cells[0][column], head, bold=True, centred=True)
    for place, (row, case) in enumerate(zip(cells[1:-1], paper.cases, strict=True), start=1):
        write_cell(row[0], str(place), centred=True)
        write_cell(row[1], _named(case))
        write_cell(row[2], case.content)
        write_cell(row[3], format_number(case.vnd), figure=True)
    write_cell(cells[-1][1], "Tổng cộng", bold=True)
    write_cell(cells[-1][3], format_number(paper.total_vnd), bold=True, figure=True)
    finish_table(document, style, heads=1)
