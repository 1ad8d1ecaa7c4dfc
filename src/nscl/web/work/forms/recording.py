"""The form that records what was done: few fields first, the rest folded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.web.plan_editing.forms.fields import WordField
from nscl.web.plan_editing.forms.spec import Choices, RowsSpec
from nscl.web.plans.words import capital
from nscl.web.work.forms.editor import Editor, RowList
from nscl.web.work.forms.fields import CountField, DayField, WholeField
from nscl.web.work.forms.planning import (
    choices_of,
    commune_field,
    cost_fields,
    cost_order,
    costs_at,
    costs_of,
    long_field,
    text_field,
)
from nscl.work.enums import ActivityStatus, CostStage, OutputKind, ParticipantKind
from nscl.work.queries.activities import ActivityDetail
from nscl.work.queries.options import FormOptions
from nscl.work.rules.checks import TEXT_LENGTH
from nscl.work.rules.values import ActivityRecord, Participants, Quantity

OUTPUTS: Final = "outputs"
PARTICIPATIONS: Final = "participations"
ACTUAL_COSTS: Final = "actual_costs"
# What is asked of whoever stands in the field; the rest is folded away.
FIRST_FIELDS: Final = ("status", "done_on")
FOLDED_FIELDS: Final = ("starts_on", "ends_on", "place", "outlet", "commune_id")


def record_form(detail: ActivityDetail, options: FormOptions) -> Editor:
    """The form of an activity: it has what its kind may record."""
    rows: dict[str, RowList] = {}
    if detail.rule.has_participants or (detail.participations and not detail.rule.tallied):
        spec = RowsSpec(
            gettext_lazy("Người tham dự"),
            gettext_lazy("đối tượng"),
            _participant_fields,
            gettext_lazy("Mỗi loại đối tượng một dòng. Lượt người: ai dự hai lần tính hai lượt."),
        )
        rows[PARTICIPATIONS] = RowList(spec, lambda row: row.cleaned_data.get("kind") or "")
    spec = RowsSpec(
        gettext_lazy("Kinh phí thực tế"),
        gettext_lazy("khoản chi"),
        cost_fields,
        gettext_lazy("Ghi bằng đồng. Chưa quyết toán thì để trống, ghi sau cũng được."),
    )
    rows[ACTUAL_COSTS] = RowList(spec, cost_order)
    return Editor(_fields(detail, options), rows, choices_of(options, detail))


def _fields(detail: ActivityDetail, options: FormOptions) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        "status": forms.ChoiceField(
            label=_("Đến nay"),
            choices=[(status.value, capital(status.label)) for status in reversed(detail.statuses)],
            widget=forms.RadioSelect,
        ),
        "done_on": DayField(
            label=_("Ngày xong"), required=False, help_text=_("Chỉ ghi khi đã xong; chỉ tiêu tính theo ngày này.")
        ),
    }
    for kind in _typed_kinds(detail):
        fields[f"{OUTPUTS}.{kind.value}"] = CountField(label=capital(kind.label))
    fields["result"] = long_field(_("Kết quả, ghi chú"))
    fields["starts_on"] = DayField(label=_("Bắt đầu thực tế"))
    fields["ends_on"] = DayField(label=_("Kết thúc thực tế"), required=False)
    if detail.rule.has_place or detail.row.place:
        fields["place"] = text_field(_("Địa điểm"), TEXT_LENGTH)
    if detail.rule.has_outlet or detail.row.outlet:
        fields["outlet"] = text_field(_("Nơi đăng, phát"), TEXT_LENGTH)
    fields["commune_id"] = commune_field(options, detail)
    return fields


def _participant_fields(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "kind": WordField([(kind.value, capital(kind.label)) for kind in ParticipantKind], label=_("Đối tượng")),
        "people": WholeField(label=_("Lượt người"), required=True),
        "women": WholeField(label=_("Trong đó nữ")),
        "organisations": WholeField(label=_("Số tổ chức")),
    }


def begun(editor: Editor, detail: ActivityDetail, on: date) -> Editor:
    """The form with what is recorded; for who comes to say that it is done, on which day that most likely was."""
    row = detail.row
    status, done_on = row.status, row.done_on
    if row.starts_on <= on and detail.rule.tallied and ActivityStatus.RUNNING in detail.statuses:
        status = ActivityStatus.RUNNING
    elif status is not ActivityStatus.DONE and row.starts_on <= on:
        status, done_on = ActivityStatus.DONE, min(max(row.ends_on, row.starts_on), on)
    return shown(editor, stored_record(detail), status=status, done_on=done_on)


def shown(
    editor: Editor, record: ActivityRecord, *, status: ActivityStatus | None = None, done_on: date | None = None
) -> Editor:
    """The form filled with a record."""
    values: dict[str, Any] = {
        name: getattr(record, name) for name in ("result", "starts_on", "ends_on", "place", "outlet", "commune_id")
    }
    values["status"] = (status or record.status).value
    values["done_on"] = done_on or record.done_on
    values |= {f"{OUTPUTS}.{one.kind.value}": one.quantity for one in record.outputs}
    return editor.show(values, {PARTICIPATIONS: record.participations, ACTUAL_COSTS: record.costs})


def record_of(editor: Editor, detail: ActivityDetail) -> ActivityRecord:
    """What a valid form says. A day of completion counts with "đã xong" alone: the form offers one beforehand."""
    values = editor.values()
    status = ActivityStatus(values["status"])
    outputs = [(kind, values.get(f"{OUTPUTS}.{kind.value}")) for kind in _output_kinds(editor, detail)]
    return ActivityRecord(
        status=status,
        done_on=values["done_on"] if status is ActivityStatus.DONE else None,
        outputs=tuple(Quantity(kind, quantity) for kind, quantity in outputs if quantity is not None),
        participations=_participations(editor),
        costs=costs_of(editor, ACTUAL_COSTS),
        result=values["result"],
        starts_on=values["starts_on"],
        ends_on=values["ends_on"] or values["starts_on"],
        place=values.get("place"),
        outlet=values.get("outlet"),
        commune_id=values.get("commune_id"),
    )


def _output_kinds(editor: Editor, detail: ActivityDetail) -> list[OutputKind]:
    return [kind for kind in _typed_kinds(detail) if f"{OUTPUTS}.{kind.value}" in editor.form.fields]


def _typed_kinds(detail: ActivityDetail) -> list[OutputKind]:
    """The outputs that people write down: not those which a record of its own adds up."""
    kinds = dict.fromkeys([*detail.rule.outputs, *(one.kind for one in detail.outputs)])
    return [kind for kind in kinds if kind not in detail.rule.tallied]


def _participations(editor: Editor) -> tuple[Participants, ...]:
    if PARTICIPATIONS not in editor.rows:
        return ()
    return tuple(participants_of(row.cleaned_data) for row in editor.rows[PARTICIPATIONS].kept)


def participants_of(values: Mapping[str, Any]) -> Participants:
    """A row of participants."""
    kind = ParticipantKind(values["kind"])
    return Participants(kind, values["people"], values.get("organisations") or 0, values.get("women"))


def stored_record(detail: ActivityDetail) -> ActivityRecord:
    """What is recorded of an activity now, as far as people write it down."""
    row, typed = detail.row, _typed_kinds(detail)
    return ActivityRecord(
        status=row.status,
        done_on=row.done_on,
        outputs=tuple(Quantity(one.kind, one.quantity) for one in detail.outputs if one.kind in typed),
        participations=tuple(
            Participants(one.kind, one.people, one.organisations, one.women)
            for one in detail.participations
            if not detail.rule.tallied
        ),
        costs=costs_at(detail, CostStage.ACTUAL),
        result=detail.result,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        place=row.place,
        outlet=row.outlet,
        commune_id=detail.commune_id,
    )
