"""The form of a class: what is planned of it as an activity, what it has of its own, its sessions and trainers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.training.enums import ClassMode
from nscl.training.rules.values import (
    LINK_LENGTH,
    NAME_LENGTH,
    SHORT_LENGTH,
    ClassValues,
    SessionValues,
    TrainerValues,
)
from nscl.web.plan_editing.forms.fields import WordField
from nscl.web.plan_editing.forms.spec import Choices, RowsSpec
from nscl.web.plans.words import capital
from nscl.web.training.forms.choosing import Offered
from nscl.web.training.forms.courses import rule_fields
from nscl.web.training.forms.people import in_order
from nscl.web.training.forms.sessions import SESSIONS, moments, session_rows
from nscl.web.work.forms.editor import Editor, RowList
from nscl.web.work.forms.fields import NumberedField, WholeField
from nscl.web.work.forms.planning import (
    PLANNED_COSTS,
    choices_of,
    commune_field,
    cost_fields,
    cost_order,
    costs_of,
    long_field,
    pairs,
    task_field,
    text_field,
)
from nscl.work.enums import ActivityKind
from nscl.work.queries.options import FormOptions
from nscl.work.rules.checks import TEXT_LENGTH, TITLE_LENGTH
from nscl.work.rules.values import ActivityPlan

TRAINERS: Final = "trainers"
ACTIVITY_FIELDS: Final = ("title", "task_id", "place", "commune_id", "responsible_id")
CLASS_FIELDS: Final = ("course_id", "mode", "link", "capacity", "notice")


def new_class_form(options: FormOptions, choices: Offered, *, of_activity: bool) -> Editor:
    """A class to open. of_activity: its activity is planned already and stays as it is."""
    fields = {} if of_activity else _activity_fields(options)
    rows = {SESSIONS: session_rows(), TRAINERS: trainer_rows()}
    if not of_activity:
        spec = RowsSpec(
            gettext_lazy("Kinh phí dự kiến"),
            gettext_lazy("khoản kinh phí"),
            cost_fields,
            gettext_lazy("Ghi bằng đồng, mỗi dòng dự toán và nguồn một khoản. Chưa biết thì để trống."),
        )
        rows[PLANNED_COSTS] = RowList(spec, cost_order)
    return Editor({**fields, **class_fields(choices)}, rows, choices_of(options))


def class_form(choices: Offered) -> Editor:
    """What a class has of its own, to change."""
    return Editor(class_fields(choices), {}, Choices())


def _activity_fields(options: FormOptions) -> dict[str, forms.Field]:
    return {
        "title": text_field(_("Tên lớp"), TITLE_LENGTH, required=True),
        "task_id": task_field(options),
        "place": text_field(_("Địa điểm"), TEXT_LENGTH),
        "commune_id": commune_field(options),
        "responsible_id": NumberedField(pairs(options.people), label=_("Người phụ trách"), required=False),
    }


def class_fields(choices: Offered) -> dict[str, forms.Field]:
    """What a class has besides its activity."""
    return {
        "course_id": NumberedField(choices.courses, label=_("Khóa học")),
        "mode": WordField([(one.value, capital(one.label)) for one in ClassMode], label=_("Hình thức")),
        "link": text_field(_("Đường dẫn lớp trực tuyến"), LINK_LENGTH, help_text=_("Chỉ người đã ghi danh mới thấy.")),
        "capacity": WholeField(label=_("Số chỗ"), help_text=_("Để trống: không giới hạn. Hết chỗ thì xếp hàng chờ.")),
        "notice": long_field(_("Lời nhắn cho học viên"), _("Hiện ở trang ghi danh: cần mang gì, đến đâu, hỏi ai.")),
        **rule_fields(choices.tests, choices.evaluations),
    }


def trainer_rows() -> RowList:
    """Who teaches, a row each."""
    spec = RowsSpec(
        gettext_lazy("Giảng viên"),
        gettext_lazy("giảng viên"),
        _trainer_fields,
        gettext_lazy("Mỗi người một khung; chưa biết thì để trống."),
    )
    return RowList(spec, in_order)


def _trainer_fields(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "name": text_field(_("Họ và tên"), NAME_LENGTH, required=True),
        "organisation": text_field(_("Đơn vị"), SHORT_LENGTH),
    }


def class_values(editor: Editor) -> ClassValues:
    """What a valid form says of the class itself."""
    values = editor.values()
    return ClassValues(
        course_id=values["course_id"],
        mode=ClassMode(values["mode"]),
        link=values["link"],
        capacity=values["capacity"],
        notice=values["notice"],
        gives_certificate=values["gives_certificate"],
        min_attendance_percent=values["min_attendance_percent"],
        min_test_percent=values["min_test_percent"],
        validity_months=values["validity_months"],
        test_id=values["test_id"],
        evaluation_id=values["evaluation_id"],
    )


def sessions_of(editor: Editor) -> tuple[SessionValues, ...]:
    """The sessions of a valid form, as they were sent."""
    return tuple(session_values(row.cleaned_data) for row in editor.rows[SESSIONS].kept)


def session_values(values: Mapping[str, Any]) -> SessionValues:
    """What a valid row says."""
    begins, ends = moments(values)
    return SessionValues(starts_at=begins, ends_at=ends, topic=values["topic"], place=values["place"])


def trainers_of(editor: Editor) -> tuple[TrainerValues, ...]:
    """The trainers of a valid form, in order."""
    rows = (row.cleaned_data for row in editor.rows[TRAINERS].kept)
    return tuple(TrainerValues(row["name"], row["organisation"]) for row in rows)


def activity_plan(editor: Editor, sessions: Sequence[SessionValues]) -> ActivityPlan:
    """The activity of a new class: its days are those of the sessions, of which there is at least one."""
    values = editor.values()
    days = sorted(timezone.localdate(one.starts_at) for one in sessions)
    return ActivityPlan(
        kind=ActivityKind.TRAINING,
        starts_on=days[0],
        ends_on=days[-1],
        costs=costs_of(editor, PLANNED_COSTS),
        **{name: values[name] for name in ACTIVITY_FIELDS},
    )
