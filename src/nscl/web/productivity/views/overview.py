"""Where productivity stands: what was published last, what the target needs, how the figures behind it are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.productivity.queries.papers import paper_of
from nscl.productivity.queries.runs import RunDetail, newest_published
from nscl.productivity.queries.series import count_open_questions, list_series
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.productivity.pictures import PICTURES
from nscl.web.productivity.pictures.picture import chart_of
from nscl.web.productivity.places import OVERVIEW, productivity_page, run_href
from nscl.web.productivity.run.outlook import needed_table
from nscl.web.productivity.run.result import stats
from nscl.web.productivity.sections import section_tabs
from nscl.web.statistics.places import IMPORT, QUESTIONS, may_keep
from nscl.web.ui.parts import Act, Empty, Stat, Stats, Tone, Weight
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.tables import TableQuery


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The newest published run of the chosen province in a sentence and figures, and the doors to everything else."""
    newest = newest_published(viewer(request), context_choice.territory(request))
    keeps = may_keep(request)
    context: dict[str, Any] = {
        "page": productivity_page(_("Năng suất"), _answer(newest), acts=_acts(newest, keeps=keeps)),
        "sections": section_tabs(OVERVIEW),
        "state": _state(newest, count_open_questions(viewer(request)) if keeps else None),
    }
    if newest is None:
        context["empty"] = _empty(request, keeps=keeps)
        return render(request, "productivity/overview.html", context)
    paper = paper_of(newest)
    chart = chart_of(PICTURES["dong-gop"](paper, paper.main), paper, "dong-gop")
    context["notices"] = sample_notices(is_sample=paper.is_sample)
    context["stats"] = stats(paper)
    context["charts"] = [chart] if chart is not None else []
    if paper.needed:
        context["needed"] = needed_table(paper.needed).present(TableQuery.of(request))
    return render(request, "productivity/overview.html", context)


def _answer(newest: RunDetail | None) -> str:
    if newest is None or newest.row.published_at is None:
        return _("Chưa công bố kết quả nào.")
    words = _("%(province)s, công bố %(day)s. %(sentence)s")
    day = format_date(localtime(newest.row.published_at).date())
    return words % {"province": newest.row.province, "day": day, "sentence": newest.row.sentence}


def _acts(newest: RunDetail | None, *, keeps: bool) -> list[Act]:
    acts = [] if newest is None else [Act(_("Xem lần tính đã công bố"), run_href(newest.row.number), "chart-column")]
    if keeps:
        acts.append(Act(_("Tạo lần tính"), reverse("run-start"), "plus", Weight.PRIMARY))
    return acts


def _empty(request: HttpRequest, *, keeps: bool) -> Empty:
    if not keeps:
        return Empty(_("Chưa có kết quả công bố"), _("Kết quả hiện ở đây khi lãnh đạo công bố."), "chart-line")
    if not list_series(viewer(request), context_choice.territory(request)):
        return Empty(
            _("Chưa có số liệu"),
            _("Bắt đầu từ niên giám: nhập GRDP, vốn đầu tư, lao động, rồi tạo lần tính."),
            "chart-line",
            [Act(_("Nhập số liệu"), reverse(IMPORT), "file-up", Weight.PRIMARY)],
        )
    return Empty(
        _("Chưa có kết quả công bố"),
        _("Đã có số liệu. Tạo một lần tính, xem kết quả, rồi trình lãnh đạo công bố."),
        "chart-line",
        [Act(_("Tạo lần tính"), reverse("run-start"), "plus", Weight.PRIMARY)],
    )


def _state(newest: RunDetail | None, asked: int | None) -> Stats | None:
    """How the figures behind the result are, and what waits for who keeps them. asked: None for who does not."""
    items = []
    if newest is not None:
        old = sum(not one.is_newest or one.withdrawn_at is not None for one in newest.inputs)
        href = run_href(newest.row.number, "run-inputs")
        used = format_number(len(newest.inputs))
        items.append(Stat(_("Bản số liệu đã dùng"), used, href=href, icon="database"))
        label = _("Bản đã có số mới hơn hoặc đã rút")
        tone = Tone.WARN if old else None
        items.append(Stat(label, format_number(old), href=href, icon="refresh-cw", tone=tone))
    if asked is not None:
        tone = Tone.WARN if asked else None
        icon = "circle-question-mark"
        items.append(
            Stat(_("Câu hỏi chưa trả lời"), format_number(asked), href=reverse(QUESTIONS), icon=icon, tone=tone)
        )
    return Stats(items) if items else None
