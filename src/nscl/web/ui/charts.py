"""Charts drawn on the server: data → Vega-Lite → SVG or PNG by vl-convert, without a browser and without a network.

The specification is written as plain data: importing Altair to write the same dictionary costs a cold worker 0.7 s.
Drawings are kept in Django's cache under the hash of their specification.
"""

from __future__ import annotations

import base64
import csv as csv_format
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache as kept
from django.http import HttpResponse
from django.utils.translation import gettext as _

from nscl.web.ui.assets import font_folders

# Figures in charts are written as on the screens: 1.234.567,8.
NUMBER_LOCALE: Final = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]}
MILLION: Final = 1_000_000
PNG_SCALE: Final = 2.0
# The whole drawing, in CSS pixels.
WIDTH: Final = 760
HEIGHT: Final = 320
# Room for the names of the sources, right of the last bar: pixels a letter, and of the longest name at most.
LETTER_WIDTH: Final = 7
MOST_LABEL_ROOM: Final = 200
# The least distance between two names, as part of the highest bar.
LABEL_DISTANCE: Final = 0.085
KEPT_SECONDS: Final = 7 * 24 * 3600
VEGA_LITE: Final = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme; `series` are told apart by the colour-blind (dark red, gold, blue, grey).

    `names` are the same hues, dark or light enough to be read as text.
    """

    ink: str
    muted: str
    line: str
    series: tuple[str, ...]
    names: tuple[str, ...]


LIGHT: Final = Palette(
    ink="#14213d",
    muted="#4a5672",
    line="#e3e0d8",
    series=("#8c1d2f", "#d0a044", "#2c5f9e", "#8d887b"),
    names=("#8c1d2f", "#7d5208", "#1d4a86", "#5c584e"),
)
DARK: Final = Palette(
    ink="#e8ecf5",
    muted="#a8b3ca",
    line="#2a3752",
    series=("#d7596c", "#e2bd6c", "#7fb0ea", "#8b93a7"),
    names=("#f39aa8", "#e2bd6c", "#94bdf0", "#b9bfcd"),
)


@dataclass(frozen=True, slots=True)
class BudgetPoint:
    """Money of one year from one source, in đồng."""

    year: int
    source: str
    vnd: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart ready to be drawn in either theme."""

    light: Mapping[str, Any]
    dark: Mapping[str, Any]


def budget_chart(points: Sequence[BudgetPoint]) -> Drawing:
    """Budget by year, stacked by source (in the order met), in triệu đồng, each source named beside the last bar.

    Raises ValueError without points, or with more sources than there are colours that can be told apart.
    """
    sources = list(dict.fromkeys(point.source for point in points))
    if not points:
        raise ValueError("Không có số liệu để vẽ biểu đồ.")
    if len(sources) > len(LIGHT.series):
        raise ValueError(f"Biểu đồ chỉ phân biệt được {len(LIGHT.series)} nguồn, ở đây có {len(sources)}.")
    return Drawing(_budget_spec(points, sources, LIGHT), _budget_spec(points, sources, DARK))


def _budget_spec(points: Sequence[BudgetPoint], sources: Sequence[str], palette: Palette) -> dict[str, Any]:
    rank = {source: place for place, source in enumerate(sources)}
    rows = [
        {"year": str(point.year), "source": point.source, "rank": rank[point.source], "million": point.vnd / MILLION}
        for point in points
    ]
    x = {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "ticks": False, "domain": True}}
    y_axis = {"title": _("triệu đồng"), "format": ",.0f", "tickCount": 5}
    bars = {
        "data": {"values": rows},
        "mark": {"type": "bar", "width": {"band": 0.62}},
        "encoding": {
            "x": x,
            "y": {"field": "million", "type": "quantitative", "stack": "zero", "axis": y_axis},
            "color": _colour(sources, palette.series),
            "order": {"field": "rank"},
        },
    }
    room = min(MOST_LABEL_ROOM, LETTER_WIDTH * max(len(source) for source in sources))
    return {
        **chart_spec([bars, _total_layer(rows), _name_layer(rows, sources, palette.names)], palette),
        "padding": {"left": 5, "top": 5, "bottom": 5, "right": room},
        "resolve": {"scale": {"color": "independent"}},
    }


def _total_layer(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Each year's total, over its bar."""
    totals: dict[str, float] = {}
    for row in rows:
        totals[row["year"]] = totals.get(row["year"], 0) + row["million"]
    return {
        "data": {"values": [{"year": year, "total": total} for year, total in totals.items()]},
        "mark": {"type": "text", "dy": -8, "fontWeight": 600},
        "encoding": {
            "x": {"field": "year", "type": "ordinal"},
            "y": {"field": "total", "type": "quantitative"},
            "text": {
                "field": "total",
                "type": "quantitative",
                "format": ",.6~g" if max(totals.values()) < 1 else ",.0f",
            },
        },
    }


def _colour(sources: Sequence[str], colours: Sequence[str]) -> dict[str, Any]:
    scale = {"domain": list(sources), "range": list(colours[: len(sources)])}
    return {"field": "source", "type": "nominal", "scale": scale, "legend": None}


def _name_layer(rows: Sequence[Mapping[str, Any]], sources: Sequence[str], colours: Sequence[str]) -> dict[str, Any]:
    """The sources' names beside the last bar, at their parts' middles, pushed apart where these lie too close."""
    last = max(row["year"] for row in rows)
    highest = max(sum(row["million"] for row in rows if row["year"] == year) for year in {row["year"] for row in rows})
    below = 0.0
    names: list[dict[str, Any]] = []
    for source in sources:
        height = sum(row["million"] for row in rows if row["year"] == last and row["source"] == source)
        at = below + height / 2
        if names:
            at = max(at, names[-1]["at"] + highest * LABEL_DISTANCE)
        names.append({"year": last, "source": source, "at": at})
        below += height
    return {
        "data": {"values": names},
        "mark": {
            "type": "text",
            "align": "left",
            "dx": 8,
            "xOffset": {"expr": "bandwidth('x') * 0.31"},
            "fontWeight": 600,
        },
        "encoding": {
            "x": {"field": "year", "type": "ordinal"},
            "y": {"field": "at", "type": "quantitative"},
            "text": {"field": "source"},
            "color": _colour(sources, colours),
        },
    }


def chart_spec(layers: Sequence[dict[str, Any]], palette: Palette, *, height: int = HEIGHT) -> dict[str, Any]:
    """The layers as a whole chart of a theme."""
    return {
        "$schema": VEGA_LITE,
        "width": WIDTH,
        "height": height,
        "padding": 5,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": None,
        "config": _config(palette),
        "layer": list(layers),
    }


def _config(palette: Palette) -> dict[str, Any]:
    """What every chart of a theme has in common: letters, axes, colours of text."""
    axis = {
        "labelColor": palette.muted,
        "titleColor": palette.muted,
        "gridColor": palette.line,
        "domainColor": palette.line,
        "tickColor": palette.line,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 400,
        "titlePadding": 10,
        "labelPadding": 6,
    }
    return {
        "font": "Inter",
        "view": {"stroke": None},
        "axis": axis,
        "axisY": {"domain": False, "ticks": False},
        "text": {"color": palette.ink, "fontSize": 12},
    }


@cache
def _engine() -> Any:
    """vl-convert with our fonts; loaded when the first chart is drawn, once in a process."""
    import vl_convert

    for folder in font_folders():
        vl_convert.register_font_directory(str(folder))
    return vl_convert


def _key(spec: Mapping[str, Any], form: str) -> str:
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    return f"chart:{form}:{hashlib.sha256(text.encode()).hexdigest()}"


def svg(drawing: Drawing, *, dark: bool = False) -> bytes:
    """The chart as an SVG that carries the letters it needs (a picture cannot use the page's fonts)."""
    spec = drawing.dark if dark else drawing.light
    key = _key(spec, "svg")
    found: bytes | None = kept.get(key)
    if found is None:
        text: str = _engine().vegalite_to_svg(dict(spec), format_locale=NUMBER_LOCALE)
        found = _with_font(text).encode()
        kept.set(key, found, KEPT_SECONDS)
    return found


def svg_response(drawing: Drawing, *, dark: bool = False) -> HttpResponse:
    """The SVG with a policy of its own, so that it keeps its letters when it is opened by itself, and loads nothing."""
    data = svg(drawing, dark=dark)
    style = data.partition(b"<style>")[2].partition(b"</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:"
    return HttpResponse(data, content_type="image/svg+xml", headers={"Content-Security-Policy": policy})


def png(drawing: Drawing) -> bytes:
    """The chart as a PNG at twice its size, on white, for documents."""
    spec = {**drawing.light, "background": "#ffffff"}
    key = _key(spec, "png")
    found: bytes | None = kept.get(key)
    if found is None:
        found = bytes(_engine().vegalite_to_png(spec, scale=PNG_SCALE, format_locale=NUMBER_LOCALE))
        kept.set(key, found, KEPT_SECONDS)
    return found


def csv(head: Sequence[object], rows: Sequence[Sequence[object]]) -> bytes:
    """A chart's table as CSV: UTF-8 with a mark so that Excel reads Vietnamese, semicolons as Vietnamese Excel splits.

    Texts that a spreadsheet would run as a formula get a leading apostrophe.
    """
    out = io.StringIO()
    writer = csv_format.writer(out, delimiter=";")
    writer.writerow([_harmless(value) for value in head])
    writer.writerows([[_harmless(value) for value in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _with_font(text: str) -> str:
    """The SVG with Inter's glyphs of its own letters inside. Without the built font (`manage.py assets`) unchanged."""
    built = Path(settings.ASSETS_DIR) / "nscl" / "fonts" / "inter.woff2"
    if not built.exists():
        return text
    data = base64.b64encode(_letters(built, "".join(sorted(set(text))))).decode()
    face = f"@font-face{{font-family:Inter;font-weight:400 700;src:url(data:font/woff2;base64,{data})}}"
    start = text.index(">") + 1
    return f"{text[:start]}<defs><style>{face}</style></defs>{text[start:]}"


def _letters(font_file: Path, letters: str) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    options.layout_features = ["kern", "tnum", "ccmp", "locl", "mark", "mkmk"]
    out = io.BytesIO()
    with TTFont(font_file) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=letters)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(out)
    return out.getvalue()
