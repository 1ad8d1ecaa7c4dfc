"""The page of a rehearsal, whether it was worked out for this request or by a process before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nscl.text.formats import format_million, format_number
from nscl.web.file_import.rehearsing import TAKE, Shown, Taking, show_rehearsal, unread_notices
from nscl.web.ui.parts import Stat, Stats
from nscl.web.ui.tables import TableView
from nscl.web.work.places import annual_crumbs, work_page
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
    title = _("Xem trước: %(file)s") % {"file": file_name}
    answer = "" if figures is None else _answer(figures)
    page = work_page(title, answer, crumbs=annual_crumbs(annual))
    return show_rehearsal(request, page, None if figures is None else _shown(figures, views), refused=refused)


def _shown(figures: Figures, views: Sequence[TableView[Any]]) -> Shown:
    return Shown(
        stats=_stats(figures),
        notices=unread_notices(figures.hidden, figures.unknown),
        views=views,
        takings=[Taking(TAKE, _("Nhập các dòng này"))] if figures.can_import else [],
    )


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
