"""The page of one activity: all its facts, what it yielded, who came, what it cost, who did what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.plans.enums import ItemKind
from nscl.records.queries import EventRow
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.web.difficulties.addresses import raise_href
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Act, Fact, Facts, Notice, Tone, Weight
from nscl.web.ui.samples import sample_notice
from nscl.web.ui.tables import Column, Kind, Table, TableQuery
from nscl.web.work.counting import counting_of
from nscl.web.work.events import activity_timeline
from nscl.web.work.places import act_href, activity_crumbs, activity_href, item_href, work_page
from nscl.web.work.tables import line_words
from nscl.web.work.words import PLAN_CHIPS, activity_chip, days_words, million_words
from nscl.work.enums import ActivityStatus, CostStage, WorkKind
from nscl.work.queries.activities import ActivityDetail, CostRow, OutputRow, ParticipantsRow
from nscl.work.queries.annual_plans import MoneyRow
from nscl.work.rules.moves import Planning


def activity_context(
    detail: ActivityDetail, query: TableQuery, *, events: Sequence[EventRow] | None, record: Act | None = None
) -> dict[str, Any]:
    """The context of `work/activity.html`. events: None for who may not see the history.

    record: the door to the record of its own that the activity has, or may be given (a class).
    """
    row = detail.row
    tables: list[Table[Any]] = [
        _outputs_table(detail.outputs),
        _people_table(detail.participations),
        _costs_table(detail.costs),
    ]
    return {
        "page": work_page(
            row.title, _answer(detail), crumbs=activity_crumbs(row), acts=_acts(detail, record), chip=activity_chip(row)
        ),
        "notices": _notices(detail),
        "facts": _facts(detail),
        "expected": detail.expected_output,
        "result": detail.result,
        "views": [table.present(query) for table in tables if table.rows],
        "counting": counting_of(detail),
        "timeline": None if events is None else activity_timeline(events, row),
    }


def _answer(detail: ActivityDetail) -> str:
    row = detail.row
    words = [f"{capital(row.kind.label)}, {days_words(row)}."]
    if row.done_on is not None:
        words.append(_("Xong ngày %(day)s.") % {"day": format_date(row.done_on)})
    if detail.people:
        words.append(_("%(n)s lượt người.") % {"n": format_number(detail.people)})
    if row.actual_vnd is not None:
        words.append(_("Chi %(money)s.") % {"money": million_words(row.actual_vnd)})
    elif row.planned_vnd is not None:
        words.append(_("Dự kiến %(money)s.") % {"money": million_words(row.planned_vnd)})
    return " ".join(words)


def _acts(detail: ActivityDetail, record: Act | None) -> list[Act]:
    """What the person may do now, the primary act last."""
    row = detail.row
    acts = []
    if detail.may_record:
        href = raise_href(WorkKind.ACTIVITY, row.number)
        acts.append(Act(_("Nêu vướng mắc"), href, "message-circle-plus", Weight.QUIET))
    is_open = row.status in {ActivityStatus.PLANNED, ActivityStatus.RUNNING}
    if detail.may_remove:
        acts.append(Act(_("Xóa"), act_href("activity-remove", row.number), "trash-2", Weight.QUIET))
    elif detail.may_plan and is_open:
        acts.append(Act(_("Hủy hoạt động"), act_href("activity-cancel", row.number), "ban", Weight.QUIET))
    # What a record of its own says is done, that record opens again.
    if detail.may_record and not is_open and not (detail.rule.tallied and row.status is ActivityStatus.DONE):
        acts.append(Act(_("Mở lại"), act_href("activity-reopen", row.number), "rotate-ccw"))
    if detail.may_plan:
        acts.append(Act(_("Sửa dự kiến"), act_href("activity-edit", row.number), "pencil"))
    if detail.may_record and detail.statuses:
        label = _("Ghi kết quả") if is_open else _("Sửa kết quả")
        weight = Weight.PRIMARY if is_open and record is None else Weight.PLAIN
        acts.append(Act(label, act_href("activity-record", row.number), "clipboard-check", weight))
    return acts if record is None else [*acts, record]


def _notices(detail: ActivityDetail) -> list[Notice]:
    row = detail.row
    notices = [sample_notice(is_sample=row.is_sample)]
    if detail.cancel_reason:
        notices.append(Notice(_("Đã hủy: %(reason)s") % {"reason": detail.cancel_reason}, tone=Tone.WARN))
    if row.is_late:
        title = ngettext("Chậm %(n)s ngày.", "Chậm %(n)s ngày.", row.days_late) % {"n": format_number(row.days_late)}
        words = _("Phải xong ngày %(day)s. Đã làm thì ghi kết quả; không làm nữa thì hủy và ghi lý do.")
        notices.append(Notice(title, words % {"day": format_date(row.ends_on)}, Tone.BAD))
    if row.is_supplement:
        notices.append(Notice(_("Hoạt động bổ sung, thêm sau khi kế hoạch năm đã duyệt."), tone=Tone.INFO))
    if detail.planning is Planning.CLOSED and detail.may_record:
        notices.append(
            Notice(_("Kế hoạch năm đang chờ duyệt nên chưa sửa phần dự kiến."), _("Kết quả vẫn ghi được."), Tone.INFO)
        )
    return [notice for notice in notices if notice is not None]


def _facts(detail: ActivityDetail) -> Facts:
    row = detail.row
    task_href = item_href(ItemKind.TASK, row.task.number) if row.task is not None and row.task.is_in_force else ""
    held = _("Cơ quan thực hiện")
    facts = [
        Fact(_("Nhiệm vụ"), row.task.label if row.task is not None else None, task_href),
        Fact(_("Loại"), capital(row.kind.label)),
        Fact(_("Thời gian"), days_words(row)),
        *([Fact(_("Ngày xong"), format_date(row.done_on))] if row.done_on is not None else []),
        Fact(held, ", ".join(filter(None, [row.agency.name, row.agency.unit_name]))),
        Fact(_("Người phụ trách"), row.responsible),
    ]
    optional = [
        (_("Địa điểm"), ", ".join(filter(None, [row.place, row.commune]))),
        (_("Nơi đăng, phát"), row.outlet),
        (_("Đơn vị tổ chức"), detail.organiser),
    ]
    facts += [Fact(label, value) for label, value in optional if value]
    if detail.copied_from is not None:
        facts.append(Fact(_("Chép từ"), _("hoạt động năm trước"), activity_href(detail.copied_from)))
    facts.append(Fact(_("Kế hoạch năm"), PLAN_CHIPS[row.annual_plan_state].label))
    return Facts(facts)


def _outputs_table(rows: Sequence[OutputRow]) -> Table[OutputRow]:
    return Table(
        name="san-pham",
        caption=_("Sản phẩm"),
        rows=rows,
        columns=[
            Column("kind", _("Loại sản phẩm"), value=lambda r: capital(r.kind.label), sortable=False, filling=True),
            Column("quantity", _("Số lượng"), Kind.NUMBER, sortable=False),
        ],
        exportable=False,
    )


def _people_table(rows: Sequence[ParticipantsRow]) -> Table[ParticipantsRow]:
    return Table(
        name="nguoi-tham-du",
        caption=_("Người tham dự"),
        rows=rows,
        columns=[
            Column("kind", _("Đối tượng"), value=lambda r: capital(r.kind.label), sortable=False, filling=True),
            Column("people", _("Lượt người"), Kind.INTEGER, sortable=False, total=True),
            Column("women", _("Trong đó nữ"), Kind.INTEGER, sortable=False),
            Column("organisations", _("Số tổ chức"), Kind.INTEGER, sortable=False, total=True),
        ],
        exportable=False,
    )


def _costs_table(costs: Sequence[CostRow]) -> Table[MoneyRow]:
    sums: dict[tuple[str, str], dict[CostStage, int]] = {}
    for cost in costs:
        found = sums.setdefault((cost.line, cost.source), {})
        found[cost.stage] = found.get(cost.stage, 0) + cost.vnd
    rows = [
        MoneyRow(line, source, found.get(CostStage.PLANNED, 0), found.get(CostStage.ACTUAL, 0))
        for (line, source), found in sums.items()
    ]
    return Table(
        name="kinh-phi",
        caption=_("Kinh phí"),
        rows=rows,
        columns=[
            Column("line", _("Dòng dự toán"), value=line_words, sortable=False, filling=True),
            Column("source", _("Nguồn"), value=lambda r: r.source or None, sortable=False),
            Column("planned_vnd", _("Dự kiến"), Kind.VND, sortable=False, unit=_("đồng"), total=True),
            Column("actual_vnd", _("Thực tế"), Kind.VND, sortable=False, unit=_("đồng"), total=True),
        ],
        exportable=False,
    )
