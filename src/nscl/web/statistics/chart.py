"""A series drawn: the figures that count as a line, those of the vintage before in grey, open questions as rings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from nscl.web.statistics.figures import figure_words, per_cent
from nscl.web.ui.charts import DARK, LIGHT, Drawing, Palette, chart_spec

# Colours of a palette: the accent for what counts, grey for what it replaced.
_NOW: Final = 0
_BEFORE: Final = 3
_LONGEST_TITLE: Final = 240
_ROOM_ABOVE: Final = 1.08


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn: the figures by year, those of the vintage before (without it none), the years in question."""

    name: str
    unit: str
    now: Mapping[int, float]
    before: Mapping[int, float]
    asked: Collection[int] = ()

    @property
    def years(self) -> list[int]:
        """The whole axis; a year without a figure is a gap in the line."""
        known = sorted({*self.now, *self.before})
        return list(range(known[0], known[-1] + 1)) if known else []

    @property
    def revised(self) -> list[int]:
        """The years whose figure is another than in the vintage before."""
        return [year for year in self.years if year in self.before and self.before[year] != self.now.get(year)]


def finding(drawn: Drawn) -> str:
    """The chart's title: from which figure to which, and by how much a year where nothing is in question."""
    years = sorted(drawn.now)
    first, last = years[0], years[-1]
    given = {
        "name": drawn.name,
        "first": first,
        "last": last,
        "from": figure_words(drawn.now[first]),
        "to": figure_words(drawn.now[last]),
        "unit": drawn.unit,
    }
    if first == last:
        return _("%(name)s năm %(last)s: %(to)s %(unit)s") % given
    words = _("%(name)s: từ %(from)s năm %(first)s đến %(to)s %(unit)s năm %(last)s") % given
    rate = _growth(drawn, first, last)
    return words if rate is None else f"{words}, {_('bình quân %(rate)s/năm') % {'rate': per_cent(rate)}}"


def _growth(drawn: Drawn, first: int, last: int) -> float | None:
    """The geometric mean of yearly growth; None where a question is open, a year lacks, or there is none to take."""
    if drawn.asked or len(drawn.now) != last - first + 1 or not (drawn.now[first] > 0 and drawn.now[last] > 0):
        return None
    return float((drawn.now[last] / drawn.now[first]) ** (1 / (last - first)) - 1)


def series_drawing(drawn: Drawn) -> Drawing:
    """The chart in both themes. Raises ValueError without a figure."""
    if not drawn.now:
        raise ValueError("Không có năm nào để vẽ biểu đồ.")
    return Drawing(_spec(drawn, LIGHT), _spec(drawn, DARK))


def _spec(drawn: Drawn, palette: Palette) -> dict[str, Any]:
    layers = []
    if drawn.revised:
        layers.append(_line(drawn, drawn.before, palette.series[_BEFORE], dash=[6, 4]))
    layers.append(_line(drawn, drawn.now, palette.series[_NOW]))
    if asked := {year: drawn.now[year] for year in drawn.asked if year in drawn.now}:
        layers.append(_rings(drawn, asked, palette))
    layers.append(_ends(drawn))
    return chart_spec(layers, palette)


def _x(drawn: Drawn) -> dict[str, Any]:
    axis = {"labelAngle": 0, "ticks": False, "domain": True, "labelOverlap": True}
    scale = {"domain": [str(year) for year in drawn.years], "type": "point", "padding": 0.6}
    return {"field": "year", "type": "ordinal", "title": None, "axis": axis, "scale": scale}


def _y(drawn: Drawn) -> dict[str, Any]:
    values = [*drawn.now.values(), *(drawn.before.values() if drawn.revised else ())]
    top = max(0.0, *values) * _ROOM_ABOVE
    scale = {"domain": [min(0.0, *values), top or 1.0], "nice": False}
    axis = {"title": drawn.unit, "titleLimit": _LONGEST_TITLE, "format": ",.6~g", "tickCount": 5}
    return {"field": "value", "type": "quantitative", "scale": scale, "axis": axis}


def _rows(drawn: Drawn, values: Mapping[int, float]) -> list[dict[str, Any]]:
    return [{"year": str(year), "value": values.get(year)} for year in drawn.years]


def _line(drawn: Drawn, values: Mapping[int, float], colour: str, dash: list[int] | None = None) -> dict[str, Any]:
    mark = {"type": "line", "color": colour, "strokeWidth": 2, "point": {"color": colour, "size": 36}}
    if dash:
        mark |= {"strokeDash": dash, "point": False}
    return {
        "data": {"values": _rows(drawn, values)},
        "mark": mark | {"invalid": "break-paths-show-domains"},
        "encoding": {"x": _x(drawn), "y": _y(drawn)},
    }


def _rings(drawn: Drawn, values: Mapping[int, float], palette: Palette) -> dict[str, Any]:
    """A ring and a question mark at what must be answered."""
    data = [{"year": str(year), "value": value} for year, value in values.items()]
    ring = {"type": "point", "shape": "circle", "size": 240, "color": palette.names[1], "strokeWidth": 2}
    sign = {"type": "text", "text": "?", "dy": -18, "fontWeight": 700, "color": palette.names[1]}
    encoding = {"x": _x(drawn), "y": _y(drawn)}
    return {
        "data": {"values": data},
        "encoding": encoding,
        "layer": [{"mark": ring}, {"mark": sign}],
    }


def _ends(drawn: Drawn) -> dict[str, Any]:
    """The first and the last figure, told beside their points."""
    years = sorted(drawn.now)
    data = [
        {"year": str(year), "value": drawn.now[year], "words": figure_words(drawn.now[year])}
        for year in dict.fromkeys((years[0], years[-1]))
    ]
    return {
        "data": {"values": data},
        "mark": {"type": "text", "dy": -12, "fontWeight": 600},
        "encoding": {"x": _x(drawn), "y": _y(drawn), "text": {"field": "words"}},
    }
