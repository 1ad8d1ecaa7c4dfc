"""From visited to paid: how many organisations came how far, by agency, commune, year; who stands behind a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.support.enums import RefusalReason, VisitOutcome
from nscl.support.queries.outreach.funnel import Outreach, ReachedRow, organisations_behind, outreach_of
from nscl.support.rules.funnel import Stage, StageCount
from nscl.text.formats import format_number
from nscl.web import context_choice
from nscl.web.access import require_safe, viewer
from nscl.web.organisations.places import organisation_href
from nscl.web.outreach.places import outreach_only, outreach_page, outreach_tabs
from nscl.web.outreach.tables import OUTCOME, REASON, YEAR
from nscl.web.outreach.words import STAGE_ICONS, STAGE_NAMES
from nscl.web.questionnaires.bars import Bar
from nscl.web.ui.parts import Act, Crumb, Empty, Stat, Stats
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import Column, Kind, Link, Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response

STAGE: Final = "buoc"
AGENCY: Final = "don-vi"
COMMUNE: Final = "xa"
# In an address: the programme's own office; organisations whose commune is not known.
NONE: Final = "0"
ALL_YEARS: Final = "moi-nam"
_MOST_DIGITS: Final = 18


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of the funnel. share_of: how many were visited."""

    count: StageCount
    href: str
    share_of: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A funnel of an agency, a commune or a year. place: what its doors add to the address."""

    label: str
    stages: Mapping[Stage, int]
    place: Mapping[str, str]


@outreach_only
@require_safe
def funnel_page(request: HttpRequest) -> HttpResponse:
    """The funnel of the chosen year, its parts, and refusals by reason."""
    found = outreach_of(viewer(request), context_choice.territory(request))
    year = _year(request)
    stages = found.stages(year)
    tables: list[Table[Any]] = [
        _stage_table(stages, year),
        *_parts(found, year),
        _refusal_table(found.refused(year), year),
    ]
    if request.GET.get("tai-ve") == "xlsx":
        views = [table.present(TableQuery(request.path, {})) for table in tables]
        title = sample_title(_("Từ thăm đến chi"), is_sample=found.samples)
        return xlsx_response(views, title=title, at=timezone.localtime())
    context = {
        "page": outreach_page(_("Từ thăm đến chi"), _answer(stages, year), acts=_acts(request)),
        "tabs": outreach_tabs("outreach"),
        "notices": sample_notices(is_sample=found.samples),
        "years": _years(request, found, year),
        "stats": Stats([_stat(one, year) for one in stages]),
        "views": [table.present(TableQuery(request.path, {})) for table in tables],
    }
    return render(request, "outreach/funnel.html", context)


def _year(request: HttpRequest) -> int | None:
    """The year that the address names, else the chosen one; None: all."""
    asked = request.GET.get(YEAR, "")
    if asked == ALL_YEARS:
        return None
    if asked.isascii() and asked.isdigit() and len(asked) == 4:  # noqa: PLR2004  (a year)
        return int(asked)
    return context_choice.current(request).year


def _years(request: HttpRequest, found: Outreach, year: int | None) -> list[tuple[str, str, bool]]:
    known = sorted({*found.years, context_choice.current(request).year}, reverse=True)
    years = [(str(one), str(one), one == year) for one in known]
    return [*years, (ALL_YEARS, _("mọi năm"), year is None)]


def _acts(request: HttpRequest) -> list[Act]:
    acts = [Act(_("Tải Excel"), f"{reverse('outreach')}?{_same(request)}", "download")]
    if viewer(request).may(Permission.VISIT_ORGANISATIONS):
        acts.append(Act(_("Ghi chuyến thăm"), reverse("visit-pick"), "map-pin", Weight.PRIMARY))
    return acts


def _same(request: HttpRequest) -> str:
    kept = {YEAR: request.GET[YEAR]} if YEAR in request.GET else {}
    return urlencode({**kept, "tai-ve": "xlsx"})


def _answer(stages: Sequence[StageCount], year: int | None) -> str:
    numbers = {one.stage: format_number(one.number) for one in stages}
    when = _("Mọi năm") if year is None else _("Năm %(year)s") % {"year": year}
    return _("%(when)s: thăm %(visited)s tổ chức, %(applied)s nộp hồ sơ, %(paid)s được chi.") % {
        "when": when,
        "visited": numbers[Stage.VISITED],
        "applied": numbers[Stage.APPLIED],
        "paid": numbers[Stage.PAID],
    }


def _stat(one: StageCount, year: int | None) -> Stat:
    return Stat(
        STAGE_NAMES[one.stage], format_number(one.number), href=stage_href(one.stage, year), icon=STAGE_ICONS[one.stage]
    )


def stage_href(stage: Stage, year: int | None, place: Mapping[str, str] | None = None) -> str:
    """The organisations behind a figure."""
    asked = {STAGE: stage.value, YEAR: ALL_YEARS if year is None else str(year), **(place or {})}
    return f"{reverse('outreach-stage')}?{urlencode(asked)}"


def _stage_table(stages: Sequence[StageCount], year: int | None) -> Table[StageRow]:
    visited = next(one.number for one in stages if one.stage is Stage.VISITED)
    return Table(
        name="pheu",
        caption=_("Các bước"),
        rows=[StageRow(one, stage_href(one.stage, year), visited) for one in stages],
        columns=[
            Column("stage", _("Bước"), value=lambda r: str(STAGE_NAMES[r.count.stage]), filling=True, sortable=False),
            Column(
                "number",
                _("Số tổ chức"),
                Kind.INTEGER,
                value=lambda r: r.count.number,
                href=lambda r: r.href if r.count.number else None,
                sortable=False,
            ),
            Column(
                "visited",
                _("Trong đó đã được thăm"),
                Kind.INTEGER,
                value=lambda r: r.count.visited,
                sortable=False,
            ),
            Column("share", _("So với số được thăm"), Kind.GRAPHIC, value=_share, sortable=False),
        ],
        exportable=False,
    )


def _share(row: StageRow) -> Bar:
    percent = round(100 * row.count.visited / row.share_of) if row.share_of else 0
    return Bar(row.count.visited, row.share_of, f"{percent}%")


def _parts(found: Outreach, year: int | None) -> list[Table[GroupRow]]:
    office, unknown = _("Cơ quan chủ trì chương trình"), _("Không ghi xã, phường")
    agencies = [
        GroupRow(name or office, _numbers(found.stages(year, members)), {AGENCY: str(key or NONE)})
        for key, (name, members) in found.agencies.items()
    ]
    communes = [
        GroupRow(name or unknown, _numbers(found.stages(year, members)), {COMMUNE: str(key or NONE)})
        for key, (name, members) in found.communes.items()
    ]
    years = [GroupRow(str(one), _numbers(found.stages(one)), {YEAR: str(one)}) for one in reversed(found.years)]
    return [
        _group_table("theo-don-vi", _("Theo đơn vị đã đi thăm"), _("Đơn vị"), _largest(agencies), year),
        _group_table("theo-xa", _("Theo xã, phường"), _("Xã, phường"), _largest(communes), year),
        _group_table("theo-nam", _("Theo năm"), _("Năm"), years, year),
    ]


def _numbers(stages: Sequence[StageCount]) -> dict[Stage, int]:
    return {one.stage: one.number for one in stages}


def _largest(rows: Sequence[GroupRow]) -> list[GroupRow]:
    """Those with anything in the year, the most visits first."""
    kept = [row for row in rows if any(row.stages.values())]
    return sorted(kept, key=lambda row: (-row.stages[Stage.VISITED], row.label))


def _group_table(name: str, caption: str, heading: str, rows: Sequence[GroupRow], year: int | None) -> Table[GroupRow]:
    columns: list[Column[GroupRow]] = [Column("label", heading, filling=True, sortable=False)]
    columns += [_stage_column(stage, year) for stage in Stage]
    return Table(
        name=name,
        caption=caption,
        rows=rows,
        columns=columns,
        exportable=False,
        empty=Empty(_("Chưa có gì trong năm này"), _("Chọn năm khác, hoặc ghi chuyến thăm."), "map-pin"),
    )


def _stage_column(stage: Stage, year: int | None) -> Column[GroupRow]:
    return Column(
        stage.value,
        STAGE_NAMES[stage],
        Kind.INTEGER,
        value=lambda row: row.stages[stage],
        href=lambda row: stage_href(stage, year, row.place) if row.stages[stage] else None,
        sortable=False,
    )


def _refusal_table(refused: Mapping[RefusalReason, int], year: int | None) -> Table[tuple[RefusalReason, int]]:
    total = sum(refused.values())
    rows = sorted(refused.items(), key=lambda one: (-one[1], one[0].value))

    def href(one: tuple[RefusalReason, int]) -> str:
        asked = {OUTCOME: VisitOutcome.REFUSED.value, REASON: one[0].value}
        return f"{reverse('visit-list')}?{urlencode({**asked, **({YEAR: str(year)} if year else {})})}"

    def share(one: tuple[RefusalReason, int]) -> Bar:
        return Bar(one[1], total, f"{round(100 * one[1] / total)}%")

    return Table(
        name="tu-choi",
        caption=_("Lý do từ chối"),
        rows=rows,
        columns=[
            Column("reason", _("Lý do"), value=lambda one: capfirst(one[0].label), filling=True, sortable=False),
            Column("count", _("Số lần"), Kind.INTEGER, value=lambda one: one[1], href=href, sortable=False),
            Column("share", _("Tỷ lệ"), Kind.GRAPHIC, value=share, sortable=False),
        ],
        exportable=False,
        empty=Empty(_("Không có lần từ chối nào"), "", "thumbs-up"),
    )


@outreach_only
@require_safe
def stage_page(request: HttpRequest) -> HttpResponse:
    """The organisations behind a figure of the funnel."""
    try:
        stage = Stage(request.GET.get(STAGE, ""))
    except ValueError as unknown:
        raise Http404 from unknown
    found, year = outreach_of(viewer(request), context_choice.territory(request)), _year(request)
    label, among = _among(request, found)
    (count,) = (one for one in found.stages(year, among) if one.stage is stage)
    rows = organisations_behind(count.organisations)
    view = _organisation_table(rows).present(TableQuery.of(request))
    when = _("mọi năm") if year is None else _("năm %(year)s") % {"year": year}
    title = ", ".join(filter(None, [str(STAGE_NAMES[stage]), label, when]))
    if view.query.wants_xlsx:
        called = sample_title(title, is_sample=any(row.is_sample for row in rows))
        return xlsx_response([view], title=called, at=timezone.localtime())
    context = {
        "page": outreach_page(
            title,
            _("%(n)s tổ chức; chi nhánh, tổ chức kế thừa tính chung.") % {"n": format_number(len(rows))},
            crumbs=[Crumb(_("Từ thăm đến chi"), reverse("outreach"))],
        ),
        "tabs": outreach_tabs("outreach"),
        "notices": sample_notices(is_sample=any(row.is_sample for row in rows)),
        "views": [view],
    }
    return render(request, "outreach/list.html", context)


def _among(request: HttpRequest, found: Outreach) -> tuple[str, frozenset[int] | None]:
    """The agency or commune that the address names. Raises Http404 for one without outreach."""
    for parameter, groups in ((AGENCY, found.agencies), (COMMUNE, found.communes)):
        asked = request.GET.get(parameter, "")
        if asked:
            if not (asked.isascii() and asked.isdigit() and len(asked) <= _MOST_DIGITS):
                raise Http404
            group = groups.get(int(asked) or None)
            if group is None:
                raise Http404
            return group[0], group[1]
    return "", None


def _organisation_table(rows: Sequence[ReachedRow]) -> Table[ReachedRow]:
    columns: list[Column[ReachedRow]] = [
        Column(
            "name",
            _("Tổ chức"),
            Kind.LINK,
            value=lambda r: Link(r.name, organisation_href(r.number)),
            filling=True,
        ),
        Column("tax_code", _("Mã số thuế"), narrow=True),
        Column("commune", _("Xã, phường")),
    ]
    if any(row.is_sample for row in rows):
        columns.append(Column("is_sample", _("Loại số liệu"), value=lambda r: _("Số liệu mẫu") if r.is_sample else ""))
    return Table(
        name="to-chuc",
        caption=_("Tổ chức"),
        rows=rows,
        columns=columns,
        search=lambda r: f"{r.name} {r.tax_code} {r.commune}",
        empty=Empty(_("Không có tổ chức nào"), "", "building"),
    )
