"""Several activities at once: a short row each, the everyday facts only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.web.plan_editing.forms.fields import WordField
from nscl.web.plan_editing.forms.rows import RowForm
from nscl.web.plan_editing.forms.spec import Choices, RowsSpec
from nscl.web.plans.words import capital
from nscl.web.work.forms.editor import Editor, RowList
from nscl.web.work.forms.fields import CountField, DayField, WholeField
from nscl.web.work.forms.planning import task_field, text_field
from nscl.work.enums import ActivityKind, ActivityStatus, ParticipantKind
from nscl.work.operations.activities import NewActivity
from nscl.work.queries.options import FormOptions
from nscl.work.rules.checks import TEXT_LENGTH, TITLE_LENGTH
from nscl.work.rules.kinds import KIND_RULES
from nscl.work.rules.problems import Problem, RowProblem
from nscl.work.rules.values import ActivityPlan, ActivityRecord, Participants, Quantity

ROWS: Final = "viec"
# Rows that stand ready on an empty form.
READY_ROWS: Final = 3
# Where a problem of an activity is said in a row.
_FIELDS: Final[Mapping[str, str]] = {
    "participations[0].kind": "participants",
    "participations[0].people": "people",
    "participations": "participants",
    "outputs[0].quantity": "quantity",
    "outputs[0].kind": "quantity",
    "ends_on": "starts_on",
}


def many_form(options: FormOptions) -> Editor:
    """The form of an annual plan."""

    def fields(_choices: Choices) -> dict[str, forms.Field]:
        return _row_fields(options)

    spec = RowsSpec(
        gettext_lazy("Các việc"),
        gettext_lazy("việc"),
        fields,
        gettext_lazy("Mỗi việc một khung; khung để trống thì bỏ qua. Ghi hết hoặc chưa ghi việc nào."),
        agrees=_agrees,
    )
    # Rows are sent in their order: a refusal counts them as they stand.
    return Editor({}, {ROWS: RowList(spec, _in_order)}, Choices())


def _in_order(_row: RowForm) -> int:
    return 0


def _row_fields(options: FormOptions) -> dict[str, forms.Field]:
    statuses = (ActivityStatus.DONE, ActivityStatus.RUNNING, ActivityStatus.PLANNED)
    return {
        "title": text_field(_("Tên hoạt động"), TITLE_LENGTH, required=True),
        "task_id": task_field(options, label=_("Nhiệm vụ")),
        "kind": WordField([(kind.value, capital(kind.label)) for kind in ActivityKind], label=_("Loại")),
        "status": WordField([(status.value, capital(status.label)) for status in statuses], label=_("Đến nay")),
        "starts_on": DayField(label=_("Bắt đầu")),
        "done_on": DayField(label=_("Ngày xong"), required=False, help_text=_("Để trống: xong ngay ngày bắt đầu.")),
        "place": text_field(_("Địa điểm hoặc nơi đăng, phát"), TEXT_LENGTH),
        "quantity": CountField(label=_("Số sản phẩm"), help_text=_("Bản in, tin bài, phóng sự… theo loại.")),
        "participants": WordField(
            [(kind.value, capital(kind.label)) for kind in ParticipantKind], label=_("Đối tượng dự"), required=False
        ),
        "people": WholeField(label=_("Lượt người")),
    }


def _agrees(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the fields of a row must say together; nothing is guessed."""
    kind = values.get("kind")
    outputs = KIND_RULES[ActivityKind(kind)].outputs if kind else ()
    if values.get("quantity") is not None and len(outputs) != 1:
        yield "quantity", _("Loại này có nhiều thứ sản phẩm: hãy để trống rồi ghi ở trang của hoạt động.")
    if values.get("people") is not None and not values.get("participants"):
        yield "participants", _("Có lượt người thì phải chọn đối tượng dự.")
    if values.get("people") is None and values.get("participants"):
        yield "people", _("Có đối tượng dự thì phải ghi lượt người.")
    has_result = any(values.get(name) is not None for name in ("people", "quantity"))
    if values.get("status") == ActivityStatus.PLANNED and has_result:
        yield "status", _("Việc còn dự kiến thì chưa có sản phẩm, lượt người.")


def rows_of(editor: Editor) -> list[NewActivity]:
    """What a valid form says, row by row."""
    return [_row(row.cleaned_data) for row in editor.rows[ROWS].kept]


def refuse_rows(editor: Editor, problems: tuple[RowProblem, ...]) -> None:
    """Say each problem in its row."""
    kept = editor.rows[ROWS].kept
    for one in problems:
        row = kept[one.row]
        name = _field_of(one.problem, row)
        row.add_error(name, capital(str(one.problem)))


def _field_of(problem: Problem, row: RowForm) -> str:
    name = _FIELDS.get(problem.field, problem.field)
    if name == "outlet":
        name = "place"
    return name if name in row.fields else "title"


def _row(values: Mapping[str, Any]) -> NewActivity:
    kind, status = ActivityKind(values["kind"]), ActivityStatus(values["status"])
    rule = KIND_RULES[kind]
    where = values["place"]
    plan = ActivityPlan(
        task_id=values["task_id"],
        kind=kind,
        title=values["title"],
        starts_on=values["starts_on"],
        place="" if rule.has_outlet and not rule.has_place else where,
        outlet=where if rule.has_outlet and not rule.has_place else "",
    )
    if status is ActivityStatus.PLANNED:
        return NewActivity(plan)
    done_on = (values["done_on"] or values["starts_on"]) if status is ActivityStatus.DONE else None
    record = ActivityRecord(
        status=status,
        done_on=done_on,
        # It lasted until it was done.
        ends_on=done_on,
        outputs=() if values["quantity"] is None else (Quantity(rule.outputs[0], values["quantity"]),),
        participations=_participants(values),
    )
    return NewActivity(plan, record)


def _participants(values: Mapping[str, Any]) -> tuple[Participants, ...]:
    if values["people"] is None:
        return ()
    return (Participants(ParticipantKind(values["participants"]), values["people"]),)
