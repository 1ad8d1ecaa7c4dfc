"""The form of a course of the catalogue, and the rules for a certificate that a class has, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.training.enums import CourseLevel, CourseTopic
from nscl.training.rules.values import AUDIENCE_LENGTH, TITLE_LENGTH, CourseValues
from nscl.web.plan_editing.forms.fields import WordField
from nscl.web.plan_editing.forms.spec import Choice, Choices
from nscl.web.plans.words import capital
from nscl.web.training.forms.fields import PercentField
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import CountField, NumberedField, WholeField
from nscl.web.work.forms.planning import long_field, text_field

# What most programmes ask: four fifths of the sessions.
USUAL_ATTENDANCE: Final = 80
RULE_FIELDS: Final = (
    "gives_certificate",
    "min_attendance_percent",
    "min_test_percent",
    "validity_months",
    "test_id",
    "evaluation_id",
)


def course_form(
    tests: Sequence[Choice], evaluations: Sequence[Choice], provinces: Sequence[Choice] | None = None
) -> Editor:
    """The form. provinces: to choose from for a new course; None: the course has its own."""
    fields: dict[str, forms.Field] = {}
    if provinces is not None and len(provinces) > 1:
        fields["unit_id"] = NumberedField(provinces, label=_("Tỉnh"))
    fields |= {
        "title": text_field(_("Tên khóa học"), TITLE_LENGTH, required=True),
        "topic": WordField([(one.value, capital(one.label)) for one in CourseTopic], label=_("Lĩnh vực")),
        "level": WordField([(one.value, capital(one.label)) for one in CourseLevel], label=_("Mức độ")),
        "hours": CountField(label=_("Thời lượng (giờ)"), required=True, help_text=_("Có thể lẻ, ví dụ 7,5.")),
        "audience": text_field(_("Dành cho ai"), AUDIENCE_LENGTH, help_text=_("Ví dụ: quản đốc, tổ trưởng sản xuất.")),
        "description": long_field(_("Nội dung")),
        **rule_fields(tests, evaluations),
    }
    return Editor(fields, {}, Choices())


def rule_fields(tests: Sequence[Choice], evaluations: Sequence[Choice]) -> dict[str, forms.Field]:
    """What a certificate asks for, the test and the evaluation form."""
    return {
        "gives_certificate": forms.BooleanField(label=_("Học xong được cấp giấy chứng nhận"), required=False),
        "min_attendance_percent": PercentField(
            label=_("Dự ít nhất (% số buổi)"), required=True, help_text=_("Điều kiện cấp giấy chứng nhận.")
        ),
        "min_test_percent": PercentField(
            label=_("Bài kiểm tra đạt ít nhất (%)"), help_text=_("Để trống: không cần kiểm tra.")
        ),
        "validity_months": WholeField(
            label=_("Giấy chứng nhận có hiệu lực (tháng)"), help_text=_("Để trống: không hết hạn.")
        ),
        "test_id": NumberedField(tests, label=_("Bài kiểm tra"), required=False),
        "evaluation_id": NumberedField(evaluations, label=_("Phiếu đánh giá"), required=False),
    }


def blank_rules() -> Mapping[str, Any]:
    """What a new course begins with."""
    return {"gives_certificate": True, "min_attendance_percent": USUAL_ATTENDANCE}


def course_values(editor: Editor) -> CourseValues:
    """What a valid form says."""
    values = editor.values()
    values.pop("unit_id", None)
    topic, level = CourseTopic(values.pop("topic")), CourseLevel(values.pop("level"))
    return CourseValues(topic=topic, level=level, **values)
