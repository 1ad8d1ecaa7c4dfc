"""Ways of numbering, as provinces write: I/1/a/-, Phần/Mục/1/-, Chương/Điều/1/a, 1/1.1/1.1.1/-."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from itertools import count

from tests.documents.reading.documents.parts import Heading, Item
from tests.documents.reading.documents.work import ROMAN

_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám")


class Style(StrEnum):
    """The numbering of a document."""

    ROMAN = "I/1/a/-"
    PARTS = "Phần/Mục/1/-"
    ARTICLES = "Chương/Điều/1/a"
    DECIMAL = "1/1.1/1.1.1/-"


_LABELS: Mapping[Style, tuple[Callable[[int], str], ...]] = {
    Style.ROMAN: (lambda n: f"{ROMAN[n - 1]}.", lambda n: f"{n}.", lambda n: f"{chr(ord('a') + n - 1)})"),
    Style.PARTS: (lambda n: f"Phần thứ {_ORDINALS[n - 1]}:", lambda n: f"Mục {n}.", lambda n: f"{n}."),
    Style.ARTICLES: (lambda n: f"Chương {ROMAN[n - 1]}.", lambda n: f"Điều {n}.", lambda n: f"{n}."),
}


class Numbering:
    """Gives headings and items their labels, in the order of the document."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self._places = [0, 0, 0]
        self._articles = count(1)
        self._items = 0

    def heading(self, depth: int, text: str) -> Heading:
        """A heading of depth 1, 2 or 3."""
        self._places[depth - 1] += 1
        self._places[depth:] = [0] * (3 - depth)
        self._items = 0
        return Heading(depth, self._label(depth), text)

    def item(self, text: str) -> Item:
        self._items += 1
        if self.style is Style.ARTICLES and self._places[2]:
            return Item(f"{chr(ord('a') + self._items - 1)})", text)
        return Item("-", text)

    def _label(self, depth: int) -> str:
        place = self._places[depth - 1]
        if self.style is Style.DECIMAL:
            return ".".join(str(place) for place in self._places[:depth]) + "."
        if self.style is Style.ARTICLES and depth == 2:  # articles run on through the chapters
            return f"Điều {next(self._articles)}."
        return _LABELS[self.style][depth - 1](place)
