"""The pages of one run, each a part of what came out."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.documents.productivity_papers.paper import RunPaper
from nscl.productivity.queries.papers import paper_of
from nscl.productivity.queries.runs import RunDetail
from nscl.web.access import require_safe, requires, viewer
from nscl.web.productivity.events import run_timeline
from nscl.web.productivity.pictures import PICTURES
from nscl.web.productivity.pictures.outlook import shown_fan
from nscl.web.productivity.pictures.picture import chart_of
from nscl.web.productivity.places import METHOD
from nscl.web.productivity.run import inputs, labour, outlook, result, science
from nscl.web.productivity.run.frame import HISTORY, INPUTS, LABOUR, OUTLOOK, RESULT, SCIENCE, run_frame, sees_history
from nscl.web.productivity.views.getting import run_or_404
from nscl.web.ui.parts import Chart, Text
from nscl.web.ui.tables import Table, TableQuery, TableView


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def run(request: HttpRequest, number: int) -> HttpResponse:
    """What came out: the sentence, every method side by side, every year, the period by three averages."""
    found = run_or_404(request, number)
    paper = _paper_of(found)
    context = run_frame(viewer(request), found, RESULT)
    if paper is not None:
        account = result.chosen_account(paper, request.GET.get(METHOD, ""))
        code = account.method if account is not None else ""
        context["stats"] = result.stats(paper)
        context["charts"] = _charts(paper, ("dong-gop", "phuong-phap"), code)
        tables: list[Table[Any]] = [result.method_table(paper, code)]
        if account is not None:
            tables += [result.year_table(paper, account), result.period_table(account)]
        context["views"] = _views(request, tables)
        context["remarks"] = paper.notes
    return _show(request, context)


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def run_labour(request: HttpRequest, number: int) -> HttpResponse:
    """Labour productivity: level, growth, parts by sector in every way, what capital a worker gave."""
    found = run_or_404(request, number)
    paper = _paper_of(found)
    if paper is None:
        return _show(request, run_frame(viewer(request), found, LABOUR))
    context = run_frame(viewer(request), found, LABOUR, answer=labour.labour_sentence(paper))
    tables: list[Table[Any]] = []
    if paper.productivity is not None:
        tables.append(labour.level_table(paper, paper.productivity))
    main = labour.main_decomposition(paper)
    if main is not None and main.sectors:
        tables.append(labour.sector_table(main))
    if paper.decompositions:
        tables.append(labour.ways_table(paper.decompositions))
    if paper.deepening:
        tables.append(labour.deepening_table(paper.deepening))
    context["charts"] = _charts(paper, ("theo-nganh", "von-tren-lao-dong"))
    context["views"] = _views(request, tables)
    return _show(request, context)


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def run_outlook(request: HttpRequest, number: int) -> HttpResponse:
    """How sure it is and where it leads: assumptions put otherwise, simulation, the target, the forecast."""
    found = run_or_404(request, number)
    paper = _paper_of(found)
    if paper is None:
        return _show(request, run_frame(viewer(request), found, OUTLOOK))
    context = run_frame(viewer(request), found, OUTLOOK, answer=outlook.outlook_sentence(paper))
    context["sections"] = _outlook_parts(request, paper)
    return _show(request, context, "productivity/run_outlook.html")


def _outlook_parts(request: HttpRequest, paper: RunPaper) -> list[dict[str, Any]]:
    """Headings with their words, picture and tables; what could not be made says why."""
    band, fan = paper.sensitivity, shown_fan(paper, None)
    parts = [
        _part("do-nhay", _("Độ nhạy theo giả định"), paper, "do-nhay"),
        _part("mo-phong", _("Khoảng tin cậy bằng mô phỏng"), paper, "mo-phong"),
        _part("muc-tieu", _("TFP cần có để đạt mục tiêu"), paper, "can-co"),
        _part("du-bao", _("Dự báo"), paper, "du-bao"),
    ]
    if band is not None:
        parts[0]["words"] = [outlook.band_sentence(band)]
        parts[0]["views"] = _views(request, [outlook.sensitivity_table(band)] if band.bars else [])
    if fan is not None:
        parts[1]["views"] = _views(request, [outlook.fan_table(fan)])
    else:
        parts[1]["words"] = [_("Lần tính này không mô phỏng, hoặc không có khoảng thử nào.")]
    if paper.needed:
        parts[2]["views"] = _views(request, [outlook.needed_table(paper.needed)])
    else:
        parts[2]["words"] = [_("Lần tính này chưa ghi mục tiêu tỷ trọng của TFP.")]
    told = [one for one in paper.forecasts if one.intervals]
    parts[3]["views"] = _views(
        request, [outlook.forecast_table(one, paper, f"du-bao-{place}") for place, one in enumerate(told)]
    )
    parts[3]["words"] = [outlook.forecast_sentence(one, paper) for one in paper.forecasts]
    if not paper.forecasts:
        parts[3]["words"] = [_("Lần tính này không dự báo.")]
    return parts


def _part(anchor: str, heading: Text, paper: RunPaper, code: str) -> dict[str, Any]:
    return {"anchor": anchor, "heading": heading, "charts": _charts(paper, (code,)), "views": [], "words": []}


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def run_science(request: HttpRequest, number: int) -> HttpResponse:
    """Science, technology and innovation in growth, by named methods side by side."""
    found = run_or_404(request, number)
    paper = _paper_of(found)
    if paper is None:
        return _show(request, run_frame(viewer(request), found, SCIENCE))
    context = run_frame(viewer(request), found, SCIENCE, answer=science.science_sentence(paper.science))
    tables: list[Table[Any]] = [science.science_table(paper.science)]
    tables += [science.component_table(one) for one in paper.science if one.parts]
    context["charts"] = _charts(paper, ("khoa-hoc",))
    context["views"] = _views(request, tables)
    return _show(request, context)


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def run_inputs(request: HttpRequest, number: int) -> HttpResponse:
    """What went in: sources and vintages, figures as computed with, the stock of capital, choices, notes, history."""
    found = run_or_404(request, number)
    paper = _paper_of(found)
    context = run_frame(viewer(request), found, INPUTS, answer=_inputs_sentence(found))
    if paper is not None:
        sources = inputs.source_table(found.inputs).present(TableQuery.of(request, prefix=inputs.SOURCES))
        tables: list[Table[Any]] = [inputs.series_table(paper)]
        if paper.capital is not None:
            tables.append(inputs.stock_table(paper, paper.capital))
            context["stock"] = inputs.stock_facts(paper.capital)
        context["views"] = [sources, *_views(request, tables)]
        context["choices"] = inputs.choice_facts(paper)
        context["remarks"] = paper.notes
        context["software"] = paper.software
    return _show(request, context, "productivity/run_inputs.html")


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def run_history(request: HttpRequest, number: int) -> HttpResponse:
    """What was done to the run, by whom: for those who work on it and those who oversee."""
    found = run_or_404(request, number)
    if not sees_history(viewer(request), found):
        raise Http404
    context = run_frame(viewer(request), found, HISTORY)
    context["timeline"] = run_timeline(number)
    return _show(request, context, "productivity/run_history.html")


def _inputs_sentence(found: RunDetail) -> str:
    if found.row.computed_at is None:
        return ""
    words = _("%(n)s bản số liệu đã đưa vào tính; %(m)s bản nay có bản mới hơn hoặc đã rút.")
    old = sum(not one.is_newest or one.withdrawn_at is not None for one in found.inputs)
    return words % {"n": len(found.inputs), "m": old}


def _paper_of(found: RunDetail) -> RunPaper | None:
    """What came out of the run; None where nothing was computed yet."""
    return None if found.row.computed_at is None else paper_of(found)


def _charts(paper: RunPaper, codes: tuple[str, ...], method: str = "") -> list[Chart]:
    account = result.chosen_account(paper, method)
    made = [chart_of(PICTURES[code](paper, account), paper, code, method) for code in codes]
    return [one for one in made if one is not None]


def _views(request: HttpRequest, tables: list[Table[Any]]) -> list[TableView[Any]]:
    return [table.present(TableQuery.of(request)) for table in tables]


def _show(request: HttpRequest, context: dict[str, Any], template: str = "productivity/run.html") -> HttpResponse:
    return render(request, template, context)
