"""Who earned the certificate of a class, what is printed on it, and what it is worth on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from nscl.text.dates import add_months
from nscl.training.enums import CertificateState
from nscl.training.rules.results import percent_words

_WHOLE: Final = 100
HOLDER_LENGTH: Final = 150
REASON_LENGTH: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRule:
    """What a class asks of who is to have its certificate. sessions: those that were held.

    min_test_percent: None, where no test is asked for.
    """

    gives_certificate: bool
    is_done: bool
    sessions: int
    min_attendance_percent: int
    min_test_percent: int | None


class Lack(StrEnum):
    """Why somebody has not earned the certificate."""

    NOT_GIVEN = "not_given"
    NOT_DONE = "not_done"
    NO_SESSION = "no_session"
    ATTENDANCE = "attendance"
    NO_RESULT = "no_result"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, with the figures: "dự 3/5 buổi (60%), cần 80%"."""

    lack: Lack
    sentence: str


def missing_for(rule: CertificateRule, *, attended: int, percent: Decimal | None) -> tuple[Missing, ...]:
    """What a person of the list still lacks; empty: the certificate is earned. percent: of the test, None: not taken.

    Attendance is compared in whole numbers, so that nobody is let in or kept out by rounding.
    """
    if not rule.gives_certificate:
        return (Missing(Lack.NOT_GIVEN, _("lớp này không cấp chứng nhận")),)
    if not rule.is_done:
        return (Missing(Lack.NOT_DONE, _("lớp chưa kết thúc")),)
    if rule.sessions < 1:
        return (Missing(Lack.NO_SESSION, _("lớp không có buổi nào được tổ chức")),)
    found: list[Missing] = []
    if attended * _WHOLE < rule.min_attendance_percent * rule.sessions:
        found.append(Missing(Lack.ATTENDANCE, _attendance(rule, attended)))
    if rule.min_test_percent is not None:
        needed = {"needed": rule.min_test_percent}
        if percent is None:
            found.append(Missing(Lack.NO_RESULT, _("chưa có kết quả kiểm tra, cần %(needed)s%%") % needed))
        elif percent < rule.min_test_percent:
            words = _("kiểm tra đạt %(percent)s, cần %(needed)s%%")
            found.append(Missing(Lack.RESULT, words % {"percent": percent_words(percent), **needed}))
    return tuple(found)


def _attendance(rule: CertificateRule, attended: int) -> str:
    return _("dự %(attended)s/%(sessions)s buổi (%(share)s%%), cần %(needed)s%%") % {
        "attended": attended,
        "sessions": rule.sessions,
        # Cut, not rounded: what is shown never looks enough where it is not.
        "share": attended * _WHOLE // rule.sessions,
        "needed": rule.min_attendance_percent,
    }


def last_day(issued_on: date, months: int | None) -> date | None:
    """The last day on which a certificate holds: the same day so many months on, or the last of a shorter month."""
    return None if months is None else add_months(issued_on, months)


def serial_of(code: str, year: int, number: int) -> str:
    """The serial as it is printed: the province's code, the year, the number within it."""
    return f"{code}-{year}-{number:06d}"


def state_on(*, on: date, valid_to: date | None, is_replaced: bool, is_revoked: bool) -> CertificateState:
    """What a certificate is worth on a day; the gravest comes first."""
    if is_revoked:
        return CertificateState.REVOKED
    if is_replaced:
        return CertificateState.REPLACED
    if valid_to is not None and valid_to < on:
        return CertificateState.EXPIRED
    return CertificateState.VALID
