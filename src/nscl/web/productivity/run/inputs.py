"""What went into a run: vintages with their sources, the figures as computed with, the stock of capital, choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.documents.productivity_papers.accounts import CapitalPaper
from nscl.documents.productivity_papers.paper import RunPaper, SeriesPaper
from nscl.productivity.queries.run_inputs import InputRow
from nscl.text.dates import format_date
from nscl.web.productivity.figures import rounded
from nscl.web.productivity.words import level, years_words
from nscl.web.statistics.figures import figure_words, per_cent
from nscl.web.statistics.places import series_href
from nscl.web.ui.parts import Chip, Fact, Facts, Tone
from nscl.web.ui.tables import Column, Kind, Table, Worked
from nscl.web.ui.tables.columns import Link

# Two tables of the page are searched: what the address of the first one's query begins with.
SOURCES = "nguon-"
# Below this in its unit a figure is shown with more decimals: a coefficient is not 0,5.
_SMALL, _SMALL_PLACES, _PLACES = 10.0, 4, 1


@dataclass(frozen=True, slots=True)
class StockRow:
    """A year's stock of capital and what made it."""

    year: int
    opening: float | None
    investment: float | None
    closing: float
    working: float | None


def source_table(rows: Sequence[InputRow]) -> Table[InputRow]:
    """Every vintage that went in, with its source; whether a newer one has come since."""
    columns: list[Column[InputRow]] = [
        Column(
            "name",
            _("Chuỗi số liệu"),
            Kind.LINK,
            lambda r: Link(r.name, series_href(r.series), r.province),
            sort_value=lambda r: r.name,
            filling=True,
        ),
        Column("vintage", _("Bản số liệu"), Kind.INTEGER, lambda r: r.ordinal),
        Column("state", _("Hiện nay"), Kind.CHIP, _state),
        Column("years", _("Năm"), value=lambda r: years_words(r.first_year, r.last_year), narrow=True),
        Column("unit", _("Đơn vị tính"), value=lambda r: r.measured_in.label),
        Column(
            "source",
            _("Nguồn"),
            value=lambda r: r.source,
            note=lambda r: _("phát hành %(day)s") % {"day": format_date(r.released_on)} if r.released_on else "",
            filling=True,
        ),
    ]
    return Table(
        "nguon",
        _("Nguồn số liệu"),
        columns,
        rows,
        search=lambda r: f"{r.name} {r.province} {r.source}",
        exportable=False,
    )


def _state(row: InputRow) -> Chip:
    if row.withdrawn_at is not None:
        return Chip(_("Đã rút"), Tone.BAD, "circle-x", 0)
    if not row.is_newest:
        return Chip(_("Có bản mới hơn"), Tone.WARN, "triangle-alert", 1)
    return Chip(_("Mới nhất"), Tone.GOOD, "circle-check", 2)


def series_table(paper: RunPaper) -> Table[SeriesPaper]:
    """The figures as they were computed with: linked, summed over predecessors, deflated, in the unit named."""
    years = sorted({year for one in paper.series for year in one.values})
    columns: list[Column[SeriesPaper]] = [
        Column("name", _("Chỉ số, đơn vị"), value=lambda s: capfirst(s.name), note=lambda s: s.unit, sortable=False),
        *(Column(f"y{year}", str(year), Kind.NUMBER, _value_of(year), sortable=False) for year in years),
    ]
    return Table(
        "so-lieu-vao",
        _("Số liệu đã đưa vào tính"),
        columns,
        paper.series,
        search=lambda s: f"{s.name} {s.unit} {s.key}",
        exportable=False,
        scrolls=True,
    )


def _value_of(year: int) -> Callable[[SeriesPaper], object]:
    def value(series: SeriesPaper) -> object:
        found = series.values.get(year)
        return rounded(found, _places(found))

    return value


def _places(value: float | None) -> int:
    return _SMALL_PLACES if value is not None and abs(value) < _SMALL else _PLACES


def stock_rows(paper: RunPaper, capital: CapitalPaper) -> list[StockRow]:
    """Every year of the stock, from the one it began with."""
    series = paper.one("investment")
    investment = {} if series is None else dict(series.values)
    return [
        StockRow(year, capital.closing.get(year - 1), investment.get(year), closing, capital.working.get(year))
        for year, closing in sorted(capital.closing.items())
    ]


def stock_table(paper: RunPaper, capital: CapitalPaper) -> Table[StockRow]:
    """The perpetual inventory, year by year with its arithmetic."""
    unit = getattr(paper.one("investment"), "unit", "")
    columns: list[Column[StockRow]] = [
        Column("year", _("Năm"), value=lambda r: str(r.year), sortable=False, narrow=True),
        Column("investment", _("Đầu tư"), Kind.NUMBER, lambda r: rounded(r.investment, 1), unit=unit, sortable=False),
        Column(
            "closing",
            _("Vốn cuối năm"),
            Kind.WORKED,
            lambda r: _closing(r, capital),
            unit=unit,
            sortable=False,
        ),
        Column(
            "working",
            _("Vốn làm việc trong năm"),
            Kind.NUMBER,
            lambda r: rounded(r.working, 1),
            unit=unit,
            sortable=False,
        ),
    ]
    return Table("von", _("Trữ lượng vốn (kiểm kê liên tục)"), columns, stock_rows(paper, capital), exportable=False)


def _closing(row: StockRow, capital: CapitalPaper) -> Worked:
    """(1 − 0,055) × opening + what came; of several kinds of assets only that they add up."""
    told = level(row.closing)
    if len(capital.stocks) != 1:
        return Worked(told, " + ".join(stock.name for stock in capital.stocks))
    (stock,) = capital.stocks
    if row.opening is None or row.investment is None:
        return Worked(told, stock.how)
    kept = f"(1 − {figure_words(stock.depreciation)}) × {level(row.opening)}"
    worn = capital.worn_at_once * stock.depreciation
    added = f"(1 − {figure_words(worn)}) × {level(row.investment)}" if worn else level(row.investment)
    return Worked(told, f"{kept} + {added}")


def stock_facts(capital: CapitalPaper) -> Facts:
    """How each stock began and how it wears."""
    facts = []
    for stock in capital.stocks:
        suffix = f": {stock.name}" if len(capital.stocks) > 1 else ""
        facts.append(Fact(_("Vốn ban đầu") + suffix, stock.how))
        rate = _("%(rate)s mỗi năm") % {"rate": per_cent(stock.depreciation)}
        facts.append(Fact(_("Tỷ lệ khấu hao") + suffix, rate))
    facts.append(Fact(_("Đầu tư bắt đầu hao mòn"), capital.timing))
    facts.append(Fact(_("Vốn làm việc trong năm"), capital.basis))
    return Facts(facts)


def choice_facts(paper: RunPaper) -> Facts:
    """Every choice of the run, in words."""
    return Facts([Fact(one.name, one.chosen) for one in paper.choices])
