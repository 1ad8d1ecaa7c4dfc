"""A table as Word's XML. Written at one go: python-docx searches the table anew for each cell that it is asked for."""

from __future__ import annotations

from typing import Any, Final

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from nscl.documents.report_papers.composition import ShownRow, ShownTable
from nscl.documents.report_papers.layout import CELL_SIDES_MM, INDENT_MM
from nscl.documents.report_papers.templates.styles import CELL

_TWENTIETHS_A_MM: Final = 1440 / 25.4
_SHADED: Final = "F2F2F2"
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_element(table: ShownTable, style_id: str) -> Any:
    """The table: its head again on every page, no row broken, headings and sums not alone at the end of a page."""
    element = parse_xml(_properties(table))
    grid = OxmlElement("w:tblGrid")
    element.append(grid)
    for width in table.layout.widths:
        _under(grid, "w:gridCol", w=_twentieths(width))
    form = _Form(table, style_id)
    element.append(form.head())
    for place, row in enumerate(table.rows):
        element.append(form.row(row, keeps_next=table.keeps_next(place), is_whole=not table.is_tall(place)))
    return element


def _properties(table: ShownTable) -> str:
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
    side = f'w:w="{_twentieths(CELL_SIDES_MM / 2)}" w:type="dxa"'
    whole = _twentieths(sum(table.layout.widths))
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{whole}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left {side}/><w:right {side}/></w:tblCellMar>'
        f'<w:tblLook w:val="0620" w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
        f"</w:tblPr></w:tbl>"
    )


class _Form:
    """How this table's cells are written."""

    def __init__(self, table: ShownTable, style_id: str) -> None:
        self._table = table
        self._style = style_id
        self._widths = [_twentieths(width) for width in table.layout.widths]
        # The style has the usual size; the smaller ones are said with the text.
        self._half_points = "" if CELL.size.pt == table.layout.size else str(round(table.layout.size * 2))

    def head(self) -> Any:
        row = self._new_row(is_head=True)
        for place, text in enumerate(self._table.heads):
            cell = self._cell(row, self._widths[place], shade=_SHADED, middle=True)
            self._text(cell, text, side="center", bold=True, keeps_next=True)
        return row

    def row(self, shown: ShownRow, *, keeps_next: bool, is_whole: bool) -> Any:
        row = self._new_row(is_head=False, is_whole=is_whole)
        if shown.spans:
            cell = self._cell(row, sum(self._widths), span=len(self._widths))
            text = next(text for text in shown.texts if text)
            self._text(cell, text, bold=True, keeps_next=keeps_next, depth=shown.depth)
            return row
        for place, text in enumerate(shown.texts):
            depth = shown.depth if place == self._table.first else 0
            side = "right" if self._table.figures[place] else "center" if self._table.days[place] else "left"
            cell = self._cell(row, self._widths[place])
            self._text(cell, text, side=side, bold=shown.is_bold, keeps_next=keeps_next, depth=depth)
        return row

    def _new_row(self, *, is_head: bool, is_whole: bool = True) -> Any:
        row = OxmlElement("w:tr")
        properties = _under(row, "w:trPr")
        if is_whole:
            _under(properties, "w:cantSplit")
        if is_head:
            _under(properties, "w:tblHeader")
        return row

    def _cell(self, row: Any, width: int, *, span: int = 1, shade: str = "", middle: bool = False) -> Any:
        cell = _under(row, "w:tc")
        properties = _under(cell, "w:tcPr")
        _under(properties, "w:tcW", w=width, type="dxa")
        if span > 1:
            _under(properties, "w:gridSpan", val=span)
        if shade:
            _under(properties, "w:shd", val="clear", color="auto", fill=shade)
        if middle:
            _under(properties, "w:vAlign", val="center")
        return cell

    def _text(
        self, cell: Any, text: str, *, side: str = "left", bold: bool = False, keeps_next: bool = False, depth: int = 0
    ) -> None:
        paragraph = _under(cell, "w:p")
        properties = _under(paragraph, "w:pPr")
        _under(properties, "w:pStyle", val=self._style)
        if keeps_next:
            _under(properties, "w:keepNext")
        if depth:
            _under(properties, "w:ind", left=_twentieths(depth * INDENT_MM))
        if side != "left":
            _under(properties, "w:jc", val=side)
        self._look(_under(properties, "w:rPr"), bold=bold)
        if text:
            run = _under(paragraph, "w:r")
            self._look(_under(run, "w:rPr"), bold=bold)
            held = _under(run, "w:t")
            held.text = text

    def _look(self, properties: Any, *, bold: bool) -> None:
        if bold:
            _under(properties, "w:b")
        if self._half_points:
            _under(properties, "w:sz", val=self._half_points)
            _under(properties, "w:szCs", val=self._half_points)


def _under(parent: Any, tag: str, **attributes: object) -> Any:
    child = parent.makeelement(qn(tag), {qn(f"w:{name}"): str(value) for name, value in attributes.items()})
    parent.append(child)
    return child


def _twentieths(millimetres: float) -> int:
    return round(millimetres * _TWENTIETHS_A_MM)
