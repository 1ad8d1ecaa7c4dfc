"""The lines of a loose table as fragments of cells, with what the text tells about where cells end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nscl.documents.reading.blocks import Line

_BROKEN_NUMBER = re.compile(r"^\s*\.\d{1,2}\s*$")
_NUMBER_BEFORE = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2}){0,3}\s*$")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A line of the table. ``tight``: no blank line before it; ``ended``: two spaces at its end, the mark of a cell's
    end; ``after_empty``: a line of spaces alone stood before it, as empty cells leave; ``after_page``: the heads
    were repeated before it."""

    line: int
    text: str
    tight: bool = False
    ended: bool = False
    after_empty: bool = False
    after_page: bool = False


def read_fragments(lines: Sequence[Line], page_breaks: frozenset[int]) -> list[Fragment]:
    """The fragments of consecutive lines; ``page_breaks``: numbers of the first lines after repeated heads."""
    fragments: list[Fragment] = []
    blank = empty = page = False
    for line in lines:
        page = page or line.number in page_breaks
        text = " ".join(line.text.split())
        if not text:
            blank = blank or not line.text
            empty = empty or bool(line.text)
            continue
        if fragments and _BROKEN_NUMBER.match(text) and _NUMBER_BEFORE.match(fragments[-1].text):
            fragments[-1] = _with_text(fragments[-1], fragments[-1].text + text)
        else:
            fragments.append(Fragment(line.number, text, not blank, line.text.endswith("  "), empty, page))
        blank = empty = page = False
    return fragments


def _with_text(fragment: Fragment, text: str) -> Fragment:
    return Fragment(fragment.line, text, fragment.tight, fragment.ended, fragment.after_empty, fragment.after_page)
