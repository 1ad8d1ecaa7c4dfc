"""Formats of the cells of a report's workbook, made once each. xlsxwriter comes without types."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from nscl.documents.excel.frame import FONT, HEADING_FORMAT, TITLE_FORMAT, edged_format
from nscl.documents.report_papers.cells import mark_word, rounded
from nscl.documents.report_papers.tables import Mark, ValueKind

DAY: Final = "dd/mm/yyyy"


@dataclass(frozen=True, slots=True)
class CellLook:
    """What a cell's format depends on. number_format "": words; depth: how far its words are indented."""

    number_format: str = ""
    bold: bool = False
    depth: int = 0


class ReportStyles:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._cells: dict[CellLook, Any] = {}
        self.title = book.add_format(TITLE_FORMAT)
        self.said = book.add_format({**FONT, "italic": True})
        self.plain = book.add_format({**FONT, "text_wrap": True, "valign": "top"})
        self.name = book.add_format({**FONT, "bold": True, "valign": "top"})
        self.link = book.add_format({**FONT, "underline": 1, "font_color": "#1F4E79"})
        self.heading = book.add_format(HEADING_FORMAT)

    def cell(self, look: CellLook) -> Any:
        """The format of a cell of a table."""
        if look not in self._cells:
            more = {"indent": look.depth} if look.depth and not look.number_format else {}
            made = edged_format(look.number_format or None, bold=look.bold, **more)
            self._cells[look] = self._book.add_format(made)
        return self._cells[look]


def number_format(value: Decimal, kind: ValueKind, mark: Mark) -> str:
    """Excel's format in which a number looks as `cells.shown` writes it, the word of its mark included."""
    exponent = rounded(value, kind).as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    decimals = f".{'0' * places}" if places else ""
    shown = f"0{decimals}%" if kind is ValueKind.PERCENT else f"#,##0{decimals}"
    word = mark_word(mark)
    return f'{shown}" ({word})"' if word else shown
