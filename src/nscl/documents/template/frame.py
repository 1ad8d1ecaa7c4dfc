"""The fixed parts around the plan's text: the two-column head, and the recipients beside the signature."""

from collections.abc import Sequence
from datetime import date

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell

from nscl.documents.template.content import BLANK
from nscl.documents.template.page import LEFT, PAGE_WIDTH, RIGHT, RULE, centre, draw_rule

# Decree 30/2020/NĐ-CP, annex I, II.1–II.4 and II.9: sizes of the country's name, motto, issuer, number and recipients.
_COUNTRY, _MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_COUNTRY_SIZE, _MOTTO_SIZE, _ISSUER_SIZE, _NUMBER_SIZE, _PLACE_SIZE = Pt(13), Pt(14), Pt(13), Pt(13), Pt(14)
_RECIPIENTS_HEAD_SIZE, _RECIPIENTS_SIZE, _SIGNATURE_SIZE = Pt(12), Pt(11), Pt(14)
# The country's name needs its line whole: three fifths of the width.
_LEFT_SHARE = 0.4
# The rule under the issuer is a third to a half of its line; under the motto as long as the motto.
_ISSUER_RULE, _MOTTO_RULE = 0.35, 0.62
_TIGHT = Pt(0)
# Room for the signature and the seal, in lines.
_SIGNATURE_LINES = 4
_MONTHS_WITH_NOUGHT = 2


def add_head(
    document: Document,
    *,
    issuer: Sequence[str],
    number: str,
    place: str,
    above: Sequence[str] = (),
    on: date | None = None,
    dated: str = "",
    below: Sequence[str] = (),
) -> None:
    """Issuer and number at the left, country, motto, place and date at the right.

    issuer: the lines of its name, such as ("ỦY BAN NHÂN DÂN", "TỈNH BẮC NINH"); above: of the body above it, which is
    not set in bold; on: None leaves the date blank, to be written in by hand; dated: stands instead of the date in
    words; below: lines in bold under the number.
    """
    table = _two_columns(document, rows=2)
    left, country = table.cell(0, 0), table.cell(0, 1)
    for row, text in enumerate((*above, *issuer)):
        _line(left, text, _ISSUER_SIZE, bold=row >= len(above), first=row == 0)
    _rule(left, _ISSUER_RULE)
    _line(country, _COUNTRY, _COUNTRY_SIZE, bold=True, first=True)
    _line(country, _MOTTO, _MOTTO_SIZE, bold=True)
    _rule(country, _MOTTO_RULE)
    _line(table.cell(1, 0), number, _NUMBER_SIZE, first=True)
    for text in below:
        _line(table.cell(1, 0), text, _NUMBER_SIZE, bold=True)
    _line(table.cell(1, 1), f"{place}, {dated or date_in_words(on)}", _PLACE_SIZE, italic=True, first=True)


def add_closing(document: Document, *, recipients: Sequence[str], signature: Sequence[str], name: str = BLANK) -> None:
    """Recipients at the left, the signatory's authority and post at the right, room for the signature, the name."""
    table = _two_columns(document, rows=1)
    _keep_row(table)
    left, right = table.cell(0, 0), table.cell(0, 1)
    head = left.paragraphs[0]
    head.paragraph_format.space_after = _TIGHT
    run = head.add_run("Nơi nhận:")
    run.bold = run.italic = True
    run.font.size = _RECIPIENTS_HEAD_SIZE
    for recipient in recipients:
        line = left.add_paragraph()
        line.paragraph_format.space_after = _TIGHT
        line.add_run(f"- {recipient}").font.size = _RECIPIENTS_SIZE
    for place, text in enumerate(signature):
        _line(right, text, _SIGNATURE_SIZE, bold=True, first=place == 0)
    for _ in range(_SIGNATURE_LINES):
        _line(right, "", _SIGNATURE_SIZE)
    _line(right, name, _SIGNATURE_SIZE, bold=True)


def add_two_signatures(
    document: Document, *, left: Sequence[str], right: Sequence[str], names: tuple[str, str]
) -> None:
    """Two who sign side by side, as under minutes: posts, room for the signatures, names ("" is left blank)."""
    table = _two_columns(document, rows=1)
    _keep_row(table)
    for place, (posts, name) in enumerate(zip((left, right), names, strict=True)):
        cell = table.cell(0, place)
        for row, text in enumerate(posts):
            _line(cell, text, _SIGNATURE_SIZE, bold=True, first=row == 0)
        for _ in range(_SIGNATURE_LINES):
            _line(cell, "", _SIGNATURE_SIZE)
        _line(cell, name or BLANK, _SIGNATURE_SIZE, bold=True)


def date_in_words(on: date | None) -> str:
    """A date as papers have it: "ngày 05 tháng 02 năm 2026"; blanks where there is none.

    Days below ten, and the first two months, have a nought before them (Decree 30/2020/NĐ-CP, annex I, II.4).
    """
    if on is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    month = f"{on.month:02d}" if on.month <= _MONTHS_WITH_NOUGHT else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def _keep_row(table: Table) -> None:
    """Signatures are not broken over pages: a name alone on a page could stand under anything."""
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))  # noqa: SLF001


def _two_columns(document: Document, *, rows: int) -> Table:
    table: Table = document.add_table(rows, 2)
    table.autofit = False
    for column, width in zip(table.columns, _widths(), strict=True):
        # LibreOffice goes by the column's width, Word by the cells'.
        column.width = width
        for cell in column.cells:
            cell.width = width
    return table


def _widths() -> tuple[Length, Length]:
    # A little beyond the right margin, as typists set the head: the country's name in 13 pt needs 95 mm.
    whole = PAGE_WIDTH - LEFT - RIGHT + Mm(5)
    return Length(int(whole * _LEFT_SHARE)), Length(int(whole * (1 - _LEFT_SHARE)))


def _line(
    cell: _Cell, text: str, size: Length, *, bold: bool = False, italic: bool = False, first: bool = False
) -> None:
    paragraph = centre(cell.paragraphs[0] if first else cell.add_paragraph(), after=_TIGHT)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, size


def _rule(cell: _Cell, share: float) -> None:
    draw_rule(cell.add_paragraph(style=RULE), share=share, width=cell.width or Mm(60))
