"""Courses, classes and sessions as plain values: what is sent when one is made or changed, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from urllib.parse import urlsplit

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.text.folding import fold_words
from nscl.training.enums import ClassMode, CourseLevel, CourseTopic
from nscl.training.rules.attendance import SessionFacts
from nscl.work.rules.problems import Problem, Reason

TITLE_LENGTH: Final = 250
SHORT_LENGTH: Final = 200
AUDIENCE_LENGTH: Final = 300
LINK_LENGTH: Final = 300
NAME_LENGTH: Final = 150
REASON_LENGTH: Final = 300
# A year of lessons, day and night: a slip of the keyboard.
MOST_HOURS: Final = Decimal(8760)
# More than any hall of the country holds.
MOST_CAPACITY: Final = 100_000
MOST_MONTHS: Final = 1200
# A sitting that lasts longer has a wrong day in it.
LONGEST_SESSION: Final = timedelta(hours=16)
PERCENT_MAX: Final = 100


@dataclass(frozen=True, kw_only=True)
class CourseValues:
    """A course of the catalogue. test_id, evaluation_id: the forms that its classes begin with."""

    title: str
    topic: CourseTopic
    level: CourseLevel
    hours: Decimal
    audience: str = ""
    description: str = ""
    gives_certificate: bool = True
    min_attendance_percent: int = 80
    min_test_percent: int | None = None
    validity_months: int | None = None
    test_id: int | None = None
    evaluation_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ClassValues:
    """What a class has of its own; title, place, days and money stand in its activity.

    Rules for the certificate and forms: None in `gives_certificate` takes all of them from the course.
    """

    course_id: int
    mode: ClassMode = ClassMode.ON_SITE
    link: str = ""
    capacity: int | None = None
    notice: str = ""
    gives_certificate: bool | None = None
    min_attendance_percent: int = 0
    min_test_percent: int | None = None
    validity_months: int | None = None
    test_id: int | None = None
    evaluation_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionValues:
    """A sitting: when, about what, and where, if not where the class is held."""

    starts_at: datetime
    ends_at: datetime
    topic: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class TrainerValues:
    """Who teaches. expert_id: where it is one of the register."""

    name: str
    organisation: str = ""
    expert_id: int | None = None


def check_course(values: CourseValues) -> tuple[Problem, ...]:
    """Everything that is wrong with a course's own values."""
    return (
        *_title(values.title),
        *_texts({"audience": values.audience}, AUDIENCE_LENGTH),
        *_hours(values.hours),
        *_certificate(values.min_attendance_percent, values.min_test_percent, values.validity_months),
    )


def check_class(values: ClassValues, enrolled: int = 0) -> tuple[Problem, ...]:
    """Everything that is wrong with a class's own values. enrolled: how many are on its list already."""
    problems = [*_link(values), *_capacity(values.capacity, enrolled)]
    if values.gives_certificate is not None:
        problems += _certificate(values.min_attendance_percent, values.min_test_percent, values.validity_months)
    return tuple(problems)


def check_session(values: SessionValues, others: Iterable[SessionFacts] = ()) -> tuple[Problem, ...]:
    """Everything that is wrong with a session. others: those of the same class that are not cancelled."""
    return (
        *_times(values, others),
        *_texts({"topic": values.topic}, TITLE_LENGTH),
        *_texts({"place": values.place}, SHORT_LENGTH),
    )


def check_trainers(trainers: Iterable[TrainerValues]) -> tuple[Problem, ...]:
    """Everything that is wrong with a list of trainers."""
    problems: list[Problem] = []
    for place, one in enumerate(trainers):
        if not fold_words(one.name):
            message = _("chưa có tên giảng viên")
            problems.append(Problem(f"trainers[{place}].name", Reason.MISSING, message, _("ghi họ tên, hoặc bỏ dòng")))
        problems += _texts({f"trainers[{place}].name": one.name}, NAME_LENGTH)
        problems += _texts({f"trainers[{place}].organisation": one.organisation}, SHORT_LENGTH)
    return tuple(problems)


def _title(title: str) -> Iterator[Problem]:
    if not fold_words(title):
        yield Problem("title", Reason.MISSING, _("chưa có tên khóa học"), _("ghi tên, ít nhất một chữ"))
    yield from _texts({"title": title}, TITLE_LENGTH)


def _texts(values: dict[str, str], limit: int) -> Iterator[Problem]:
    for field, text in values.items():
        if len(text) > limit:
            message = _("dài %(length)s ký tự, chỉ giữ được %(limit)s") % {"length": len(text), "limit": limit}
            yield Problem(field, Reason.TOO_LONG, message, _("viết gọn lại"))
        if "\0" in text:
            yield Problem(field, Reason.UNFIT, _("có ký tự không đọc được"), _("gõ lại đoạn này"))


def _hours(hours: Decimal) -> Iterator[Problem]:
    if not hours.is_finite() or hours > MOST_HOURS:
        yield Problem("hours", Reason.TOO_LARGE, _("số giờ này quá lớn"), _("ghi số giờ học của khóa"))
    elif hours <= 0:
        yield Problem("hours", Reason.NEGATIVE, _("chưa có số giờ học"), _("ghi số lớn hơn 0, ví dụ 16 hoặc 7,5"))


def _certificate(attendance: int, test: int | None, months: int | None) -> Iterator[Problem]:
    for field, value in (("min_attendance_percent", attendance), ("min_test_percent", test)):
        if value is not None and not 0 <= value <= PERCENT_MAX:
            yield Problem(field, Reason.TOO_LARGE, _("%(n)s%% không có nghĩa") % {"n": value}, _("ghi từ 0 đến 100"))
    if months is not None and not 1 <= months <= MOST_MONTHS:
        message = _("thời hạn %(n)s tháng không dùng được") % {"n": months}
        yield Problem("validity_months", Reason.UNFIT, message, _("ghi số tháng từ 1, hoặc để trống nếu không có hạn"))


def _link(values: ClassValues) -> Iterator[Problem]:
    link = values.link.strip()
    yield from _texts({"link": link}, LINK_LENGTH)
    if not link:
        if values.mode is not ClassMode.ON_SITE:
            message = _("lớp %(mode)s chưa có đường dẫn") % {"mode": values.mode.label}
            yield Problem("link", Reason.MISSING, message, _("ghi địa chỉ phòng họp, bắt đầu bằng https://"))
        return
    try:
        parts = urlsplit(link)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(map(str.isspace, link))
    except ValueError:
        is_web = False
    if not is_web:
        message = _("“%(link)s” không phải địa chỉ trang web") % {"link": link[:80]}
        yield Problem("link", Reason.UNFIT, message, _("ghi địa chỉ phòng họp, bắt đầu bằng https://"))


def _capacity(capacity: int | None, enrolled: int) -> Iterator[Problem]:
    if capacity is None:
        return
    if not 1 <= capacity <= MOST_CAPACITY:
        message = _("số chỗ %(n)s không dùng được") % {"n": capacity}
        yield Problem("capacity", Reason.UNFIT, message, _("ghi số từ 1, hoặc để trống nếu không giới hạn"))
    elif capacity < enrolled:
        message = _("lớp đang có %(people)s học viên, nhiều hơn %(n)s chỗ") % {"people": enrolled, "n": capacity}
        yield Problem("capacity", Reason.UNFIT, message, _("ghi số chỗ lớn hơn, hoặc cho bớt học viên rút trước"))


def _times(values: SessionValues, others: Iterable[SessionFacts]) -> Iterator[Problem]:
    if values.ends_at <= values.starts_at:
        yield Problem("ends_at", Reason.BACKWARD, _("giờ kết thúc không sau giờ bắt đầu"), _("xem lại hai giờ"))
        return
    if values.ends_at - values.starts_at > LONGEST_SESSION:
        message = _("buổi học dài hơn %(n)s giờ") % {"n": int(LONGEST_SESSION.total_seconds() // 3600)}
        yield Problem("ends_at", Reason.TOO_LARGE, message, _("xem lại ngày và giờ; mỗi buổi ghi một dòng"))
    for other in others:
        if values.starts_at < other.ends_at and other.starts_at < values.ends_at:
            begun = localtime(other.starts_at)
            message = _("trùng giờ với buổi %(time)s ngày %(day)s") % {
                "time": f"{begun:%H:%M}",
                "day": f"{begun:%d/%m/%Y}",
            }
            yield Problem("starts_at", Reason.TWICE, message, _("chọn giờ khác, hoặc hủy buổi kia trước"))
