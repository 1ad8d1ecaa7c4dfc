"""Money by stage: for each plan, line or year three bars inside each other, what was granted, given and paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from nscl.finance.enums import Stage
from nscl.finance.queries.ledger import Figures
from nscl.text.formats import format_million
from nscl.web.ledger.words import STAGE_NAMES
from nscl.web.ui import charts
from nscl.web.ui.charts import DARK, LIGHT, MILLION, WIDTH, Drawing, Palette, chart_spec
from nscl.web.ui.parts import Chart

FORMS: Final = {
    "svg": "image/svg+xml",
    "toi.svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
}
# What is drawn, from the widest bar to the narrowest, each with its place among the colours of a palette.
_DRAWN: Final[Mapping[Stage, int]] = {Stage.APPRAISED: 3, Stage.ALLOCATED: 1, Stage.DISBURSED: 0}
# Part of a row's height that each bar takes.
_BAND: Final[Mapping[Stage, float]] = {Stage.APPRAISED: 0.78, Stage.ALLOCATED: 0.54, Stage.DISBURSED: 0.28}
_ROW_HEIGHT: Final = 44
_FRAME_HEIGHT: Final = 80
# More rows are no picture any more; the table has them all.
MOST_ROWS: Final = 14
# Pixels of the longest label.
_LABEL_WIDTH: Final = 230
# Room right of the longest bar for its figures.
_ROOM: Final = 1.22


@dataclass(frozen=True, slots=True)
class StageRow:
    """One row of the chart."""

    label: str
    figures: Figures


def shown_rows(rows: Sequence[StageRow]) -> list[StageRow]:
    """The rows that are drawn: those with any money, the largest where there are too many, in their order."""
    rows = [row for row in rows if any(row.figures.at(stage) for stage in _DRAWN)]
    if len(rows) <= MOST_ROWS:
        return list(rows)
    largest = sorted(range(len(rows)), key=lambda place: -_widest(rows[place]))[:MOST_ROWS]
    return [rows[place] for place in sorted(largest)]


def stage_chart(title: str, rows: Sequence[StageRow], *, source: str, base: str, query: str = "") -> Chart | None:
    """The chart with its addresses (`base` + form + query) and its table; None where there is nothing to draw."""
    drawn = shown_rows(rows)
    if not drawn:
        return None
    head, body = chart_rows(drawn)
    suffix = f"?{query}" if query else ""
    return Chart(
        title=title,
        source=source,
        svg=f"{base}svg{suffix}",
        svg_dark=f"{base}toi.svg{suffix}",
        png=f"{base}png{suffix}",
        csv=f"{base}csv{suffix}",
        head=head,
        rows=body,
        width=WIDTH,
        height=_height(drawn),
    )


def chart_rows(rows: Sequence[StageRow]) -> tuple[list[str], list[list[str]]]:
    """The chart's table, in triệu đồng."""
    head = ["", *(_("%(stage)s (triệu đồng)") % {"stage": STAGE_NAMES[stage]} for stage in _DRAWN)]
    return head, [[row.label, *(format_million(row.figures.at(stage)) for stage in _DRAWN)] for row in rows]


def chart_file_response(rows: Sequence[StageRow], form: str, name: str) -> HttpResponse:
    """The chart as `svg`, `toi.svg` (dark), `png` or `csv`. Raises Http404 for another form, or nothing to draw."""
    drawn = shown_rows(rows)
    if form not in FORMS or not drawn:
        raise Http404
    headers = {"Cache-Control": "private, no-cache"}
    if form in {"png", "csv"}:
        headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return HttpResponse(_file(drawn, form), content_type=FORMS[form], headers=headers)


def _file(rows: Sequence[StageRow], form: str) -> bytes:
    if form == "csv":
        return charts.csv(*chart_rows(rows))
    drawing = Drawing(_spec(rows, LIGHT), _spec(rows, DARK))
    return charts.png(drawing) if form == "png" else charts.svg(drawing, dark=form == "toi.svg")


def _height(rows: Sequence[StageRow]) -> int:
    return _FRAME_HEIGHT + _ROW_HEIGHT * len(rows)


def _widest(row: StageRow) -> int:
    return max(row.figures.at(stage) for stage in _DRAWN)


def _spec(rows: Sequence[StageRow], palette: Palette) -> dict[str, Any]:
    widest = max(_widest(row) for row in rows) / MILLION
    scale = {"domain": [0, widest * _ROOM], "nice": False}
    labels = [row.label for row in rows]
    y = {
        "field": "label",
        "type": "nominal",
        "sort": labels,
        "title": None,
        "axis": {"labelLimit": _LABEL_WIDTH, "ticks": False, "domain": True},
        "scale": {"domain": labels},
    }
    x = {
        "field": "million",
        "type": "quantitative",
        "scale": scale,
        "axis": {"title": _("triệu đồng"), "format": ",.6~g", "tickCount": 5},
    }
    layers = [*(_bars(rows, stage, x, y, palette) for stage in _DRAWN), _figures(rows, x, y)]
    return chart_spec(layers, palette, height=_height(rows))


def _bars(
    rows: Sequence[StageRow], stage: Stage, x: Mapping[str, Any], y: Mapping[str, Any], palette: Palette
) -> dict[str, Any]:
    names = [str(STAGE_NAMES[one]) for one in _DRAWN]
    values = [
        {"label": row.label, "million": row.figures.at(stage) / MILLION, "stage": str(STAGE_NAMES[stage])}
        for row in rows
    ]
    legend = {"title": None, "orient": "top", "labelFontSize": 12, "labelColor": palette.ink, "symbolType": "square"}
    colours = [palette.series[place] for place in _DRAWN.values()]
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "height": {"band": _BAND[stage]}, "opacity": 1},
        "encoding": {
            "x": x,
            "y": y,
            "color": {
                "field": "stage",
                "type": "nominal",
                "scale": {"domain": names, "range": colours},
                "legend": legend,
            },
        },
    }


def _figures(rows: Sequence[StageRow], x: Mapping[str, Any], y: Mapping[str, Any]) -> dict[str, Any]:
    """Paid of given, beside each row's longest bar."""
    values = [
        {
            "label": row.label,
            "million": _widest(row) / MILLION,
            "words": f"{format_million(row.figures.disbursed)} / {format_million(row.figures.allocated)}",
        }
        for row in rows
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": 600},
        "encoding": {"x": x, "y": y, "text": {"field": "words"}},
    }
