"""What a class has of its own in words: for the audit trail, and to show two people where their values differ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.training.enums import ClassMode, Registration
from nscl.training.models import Course, Questionnaire, TrainingClass
from nscl.training.operations.errors import FieldConflict


def differences(stored: TrainingClass, sent: TrainingClass) -> tuple[FieldConflict, ...]:
    """Where what somebody sends differs from what is stored, in the language of the moment."""
    found = []
    for name, (label, words) in _fields().items():
        before, after = getattr(stored, name), getattr(sent, name)
        if before != after:
            found.append(FieldConflict(name, label, mine=words(after), theirs=words(before)))
    return tuple(found)


def in_words(registration: Registration, until: datetime | None) -> str:
    """Whether a class takes names, and until when."""
    label = str(registration.label)
    return f"{label}, {localtime(until):%d/%m/%Y %H:%M}" if until is not None else label


def _fields() -> dict[str, tuple[str, Callable[[Any], str]]]:
    return {
        "course_id": (_("Khóa học"), _course),
        "mode": (_("Hình thức"), lambda value: str(ClassMode(value).label)),
        "link": (_("Đường dẫn"), str),
        "capacity": (_("Số chỗ"), _number),
        "notice": (_("Thông báo cho học viên"), str),
        "gives_certificate": (_("Cấp chứng nhận"), lambda value: _("có") if value else _("không")),
        "min_attendance_percent": (_("Dự ít nhất"), _percent),
        "min_test_percent": (_("Điểm kiểm tra ít nhất"), _percent),
        "validity_months": (_("Chứng nhận có hạn (tháng)"), _number),
        "test_id": (_("Bài kiểm tra"), _form),
        "evaluation_id": (_("Phiếu đánh giá"), _form),
    }


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _percent(value: int | None) -> str:
    return "" if value is None else f"{value}%"


def _course(value: int) -> str:
    return str(Course.objects.filter(pk=value).values_list("title", flat=True).first() or "")


def _form(value: int | None) -> str:
    return "" if value is None else str(Questionnaire.objects.filter(pk=value).values_list("title", flat=True).first())
