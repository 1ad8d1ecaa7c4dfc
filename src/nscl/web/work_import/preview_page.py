"""The page of a rehearsal, whether it was worked out for this request or by a process before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nscl.text.formats import format_million, format_number
from nscl.web.plan_editing.views.pages import show
from nscl.web.ui.parts import Notice, Stat, Stats, Tone
from nscl.web.ui.tables import TableQuery, TableView
from nscl.web.work.places import annual_crumbs, annual_plan_href, work_page
from nscl.work.queries.annual_plans import AnnualPlanRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a rehearsal comes to: rows by outcome, money and attendances of the new ones, what was left unread."""

    new: int
    known: int
    wrong: int
    planned_vnd: int
    actual_vnd: int
    people: int
    hidden: int
    unknown: Sequence[str]

    @property
    def can_import(self) -> bool:
        """Whether taking the file in would do anything."""
        return bool(self.new) and not self.wrong


def preview_page(
    request: HttpRequest,
    annual: AnnualPlanRow,
    file_name: str,
    *,
    figures: Figures | None = None,
    views: Sequence[TableView[Any]] = (),
    refused: Sequence[str] = (),
) -> HttpResponse:
    """Row by row what will happen; figures None: nothing could be worked out, and `refused` says why."""
    context: dict[str, Any] = {"refused": refused, "back": annual_plan_href(annual.number)}
    if figures is not None:
        context |= {
            "stats": _stats(figures),
            "notices": _notices(figures),
            "views": views,
            "can_import": figures.can_import,
        }
    title = _("Xem trước: %(file)s") % {"file": file_name}
    answer = "" if figures is None else _answer(figures)
    context["page"] = work_page(title, answer, crumbs=annual_crumbs(annual))
    return show(request, "work_import/rehearsal.html", context, HTTPStatus.CONFLICT if refused else HTTPStatus.OK)


def query_of(request: HttpRequest, table: str) -> TableQuery:
    """What the address asks of one of the page's tables."""
    query = TableQuery.of(request)
    parameters: Mapping[str, str] = query.parameters
    return TableQuery(query.path, parameters, prefix=f"{table}-")


def _answer(figures: Figures) -> str:
    if figures.wrong:
        return _("%(n)s dòng phải sửa nên chưa nhập dòng nào. Sửa trong Excel rồi chọn lại tệp.") % {
            "n": format_number(figures.wrong)
        }
    if not figures.new:
        return _("Tệp không có hoạt động nào mới.")
    return _("%(n)s dòng sẽ thành hoạt động; chưa ghi gì cho đến khi bạn xác nhận.") % {"n": format_number(figures.new)}


def _stats(figures: Figures) -> Stats:
    return Stats(
        [
            Stat(_("Sẽ nhập"), format_number(figures.new), icon="plus"),
            Stat(_("Đã có, bỏ qua"), format_number(figures.known), icon="copy"),
            Stat(_("Phải sửa"), format_number(figures.wrong), icon="octagon-alert"),
            Stat(_("Kinh phí dự kiến"), format_million(figures.planned_vnd), icon="coins", unit=_("triệu đồng")),
            Stat(_("Kinh phí thực tế"), format_million(figures.actual_vnd), icon="coins", unit=_("triệu đồng")),
            Stat(_("Lượt người"), format_number(figures.people), icon="users"),
        ]
    )


def _notices(figures: Figures) -> list[Notice]:
    notices = []
    if figures.hidden:
        title = _("%(n)s dòng đang ẩn trong Excel cũng được đọc.") % {"n": format_number(figures.hidden)}
        notices.append(Notice(title, tone=Tone.WARN))
    if figures.unknown:
        title = _("Cột không có trong mẫu nên không đọc: %(names)s.") % {"names": ", ".join(figures.unknown[:10])}
        notices.append(Notice(title, tone=Tone.WARN))
    return notices
