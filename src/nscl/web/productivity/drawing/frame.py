"""What every picture of a run has in common: its frame, its axes, and colours that the colour-blind tell apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from nscl.web.ui.charts import DARK, HEIGHT, LIGHT, Drawing, Palette, chart_spec

# Places in a palette: what was measured, a second thing, a third, and what is only expected.
ACTUAL, SECOND, THIRD, EXPECTED = 0, 1, 2, 3
# A row of a picture whose names stand at the left, and the room above and below all rows, in pixels.
ROW_HEIGHT: Final = 38
ROWS_FRAME: Final = 96
# Pixels of the longest name at the left.
LABEL_WIDTH: Final = 250

Layer = dict[str, Any]


def drawn(layers: Callable[[Palette], Sequence[Layer]], *, height: int = HEIGHT) -> Drawing:
    """The picture in both themes."""
    return Drawing(*(chart_spec(layers(palette), palette, height=height) for palette in (LIGHT, DARK)))


def rows_height(rows: int) -> int:
    """How high a picture of so many rows is."""
    return ROWS_FRAME + ROW_HEIGHT * rows


def names_axis(names: Sequence[str], *, field: str = "label") -> dict[str, Any]:
    """Names at the left, in the order given."""
    axis = {"labelLimit": LABEL_WIDTH, "ticks": False, "domain": True}
    return {"field": field, "type": "nominal", "sort": list(names), "title": None, "axis": axis}


def years_axis(years: Sequence[str], *, field: str = "label") -> dict[str, Any]:
    """Years below, in the order given."""
    axis = {"labelAngle": 0, "ticks": False, "domain": True, "labelOverlap": "greedy"}
    return {"field": field, "type": "ordinal", "sort": list(years), "title": None, "axis": axis}


def figures_axis(field: str, unit: str, *, scale: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Figures in a unit; nought is marked where it lies inside."""
    axis = {"title": unit, "format": ",.6~g", "tickCount": 6}
    return {"field": field, "type": "quantitative", "axis": axis, **({"scale": dict(scale)} if scale else {})}


def legend(palette: Palette, *, symbol: str = "square") -> dict[str, Any]:
    """The names of the colours, in one row above the picture."""
    return {
        "title": None,
        "orient": "top",
        "labelFontSize": 12,
        "labelColor": palette.ink,
        "labelLimit": LABEL_WIDTH,
        "symbolType": symbol,
    }


def nought(palette: Palette, *, across: bool) -> Layer:
    """A line at nought. across: figures run from left to right."""
    return {
        "data": {"values": [{"nought": 0}]},
        "mark": {"type": "rule", "color": palette.muted, "strokeWidth": 1},
        "encoding": {"x" if across else "y": {"field": "nought", "type": "quantitative"}},
    }
