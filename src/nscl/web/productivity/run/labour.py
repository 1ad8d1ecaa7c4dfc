"""Labour productivity of a run: level and growth, its parts by sector in every way, what capital a worker gave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.documents.productivity_papers.breakdown import DecompositionPaper, DeepeningYear, ProductivityPaper
from nscl.documents.productivity_papers.paper import RunPaper, SeriesPaper
from nscl.web.productivity.figures import points_column, worked_column
from nscl.web.productivity.words import DECOMPOSITIONS, PARTS, inside, level, named, points, years_words
from nscl.web.statistics.figures import per_cent
from nscl.web.ui.tables import Column, Table, Worked

_LEVEL_PLACES = 2


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A year's level, what it was made of, and its growth on the year before."""

    year: int
    level: float
    output: float | None
    labour: float | None
    before: float | None
    growth: float | None


@dataclass(frozen=True, slots=True)
class PartRow:
    """A sector, or the whole, in a decomposition."""

    name: str
    parts: Sequence[float]
    is_whole: bool = False


def labour_sentence(paper: RunPaper) -> str:
    """How fast it grew, and how much of that came from within the sectors."""
    one = paper.productivity
    if one is None:
        return _("Chưa có số liệu để tính năng suất lao động.")
    words = _("Năng suất lao động %(years)s tăng bình quân %(rate)s mỗi năm") % {
        "years": years_words(one.first, one.last),
        "rate": per_cent(one.geometric),
    }
    main = main_decomposition(paper)
    if main is None or not main.shares:
        return f"{words}."
    return words + _("; %(part)s chiếm %(share)s (%(method)s).") % {
        "part": named(PARTS, main.part_names[0]),
        "share": per_cent(main.shares[0]),
        "method": named(DECOMPOSITIONS, main.method),
    }


def main_decomposition(paper: RunPaper) -> DecompositionPaper | None:
    """The run's own way, annual terms added up, where the figures carried it."""
    return next((one for one in paper.decompositions if one.is_main and one.chained and one.parts), None)


def level_rows(paper: RunPaper, one: ProductivityPaper) -> list[LevelRow]:
    """Every year with its figures."""
    output, labour = _values(paper.one("output")), _values(paper.one("labour"))
    return [
        LevelRow(year, value, output.get(year), labour.get(year), one.levels.get(year - 1), one.growth.get(year))
        for year, value in sorted(one.levels.items())
    ]


def _values(series: SeriesPaper | None) -> dict[int, float]:
    return {} if series is None else dict(series.values)


def level_table(paper: RunPaper, one: ProductivityPaper) -> Table[LevelRow]:
    """Levels and growth, each with its arithmetic."""
    columns: list[Column[LevelRow]] = [
        Column("year", _("Năm"), value=lambda r: str(r.year), sortable=False, narrow=True),
        worked_column("level", _("Năng suất lao động"), _level, unit=one.unit),
        worked_column("growth", _("Tăng so với năm trước"), _growth, unit="%"),
    ]
    return Table("nang-suat", _("Năng suất lao động từng năm"), columns, level_rows(paper, one), exportable=False)


def _level(row: LevelRow) -> Worked:
    told = level(row.level, _LEVEL_PLACES)
    if row.output is None or row.labour is None:
        return Worked(told, "")
    return Worked(told, f"{level(row.output)} ÷ {level(row.labour)}")


def _growth(row: LevelRow) -> Worked | None:
    if row.growth is None or row.before is None:
        return None
    return Worked(points(row.growth), f"{level(row.level, _LEVEL_PLACES)} ÷ {level(row.before, _LEVEL_PLACES)} − 1")


def sector_table(one: DecompositionPaper) -> Table[PartRow]:
    """What each sector gave to each part; the parts of all sectors add up to the growth."""
    rows = [PartRow(sector.name, sector.parts) for sector in one.sectors]
    rows.append(PartRow(_("Cả tỉnh"), one.parts, is_whole=True))
    columns: list[Column[PartRow]] = [
        Column("name", _("Ngành"), value=lambda r: r.name, sortable=False, filling=True),
        *(
            points_column(f"part{place}", capfirst(named(PARTS, name)), _part(place), unit=_("điểm %"))
            for place, name in enumerate(one.part_names)
        ),
        worked_column("sum", _("Cộng"), _sum, unit=_("điểm %")),
    ]
    caption = _("Theo ngành, cách %(method)s, %(years)s") % {
        "method": named(DECOMPOSITIONS, one.method),
        "years": f"{one.first}–{one.last}",
    }
    return Table("theo-nganh", caption, columns, rows, exportable=False, scrolls=True)


def _part(place: int) -> Callable[[PartRow], float]:
    return lambda row: row.parts[place]


def _sum(row: PartRow) -> Worked:
    return Worked(points(sum(row.parts)), " + ".join(map(inside, row.parts)))


def ways_table(decompositions: Sequence[DecompositionPaper]) -> Table[DecompositionPaper]:
    """Every way of taking the growth apart, annual terms added up and end points only, with what each could not do."""
    columns: list[Column[DecompositionPaper]] = [
        Column(
            "method",
            _("Cách tách"),
            value=lambda d: named(DECOMPOSITIONS, d.method),
            note=_way_note,
            sortable=False,
            filling=True,
        ),
        points_column("growth", _("Tăng"), lambda d: d.growth if d.parts else None, unit=_("điểm %")),
        Column("parts", _("Các phần"), value=_parts_words, sortable=False, filling=True),
    ]
    return Table("cach-tach", _("Các cách tách bên cạnh nhau"), columns, decompositions, exportable=False)


def _way_note(one: DecompositionPaper) -> str:
    if one.refused:
        return _("Không tính được: %(why)s") % {"why": one.refused}
    return _("cộng dồn từng năm") if one.chained else _("chỉ so năm đầu với năm cuối")


def _parts_words(one: DecompositionPaper) -> tuple[str, ...]:
    shares = [per_cent(share) for share in one.shares] or [""] * len(one.parts)
    return tuple(
        _("%(part)s: %(points)s điểm %%%(share)s")
        % {"part": capfirst(named(PARTS, name)), "points": points(value), "share": f" ({share})" if share else ""}
        for name, value, share in zip(one.part_names, one.parts, shares, strict=True)
    )


def deepening_table(rows: Sequence[DeepeningYear]) -> Table[DeepeningYear]:
    """Log growth of labour productivity: capital a worker, quality of labour, TFP."""
    unit = _("điểm lô-ga-rít × 100")
    columns: list[Column[DeepeningYear]] = [
        Column("year", _("Năm"), value=lambda r: years_words(r.first, r.last), sortable=False, narrow=True),
        points_column("capital", _("Vốn trên lao động"), lambda r: r.from_capital, unit=unit),
        points_column("quality", _("Chất lượng lao động"), lambda r: r.from_quality, unit=unit),
        points_column("tfp", _("TFP"), lambda r: r.tfp, unit=unit),
        worked_column("productivity", _("Năng suất lao động tăng"), _deepening, unit=unit),
    ]
    return Table("von-tren-lao-dong", _("Năng suất lao động tăng nhờ đâu"), columns, rows, exportable=False)


def _deepening(row: DeepeningYear) -> Worked:
    parts = [row.from_capital, row.from_quality, row.tfp]
    return Worked(points(row.productivity), " + ".join(map(inside, parts)))
