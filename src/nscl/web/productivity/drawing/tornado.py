"""What each assumption moves: one bar an assumption around the figure as it was computed, the widest on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nscl.web.productivity.drawing.frame import (
    EXPECTED,
    SECOND,
    THIRD,
    Layer,
    drawn,
    figures_axis,
    legend,
    names_axis,
    rows_height,
)
from nscl.web.ui.charts import Drawing, Palette


@dataclass(frozen=True, slots=True)
class Swing:
    """An assumption: the figure at its lowest and at its highest value, and these values in words."""

    name: str
    at_low: float
    at_high: float
    low_words: str
    high_words: str


@dataclass(frozen=True, slots=True)
class Tornado:
    """What is drawn. central: the figure as computed, in words too; low_name, high_name: of the two colours."""

    swings: Sequence[Swing]
    central: float
    central_words: str
    unit: str
    low_name: str
    high_name: str

    @property
    def height(self) -> int:
        """Of the picture, in pixels."""
        return rows_height(len(self.swings))


def tornado(one: Tornado) -> Drawing:
    """The picture."""
    return drawn(lambda palette: _layers(one, palette), height=one.height)


def _layers(one: Tornado, palette: Palette) -> list[Layer]:
    return [_bars(one, palette), *_ends(one), *_central(one, palette)]


def _bars(one: Tornado, palette: Palette) -> Layer:
    rows = [
        {"label": swing.name, "from": one.central, "to": to, "side": side}
        for swing in one.swings
        for to, side in ((swing.at_low, one.low_name), (swing.at_high, one.high_name))
    ]
    sides = {"domain": [one.low_name, one.high_name], "range": [palette.series[THIRD], palette.series[SECOND]]}
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", "height": {"band": 0.56}},
        "encoding": {
            "y": names_axis([swing.name for swing in one.swings]),
            "x": figures_axis("from", one.unit, scale=_scale(one)),
            "x2": {"field": "to"},
            "color": {"field": "side", "type": "nominal", "scale": sides, "legend": legend(palette)},
        },
    }


def _scale(one: Tornado) -> dict[str, Any]:
    """A fifth of the widest bar is left at both ends for the values of the assumptions."""
    figures = [one.central, *(value for swing in one.swings for value in (swing.at_low, swing.at_high))]
    room = (max(figures) - min(figures)) / 5 or 1.0
    return {"domain": [min(figures) - room, max(figures) + room], "zero": False, "nice": False}


def _ends(one: Tornado) -> list[Layer]:
    """The assumption's value at both ends of its bar."""
    left, right = [], []
    for swing in one.swings:
        ends = ((swing.at_low, swing.low_words), (swing.at_high, swing.high_words))
        lower, upper = sorted(ends, key=lambda end: end[0])
        left.append({"label": swing.name, "at": lower[0], "words": lower[1]})
        right.append({"label": swing.name, "at": upper[0], "words": upper[1]})
    names = [swing.name for swing in one.swings]
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "text", "align": align, "dx": shift},
            "encoding": {
                "y": names_axis(names),
                "x": figures_axis("at", one.unit, scale=_scale(one)),
                "text": {"field": "words"},
            },
        }
        for rows, align, shift in ((left, "right", -6), (right, "left", 6))
    ]


def _central(one: Tornado, palette: Palette) -> list[Layer]:
    data = {"values": [{"at": one.central, "words": one.central_words}]}
    x = figures_axis("at", one.unit, scale=_scale(one))
    return [
        {
            "data": data,
            "mark": {"type": "rule", "color": palette.ink, "strokeWidth": 2},
            "encoding": {"x": x},
        },
        {
            "data": data,
            "mark": {
                "type": "text",
                "y": 0,
                "dy": -8,
                "align": "center",
                "fontWeight": 600,
                "color": palette.names[EXPECTED],
            },
            "encoding": {"x": x, "text": {"field": "words"}},
        },
    ]
