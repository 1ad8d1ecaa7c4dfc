"""Fills the plan template as an official does: blanks replaced, rows of the tables written, guidance deleted."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

import docx
from docx.document import Document
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from nscl.documents.template import write_template
from nscl.text.dates import format_date, long_date
from nscl.text.decimals import format_number
from nscl.text.formats import money_in_words
from tests.documents.reading.documents.parts import Grid
from tests.documents.reading.documents.story import Stated, Story
from tests.documents.reading.documents.tables import estimate_grid, task_grid

BLANK = "…"


def filled(story: Story) -> bytes:
    """The template of the story's province and years, filled with what the story says."""
    made = write_template(province=f"{story.unit} {story.province}", first_year=story.first, last_year=story.last)
    document = docx.Document(io.BytesIO(made))
    _head(document, story)
    _targets(document, story)
    for paragraph in document.paragraphs:
        _paragraph(paragraph, story)
    if story.estimate is not None:
        _sums(document, story.estimate.stated)
        _rows(document.tables[-1], estimate_grid(story.estimate))
    # Seed 0 has the template's columns.
    _rows(document.tables[-2], task_grid(replace(story, seed=0)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _head(document: Document, story: Story) -> None:
    number, day = document.tables[0].cell(1, 0).paragraphs[0], document.tables[0].cell(1, 1).paragraphs[0]
    _rewrite(number, f"Số: {story.number}")
    _rewrite(day, f"{story.province}, {long_date(story.issued)}")


def _paragraph(paragraph: Paragraph, story: Story) -> None:
    """Fill the blanks of one paragraph outside the lists of targets and sums; delete guidance."""
    text = paragraph.text
    offices, ministry = story.reports
    if text.startswith("["):
        paragraph._element.getparent().remove(paragraph._element)
    elif text.startswith("Căn cứ Nghị quyết"):
        basis = story.basis[-1]
        _rewrite(paragraph, text.replace(f"{BLANK}/NQ-HĐND", basis.number).replace(BLANK, format_date(basis.on)))
    elif text.startswith("(Kèm theo"):
        issued = long_date(story.issued).removeprefix("ngày ")
        _rewrite(paragraph, text.replace(f"{BLANK}/KH-UBND", story.number).replace(BLANK, issued))
    elif "Bộ Khoa học và Công nghệ trước ngày" in text:
        _rewrite(paragraph, _in_turn(text, (str(ministry.day), str(ministry.month))))
    elif "Sở Khoa học và Công nghệ trước ngày" in text:
        _rewrite(paragraph, _in_turn(text, (str(offices.day), str(offices.month))))
    elif text.endswith(f"; {BLANK}"):
        _rewrite(paragraph, text.replace(f"; {BLANK}", "."))


def _targets(document: Document, story: Story) -> None:
    """The story's aims in place of the template's."""
    (phase,) = story.phases
    places = {paragraph.text: place for place, paragraph in enumerate(document.paragraphs)}
    first, after = places["2. Mục tiêu cụ thể"] + 1, places["III. NHIỆM VỤ VÀ GIẢI PHÁP"]
    items = document.paragraphs[first:after]
    for aim in phase.aims:
        items[0].insert_paragraph_before(f"- {aim.text}")
    for item in items:
        item._element.getparent().remove(item._element)


def _sums(document: Document, stated: Iterable[Stated]) -> None:
    openings = {None: {"all": "Tổng kinh phí", "state": "- Ngân sách", "enterprise": "- Nguồn của doanh nghiệp"}}
    blanks = [paragraph for paragraph in document.paragraphs if f"{BLANK} đồng" in paragraph.text]
    for one in stated:
        opening = openings[None][one.source] if one.year is None else f"- Năm {one.year}"
        paragraph = next(paragraph for paragraph in blanks if paragraph.text.startswith(opening))
        assert one.words is not None
        _rewrite(paragraph, _in_turn(paragraph.text, (format_number(one.digits), money_in_words(one.words))))


def _rows(table: Table, grid: Grid) -> None:
    """The grid's rows below the template's own heads."""
    heads = 1 if grid.figures is None else 2
    for row in table.rows[heads:]:
        table._tbl.remove(row._tr)
    for placed in grid.places()[grid.heads :]:
        added: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it without types
        cells = added.cells
        for column, box in placed:
            cell = cells[column]
            if box.columns > 1:
                cell = cell.merge(cells[column + box.columns - 1])
            cell.text = box.text


def _in_turn(text: str, values: Iterable[str]) -> str:
    for value in values:
        text = text.replace(BLANK, value, 1)
    return text


def _rewrite(paragraph: Paragraph, text: str) -> None:
    first, *rest = paragraph.runs
    first.text = text
    for run in rest:
        run.text = ""
