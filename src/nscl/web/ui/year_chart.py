"""A value by year against its goal: bars, the goal as a grey line, what was due by now as a mark on its year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from nscl.text.formats import format_number
from nscl.web.ui.charts import DARK, LIGHT, Drawing, Palette, chart_spec

# Colours of a palette: blue for what is on its way, red for what is late, grey for what was expected.
_ON_ITS_WAY: Final = 2
_LATE: Final = 0
_EXPECTED: Final = 3
# Room above the highest mark, so that its figure is not cut.
_ROOM_ABOVE: Final = 1.12
# Years of which "chưa có số liệu" still fits under each bar.
_MOST_WITH_WORDS: Final = 6
# In pixels: a longer unit ends in "…" instead of running over both ends of the axis.
_LONGEST_TITLE: Final = 240


@dataclass(frozen=True, slots=True)
class YearValues:
    """What is drawn: values by year (None: no data), the goal, and what was due by now in the year `due_year`.

    years: of the whole axis, those still to come too.
    """

    points: Sequence[tuple[int, Decimal | None]]
    years: Sequence[int]
    unit: str
    goal: Decimal
    due: Decimal | None = None
    due_year: int | None = None
    is_late: bool = False


def year_chart(values: YearValues) -> Drawing:
    """The chart in both themes. Raises ValueError without a year."""
    if not values.points:
        raise ValueError("Không có năm nào để vẽ biểu đồ.")
    return Drawing(_spec(values, LIGHT), _spec(values, DARK))


def _spec(values: YearValues, palette: Palette) -> dict[str, Any]:
    layers = [_bars(values, palette), _figures(values), _goal(values, palette), _goal_name(values, palette)]
    if values.due is not None and values.due_year is not None and values.due != values.goal:
        layers += _due(values, palette)
    return chart_spec(layers, palette)


def _x(values: YearValues) -> dict[str, Any]:
    axis = {"labelAngle": 0, "ticks": False, "domain": True}
    scale = {"domain": [str(year) for year in values.years]}
    return {"field": "year", "type": "ordinal", "title": None, "axis": axis, "scale": scale}


def _goal_words(values: YearValues) -> str:
    return _("mục tiêu %(n)s") % {"n": format_number(values.goal)}


def _y(values: YearValues) -> dict[str, Any]:
    known = [value for _year, value in values.points if value is not None]
    highest = max([values.goal, *known, *([values.due] if values.due is not None else [])])
    lowest = min([Decimal(0), *known])
    scale = {"domain": [float(lowest), float(highest) * _ROOM_ABOVE or 1.0], "nice": False}
    axis = {"title": values.unit, "titleLimit": _LONGEST_TITLE, "format": ",.6~g", "tickCount": 5}
    return {"field": "value", "type": "quantitative", "scale": scale, "axis": axis}


def _rows(values: YearValues) -> list[dict[str, Any]]:
    # Where the years stand close, the words of one would run into the next; the chart's table says them.
    lacking = _("chưa có số liệu") if len(values.years) <= _MOST_WITH_WORDS else "–"
    return [
        {
            "year": str(year),
            "value": 0.0 if value is None else float(value),
            "words": lacking if value is None else format_number(value),
        }
        for year, value in values.points
    ]


def _bars(values: YearValues, palette: Palette) -> dict[str, Any]:
    colour = palette.series[_LATE if values.is_late else _ON_ITS_WAY]
    return {
        "data": {"values": _rows(values)},
        "mark": {"type": "bar", "width": {"band": 0.5}, "color": colour},
        "encoding": {"x": _x(values), "y": _y(values)},
    }


def _figures(values: YearValues) -> dict[str, Any]:
    """Each year's figure over its bar, or that there is none."""
    return {
        "data": {"values": _rows(values)},
        "mark": {"type": "text", "dy": -8, "fontWeight": 600},
        "encoding": {"x": _x(values), "y": _y(values), "text": {"field": "words"}},
    }


def _goal(values: YearValues, palette: Palette) -> dict[str, Any]:
    return {
        "data": {"values": [{"value": float(values.goal)}]},
        "mark": {"type": "rule", "color": palette.series[_EXPECTED], "strokeWidth": 2, "strokeDash": [6, 4]},
        "encoding": {"y": _y(values)},
    }


def _goal_name(values: YearValues, palette: Palette) -> dict[str, Any]:
    return {
        "data": {"values": [{"value": float(values.goal), "words": _goal_words(values)}]},
        "mark": {"type": "text", "align": "left", "dx": 6, "x": "width", "color": palette.names[_EXPECTED]},
        "encoding": {"y": _y(values), "text": {"field": "words"}},
    }


def _due(values: YearValues, palette: Palette) -> list[dict[str, Any]]:
    """What was due by now, as a mark across the bar of its year."""
    due = values.due if values.due is not None else values.goal
    words = _("đến nay cần %(n)s") % {"n": format_number(due)}
    data = {"values": [{"year": str(values.due_year), "value": float(due), "words": words}]}
    x = _x(values)
    mark = {"type": "tick", "color": palette.ink, "thickness": 3, "width": {"band": 0.7}, "orient": "horizontal"}
    offset = {"expr": "bandwidth('x') * 0.38"}
    name = {"type": "text", "align": "left", "xOffset": offset, "color": palette.ink}
    return [
        {"data": data, "mark": mark, "encoding": {"x": x, "y": _y(values)}},
        {"data": data, "mark": name, "encoding": {"x": x, "y": _y(values), "text": {"field": "words"}}},
    ]
