"""Sheet "NSLĐ": labour productivity, its growth, and its parts by sector in the run's own way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from nscl.documents.productivity_papers.breakdown import DecompositionPaper, ProductivityPaper
from nscl.documents.productivity_papers.workbook.breakdown import NEEDS_PRICES, Pair, growth_of, parts_of
from nscl.documents.productivity_papers.workbook.frame import Book, Line, Look, YearSheet
from nscl.documents.productivity_papers.workbook.live import Live, added, compounded, mean, total

NAME: Final = "NSLĐ"
_LEVELS: Final = "Năng suất lao động"
_PARTS: Final = "Tách năng suất lao động"
_CHAINED, _ENDS = range(2)
_Kept: TypeAlias = Callable[[DecompositionPaper], float]


def write_labour(book: Book) -> None:
    """The sheet; nothing where the run has neither."""
    main = [one for one in book.paper.decompositions if one.is_main and not one.refused]
    live = [one for one in main if _is_whole(book, one)]
    productivity = book.paper.productivity
    if productivity is None and not live:
        return
    sheet = YearSheet(book, NAME, "Năng suất lao động", more=("Cộng từng năm, hoặc bình quân", "Hai năm đầu, cuối"))
    if productivity is not None:
        _levels(book, sheet, productivity)
    if live:
        _Breakdown(book, sheet, live).write()


def _levels(book: Book, sheet: YearSheet, paper: ProductivityPaper) -> None:
    output, labour = book.series.get("output"), book.series.get("labour")
    if output is None or labour is None or any(one not in output or one not in labour for one in paper.levels):
        return
    book.live_tables.add(("labour_productivity", ""))
    sheet.block("Năng suất lao động")
    made = {year: output[year] / labour[year] for year in sorted(paper.levels)}
    level = sheet.line("GRDP giá so sánh trên lao động", made, look=Look.FIGURE, unit=paper.unit)
    rates = {year: level[year] / level[year - 1] - 1 for year in paper.growth if year - 1 in level}
    rate = sheet.line("Tốc độ tăng", rates, look=Look.PERCENT, how="hai cột cuối: bình quân cộng, bình quân nhân")
    for name, kept, line in (("mức", paper.levels, level), ("tốc độ tăng", paper.growth, rate)):
        for year in sorted(kept):
            if year in line:
                book.check((_LEVELS, "", name), (year, year), kept[year], line[year])
    if any(year not in rate for year in range(paper.first, paper.last + 1)):
        return
    over = rate.over(paper.first, paper.last)
    for place, name, figure, live in (
        (_CHAINED, "bình quân cộng", paper.arithmetic, mean(over)),
        (_ENDS, "bình quân nhân", paper.geometric, compounded(over)),
    ):
        made_live = sheet.beside(place, live, Look.PERCENT)
        book.check((_LEVELS, "", name), (paper.first, paper.last), figure, made_live)


def _is_whole(book: Book, paper: DecompositionPaper) -> bool:
    """Whether the paper has every sector's figures."""
    keys = [key for one in paper.sectors for key in (one.output, one.labour)]
    if paper.method in NEEDS_PRICES:
        keys += [one.current for one in paper.sectors]
    years = range(paper.first, paper.last + 1)
    return bool(keys) and all(key in book.series and all(year in book.series[key] for year in years) for key in keys)


@dataclass(frozen=True, slots=True)
class _Levels:
    """Lines that parts are made of; prices: by sector, empty where the way needs none."""

    productivity: Mapping[str, Line]
    weight: Mapping[str, Line]
    prices: Mapping[str, Line]
    whole: Line

    def pair(self, code: str, before: int, after: int) -> Pair:
        """A sector in two years."""
        p, w, price = self.productivity[code], self.weight[code], self.prices.get(code)
        return Pair(
            p[before],
            p[after],
            w[before],
            w[after],
            self.whole[before],
            self.whole[after],
            None if price is None else (price[before], price[after]),
        )


class _Breakdown:
    """The run's own way, its annual terms, their sum and the end points beside; checked against what was kept."""

    def __init__(self, book: Book, sheet: YearSheet, papers: Sequence[DecompositionPaper]) -> None:
        self.book, self.sheet, self.papers = book, sheet, papers
        self.paper = papers[0]
        self.years = list(range(self.paper.first, self.paper.last + 1))

    def write(self) -> None:
        """The lines."""
        self.book.live_tables.add(("decomposition", self.paper.method.value))
        self.sheet.block(f"Tách theo ngành: {self.paper.name}, mức {self.paper.first}–{self.paper.last}")
        levels = self._levels()
        growth = {
            year: growth_of(self.paper.method, levels.whole[year - 1], levels.whole[year]) for year in self.years[1:]
        }
        line = self.sheet.line("Năng suất lao động tăng", growth, look=Look.PERCENT)
        first, last = self.years[0], self.years[-1]
        ends = growth_of(self.paper.method, levels.whole[first], levels.whole[last])
        grown = self._beside(line, ends, "tăng trưởng", lambda one: one.growth)
        parts = [self._part(place, name, levels) for place, name in enumerate(self.paper.part_names)]
        for place, name in enumerate(self.paper.part_names):
            self._share(place, name, (parts[place], grown))

    def _levels(self) -> _Levels:
        series, sectors = self.book.series, self.paper.sectors
        outputs = {one.code: series[one.output] for one in sectors}
        labours = {one.code: series[one.labour] for one in sectors}
        output, labour = (
            self._line(name, {year: added([line[year] for line in lines.values()]) for year in self.years}, Look.FIGURE)
            for name, lines in (("Cộng giá trị các ngành", outputs), ("Cộng lao động các ngành", labours))
        )
        whole = self._line("Năng suất chung", {year: output[year] / labour[year] for year in self.years}, Look.FIGURE)
        productivity, weight = {}, {}
        for one in sectors:
            of = {year: outputs[one.code][year] / labours[one.code][year] for year in self.years}
            productivity[one.code] = self._line(f"{one.name}: năng suất", of, Look.FIGURE)
        for one in sectors:
            of = {year: labours[one.code][year] / labour[year] for year in self.years}
            weight[one.code] = self._line(f"{one.name}: phần lao động", of, Look.COEFFICIENT)
        return _Levels(productivity, weight, self._prices(outputs, output), whole)

    def _prices(self, outputs: Mapping[str, Line], output: Line) -> Mapping[str, Line]:
        """Each sector's price over the whole's: (current ÷ constant) over the same of all sectors."""
        if self.paper.method not in NEEDS_PRICES:
            return {}
        currents = {one.code: self.book.series[one.current] for one in self.paper.sectors}
        cells = {year: added([line[year] for line in currents.values()]) for year in self.years}
        whole = self._line("Cộng giá trị hiện hành", cells, Look.FIGURE)
        return {
            one.code: self._line(
                f"{one.name}: giá tương đối",
                {
                    year: currents[one.code][year] / outputs[one.code][year] / (whole[year] / output[year])
                    for year in self.years
                },
                Look.COEFFICIENT,
            )
            for one in self.paper.sectors
        }

    def _part(self, place: int, name: str, levels: _Levels) -> tuple[Live, Live]:
        """A part: its sectors, and their sum, whose two cells after the years come back."""
        made: list[tuple[Line, Live]] = []
        first, last = self.years[0], self.years[-1]
        for one in self.paper.sectors:
            cells = {
                year: parts_of(self.paper.method, levels.pair(one.code, year - 1, year))[place]
                for year in self.years[1:]
            }
            line = self._line(f"{name}: {one.name}", cells, Look.PERCENT)
            ends = parts_of(self.paper.method, levels.pair(one.code, first, last))[place]
            made.append((line, self._beside(line, ends, f"{name}: {one.name}", _of_sector(one.code, place))[_ENDS]))
        cells = {year: added([line[year] for line, _ends in made]) for year in self.years[1:]}
        line = self._line(f"{name}: cộng", cells, Look.PERCENT)
        return self._beside(
            line, added([ends for _line, ends in made]), f"{name}: cộng", lambda paper: paper.parts[place]
        )

    def _share(self, place: int, name: str, of: tuple[tuple[Live, Live], tuple[Live, Live]]) -> None:
        """A part of growth as a fraction of it, where the run tells one."""
        told = [one for one in self.papers if one.shares]
        if told:
            self.sheet.line(f"{name}: tỷ trọng trong mức tăng", {}, look=Look.PERCENT)
        parts, grown = of
        for one in told:
            column = _CHAINED if one.chained else _ENDS
            live = self.sheet.beside(column, parts[column] / grown[column], Look.PERCENT)
            self._check(one, f"{name}: tỷ trọng", one.shares[place], live)

    def _line(self, name: str, cells: Mapping[int, Live], look: Look) -> Line:
        return self.sheet.line(name, cells, look=look)

    def _beside(self, line: Line, ends: Live, name: str, kept: _Kept) -> tuple[Live, Live]:
        """The sum of annual terms and the end points after the years; both checked, both come back."""
        chained = self.sheet.beside(_CHAINED, total(line.over(self.years[1], self.years[-1])), Look.PERCENT)
        last = self.sheet.beside(_ENDS, ends, Look.PERCENT)
        for one in self.papers:
            self._check(one, name, kept(one), chained if one.chained else last)
        return chained, last

    def _check(self, one: DecompositionPaper, name: str, kept: float, live: Live) -> None:
        way = "cộng từng năm" if one.chained else "hai năm đầu, cuối"
        self.book.check((_PARTS, f"{one.name}; {way}", name), (one.first, one.last), kept, live)


def _of_sector(code: str, place: int) -> _Kept:
    """A sector's contribution to a part, as a decomposition has it."""

    def kept(paper: DecompositionPaper) -> float:
        return next(one.parts[place] for one in paper.sectors if one.code == code)

    return kept
