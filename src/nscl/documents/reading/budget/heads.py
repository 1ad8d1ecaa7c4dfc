"""Words over the columns of a budget table: what a head means, and the layouts that heads without geometry allow."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from nscl.documents.pack.values import ALL_SOURCES
from nscl.documents.reading import lexicon
from nscl.documents.reading.budget.columns import AmountColumn, Layout
from nscl.text.folding import fold

_YEAR = re.compile(r"(?<![\d.,/])(?:19|20)\d\d(?![\d.,])")
_YEAR_RANGE = re.compile(r"(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d|(?<![\d])\d{1,2}/\s*(?:19|20)\d\d")
_UNIT = re.compile(
    r"(?:don vi(?: tinh)?|dvt|d ?v ?t)\s*[:;.]?\s*(?P<unit>[a-z0-9.]+(?: [a-z.]+)?)|\((?P<bracket>[a-z0-9. ]+)\)"
)
_BRACKETED = re.compile(r"\s*\([^)]*\)$")
_WIDEST_LAYOUT = 60


class HeadKind(StrEnum):
    """What a head says about its column."""

    NUMBER = "number"
    SUBJECT = "subject"
    UNIT_COST = "unit_cost"
    QUANTITY = "quantity"
    QUANTITY_UNIT = "quantity_unit"
    LEAD = "lead"
    COORDINATE = "coordinate"
    NOTE = "note"
    SCHEDULE = "schedule"
    OUTPUT = "output"
    TOTAL = "total"
    MONEY = "money"
    GROUP = "group"
    SOURCE = "source"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class HeadWord:
    """A phrase of a head: what it means, the key of a source or the year, and where it stands."""

    kind: HeadKind
    start: int
    end: int
    source: str | None = None
    year: int | None = None


@cache
def words() -> Mapping[str, Any]:
    """The lexicon of this room."""
    content: Mapping[str, Any] = lexicon.load("budget_heads")
    return content


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, tuple[HeadKind, str | None]]]:
    meanings: dict[str, tuple[HeadKind, str | None]] = {}
    for kind in HeadKind:
        for phrase in words().get(kind.value, ()):
            meanings.setdefault(str(phrase), (kind, None))
    for source in words()["sources"]:
        for phrase in source["words"]:
            meanings[str(phrase)] = (HeadKind.SOURCE, source["key"])
    ordered = sorted(meanings, key=len, reverse=True)
    pattern = "|".join(re.escape(phrase) for phrase in ordered)
    return re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])"), meanings


def find_head_words(text: str) -> list[HeadWord]:
    """The phrases and years of a head, left to right; ``text`` as printed."""
    folded = fold(text)
    blanked = _YEAR_RANGE.sub(lambda match: " " * len(match[0]), folded)
    pattern, meanings = _phrases()
    found = [
        HeadWord(meanings[match[0]][0], match.start(), match.end(), meanings[match[0]][1])
        for match in pattern.finditer(blanked)
    ]
    found += [
        HeadWord(HeadKind.YEAR, match.start(), match.end(), year=int(match[0])) for match in _YEAR.finditer(blanked)
    ]
    return sorted(found, key=lambda word: word.start)


def read_unit(text: str) -> int | None:
    """VND in one unit of the table, from "Đơn vị: triệu đồng", "(ĐVT: 1.000 đồng)", "Kinh phí (tr.đồng)"."""
    folded = fold(text)
    units = words()["units"]
    for match in _UNIT.finditer(folded):
        said = (match["unit"] or match["bracket"] or "").strip(" .")
        for candidate in (said, said.split(" ")[0] if said else ""):
            if candidate in units:
                return int(units[candidate])
    return None


def is_grand_total(text: str, *, damaged: bool = False) -> bool:
    """Whether the words before a row's figures name the sum of the whole table."""
    folded = _BRACKETED.sub("", fold(text).strip(" :.;,-|*")).strip(" :.")
    if not folded:
        return False
    phrases = words()["grand_total"]
    if folded in phrases:
        return True
    return damaged and any(
        len(folded) == len(phrase) and _differing(folded, phrase) <= 1 + len(phrase) // 8 for phrase in phrases
    )


def _differing(text: str, other: str) -> int:
    return sum(left != right for left, right in zip(text, other, strict=True))


def source_names(text: str) -> tuple[tuple[str, str], ...]:
    """The sources named in a head: key in the pack and name as printed, each once."""
    found = [word for word in find_head_words(text) if word.source is not None]
    renamed = public_source([word.source for word in found if word.source is not None])
    spaced = " ".join(text.split())
    in_place = len(fold(text)) == len(spaced)
    names: dict[str, str] = {}
    for word in found:
        if word.source is not None:
            printed = spaced[word.start : word.end] if in_place else fold(text)[word.start : word.end]
            names.setdefault(renamed[word.source], printed)
    return tuple(names.items())


def public_source(keys: Sequence[str]) -> dict[str, str]:
    """Keys as the pack has them: one public column is `state` whatever its level; several keep their level."""
    public = [entry["key"] for entry in words()["sources"] if entry["public"]]
    present = [key for key in dict.fromkeys(keys) if key in public]
    return {key: "state" if key in present and len(present) == 1 else key for key in keys}


def loose_layouts(text: str) -> tuple[Layout, ...]:
    """Layouts that heads whose geometry is lost can mean, likeliest first; () where they name no money.

    "Kinh phí Năm 2022 Năm 2023 … Tổng cộng NSNN DN NSNN DN NSNN DN": the sources repeat once per group of columns, and
    their number tells how many groups are split; where totals stand is tried both ways, the sums of the rows decide.
    """
    found = find_head_words(text)
    years = list(dict.fromkeys(word.year for word in found if word.year is not None))
    sources = [word.source for word in found if word.source is not None]
    totals = [word for word in found if word.kind is HeadKind.TOTAL]
    money = [word for word in found if word.kind is HeadKind.MONEY]
    cycle, groups = _cycle(sources)
    renamed = public_source(cycle)
    unit = [renamed[key] for key in cycle]
    first_year = min((word.start for word in found if word.kind is HeadKind.YEAR), default=None)
    total_first = first_year is None or any(word.start < first_year for word in (*totals, *money))
    layouts: list[Layout] = []
    for shape in _shapes(len(years), groups, has_total=bool(totals), has_money=bool(money or totals)):
        for first in (total_first, not total_first) if years and shape.total else (True,):
            layout = shape.layout([year for year in years if year is not None], unit, total_first=first)
            if 0 < len(layout) <= _WIDEST_LAYOUT and layout not in layouts:
                layouts.append(layout)
    return tuple(layouts)


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which groups have a column over all sources, and which are split by source."""

    total: bool
    total_all: bool
    total_split: bool
    years_all: bool
    years_split: bool

    def layout(self, years: Sequence[int], sources: Sequence[str], *, total_first: bool) -> Layout:
        total = self._group(None, sources, whole=self.total_all, split=self.total_split) if self.total else []
        by_year = [
            column
            for year in years
            for column in self._group(year, sources, whole=self.years_all, split=self.years_split)
        ]
        return Layout(tuple(total + by_year if total_first else by_year + total))

    def _group(self, year: int | None, sources: Sequence[str], *, whole: bool, split: bool) -> list[AmountColumn]:
        columns = [AmountColumn(year, ALL_SOURCES)] if whole else []
        return columns + ([AmountColumn(year, source) for source in sources] if split else [])


def _shapes(years: int, groups: int, *, has_total: bool, has_money: bool) -> Iterator[_Shape]:
    if not groups:
        if has_total or has_money:
            yield _Shape(True, True, False, True, False)
        if years:
            yield _Shape(False, False, False, True, False)
        return
    if groups == years + 1:
        yield _Shape(True, True, True, False, True)
        yield _Shape(True, True, True, True, True)
        yield _Shape(True, False, True, False, True)
    if groups == years:
        yield _Shape(True, True, False, False, True)
        yield _Shape(True, True, False, True, True)
        yield _Shape(False, False, False, False, True)
        yield _Shape(False, False, False, True, True)
    if groups == 1:
        yield _Shape(True, True, True, True, False)
        yield _Shape(True, False, True, True, False)


def _cycle(sources: Sequence[str]) -> tuple[list[str], int]:
    """The shortest run that the sources repeat, and how often: NSNN DN NSNN DN → ([NSNN, DN], 2)."""
    count = len(sources)
    for length in range(1, count + 1):
        if count % length == 0 and list(sources) == list(sources[:length]) * (count // length):
            run = list(sources[:length])
            if len(set(run)) == length:
                return run, count // length
    return [], 0
