"""Automatic numbering: which mark Word shows in front of a paragraph (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from nscl.documents.reading.formats.docx.package import WORD, attribute, is_on, number_of

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_MOST_ROMAN = 3999
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_LETTERS = 30  # Word writes 27 as "aa", 53 as "aaa"
_LEVELS = 9
# Bullets that are letters, and stand for themselves only in an ordinary font.
_KEPT_BULLETS = frozenset("-–—+•*")
_PLAIN_BULLET = "-"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    text: str
    legal: bool
    restarts: bool


@dataclass(frozen=True, slots=True)
class _List:
    """A `num`: the definition on which it stands, its levels, and where it starts anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document and their counters. Ask for labels in the order of the text."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._lists = _read_lists(root)

    def label(self, number_id: str, level: int) -> str | None:
        """The mark of the next paragraph of that list and level ("II.", "a)", "-"), counted; None without a mark."""
        found = self._lists.get(number_id)
        definition = found.levels.get(level) if found is not None else None
        if found is None or definition is None:
            return None
        counters = self._counters.setdefault(found.abstract, {})
        if number_id not in self._begun:
            self._begun.add(number_id)
            for changed in found.starts:
                counters.pop(changed, None)
        start = found.starts.get(level, definition.start)
        counters[level] = counters[level] + 1 if level in counters else start
        for deeper in [one for one in counters if one > level]:
            if one_restarts(found.levels.get(deeper)):
                del counters[deeper]
        return self._written(found, definition, counters)

    def _written(self, found: _List, definition: _Level, counters: dict[int, int]) -> str | None:
        if definition.number_format == "bullet":
            text = definition.text.strip()
            return text if text in _KEPT_BULLETS else (_PLAIN_BULLET if text else None)
        if definition.number_format == "none":
            return definition.text.strip() if "%" not in definition.text else None

        def write(place: re.Match[str]) -> str:
            level = int(place[1]) - 1
            other = found.levels.get(level)
            if other is None:
                return ""
            value = counters.get(level, found.starts.get(level, other.start))
            return _write(value, "decimal" if definition.legal else other.number_format)

        return _PLACE.sub(write, definition.text).strip() or None


def one_restarts(level: _Level | None) -> bool:
    """Whether a level counts anew under each item above it."""
    return level is None or level.restarts


def _read_lists(root: Element) -> dict[str, _List]:
    abstracts = {attribute(one, "abstractNumId") or "": one for one in root.iter(WORD + "abstractNum")}
    by_style = {
        attribute(link): one for one in abstracts.values() if (link := one.find(WORD + "styleLink")) is not None
    }
    lists = {}
    for num in root.iter(WORD + "num"):
        abstract_id = attribute(num.find(WORD + "abstractNumId")) or ""
        abstract = abstracts.get(abstract_id)
        if abstract is None:
            continue
        linked = attribute(abstract.find(WORD + "numStyleLink"))
        abstract = by_style.get(linked, abstract) if linked is not None else abstract
        levels = _levels(abstract)
        starts = {}
        for override in num.iter(WORD + "lvlOverride"):
            place = number_of(override, "ilvl") or 0
            start = number_of(override.find(WORD + "startOverride"))
            if start is not None:
                starts[place] = start
            levels |= _levels(override)
        lists[attribute(num, "numId") or ""] = _List(abstract_id, levels, starts)
    return lists


def _levels(parent: Element) -> dict[int, _Level]:
    levels = {}
    for level in parent.findall(WORD + "lvl"):
        place = number_of(level, "ilvl") or 0
        if not 0 <= place < _LEVELS:
            continue
        start = number_of(level.find(WORD + "start"))
        levels[place] = _Level(
            start=1 if start is None else start,
            number_format=attribute(level.find(WORD + "numFmt")) or "decimal",
            text=attribute(level.find(WORD + "lvlText")) or "",
            legal=is_on(level.find(WORD + "isLgl")),
            restarts=number_of(level.find(WORD + "lvlRestart")) != 0,
        )
    return levels


def _write(value: int, number_format: str) -> str:
    writer = _WRITERS.get(number_format)
    return writer(value) if writer is not None else str(value)


def _roman(value: int) -> str:
    if not 0 < value <= _MOST_ROMAN:
        return str(value)
    written = ""
    for size, mark in _ROMAN:
        written += mark * (value // size)
        value %= size
    return written


def _letters(value: int) -> str:
    if not 0 < value <= len(_ALPHABET) * _LONGEST_LETTERS:
        return str(value)
    turn, place = divmod(value - 1, len(_ALPHABET))
    return _ALPHABET[place] * (turn + 1)


_WRITERS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "decimalZero": lambda value: f"{value:02d}",
    "none": lambda _: "",
}
