"""One series: its chart, what is asked of it, its vintages side by side, links to other bases, what was done to it."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.productivity.enums import ProductivityKind
from nscl.productivity.queries.series import LinkRow, SeriesDetail
from nscl.records.queries import history
from nscl.web.access import require_safe, requires, viewer
from nscl.web.productivity.places import productivity_page
from nscl.web.statistics.asked import question_cards
from nscl.web.statistics.chart import Drawn, finding, series_drawing
from nscl.web.statistics.comparing import drawn_of, year_rows, year_table
from nscl.web.statistics.events import series_timeline
from nscl.web.statistics.figures import figure_words
from nscl.web.statistics.places import series_crumbs, series_href, series_or_404, statistics_crumbs
from nscl.web.statistics.tables import vintage_table
from nscl.web.statistics.words import joined, questions_words, vintage_words, years_words
from nscl.web.ui import charts
from nscl.web.ui.parts import Act, Chart, Empty, Notice, Tone, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response

FORMS: Final = {
    "svg": "image/svg+xml",
    "toi.svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
}


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def series_page(request: HttpRequest, number: int) -> HttpResponse:
    """The series with everything that is known of it."""
    detail = series_or_404(request, number)
    row, query = detail.row, TableQuery.of(request)
    figures = year_table(detail).present(query)
    if query.wants_xlsx:
        title = sample_title(f"{row.name}, {row.unit}", is_sample=row.is_sample)
        return xlsx_response([figures], title=title, at=timezone.localtime())
    context: dict[str, Any] = {
        "page": productivity_page(row.name, _answer(detail), crumbs=statistics_crumbs(), acts=_acts(request, detail)),
        "notices": [*sample_notices(is_sample=row.is_sample), *_notices(detail)],
        "chart": _chart(detail),
        "cards": question_cards(detail.questions, may_keep=detail.may_keep),
        "notes": detail.notes,
        "figures": figures,
        "vintages": vintage_table(detail.vintages, number, may_keep=detail.may_keep).present(
            TableQuery.of(request, prefix="ban-")
        ),
        "links": [_link(one, detail) for one in detail.links],
        "link_act": _link_act(detail),
    }
    return render(request, "statistics/series.html", context)


def _answer(detail: SeriesDetail) -> str:
    row = detail.row
    if row.first_year is None or row.last_year is None:
        return _("%(province)s. Không có bản số liệu nào đang dùng.") % {"province": row.unit}
    years = [year for year in range(row.first_year, row.last_year + 1) if year not in row.missing_years]
    words = _("%(province)s: các năm %(years)s, nguồn mới nhất %(source)s.") % {
        "province": row.unit,
        "years": years_words(years),
        "source": joined((row.source, vintage_words(row.vintage, row.vintages))),
    }
    if row.open_questions:
        words += " " + _("%(questions)s chờ trả lời.") % {"questions": questions_words(row.open_questions)}
    return words


def _acts(request: HttpRequest, detail: SeriesDetail) -> list[Act]:
    acts = []
    if viewer(request).may(Permission.VIEW_HISTORY, detail.row.unit_id):
        acts.append(Act(_("Lịch sử"), series_href(detail.row.number, "statistics-history"), "history"))
    if detail.may_keep:
        href = series_href(detail.row.number, "statistics-entry")
        acts.append(Act(_("Gõ bản mới"), href, "keyboard", Weight.PRIMARY))
    return acts


@requires(Permission.VIEW_PRODUCTIVITY, Permission.VIEW_HISTORY)
@require_safe
def history_page(request: HttpRequest, number: int) -> HttpResponse:
    """What was done to the series, newest first."""
    row = series_or_404(request, number).row
    if not viewer(request).may(Permission.VIEW_HISTORY, row.unit_id):
        raise Http404
    events = history(subject=(ProductivityKind.SERIES.value, number))
    context: dict[str, Any] = {
        "page": productivity_page(_("Lịch sử"), f"{row.name}, {row.unit}", crumbs=series_crumbs(row)),
        "notices": sample_notices(is_sample=row.is_sample),
        "timeline": series_timeline(events) if events else None,
        "empty": Empty(_("Chưa ghi nhận việc nào."), _("Số nhập theo tệp xem ở danh sách tệp đã nhập."), "history"),
    }
    return render(request, "statistics/history.html", context)


def _notices(detail: SeriesDetail) -> list[Notice]:
    row, found = detail.row, [Notice(words, tone=Tone.WARN) for words in detail.problems]
    if row.vintage is None:
        text = _("Nhập tệp hoặc gõ một bản mới thì chuỗi này mới dùng để tính được.")
        return [*found, Notice(_("Mọi bản số liệu đã rút"), text, Tone.WARN)]
    if row.open_questions:
        title = _("%(questions)s chờ trả lời") % {"questions": questions_words(row.open_questions)}
        return [*found, Notice(title, _("Trả lời xong thì chuỗi này mới đưa vào lần tính được."), Tone.WARN)]
    return found


def _chart(detail: SeriesDetail) -> Chart | None:
    drawn = drawn_of(detail)
    if drawn is None:
        return None
    head, rows = chart_rows(drawn, detail)

    def address(form: str) -> str:
        return reverse("statistics-chart", kwargs={"number": detail.row.number, "form": form})

    return Chart(
        title=finding(drawn),
        source=_source(drawn, detail),
        svg=address("svg"),
        svg_dark=address("toi.svg"),
        png=address("png"),
        csv=address("csv"),
        head=head,
        rows=rows,
        width=charts.WIDTH,
        height=charts.HEIGHT,
    )


def _source(drawn: Drawn, detail: SeriesDetail) -> str:
    notes = [_("Nguồn: %(source)s.") % {"source": detail.row.source}]
    if drawn.revised:
        notes.append(_("Nét đứt xám: bản số liệu trước."))
    if drawn.asked:
        notes.append(_("Vòng có dấu hỏi: năm còn câu hỏi chưa trả lời."))
    if detail.row.is_sample:
        notes.append(_("Số liệu mẫu."))
    return " ".join(notes)


def chart_rows(drawn: Drawn, detail: SeriesDetail) -> tuple[list[str], list[list[str]]]:
    """The chart's table: each year with its figure and, where one was revised, that of the vintage before."""
    head = [_("Năm"), f"{detail.row.name} ({drawn.unit})"]
    years = [row.year for row in year_rows(detail) if row.used is not None]
    rows = [[str(year), figure_words(drawn.now[year])] for year in years]
    if drawn.revised:
        head.append(_("Bản trước (%(unit)s)") % {"unit": drawn.unit})
        for year, row in zip(years, rows, strict=True):
            row.append(figure_words(drawn.before[year]) if year in drawn.before else "–")
    return head, rows


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def chart_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The chart as `svg`, `toi.svg` (dark), `png` or `csv`."""
    detail = series_or_404(request, number)
    drawn = drawn_of(detail)
    if form not in FORMS or drawn is None:
        raise Http404
    headers = {"Cache-Control": "private, no-cache"}
    if form in {"png", "csv"}:
        sample = "-so-lieu-mau" if detail.row.is_sample else ""
        headers["Content-Disposition"] = f'attachment; filename="chuoi-so-lieu-{number}{sample}.{form}"'
    if form == "csv":
        head, rows = chart_rows(drawn, detail)
        data = charts.csv(head, [*rows, *([[_("Số liệu mẫu")]] if detail.row.is_sample else [])])
    else:
        drawing = series_drawing(drawn)
        data = charts.png(drawing) if form == "png" else charts.svg(drawing, dark=form == "toi.svg")
    return HttpResponse(data, content_type=FORMS[form], headers=headers)


def _link(link: LinkRow, detail: SeriesDetail) -> dict[str, Any]:
    """A link for the template: the other series, how it is joined, and the way to take it apart."""
    is_later = link.later == detail.row.number
    other, name = (link.earlier, link.earlier_name) if is_later else (link.later, link.later_name)
    words = _("Các năm trước %(year)s lấy từ chuỗi này") if is_later else _("Từ năm %(year)s nối tiếp bằng chuỗi này")
    factor = (
        _("nhân theo năm chung %(year)s") % {"year": link.year}
        if link.factor is None
        else _("nhân %(factor)s, theo %(source)s") % {"factor": figure_words(link.factor), "source": link.source}
    )
    act = Act(
        _("Bỏ nối"), reverse("statistics-unlink", kwargs={"number": detail.row.number, "link": link.number}), "unlink"
    )
    return {
        "name": name,
        "href": series_href(other),
        "words": joined((words % {"year": link.year}, factor)),
        "act": act if detail.may_keep else None,
    }


def _link_act(detail: SeriesDetail) -> Act | None:
    if not (detail.may_keep and detail.may_link):
        return None
    return Act(_("Nối với gốc cũ"), series_href(detail.row.number, "statistics-link"), "link")
