"""Which day a voucher of a budget year may bear: the year itself and the weeks in which its accounts are adjusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from nscl.finance.enums import VoucherKind

# Key in `data/norms`: the day of the next January until which vouchers of a year of the state budget are taken.
CLOSING_DAY: Final = "budget-year.closing-day"
_JANUARY = 1


@dataclass(frozen=True, slots=True)
class Closing:
    """The last day on which money of a year may be booked, and who says so. verified: read where it is fixed."""

    day: date
    cite: str
    verified: bool


@dataclass(frozen=True, slots=True)
class DayJudgement:
    """What is wrong with a voucher's day. refusal, remedy: "" where it is taken; warning: what to look at again."""

    refusal: str = ""
    remedy: str = ""
    warning: str = ""


def closing_of(year: int, day: int, cite: str, *, verified: bool) -> Closing:
    """The closing day of a budget year, `day` being the day of the January after it."""
    return Closing(date(year + 1, _JANUARY, day), cite, verified)


def first_day(kind: VoucherKind, year: int) -> date:
    """The first day that a voucher of the year may bear.

    The budget year is the calendar year. Its allocation is decided in the year before; what is unspent at 31 December
    is known, and the year settled, only then.
    """
    if kind is VoucherKind.ALLOCATION:
        return date(year - 1, 1, 1)
    if kind in (VoucherKind.CARRY_OVER, VoucherKind.SETTLEMENT):
        return date(year, 12, 31)
    return date(year, 1, 1)


def judge_day(
    kind: VoucherKind, on: date, year: int, *, today: date, closing: Closing | None, state_money: bool
) -> DayJudgement:
    """Whether a voucher of the budget year may bear the day.

    closing: None where nothing is known for the year. state_money: some of it is of the state budget (or not told
    apart): only for that the closing day binds, and where the instrument was not read, it only warns.
    """
    words = {"day": f"{on:%d/%m/%Y}", "year": year, "next": year + 1}
    if on > today:
        return DayJudgement(_("ngày chứng từ %(day)s chưa đến") % words, _("ghi ngày trên chứng từ"))
    first = first_day(kind, year)
    if on < first:
        message = _("ngày chứng từ %(day)s sớm hơn ngày đầu ghi được cho niên độ %(year)s (%(first)s)")
        return DayJudgement(message % {**words, "first": f"{first:%d/%m/%Y}"}, _("xem lại ngày hoặc niên độ"))
    if kind in (VoucherKind.CARRY_OVER, VoucherKind.SETTLEMENT) or closing is None or on <= closing.day:
        return DayJudgement()
    message = _("ngày chứng từ %(day)s sau ngày %(last)s, hạn chỉnh lý quyết toán niên độ %(year)s (%(cite)s)") % {
        **words,
        "last": f"{closing.day:%d/%m/%Y}",
        "cite": closing.cite,
    }
    if not (state_money and closing.verified):
        return DayJudgement(warning=message)
    return DayJudgement(message, _("ghi vào niên độ %(next)s, hoặc chuyển nguồn sang năm đó trước") % words)
