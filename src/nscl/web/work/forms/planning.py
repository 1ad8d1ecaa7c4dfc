"""The form that plans an activity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.web.plan_editing.forms.fields import MoneyField, WordField
from nscl.web.plan_editing.forms.rows import RowForm
from nscl.web.plan_editing.forms.spec import Choice, Choices, RowsSpec
from nscl.web.plans.words import capital
from nscl.web.work.forms.editor import Editor, RowList
from nscl.web.work.forms.fields import DayField, NumberedField
from nscl.work.enums import ActivityKind, CostStage
from nscl.work.queries.activities import ActivityDetail
from nscl.work.queries.options import FormOptions, Option, TaskOption
from nscl.work.queries.parts import TaskPart
from nscl.work.rules.checks import TEXT_LENGTH, TITLE_LENGTH
from nscl.work.rules.values import ActivityPlan, Cost

REASON = "reason"
PLANNED_COSTS = "planned_costs"


def planning_form(options: FormOptions, *, stored: ActivityDetail | None = None, with_reason: bool = False) -> Editor:
    """The form with what it offers; with_reason: the annual plan is approved, a change must say why."""
    fields = _fields(options, stored)
    if with_reason:
        fields[REASON] = forms.CharField(
            label=_("Lý do sửa"),
            required=False,
            widget=forms.Textarea({"rows": 2}),
            help_text=_("Kế hoạch năm đã duyệt, nên mỗi lần sửa phần dự kiến phải ghi lý do; lý do nằm trong nhật ký."),
        )
    spec = RowsSpec(
        gettext_lazy("Kinh phí dự kiến"),
        gettext_lazy("khoản kinh phí"),
        cost_fields,
        gettext_lazy("Ghi bằng đồng, mỗi dòng dự toán và nguồn một khoản. Chưa biết thì để trống."),
    )
    return Editor(fields, {PLANNED_COSTS: RowList(spec, cost_order)}, choices_of(options, stored))


def _fields(options: FormOptions, stored: ActivityDetail | None) -> dict[str, forms.Field]:
    return {
        "task_id": task_field(options, stored),
        "title": text_field(_("Tên hoạt động"), TITLE_LENGTH, required=True),
        "kind": WordField([(kind.value, capital(kind.label)) for kind in ActivityKind], label=_("Loại")),
        "starts_on": DayField(label=_("Bắt đầu")),
        "ends_on": DayField(label=_("Kết thúc"), required=False, help_text=_("Để trống nếu làm trong một ngày.")),
        "place": text_field(_("Địa điểm"), TEXT_LENGTH),
        "commune_id": commune_field(options, stored),
        "organiser": text_field(_("Đơn vị tổ chức"), TEXT_LENGTH),
        "outlet": text_field(_("Nơi đăng, phát"), TEXT_LENGTH),
        "responsible_id": NumberedField(
            _people(options, stored),
            label=_("Người phụ trách"),
            required=False,
        ),
        "expected_output": long_field(_("Sản phẩm dự kiến")),
    }


def _people(options: FormOptions, stored: ActivityDetail | None) -> list[Choice]:
    people = pairs(options.people)
    return people if stored is None else known(people, stored.row.responsible_number, stored.row.responsible)


def shown(editor: Editor, values: ActivityPlan) -> Editor:
    """The form filled with a plan."""
    plain = {name: getattr(values, name) for name in ActivityPlan.__dataclass_fields__ if name != "costs"}
    return editor.show(plain, {PLANNED_COSTS: values.costs})


def plan_of(editor: Editor) -> ActivityPlan:
    """What a valid form says."""
    values = editor.values()
    values.pop(REASON, None)
    values["kind"] = ActivityKind(values["kind"])
    return ActivityPlan(**values, costs=costs_of(editor, PLANNED_COSTS))


def stored_plan(detail: ActivityDetail) -> ActivityPlan:
    """How an activity is planned now."""
    row = detail.row
    return ActivityPlan(
        task_id=detail.task_id,
        kind=row.kind,
        title=row.title,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        place=row.place,
        commune_id=detail.commune_id,
        organiser=detail.organiser,
        outlet=row.outlet,
        responsible_id=row.responsible_number,
        expected_output=detail.expected_output,
        costs=costs_at(detail, CostStage.PLANNED),
    )


def costs_at(detail: ActivityDetail, stage: CostStage) -> tuple[Cost, ...]:
    """The costs of a stage as they are stored."""
    return tuple(Cost(one.vnd, one.line_id, one.source_id) for one in detail.costs if one.stage is stage)


# --- fields that the form of what was done has too


def text_field(label: str, length: int, *, required: bool = False, help_text: str = "") -> forms.CharField:
    """A line of text."""
    box = forms.TextInput({"autocomplete": "off", "maxlength": length})
    return forms.CharField(label=label, required=required, widget=box, help_text=help_text)


def long_field(label: str, help_text: str = "") -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, required=False, widget=forms.Textarea({"rows": 3}), help_text=help_text)


def commune_field(options: FormOptions, stored: ActivityDetail | None = None) -> NumberedField:
    """The commune where it is; one of another day stays offered to who has it already."""
    offered = pairs(options.communes)
    if stored is not None:
        offered = known(offered, stored.commune_id, stored.row.commune)
    return NumberedField(offered, label=_("Xã, phường"), required=False)


def task_field(options: FormOptions, stored: ActivityDetail | None = None, label: str = "") -> NumberedField:
    """The tasks in force by the agency's part in them; the task that the activity has already stays offered."""
    groups: dict[str, list[Choice]] = {}
    for option in options.tasks:
        groups.setdefault(_group_of(option), []).append((str(option.task.number), option.task.label))
    ordered = {name: groups[name] for name in _group_names() if name in groups}
    offered: list[Any] = list(ordered.items())
    if len(offered) == 1:
        offered = offered[0][1]
    if stored is not None and all(option.task.number != stored.task_id for option in options.tasks):
        now = stored.row.task.label if stored.row.task is not None else ""
        offered.insert(0, (str(stored.task_id), _("Như đang ghi: %(task)s") % {"task": now}))
    return NumberedField(offered, label=label or _("Nhiệm vụ của kế hoạch"))


def _group_names() -> list[str]:
    return [_("Cơ quan chủ trì"), _("Cơ quan phối hợp"), _("Nhiệm vụ khác")]


def _group_of(option: TaskOption) -> str:
    lead, coordinate, other = _group_names()
    if option.part in {TaskPart.LEAD, TaskPart.LEAD_IN_GROUP}:
        return lead
    return coordinate if option.part is not None else other


def cost_fields(choices: Choices) -> dict[str, forms.Field]:
    """An amount with its budget line and source."""
    return {
        "vnd": MoneyField(label=_("Số tiền (đồng)")),
        "line_id": NumberedField(choices.lines, label=_("Dòng dự toán"), required=False),
        "source_id": NumberedField(choices.sources, label=_("Nguồn"), required=False),
    }


def cost_order(row: RowForm) -> tuple[int, int, int]:
    """As the rules order costs, so that a refusal's place is the row's."""
    values = row.cleaned_data
    return values.get("line_id") or 0, values.get("source_id") or 0, values.get("vnd") or 0


def costs_of(editor: Editor, name: str) -> tuple[Cost, ...]:
    """The costs of a valid form."""
    return tuple(
        Cost(values["vnd"], values.get("line_id"), values.get("source_id"))
        for values in map(_row_values, editor.rows[name].kept)
    )


def _row_values(row: RowForm) -> Mapping[str, Any]:
    return row.cleaned_data


def choices_of(options: FormOptions, stored: ActivityDetail | None = None) -> Choices:
    """Lines and sources that rows may name; those that the activity has already stay offered."""
    lines, sources = pairs(options.lines), pairs(options.sources)
    for cost in stored.costs if stored is not None else ():
        lines = known(lines, cost.line_id, cost.line)
        sources = known(sources, cost.source_id, cost.source)
    return Choices(lines=lines, sources=sources)


def pairs(options: Iterable[Option]) -> list[Choice]:
    """Options as a drop-down takes them."""
    return [(str(option.number), option.label) for option in options]


def known(offered: list[Choice], number: int | None, label: str | None) -> list[Choice]:
    """The offered choices, with the one that is stored where it is not among them."""
    if number is None or any(key == str(number) for key, _label in offered):
        return offered
    return [*offered, (str(number), label or str(number))]
