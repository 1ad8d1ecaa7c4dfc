"""The chart of the counts: attendances by row, with its table, as SVG, PNG and CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.text.formats import format_number
from nscl.training.queries.counts import By, CountRow, TrainingCounts, training_counts
from nscl.web.access import require_safe, requires, viewer
from nscl.web.plans.words import capital
from nscl.web.training_counts.places import Question, question_of
from nscl.web.training_counts.words import BY_WORDS, attendances_words, years_words
from nscl.web.ui import charts
from nscl.web.ui.parts import Chart

FORMS: Final = {
    "svg": "image/svg+xml",
    "toi.svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
}
# More bars than this would be thinner than their names; the table has the rest.
MOST_BARS: Final = 12
_FEWEST_BARS: Final = 2
_LONGEST_LABEL: Final = 260
_ROOM_RIGHT: Final = 1.12


def counts_chart(counts: TrainingCounts, question: Question) -> Chart | None:
    """The chart with its addresses and its table; None where there is nothing to compare."""
    if len(counts.rows) < _FEWEST_BARS:
        return None
    base = reverse("training-counts-chart", args=["csv"]).removesuffix("csv")
    head, rows = chart_rows(counts)
    notes = [_("Nguồn: điểm danh của các lớp đã xong.")]
    if counts.is_sample:
        notes.append(_("Số liệu mẫu."))
    return Chart(
        title=chart_title(counts, question),
        source=" ".join(notes),
        svg=f"{base}svg?{question.query}",
        svg_dark=f"{base}toi.svg?{question.query}",
        png=f"{base}png?{question.query}",
        csv=f"{base}csv?{question.query}",
        head=head,
        rows=rows,
        width=charts.WIDTH,
        height=charts.HEIGHT,
    )


def chart_title(counts: TrainingCounts, question: Question) -> str:
    """The finding: which row has most attendances."""
    most = max(counts.rows, key=lambda row: row.attendances)
    if len(counts.rows) == 1:
        return _("%(years)s: %(attendances)s, %(label)s") % {
            "years": years_words(question),
            "attendances": attendances_words(most.attendances),
            "label": _label(most, counts.by),
        }
    return _("%(years)s: nhiều nhất là %(label)s, %(attendances)s") % {
        "years": years_words(question),
        "label": _label(most, counts.by),
        "attendances": attendances_words(most.attendances),
    }


def _label(row: CountRow, by: By) -> str:
    return _("năm %(year)s") % {"year": row.label} if by is By.YEAR else row.label


def chart_rows(counts: TrainingCounts) -> tuple[list[str], list[list[str]]]:
    """The chart's table: every row, also those that have no bar."""
    head = [str(BY_WORDS[counts.by]), _("Lượt người"), _("Người")]
    rows = [[capital(row.label), format_number(row.attendances), format_number(row.persons)] for row in counts.rows]
    return head, rows


@requires(Permission.VIEW_TRAINING)
@require_safe
def chart_file(request: HttpRequest, form: str) -> HttpResponse:
    """The chart as `svg`, `toi.svg` (dark), `png` or `csv`."""
    if form not in FORMS:
        raise Http404
    question = question_of(request)
    counts = training_counts(viewer(request), question.asked(request), question.by)
    if not counts.rows and form != "csv":
        raise Http404  # nothing to draw
    headers = {"Cache-Control": "private, no-cache"}
    if form in {"png", "csv"}:
        sample = "-so-lieu-mau" if counts.is_sample else ""
        headers["Content-Disposition"] = f'attachment; filename="dao-tao-so-lieu{sample}.{form}"'
    return HttpResponse(_drawn(counts, form), content_type=FORMS[form], headers=headers)


def _drawn(counts: TrainingCounts, form: str) -> bytes:
    if form == "csv":
        head, rows = chart_rows(counts)
        return charts.csv(head, [*rows, *([[_("Số liệu mẫu")]] if counts.is_sample else [])])
    drawing = charts.Drawing(_spec(counts.rows, charts.LIGHT), _spec(counts.rows, charts.DARK))
    return charts.png(drawing) if form == "png" else charts.svg(drawing, dark=form == "toi.svg")


def _labels(rows: Sequence[CountRow]) -> list[str]:
    """What each bar is called: two rows of one name are told apart by their notes, and by their number if need be."""
    named = [capital(f"{row.label} ({row.note})" if row.note else row.label) for row in rows]
    return [f"{label} [{row.key}]" if named.count(label) > 1 else label for label, row in zip(named, rows, strict=True)]


def _spec(rows: Sequence[CountRow], palette: charts.Palette) -> dict[str, Any]:
    shown = rows[:MOST_BARS]
    values = [
        {"label": label, "value": row.attendances, "words": format_number(row.attendances)}
        for row, label in zip(shown, _labels(shown), strict=True)
    ]
    highest = max(row.attendances for row in shown)
    names = {"labelLimit": _LONGEST_LABEL, "ticks": False}
    y = {"field": "label", "type": "ordinal", "title": None, "axis": names, "sort": None}
    scale = {"domain": [0, highest * _ROOM_RIGHT or 1], "nice": False}
    axis = {"title": _("lượt người"), "format": ",.6~g", "tickCount": 5}
    x = {"field": "value", "type": "quantitative", "scale": scale, "axis": axis}
    bars = {"mark": {"type": "bar", "color": palette.series[2]}, "encoding": {"x": x, "y": y}}
    figures = {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": 600},
        "encoding": {"x": x, "y": y, "text": {"field": "words"}},
    }
    return {**charts.chart_spec([bars, figures], palette), "data": {"values": values}}
