"""What the registers hold of an expert, a certificate, a club and a programme, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from nscl.text.dates import add_months
from nscl.text.formats import format_number
from nscl.training.enums import ExpertCertificateKind
from nscl.work.rules.problems import Problem, Reason

# Issue 6, point 6, and the plans' own wording: a club counts while it was active in the last twelve months.
ACTIVE_MONTHS = 12
_MOST_FIELDS = 20
_LONGEST_FIELD = 100
# What fits the columns of the registers, in letters.
LONGEST: Final[Mapping[str, int]] = {
    "trained_by": 200,
    "standard": 60,
    "body": 200,
    "number": 60,
    "name": 200,
    "head": 150,
    "title": 250,
    "decision": 100,
    "reason": 300,
}
# More members of a club or learners of a programme than any school has is a slip of the keyboard.
_MOST_PEOPLE = 1_000_000
_MOST_HOURS = 10_000
# A date of a programme before this is a slip of the keyboard: the first national programme on productivity and quality
# began in 2010 (Decision 712/QĐ-TTg of 21 May 2010).
_FIRST_DAY = date(2010, 1, 1)


@dataclass(frozen=True, kw_only=True)
class ExpertDetails:
    """What is known of an expert besides the person. trained_on None: still a candidate in training."""

    candidate_since: date
    trained_on: date | None = None
    trained_by: str = ""
    trained_plan_id: int | None = None
    fields: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ExpertCertificateEntry:
    """A certificate as its paper says. valid_to None: it does not expire. plan_id: whose count it is (None: none's)."""

    kind: ExpertCertificateKind
    standard: str
    body: str
    number: str
    certified_on: date
    valid_to: date | None = None
    plan_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ClubDetails:
    """A club at a school."""

    name: str
    school_id: int
    plan_id: int
    founded_on: date
    head: str = ""


@dataclass(frozen=True, kw_only=True)
class ProgrammeDetails:
    """A programme that a school took into its teaching. decision: the school's paper; hours, learners: where known."""

    title: str
    school_id: int
    plan_id: int
    adopted_on: date
    decision: str = ""
    hours: Decimal | None = None
    learners: int | None = None


def one_year_before(day: date) -> date:
    """The first day of the twelve months that end with a day: a club active on it or later still counts."""
    return add_months(day, -ACTIVE_MONTHS) + timedelta(days=1)


def check_expert(details: ExpertDetails, today: date) -> Iterator[Problem]:
    """What is wrong with an expert's details."""
    yield from _check_day("candidate_since", details.candidate_since, today)
    if details.trained_on is not None:
        yield from _check_day("trained_on", details.trained_on, today)
        if details.trained_on < details.candidate_since:
            message = _("xong đào tạo trước ngày vào danh sách ứng viên")
            yield Problem("trained_on", Reason.BACKWARD, message, _("ghi ngày vào danh sách sớm hơn"))
    elif details.trained_plan_id is not None:
        message = _("chưa xong đào tạo nên chưa tính cho kế hoạch nào")
        yield Problem("trained_plan_id", Reason.UNFIT, message, _("ghi ngày xong đào tạo, hoặc bỏ kế hoạch"))
    yield from check_length("trained_by", details.trained_by)
    if len(details.fields) > _MOST_FIELDS or any(len(name) > _LONGEST_FIELD for name in details.fields):
        message = _("nhiều hơn %(count)s lĩnh vực hoặc tên quá dài") % {"count": _MOST_FIELDS}
        yield Problem("fields", Reason.TOO_LONG, message, _("mỗi dòng ghi tên một lĩnh vực, dưới 100 chữ"))


def check_expert_certificate(entry: ExpertCertificateEntry, today: date) -> Iterator[Problem]:
    """What is wrong with a certificate."""
    for field, text in (("standard", entry.standard), ("body", entry.body), ("number", entry.number)):
        if not text:
            yield _missing(field)
        yield from check_length(field, text)
    yield from _check_day("certified_on", entry.certified_on, today)
    if entry.valid_to is not None and entry.valid_to < entry.certified_on:
        message = _("hết hiệu lực trước ngày cấp")
        yield Problem("valid_to", Reason.BACKWARD, message, _("xem lại hai ngày trên giấy chứng nhận"))


def check_club(details: ClubDetails, today: date) -> Iterator[Problem]:
    """What is wrong with a club."""
    if not details.name:
        yield _missing("name")
    yield from check_length("name", details.name)
    yield from check_length("head", details.head)
    yield from _check_day("founded_on", details.founded_on, today)


def check_club_activity(
    held_on: date, title: str, founded_on: date, closed_on: date | None, today: date
) -> Iterator[Problem]:
    """What is wrong with something that a club did."""
    if not title:
        yield _missing("title")
    yield from check_length("title", title)
    yield from _check_day("held_on", held_on, today)
    if held_on < founded_on:
        message = _("trước ngày thành lập câu lạc bộ (%(day)s)") % {"day": f"{founded_on:%d/%m/%Y}"}
        yield Problem("held_on", Reason.BACKWARD, message, _("xem lại ngày, hoặc sửa ngày thành lập"))
    if closed_on is not None and held_on > closed_on:
        message = _("sau ngày câu lạc bộ thôi hoạt động (%(day)s)") % {"day": f"{closed_on:%d/%m/%Y}"}
        yield Problem("held_on", Reason.BACKWARD, message, _("xem lại ngày, hoặc mở lại câu lạc bộ"))


def check_programme(details: ProgrammeDetails, today: date) -> Iterator[Problem]:
    """What is wrong with a programme."""
    if not details.title:
        yield _missing("title")
    yield from check_length("title", details.title)
    yield from check_length("decision", details.decision)
    yield from _check_day("adopted_on", details.adopted_on, today)
    if details.hours is not None and details.hours <= 0:
        yield Problem("hours", Reason.NEGATIVE, _("số tiết phải lớn hơn 0"), _("để trống nếu chưa biết"))
    elif details.hours is not None and (details.hours > _MOST_HOURS or details.hours * 10 % 1):
        message = _("số tiết quá lớn, hoặc lẻ hơn một phần mười")
        yield Problem("hours", Reason.TOO_LARGE, message, _("ghi như trong văn bản, ví dụ 45 hoặc 22,5"))
    yield from check_people("learners", details.learners)


def check_people(field: str, count: int | None) -> Iterator[Problem]:
    """What is wrong with a number of people; None: not known."""
    if count is not None and not 0 <= count <= _MOST_PEOPLE:
        reason = Reason.NEGATIVE if count < 0 else Reason.TOO_LARGE
        message = _("số người phải từ 0 đến %(most)s") % {"most": format_number(_MOST_PEOPLE)}
        yield Problem(field, reason, message, _("xem lại số đã gõ"))


def check_length(field: str, text: str) -> Iterator[Problem]:
    """What is wrong with the length of a text, by `LONGEST`."""
    if len(text) > LONGEST[field]:
        message = _("dài hơn %(most)s chữ") % {"most": LONGEST[field]}
        yield Problem(field, Reason.TOO_LONG, message, _("ghi gọn lại"))


def check_end(field: str, on: date, begun_on: date, today: date) -> Iterator[Problem]:
    """What is wrong with the day on which something ended."""
    yield from _check_day(field, on, today)
    if on < begun_on:
        message = _("trước ngày bắt đầu (%(day)s)") % {"day": f"{begun_on:%d/%m/%Y}"}
        yield Problem(field, Reason.BACKWARD, message, _("ghi ngày sau đó"))


def _check_day(field: str, day: date, today: date) -> Iterator[Problem]:
    if day > today:
        yield Problem(field, Reason.IN_FUTURE, _("ngày chưa tới"), _("ghi việc đã có; việc sắp tới để ở kế hoạch năm"))
    elif day < _FIRST_DAY:
        message = _("ngày trước năm %(year)s") % {"year": _FIRST_DAY.year}
        yield Problem(field, Reason.OUTSIDE_PERIOD, message, _("xem lại năm đã gõ"))


def _missing(field: str) -> Problem:
    return Problem(field, Reason.MISSING, _("chưa ghi"), _("ghi như trên giấy tờ"))
