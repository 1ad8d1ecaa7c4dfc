"""Values of a round: the days that a plan's duties propose, and what is wrong with those that a person chose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from nscl.reporting.enums import RoundKind
from nscl.work.rules.problems import Problem, Reason
from nscl.work.rules.reminders import LAST_MONTH_OF_YEAR_BEFORE

# The last day whose figures count in a yearly report, where the plan itself sets no earlier day (Decree 09/2019/NĐ-CP,
# article 12: from 15 December of the year before to 14 December of the year).
_CLOSING: Final = (12, 14)
# A round is about a year of its plan, or about its end: nobody reports long after it.
_YEARS_AFTER: Final = 2
REVIEWS: Final = (RoundKind.INTERIM, RoundKind.FINAL)
TITLE_LENGTH: Final = 200  # what the column holds


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundValues:
    """A round as a person opens it.

    period_start, period_end: what is reported on; data_until: the last day whose records count; agencies_due,
    province_due: by when agencies and province report. duty_id, review_id: what of the plan asks for it.
    """

    kind: RoundKind
    year: int
    title: str
    period_start: date
    period_end: date
    data_until: date
    agencies_due: date
    province_due: date | None = None
    note: str = ""
    duty_id: int | None = None
    review_id: int | None = None


def due_in(year: int, month: int, day: int) -> date:
    """The day of a duty ("20/11") on which the report about a year is due; the month's last where it lacks the day."""
    return _day(year + 1 if month <= LAST_MONTH_OF_YEAR_BEFORE else year, month, day)


def reports_on(agencies_due: date, asked_on: date) -> date:
    """The day on which an agency must be there to report: the round's, or the day on which it is asked where later."""
    return max(agencies_due, asked_on)


def closing_of(year: int, agencies_due: date | None) -> date | None:
    """The data closing time proposed: 14 December of the year, or the agencies' day where that comes first."""
    return None if agencies_due is None else min(date(year, *_CLOSING), agencies_due)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def round_problems(values: RoundValues, plan_start: int, plan_end: int) -> tuple[Problem, ...]:
    """Everything that is wrong with a round. plan_start, plan_end: first and last year of the plan."""
    return (*_title(values.title), *_year(values, plan_start, plan_end), *_days(values))


def _title(title: str) -> Iterator[Problem]:
    if not title.strip():
        yield Problem("title", Reason.MISSING, _("kỳ báo cáo chưa có tên"), _("ghi tên, ví dụ “Báo cáo năm 2026”"))
    elif len(title.strip()) > TITLE_LENGTH:
        message = _("tên kỳ báo cáo dài quá %(n)s ký tự") % {"n": TITLE_LENGTH}
        yield Problem("title", Reason.TOO_LONG, message, _("rút gọn tên, chi tiết ghi vào ghi chú"))


def _year(values: RoundValues, first: int, last: int) -> Iterator[Problem]:
    most = last + _YEARS_AFTER if values.kind in REVIEWS else last
    if not first <= values.year <= most:
        message = _("năm %(year)s nằm ngoài kế hoạch (%(first)s–%(last)s)") % {
            "year": values.year,
            "first": first,
            "last": last,
        }
        yield Problem("year", Reason.OUTSIDE_PERIOD, message, _("chọn năm của kế hoạch, hoặc mở kỳ tổng kết"))


def _days(values: RoundValues) -> Iterator[Problem]:
    backward = Reason.BACKWARD
    if values.period_end < values.period_start:
        yield Problem("period_end", backward, _("kỳ kết thúc trước khi bắt đầu"), _("xem lại hai ngày của kỳ"))
    elif values.data_until < values.period_start:
        message = _("ngày chốt số liệu trước ngày đầu của kỳ")
        yield Problem("data_until", backward, message, _("chọn ngày chốt số liệu trong hoặc sau kỳ"))
    if values.agencies_due < values.period_start:
        message = _("hạn của cơ quan trước ngày đầu của kỳ")
        yield Problem("agencies_due", backward, message, _("xem lại hạn nộp và kỳ"))
    if values.province_due is not None and values.province_due < values.agencies_due:
        message = _("hạn của tỉnh trước hạn của cơ quan")
        yield Problem("province_due", backward, message, _("chọn hạn của tỉnh sau ngày các cơ quan nộp"))
