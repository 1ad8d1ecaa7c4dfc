"""Lines, tables and pages as elements of a Word document, put where a block of the template stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from nscl.documents.report_papers.composition import ShownTable
from nscl.documents.report_papers.flow import Line, Look, PageRun, Piece
from nscl.documents.report_papers.templates import styles
from nscl.documents.report_papers.word.grid import table_element
from nscl.documents.report_papers.word.sections import Pages, put_pages, small_paragraph

_STYLES: Final[Mapping[Look, styles.PaperStyle]] = {
    Look.TEXT: styles.TEXT,
    Look.HEADING_1: styles.HEADING_1,
    Look.HEADING_2: styles.HEADING_2,
    Look.CAPTION: styles.CAPTION,
    Look.UNIT: styles.UNIT,
    Look.NOTE: styles.NOTE,
    Look.ANNEX_NAME: styles.ANNEX_NAME,
    Look.ANNEX_TITLE: styles.ANNEX_TITLE,
    Look.ANNEX_ABOUT: styles.ANNEX_ABOUT,
}
_AFTER_TABLE: Final = "120"
"""Space above words that follow a table, in twentieths of a point."""


class Blocks:
    """Writes pieces into a document that has our styles."""

    def __init__(self, document: Document) -> None:
        self._body = document.element.body
        self._styles = {style.name: style.style_id for style in document.styles}

    def put(self, anchor: Any, pieces: Iterable[Piece]) -> None:
        """Put everything where the anchor, a paragraph of the body, stands; the anchor goes."""
        waiting: list[Pages] = []
        for piece in pieces:
            if isinstance(piece, PageRun):
                elements = [self._element(one, None) for one in piece.pieces]
                waiting.append(Pages(elements, piece.is_wide, counts_anew=piece.counts_anew))
                continue
            put_pages(anchor, waiting)
            waiting = []
            anchor.addprevious(self._element(piece, anchor.getprevious()))
        put_pages(anchor, waiting)
        if _needs_paragraph(anchor):
            anchor.addprevious(small_paragraph())
        anchor.getparent().remove(anchor)

    def put_first(self, text: str) -> None:
        """A line at the very top of the text, centred: that it is a draft, a sample."""
        self._body.insert(0, self._paragraph(Line(text, Look.ANNEX_TITLE), None))

    def _element(self, piece: Line | ShownTable, before: Any) -> Any:
        if isinstance(piece, ShownTable):
            return table_element(piece, self._styles[styles.CELL.name])
        return self._paragraph(piece, before)

    def _paragraph(self, line: Line, before: Any) -> Any:
        style = _STYLES[line.look]
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        named = OxmlElement("w:pStyle")
        named.set(qn("w:val"), self._styles[style.name])
        properties.append(named)
        if not style.before and before is not None and before.tag == qn("w:tbl"):
            space = OxmlElement("w:spacing")
            space.set(qn("w:before"), _AFTER_TABLE)
            properties.append(space)
        run, held = OxmlElement("w:r"), OxmlElement("w:t")
        held.text = line.text
        run.append(held)
        paragraph.append(properties)
        paragraph.append(run)
        return paragraph


def _needs_paragraph(anchor: Any) -> bool:
    """Whether a table would end the document, or touch the next table, once the anchor is gone."""
    before, after = anchor.getprevious(), anchor.getnext()
    if before is None or before.tag != qn("w:tbl"):
        return False
    return after is None or after.tag in {qn("w:sectPr"), qn("w:tbl")}
