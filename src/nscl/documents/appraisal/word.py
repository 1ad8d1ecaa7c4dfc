"""The finance department's report on the appraisal of an estimate, as .docx in the layout of Decree 30/2020/NĐ-CP."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import docx
from docx.document import Document
from docx.shared import Pt
from docx.table import _Cell

from nscl.documents.appraisal.paper import AppraisalLine, AppraisalPaper, sum_of
from nscl.documents.template.cells import cell_style, finish_table, new_table, write_cell
from nscl.documents.template.content import BLANK
from nscl.documents.template.frame import add_closing, add_head
from nscl.documents.template.page import (
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    RULE,
    add_landscape,
    centre,
    draw_rule,
    indented,
    saved,
    set_up,
)
from nscl.text.decimals import format_number
from nscl.text.formats import format_vnd, money_in_words

_AUTHOR: Final = "NSCL"
# The rule under the title is a third to a half of its line (Decree 30/2020/NĐ-CP, annex I, II.5).
_TITLE_RULE: Final = 0.35
_YEAR_SIZE, _LINE_SIZE = Pt(12), Pt(10)
# Relative widths: year, source, three sums; and in the annex number, title, unit cost, quantity, three sums, reason.
_YEAR_WIDTHS: Final = (1.0, 2.4, 2.0, 2.0, 2.0)
_LINE_WIDTHS: Final = (0.8, 4.6, 1.7, 1.3, 2.0, 2.0, 1.8, 3.4)
_SUMS: Final = ("Đề nghị", "Thẩm định", "Cắt giảm")
_RECIPIENTS: Final = ("Ủy ban nhân dân tỉnh (b/c);", "Sở Khoa học và Công nghệ;", "Lưu: VT.")


def write_report(paper: AppraisalPaper) -> bytes:
    """The report: sums in digits and words, by year and source, what was cut and why; every line in an annex.

    Number, date and signature are left blank ("…"): the paper is finished and signed outside. The same paper gives the
    same bytes.
    """
    document = docx.Document()
    set_up(document)
    document.core_properties.author = _AUTHOR
    document.core_properties.title = f"Thẩm định {paper.title}"
    _front(document, paper)
    _result(document, paper)
    _cuts(document, paper)
    _proposal(document, paper)
    add_closing(document, recipients=_RECIPIENTS, signature=("GIÁM ĐỐC",))
    _annex(document, paper)
    return saved(document)


def _front(document: Document, paper: AppraisalPaper) -> None:
    place = paper.province.removeprefix("tỉnh ").removeprefix("thành phố ")
    above = ("ỦY BAN NHÂN DÂN", paper.province.upper())
    add_head(document, issuer=("SỞ TÀI CHÍNH",), above=above, number=f"Số: {BLANK}/BC-STC", place=place)
    heading = centre(document.add_paragraph(), after=Pt(0))
    heading.paragraph_format.space_before = Pt(12)
    heading.add_run("BÁO CÁO").bold = True
    centre(document.add_paragraph(), after=Pt(0)).add_run("Kết quả thẩm định dự toán kinh phí").bold = True
    centre(document.add_paragraph(), after=Pt(0)).add_run(paper.plan).bold = True
    if paper.is_sample:
        centre(document.add_paragraph(), after=Pt(0)).add_run("(Số liệu mẫu)").italic = True
    draw_rule(document.add_paragraph(style=RULE), share=_TITLE_RULE, width=PAGE_WIDTH - LEFT - RIGHT)
    opening = f"Sở Tài chính đã thẩm định “{paper.title}” thuộc {paper.plan}. Kết quả như sau:"
    indented(document).add_run(opening)


def _result(document: Document, paper: AppraisalPaper) -> None:
    document.add_heading("1. Số đề nghị và số thẩm định", level=1)
    proposed, appraised = paper.proposed(), paper.appraised()
    indented(document).add_run(f"- Tổng số đề nghị: {_money(proposed)}.")
    indented(document).add_run(f"- Tổng số thẩm định: {_money(appraised)}.")
    if proposed > appraised:
        share = (Decimal(100 * (proposed - appraised)) / proposed).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        words = f"- Cắt giảm: {_money(proposed - appraised)}, bằng {format_number(share)}% số đề nghị."
    else:
        words = "- Không cắt giảm."
    indented(document).add_run(words)
    if not paper.is_whole:
        indented(document).add_run(
            "Còn khoản chưa thẩm định; số thẩm định trong báo cáo này là tạm tính."
        ).italic = True
    _year_table(document, paper)


def _money(vnd: int) -> str:
    return f"{format_vnd(vnd)} (bằng chữ: {money_in_words(vnd)})"


def _year_table(document: Document, paper: AppraisalPaper) -> None:
    """A row a year, and a row a source where there are several."""
    rows: list[tuple[str, str, int, int, bool]] = []
    several = len(paper.sources) > 1
    for year in paper.years:
        rows.append((str(year), "Cộng" if several else "", paper.proposed(year), paper.appraised(year), several))
        if several:
            rows += [
                ("", name, paper.proposed(year, key), paper.appraised(year, key), False) for key, name in paper.sources
            ]
    rows.append(("Tổng", "", paper.proposed(), paper.appraised(), True))
    cells = new_table(document, len(rows) + 1, _YEAR_WIDTHS, whole=PAGE_WIDTH - LEFT - RIGHT)
    style = cell_style(document, _YEAR_SIZE)
    for column, head in enumerate(("Năm", "Nguồn", *(f"{name} (đồng)" for name in _SUMS))):
        write_cell(cells[0][column], head, bold=True, centred=True)
    for row, (shown, source, proposed, appraised, bold) in zip(cells[1:], rows, strict=True):
        write_cell(row[0], shown, bold=bold, centred=True)
        write_cell(row[1], source, bold=bold)
        for cell, vnd in zip(row[2:], (proposed, appraised, proposed - appraised), strict=True):
            write_cell(cell, format_number(vnd), bold=bold, figure=True)
    finish_table(document, style, heads=1)


def _cuts(document: Document, paper: AppraisalPaper) -> None:
    document.add_heading("2. Các khoản cắt giảm", level=1)
    cut = [line for line in paper.leaves if sum(line.proposed[cell] - vnd for cell, vnd in line.appraised.items())]
    if not cut:
        indented(document).add_run("Không có khoản nào bị cắt giảm.")
    for line in cut:
        proposed, appraised = sum_of([line], appraised=False), sum_of([line], appraised=True)
        reason = line.reason.strip().rstrip(".") or "chưa ghi"
        indented(document).add_run(
            f"- {f'{line.number} {line.title}'.strip()}: đề nghị {format_vnd(proposed)}, thẩm định "
            f"{format_vnd(appraised)}, cắt giảm {format_vnd(proposed - appraised)}. Lý do: {reason}."
        )


def _proposal(document: Document, paper: AppraisalPaper) -> None:
    document.add_heading("3. Kiến nghị", level=1)
    if paper.document:
        on = f" ngày {paper.document_on:%d/%m/%Y}" if paper.document_on is not None else ""
        text = f"Dự toán đã được duyệt tại {paper.document}{on}. Chi tiết theo dòng tại phụ lục kèm theo."
    else:
        text = "Đề nghị cấp có thẩm quyền xem xét, phê duyệt dự toán theo số thẩm định, chi tiết tại phụ lục kèm theo."
    indented(document).add_run(text)


def _annex(document: Document, paper: AppraisalPaper) -> None:
    add_landscape(document)
    centre(document.add_paragraph(), after=Pt(0)).add_run("PHỤ LỤC").bold = True
    centre(document.add_paragraph(), after=Pt(0)).add_run("Kết quả thẩm định theo dòng dự toán").bold = True
    centre(document.add_paragraph()).add_run("Đơn vị tính: đồng").italic = True
    cells = new_table(document, len(paper.lines) + 2, _LINE_WIDTHS, whole=PAGE_HEIGHT - LEFT - RIGHT)
    style = cell_style(document, _LINE_SIZE)
    for column, head in enumerate(("STT", "Nội dung", "Đơn giá", "Số lượng", *_SUMS, "Lý do cắt giảm")):
        write_cell(cells[0][column], head, bold=True, centred=True)
    for place, line in enumerate(paper.lines):
        row, bold = cells[place + 1], line.is_heading
        write_cell(row[0], line.number, bold=bold, centred=True)
        write_cell(row[1], line.title, bold=bold)
        write_cell(row[2], "" if line.unit_cost_vnd is None else format_number(line.unit_cost_vnd), figure=True)
        write_cell(row[3], _quantity(line), figure=True)
        _write_sums(row[4:7], paper.below(place), bold=bold)
        write_cell(row[7], line.reason)
    write_cell(cells[-1][1], "Tổng cộng", bold=True)
    _write_sums(cells[-1][4:7], list(paper.leaves), bold=True)
    finish_table(document, style, heads=1)


def _quantity(line: AppraisalLine) -> str:
    if line.quantity is None:
        return ""
    whole = line.quantity.to_integral_value()
    shown = format_number(int(whole) if whole == line.quantity else line.quantity.normalize())
    return f"{shown} {line.quantity_unit}".strip()


def _write_sums(cells: Sequence[_Cell], lines: Sequence[AppraisalLine], *, bold: bool) -> None:
    proposed, appraised = sum_of(lines, appraised=False), sum_of(lines, appraised=True)
    for cell, vnd in zip(cells, (proposed, appraised, proposed - appraised), strict=True):
        write_cell(cell, format_number(vnd), bold=bold, figure=True)
