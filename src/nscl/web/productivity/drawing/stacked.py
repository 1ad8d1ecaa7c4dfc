"""What something is made of: parts on top of each other by year, or beside each other by name; below nought too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from nscl.web.productivity.drawing.frame import (
    EXPECTED,
    Layer,
    drawn,
    figures_axis,
    legend,
    names_axis,
    nought,
    rows_height,
    years_axis,
)
from nscl.web.ui.charts import HEIGHT, Drawing, Palette

_BAND: Final = 0.62
# Room for the figure beside the longest row, above the highest year.
_ROOM_BESIDE: Final = 1.15
_ROOM_ABOVE: Final = 1.08


@dataclass(frozen=True, slots=True)
class Piece:
    """One part in every row, and its place in the palette."""

    name: str
    colour: int
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure of each row, marked across its bar: the whole that the parts add up to, or what would be needed.

    words: the figure as it is written beside the mark; is_goal: it is expected, not measured; is_drawn: a line marks
    it, where it is not just the end of the bar.
    """

    name: str
    values: Sequence[float | None]
    words: Sequence[str]
    is_goal: bool = False
    is_drawn: bool = True


@dataclass(frozen=True, slots=True)
class Stack:
    """What is drawn. across: rows by name, figures from left to right; otherwise years below, figures upwards."""

    labels: Sequence[str]
    pieces: Sequence[Piece]
    unit: str
    mark: Mark | None = None
    across: bool = False

    @property
    def height(self) -> int:
        """Of the picture, in pixels."""
        return rows_height(len(self.labels)) if self.across else HEIGHT


def stack(one: Stack) -> Drawing:
    """The picture."""
    return drawn(lambda palette: list(_layers(one, palette)), height=one.height)


def _layers(one: Stack, palette: Palette) -> list[Layer]:
    layers = [_bars(one, palette), nought(palette, across=one.across)]
    return layers if one.mark is None else [*layers, *_marks(one, one.mark, palette)]


def _figures(one: Stack, field: str) -> dict[str, Any]:
    """Figures in the unit, with room for what is written at the far end."""
    if one.mark is None:
        return figures_axis(field, one.unit)
    longest = max((_end(one, place, value) for place, value in enumerate(one.mark.values)), default=0.0)
    room = _ROOM_BESIDE if one.across else _ROOM_ABOVE
    return figures_axis(field, one.unit, scale={"domainMax": longest * room or 1.0, "nice": False})


def _axes(one: Stack, figure: dict[str, Any]) -> dict[str, Any]:
    if one.across:
        return {"y": names_axis(one.labels), "x": figure}
    return {"x": years_axis(one.labels), "y": figure}


def _bars(one: Stack, palette: Palette) -> Layer:
    rows = [
        {"label": label, "part": piece.name, "rank": rank, "value": value}
        for rank, piece in enumerate(one.pieces)
        for label, value in zip(one.labels, piece.values, strict=True)
    ]
    names = [piece.name for piece in one.pieces]
    colours = [palette.series[piece.colour] for piece in one.pieces]
    size = {"height": {"band": _BAND}} if one.across else {"width": {"band": _BAND}}
    figure = _figures(one, "value") | {"stack": "zero"}
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", **size},
        "encoding": {
            **_axes(one, figure),
            "order": {"field": "rank"},
            "color": {
                "field": "part",
                "type": "nominal",
                "scale": {"domain": names, "range": colours},
                "legend": legend(palette) if len(names) > 1 else None,
            },
        },
    }


def _marks(one: Stack, mark: Mark, palette: Palette) -> list[Layer]:
    """A line across each bar, and the figure at the far end of bar and mark, where it covers neither."""
    ends = [_end(one, place, value) for place, value in enumerate(mark.values)]
    rows = [
        {"label": label, "value": value, "end": end, "words": words}
        for label, value, end, words in zip(one.labels, mark.values, ends, mark.words, strict=True)
        if value is not None
    ]
    colour = palette.series[EXPECTED] if mark.is_goal else palette.ink
    turned = "vertical" if one.across else "horizontal"
    size = {"height": {"band": 0.8}} if one.across else {"width": {"band": 0.8}}
    text = {"align": "left", "dx": 8} if one.across else {"dy": -10}
    ticks = {
        "data": {"values": rows},
        "mark": {"type": "tick", "orient": turned, "thickness": 3, "color": colour, **size},
        "encoding": _axes(one, _figures(one, "value")),
    }
    figures = {
        "data": {"values": rows},
        "mark": {"type": "text", "fontWeight": 600, **text},
        "encoding": {**_axes(one, _figures(one, "end")), "text": {"field": "words"}},
    }
    return [ticks, figures] if mark.is_drawn else [figures]


def _end(one: Stack, place: int, value: float | None) -> float:
    above = sum(piece.values[place] for piece in one.pieces if piece.values[place] > 0)
    return max(above, value or 0.0, 0.0)
