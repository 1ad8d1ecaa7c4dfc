"""The page of one annual plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from nscl.records.queries import EventRow
from nscl.text.dates import format_date
from nscl.text.formats import format_million, format_number
from nscl.web.difficulties.addresses import raise_href
from nscl.web.ui.parts import Act, Empty, Notice, Stat, Stats, Step, Stepper, StepState, Tone, Weight
from nscl.web.ui.samples import sample_notice
from nscl.web.ui.tables import TableQuery
from nscl.web.work.events import timeline
from nscl.web.work.places import act_href, annual_crumbs, annual_title, work_page
from nscl.web.work.tables import LATE, activities_table, money_table
from nscl.web.work.words import PLAN_CHIPS, counts_words, million_words
from nscl.work.enums import AnnualPlanState, WorkKind
from nscl.work.queries.annual_plans import AnnualPlanDetail, AnnualPlanRow
from nscl.work.rules.moves import Planning

MONEY_PREFIX: Final = "kinh-phi-"


def annual_plan_context(detail: AnnualPlanDetail, query: TableQuery, *, events: Sequence[EventRow]) -> dict[str, Any]:
    """The context of `work/annual_plan.html`."""
    row = detail.row
    is_sample = row.is_sample or any(activity.is_sample for activity in detail.activities)
    activities = activities_table(detail.activities, _("Hoạt động theo nhiệm vụ"), empty=_empty(row)).present(query)
    views: list[Any] = [activities]
    if detail.money:
        own = TableQuery(query.path, query.parameters, prefix=MONEY_PREFIX)
        views.append(money_table(detail.money).present(own))
    return {
        "page": work_page(
            annual_title(row), _answer(row), crumbs=annual_crumbs(), acts=_acts(row), chip=PLAN_CHIPS[row.state]
        ),
        "is_sample": is_sample,
        "notices": [one for one in (sample_notice(is_sample=is_sample), _notice(detail)) if one is not None],
        "stepper": _stepper(row),
        "stats": _stats(row),
        "views": views,
        "filling": _filling(row) if detail.activities else [],
        "timeline": timeline(events, with_subject=True),
    }


def _answer(row: AnnualPlanRow) -> str:
    parts = [row.plan.label + ".", counts_words(row.counts)]
    if row.planned_vnd:
        parts.append(_("Dự kiến %(money)s.") % {"money": million_words(row.planned_vnd)})
    return " ".join(parts)


def _acts(row: AnnualPlanRow) -> list[Act]:
    """What the person may do now, the primary act last."""
    acts = []
    if row.may_record:
        href = raise_href(WorkKind.ANNUAL_PLAN, row.number)
        acts.append(Act(_("Nêu vướng mắc"), href, "message-circle-plus", Weight.QUIET))
        acts.append(Act(_("Nhập từ Excel"), act_href("activity-import", row.number), "file-spreadsheet"))
        acts.append(Act(_("Ghi nhiều việc"), act_href("activity-many", row.number), "table-properties"))
    if row.may_plan:
        acts.append(Act(_("Thêm hoạt động"), act_href("activity-add", row.number), "plus"))
    if row.may_decide:
        acts.append(Act(_("Trả lại để bổ sung"), act_href("annual-plan-return", row.number), "undo-2"))
        acts.append(Act(_("Duyệt"), act_href("annual-plan-approve", row.number), "badge-check", Weight.PRIMARY))
    elif row.may_submit and row.counts.live:
        acts.append(Act(_("Trình duyệt"), act_href("annual-plan-submit", row.number), "send", Weight.PRIMARY))
    return acts


def _filling(row: AnnualPlanRow) -> list[Act]:
    """The ways to fill an annual plan many activities at a time."""
    if not row.may_plan:
        return []
    return [
        Act(_("Đưa nhiệm vụ vào"), act_href("annual-plan-draw", row.number), "list-plus"),
        Act(_("Chép từ năm trước"), act_href("annual-plan-copy", row.number), "copy"),
    ]


def _empty(row: AnnualPlanRow) -> Empty:
    if not row.may_plan:
        return Empty(_("Kế hoạch năm này chưa có hoạt động"), icon="calendar-check")
    add = Act(_("Thêm hoạt động"), act_href("activity-add", row.number), "plus")
    return Empty(
        _("Kế hoạch năm này chưa có hoạt động"),
        _("Đưa các nhiệm vụ cơ quan được giao vào, chép lại việc năm trước, hoặc tự thêm từng hoạt động."),
        "calendar-check",
        [*_filling(row), add],
    )


def _notice(detail: AnnualPlanDetail) -> Notice | None:
    row = detail.row
    if detail.return_reason:
        last = detail.steps[-1]
        words = _("%(name)s trả lại ngày %(day)s.") % {"name": last.by or _("Hệ thống"), "day": format_date(last.at)}
        return Notice(_("Cần bổ sung: %(reason)s") % {"reason": detail.return_reason}, words, Tone.WARN)
    if row.planning is Planning.CLOSED and row.may_record:
        return Notice(
            _("Đang chờ duyệt nên chưa sửa phần dự kiến."), _("Kết quả của các hoạt động vẫn ghi được."), Tone.INFO
        )
    supplements = sum(activity.is_supplement for activity in detail.activities)
    if supplements:
        title = _("%(n)s hoạt động bổ sung sau khi duyệt.") % {"n": format_number(supplements)}
        return Notice(title, tone=Tone.INFO)
    return None


def _stepper(row: AnnualPlanRow) -> Stepper:
    state = row.state
    drafted = StepState.CURRENT if state is AnnualPlanState.DRAFT else StepState.DONE
    submitted, decided = StepState.TODO, StepState.TODO
    if state is AnnualPlanState.SUBMITTED:
        submitted, decided = StepState.DONE, StepState.CURRENT
    elif state is AnnualPlanState.RETURNED:
        submitted, decided = StepState.CURRENT, StepState.REFUSED
    elif state is AnnualPlanState.APPROVED:
        submitted, decided = StepState.DONE, StepState.DONE
    verdict = _("Trả lại") if state is AnnualPlanState.RETURNED else _("Duyệt")
    return Stepper(
        _("Đường đi của kế hoạch năm"),
        [
            Step(_("Soạn"), drafted, _who(row.created_by, row.created_at)),
            Step(_("Trình"), submitted, _who(row.submitted_by, row.submitted_at)),
            Step(verdict, decided, _who(row.decided_by, row.decided_at)),
        ],
    )


def _who(name: str, at: Any) -> str:
    return "" if at is None else ", ".join(filter(None, [name, format_date(at)]))


def _stats(row: AnnualPlanRow) -> Stats | None:
    if not row.counts.live:
        return None
    counts = row.counts
    table = "#bang-hoat-dong"
    return Stats(
        [
            Stat(_("Hoạt động"), format_number(counts.live), href=table, icon="calendar-check"),
            Stat(_("Đã xong"), format_number(counts.done), href=f"?tinh-trang=done{table}", icon="circle-check"),
            Stat(
                _("Chậm"),
                format_number(counts.late),
                href=f"?tinh-trang={LATE}{table}",
                icon="octagon-alert",
                tone=Tone.BAD if counts.late else None,
            ),
            Stat(
                _("Thực tế trên dự kiến"),
                f"{format_million(row.actual_vnd or 0)} / {format_million(row.planned_vnd or 0)}",
                href="#bang-kinh-phi" if row.planned_vnd or row.actual_vnd else "",
                icon="coins",
                unit=_("triệu đồng"),
            ),
        ]
    )
