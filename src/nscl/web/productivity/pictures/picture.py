"""A picture: its finding, its table, and how it is drawn; as a part of a page, and as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.documents.productivity_papers.paper import RunPaper
from nscl.web.productivity.places import METHOD
from nscl.web.ui import charts
from nscl.web.ui.charts import HEIGHT, WIDTH, Drawing
from nscl.web.ui.parts import Chart

FORMS: Final = {
    "svg": "image/svg+xml",
    "toi.svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
}
# The address names what was computed when: what is drawn for it never changes.
_KEPT: Final = "private, max-age=86400, immutable"


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn. title: the finding; head, rows: its table; draw: makes the drawing, only when it is asked for."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    draw: Callable[[], Drawing]
    height: int = HEIGHT


def chart_of(picture: Picture | None, paper: RunPaper, code: str, method: str = "") -> Chart | None:
    """The picture as a part of a page. Its address holds the moment of the computation, so that it may be kept."""
    if picture is None:
        return None
    stamp = f"{paper.computed_at:%Y%m%d%H%M%S}"
    base = reverse("run-chart", kwargs={"number": paper.number, "code": code, "form": "csv"}).removesuffix("csv")
    suffix = f"?v={stamp}" + (f"&{METHOD}={method}" if method else "")
    notes = [_("Nguồn: lần tính “%(title)s”, %(province)s.") % {"title": paper.title, "province": paper.province}]
    if paper.is_sample:
        notes.append(_("Số liệu mẫu."))
    return Chart(
        title=picture.title,
        source=" ".join(notes),
        svg=f"{base}svg{suffix}",
        svg_dark=f"{base}toi.svg{suffix}",
        png=f"{base}png{suffix}",
        csv=f"{base}csv{suffix}",
        head=picture.head,
        rows=picture.rows,
        width=WIDTH,
        height=picture.height,
    )


def picture_response(picture: Picture | None, form: str, name: str, *, is_sample: bool) -> HttpResponse:
    """The picture as `svg`, `toi.svg` (dark), `png` or `csv`. Raises Http404 for another form, or nothing to draw."""
    if picture is None or form not in FORMS:
        raise Http404
    headers = {"Cache-Control": _KEPT}
    if form in {"png", "csv"}:
        sample = "-so-lieu-mau" if is_sample else ""
        headers["Content-Disposition"] = f'attachment; filename="{name}{sample}.{form}"'
    return HttpResponse(_file(picture, form, is_sample=is_sample), content_type=FORMS[form], headers=headers)


def _file(picture: Picture, form: str, *, is_sample: bool) -> bytes:
    if form == "csv":
        mark = [[_("Số liệu mẫu")]] if is_sample else []
        return charts.csv(picture.head, [*picture.rows, *mark])
    drawing = picture.draw()
    return charts.png(drawing) if form == "png" else charts.svg(drawing, dark=form == "toi.svg")
