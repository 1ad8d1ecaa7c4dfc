"""What the papers of support have in common: head, title, money in figures and words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import docx
from docx.document import Document
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from nscl.documents.template.frame import add_head
from nscl.documents.template.page import LEFT, PAGE_WIDTH, RIGHT, RULE, SPACE_AFTER, centre, draw_rule, indented, set_up
from nscl.text.formats import format_vnd, money_in_words

_AUTHOR: Final = "NSCL"
# The rule under the title is a third to a half of its line (Decree 30/2020/NĐ-CP, annex I, II.5).
_TITLE_RULE: Final = 0.35
_TITLE_ABOVE: Final = Pt(12)
# Letters in 13 pt that fit the left column of the head.
_ISSUER_LINE: Final = 20
WHOLE: Final = PAGE_WIDTH - LEFT - RIGHT
CELL_SIZE: Final = Pt(11)


def new_paper(title: str) -> Document:
    """An empty paper in the layout of Decree 30."""
    document = docx.Document()
    set_up(document)
    document.core_properties.author = _AUTHOR
    document.core_properties.title = title
    return document


def add_agency_head(document: Document, *, province: str, agency: str, number: str, on: date | None = None) -> None:
    """The head of a paper of a department, below the province's committee."""
    above = ("ỦY BAN NHÂN DÂN", province.upper())
    add_head(document, issuer=_lines(agency.upper()), above=above, number=number, place=place_of(province), on=on)


def _lines(name: str) -> tuple[str, ...]:
    """A department's name on two lines where one is too long, broken before "VÀ"."""
    first, joint, rest = name.partition(" VÀ ")
    return (first, f"VÀ {rest}") if joint and len(name) > _ISSUER_LINE else (name,)


def add_title(document: Document, kind: str, about: Sequence[str], *, is_sample: bool) -> None:
    """The kind of paper, what it is about, the rule below; and that it is a sample, where it is."""
    heading = centre(document.add_paragraph(), after=Pt(0))
    heading.paragraph_format.space_before = _TITLE_ABOVE
    heading.add_run(kind).bold = True
    for line in about:
        centre(document.add_paragraph(), after=Pt(0)).add_run(line).bold = True
    if is_sample:
        centre(document.add_paragraph(), after=Pt(0)).add_run("(Số liệu mẫu)").italic = True
    draw_rule(document.add_paragraph(style=RULE), share=_TITLE_RULE, width=WHOLE)


def after_table(document: Document) -> Paragraph:
    """A paragraph of the body that follows a table, set off from it."""
    paragraph = indented(document)
    paragraph.paragraph_format.space_before = SPACE_AFTER
    return paragraph


def add_fact(document: Document, name: str, text: str) -> None:
    """A line "- name: text", the name in bold; nothing where there is no text."""
    if not text:
        return
    paragraph = indented(document)
    paragraph.add_run(f"- {name}: ").bold = True
    paragraph.add_run(text)


def money(vnd: int) -> str:
    """In figures and in words."""
    return f"{format_vnd(vnd)} (bằng chữ: {money_in_words(vnd)})"


def place_of(province: str) -> str:
    """A province as the place of issue: without "tỉnh", "thành phố"."""
    return province.removeprefix("tỉnh ").removeprefix("thành phố ").removeprefix("Tỉnh ").removeprefix("Thành phố ")
