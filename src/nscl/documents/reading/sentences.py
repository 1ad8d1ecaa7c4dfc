"""Sentences of a paragraph, with their places."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# A full stop, a closing bracket or quotation mark after it, and a capital: "TP. Hà Nội", "G.A.P" and "3.926" are none.
_END = re.compile(r"(?<=[.…!?])(?:[\"”’)])?\s+(?=[\"“‘(]?[A-ZÀ-ỸĐ])")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:TP|Tp|TX|TT|ThS|TS|PGS|GS|KT|TM|TL|TUQ|Q|P|st|No)\.$")


class Sentence(NamedTuple):
    """``text[start:stop]`` of the paragraph."""

    start: int
    stop: int
    text: str


def split_sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a paragraph in order; together they hold all its words."""
    start = 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text[max(0, match.start() - 5) : match.start()]):
            continue
        yield Sentence(start, match.start(), text[start : match.start()])
        start = match.end()
    if text[start:].strip():
        yield Sentence(start, len(text.rstrip()), text[start:].rstrip())
