"""The method sheet as it grows: numbered sections, paragraphs, tables that keep with their headings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from nscl.documents.support_papers.layout import WHOLE
from nscl.documents.template.cells import cell_style, finish_table, new_table, write_cell
from nscl.documents.template.page import SPACE_AFTER, indented

# A short table stays on one page; a longer one goes on over the page with its head again, never one row alone.
_WHOLE_ROWS, _WHOLE_LETTERS = 8, 200
_SIZE: Final = Pt(10)
_NOTE_SIZE: Final = Pt(12)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. words: stand over all columns after the texts (a refusal, instead of figures)."""

    texts: Sequence[str]
    words: str = ""
    bold: bool = False


def unbroken(text: str) -> str:
    """The text with every per cent sign held to its figure."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


class MethodSheet:
    """A document with its sections numbered as they come."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._style = cell_style(document, _SIZE)
        self._sections = 0
        self._after_table = False
        self._last: Paragraph | None = None

    def section(self, title: str) -> None:
        """The next numbered heading; it stays with what follows."""
        self._sections += 1
        heading = self.document.add_heading(f"{self._sections}. {title}", level=1)
        heading.paragraph_format.keep_with_next = True
        if self._after_table:
            heading.paragraph_format.space_before = SPACE_AFTER
        self._after_table = False

    def say(self, text: str, *, name: str = "") -> None:
        """A paragraph; name: stands before it in bold. Nothing where there is no text."""
        if not text:
            return
        paragraph = indented(self.document)
        if self._after_table:
            paragraph.paragraph_format.space_before = SPACE_AFTER
        self._after_table = False
        if name:
            paragraph.add_run(f"{unbroken(name)}: ").bold = True
        paragraph.add_run(unbroken(text))
        self._last = paragraph

    def hold_last(self) -> None:
        """Keep the last paragraph with what follows it."""
        if self._last is not None:
            self._last.paragraph_format.keep_with_next = True
        self._last = None

    def table(
        self,
        caption: str,
        heads: Sequence[str],
        rows: Sequence[Row],
        widths: Sequence[float],
        *,
        worded: Collection[int] = (0,),
    ) -> None:
        """A table under its caption; `worded` columns hold words, the others figures. No row: no table."""
        if not rows:
            return
        self.hold_last()
        above = self.document.add_paragraph()
        above.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        above.paragraph_format.keep_with_next = True
        above.paragraph_format.space_before = SPACE_AFTER if self._after_table else Pt(0)
        run = above.add_run(caption)
        run.italic, run.font.size = True, _NOTE_SIZE
        cells = new_table(self.document, len(rows) + 1, widths, whole=WHOLE)
        for column, head in enumerate(heads):
            write_cell(cells[0][column], head, bold=True, centred=True)
        for line, row in zip(cells[1:], rows, strict=True):
            for column, text in enumerate(row.texts):
                write_cell(line[column], unbroken(text), bold=row.bold, figure=column not in worded)
            if row.words:
                merged = line[len(row.texts)].merge(line[-1])
                write_cell(merged, unbroken(row.words), italic=True)
        longest = max(len(text) for row in rows for text in (*row.texts, row.words))
        is_short = len(rows) <= _WHOLE_ROWS and longest <= _WHOLE_LETTERS
        for place, line in enumerate(cells[1:], start=1):
            held = is_short or place in {1, len(rows) - 1}
            for cell in line:
                cell.paragraphs[0].paragraph_format.keep_with_next = held and place < len(rows)
        finish_table(self.document, self._style, heads=1)
        self._after_table = True
