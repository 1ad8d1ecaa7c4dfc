"""Forms of what is to be reached and done: targets with measures, groups, tasks with outputs."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from nscl.documents.pack import schema
from nscl.documents.pack.enums import MeasureOp, MeasureWhen, ScheduleKind
from nscl.documents.pack.labels import INDICATOR_LABELS
from nscl.plans.enums import ItemKind, choices
from nscl.web.plan_editing.forms.agreement import output_agrees, range_agrees, schedule_agrees, years_forward
from nscl.web.plan_editing.forms.document import key_field, lines_field
from nscl.web.plan_editing.forms.fields import (
    CodeField,
    NumberField,
    SeveralField,
    TextField,
    WordField,
    YearField,
)
from nscl.web.plan_editing.forms.spec import Choices, KindSpec, RowsSpec

# Blank drop-downs that stand ready for one more.
ROOM_FOR_LEADS = 1
ROOM_FOR_PARTNERS = 2


def lead_field(known: Choices) -> SeveralField:
    """Who leads."""
    return SeveralField(list(known.agencies), blank=ROOM_FOR_LEADS, label=_("Đơn vị chủ trì"), required=False)


def partners_field(known: Choices, label: str, *, required: bool = False) -> SeveralField:
    """Who works with them."""
    return SeveralField(list(known.agencies), blank=ROOM_FOR_PARTNERS, label=label, required=required)


def _target(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "key": key_field(_("Ví dụ T3.")),
        "at": lines_field(),
        "text": TextField(label=pgettext("một mục", "Mục tiêu"), rows=4),
        "phase.start": YearField(label=_("Từ năm")),
        "phase.end": YearField(label=_("Đến năm")),
    }


def _measure(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "label": TextField(label=_("Tên chỉ tiêu")),
        "indicator": CodeField(
            INDICATOR_LABELS,
            label=_("Mã chỉ tiêu"),
            help_text=_("Một mã cho cùng một chỉ tiêu ở mọi kế hoạch. Chọn trong gợi ý; chưa có thì đặt mã mới."),
        ),
        "op": WordField(choices(MeasureOp), label=_("So sánh")),
        "value": NumberField(label=_("Giá trị"), help_text=_("Ví dụ 1.234,5; tỷ lệ 55% ghi 55.")),
        "value_to": NumberField(label=_("Đến giá trị"), required=False, help_text=_("Chỉ khi so sánh trong khoảng.")),
        "unit": TextField(label=_("Đơn vị tính")),
        "when": WordField(choices(MeasureWhen), label=_("Tính cho")),
        "of": TextField(label=_("Tính trên"), required=False, help_text=_("Mẫu số của tỷ lệ, bằng lời.")),
    }


TARGET = KindSpec(
    ItemKind.TARGET,
    schema.Target,
    gettext_lazy("mục tiêu"),
    _target,
    agrees=years_forward("phase.start", "phase.end"),
    rows={
        "measures": RowsSpec(
            gettext_lazy("Chỉ tiêu"),
            gettext_lazy("chỉ tiêu"),
            _measure,
            gettext_lazy("Mỗi con số đếm được của mục tiêu là một chỉ tiêu. Mục tiêu không đếm được thì để trống."),
            agrees=range_agrees,
        )
    },
)


def _group(_choices: Choices) -> dict[str, forms.Field]:
    return {"key": key_field(_("Ví dụ IV.")), "title": TextField(label=_("Tên nhóm"), rows=2)}


TASK_GROUP = KindSpec(ItemKind.TASK_GROUP, schema.TaskGroup, gettext_lazy("nhóm nhiệm vụ"), _group)


def _task(known: Choices) -> dict[str, forms.Field]:
    return {
        "key": key_field(_("Ví dụ 4.2.")),
        "group": WordField(list(known.groups), label=_("Nhóm nhiệm vụ")),
        "title": TextField(label=_("Tên nhiệm vụ"), rows=3),
        "lead": lead_field(known),
        "coordinate": partners_field(known, _("Đơn vị phối hợp")),
        "schedule.kind": WordField(choices(ScheduleKind), label=_("Thời gian")),
        "schedule.text": TextField(label=_("Lời văn về thời gian"), required=False, help_text=_("Như văn bản ghi.")),
        "schedule.start": YearField(label=_("Từ năm"), required=False),
        "schedule.end": YearField(label=_("Đến năm"), required=False),
        "at": lines_field(),
        "note": TextField(label=_("Ghi chú"), rows=2, required=False),
    }


def _output(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "text": TextField(label=_("Sản phẩm")),
        "op": WordField(choices(MeasureOp), label=_("So sánh"), required=False),
        "value": NumberField(label=_("Giá trị"), required=False),
        "value_to": NumberField(label=_("Đến giá trị"), required=False, help_text=_("Chỉ khi so sánh trong khoảng.")),
        "unit": TextField(label=_("Đơn vị tính"), required=False),
        "by": YearField(label=_("Đến năm"), required=False),
        "of": TextField(label=_("Tính trên"), required=False, help_text=_("Mẫu số của tỷ lệ, bằng lời.")),
    }


TASK = KindSpec(
    ItemKind.TASK,
    schema.Task,
    gettext_lazy("nhiệm vụ"),
    _task,
    agrees=schedule_agrees,
    rows={
        "outputs": RowsSpec(
            gettext_lazy("Sản phẩm dự kiến"),
            gettext_lazy("sản phẩm"),
            _output,
            gettext_lazy("Mỗi số lượng một dòng. Sản phẩm không có số thì để trống ô so sánh và giá trị."),
            agrees=output_agrees,
        )
    },
)
