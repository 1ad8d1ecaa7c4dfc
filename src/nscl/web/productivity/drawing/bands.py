"""A figure by year inside what it may also be: bands around a line, solid where measured, dashed where expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nscl.web.productivity.drawing.frame import ACTUAL, EXPECTED, Layer, drawn, figures_axis, nought, years_axis
from nscl.web.ui.charts import Drawing, Palette

# The outer band is the lightest.
_OPACITY: Final = (0.18, 0.28, 0.38)
_NAME_ROOM: Final = 8


@dataclass(frozen=True, slots=True)
class Band:
    """Between a low and a high figure of each year that it has."""

    name: str
    years: Sequence[str]
    low: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of each year that it has. is_expected: a forecast, nothing that was measured."""

    name: str
    years: Sequence[str]
    values: Sequence[float]
    is_expected: bool = False


@dataclass(frozen=True, slots=True)
class Bands:
    """What is drawn: bands from the widest to the narrowest, the lines over them, on one axis of years."""

    years: Sequence[str]
    bands: Sequence[Band]
    lines: Sequence[Line]
    unit: str


def bands(one: Bands) -> Drawing:
    """The picture; every line is named at its end, the widest band at its upper edge."""
    return drawn(lambda palette: _layers(one, palette))


def _layers(one: Bands, palette: Palette) -> list[Layer]:
    # Bands of what was measured take its colour, those of a forecast the grey of what is expected.
    expected = any(line.is_expected for line in one.lines)
    colour = palette.series[EXPECTED if expected else ACTUAL]
    layers = [_band(one, band, colour, _OPACITY[min(place, len(_OPACITY) - 1)]) for place, band in enumerate(one.bands)]
    layers.append(nought(palette, across=False))
    for line in one.lines:
        layers += _line(one, line, palette)
    return layers


def _band(one: Bands, band: Band, colour: str, opacity: float) -> Layer:
    rows = [
        {"label": year, "low": low, "high": high}
        for year, low, high in zip(band.years, band.low, band.high, strict=True)
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "area", "color": colour, "opacity": opacity},
        "encoding": {
            "x": _years(one),
            "y": figures_axis("low", one.unit),
            "y2": {"field": "high"},
        },
    }


def _line(one: Bands, line: Line, palette: Palette) -> list[Layer]:
    rows = [{"label": year, "value": value} for year, value in zip(line.years, line.values, strict=True)]
    place = EXPECTED if line.is_expected else ACTUAL
    stroke = {"strokeDash": [6, 4]} if line.is_expected else {}
    axes = {"x": _years(one), "y": figures_axis("value", one.unit)}
    drawn_line = {
        "data": {"values": rows},
        "mark": {
            "type": "line",
            "color": palette.series[place],
            "strokeWidth": 2.5,
            "point": {"color": palette.series[place]},
            **stroke,
        },
        "encoding": axes,
    }
    last = {"values": [{**rows[-1], "words": line.name}]} if rows else {"values": []}
    name = {
        "data": last,
        "mark": {
            "type": "text",
            "align": "right",
            "dy": -12,
            "dx": _NAME_ROOM,
            "fontWeight": 600,
            "color": palette.names[place],
        },
        "encoding": {**axes, "text": {"field": "words"}},
    }
    return [drawn_line, name]


def _years(one: Bands) -> dict[str, object]:
    return years_axis(one.years) | {"scale": {"domain": list(one.years)}}
