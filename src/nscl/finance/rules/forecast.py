"""How much of a year's allocation will be disbursed by its end, by methods that a sentence can state.

No method gives more than is allocated, or less than is disbursed already, and none speaks before it has something to
speak from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

# A quarter of the year and three payments: one large payment in January tells nothing of December.
LEAST_DAYS: Final = 90
LEAST_PAYMENTS: Final = 3


class Method(StrEnum):
    """How a forecast was made."""

    PACE = "pace"
    SAME_SHARE = "same_share"


@dataclass(frozen=True, slots=True)
class PastYear:
    """A year that is over, in VND."""

    year: int
    allocated: int
    disbursed: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What will be disbursed by 31 December (VND) by one method, and how that was reckoned."""

    method: Method
    vnd: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """The year so far (VND) and its forecasts. silent: for each method that says nothing, why."""

    year: int
    on: date
    allocated: int
    disbursed: int
    forecasts: tuple[Forecast, ...]
    silent: tuple[str, ...]

    @property
    def left_over(self) -> tuple[int, int] | None:
        """How much would be left of the allocation at the end of the year, least and most; None without forecast."""
        if not self.forecasts:
            return None
        left = [self.allocated - one.vnd for one in self.forecasts]
        return min(left), max(left)


def outlook(year: int, on: date, *, allocated: int, disbursed: int, payments: int, past: Sequence[PastYear]) -> Outlook:
    """The outlook of a budget year as of a day in it.

    disbursed: by then, in `payments` payments; past: earlier years of the same plan.
    """
    forecasts: list[Forecast] = []
    silent: list[str] = []
    if on.year != year:
        silent.append(_("Chỉ dự báo cho năm đang thực hiện."))
    elif allocated <= 0:
        silent.append(_("Năm %(year)s chưa giao dự toán.") % {"year": year})
    elif disbursed >= allocated:
        silent.append(_("Đã giải ngân hết dự toán giao."))
    else:
        for found in (_pace(year, on, allocated, disbursed, payments), _same_share(allocated, disbursed, past)):
            if isinstance(found, Forecast):
                forecasts.append(found)
            else:
                silent.append(found)
    return Outlook(year, on, allocated, disbursed, tuple(forecasts), tuple(silent))


def _pace(year: int, on: date, allocated: int, disbursed: int, payments: int) -> Forecast | str:
    """As much a day until the end of the year as from its beginning until now."""
    days, whole = (on - date(year, 1, 1)).days + 1, (date(year, 12, 31) - date(year, 1, 1)).days + 1
    if days < LEAST_DAYS or payments < LEAST_PAYMENTS:
        return _(
            "Chưa dự báo theo nhịp giải ngân: cần ít nhất %(days)s ngày và %(payments)s lần chi, nay mới %(had_days)s "
            "ngày, %(had_payments)s lần."
        ) % {"days": LEAST_DAYS, "payments": LEAST_PAYMENTS, "had_days": days, "had_payments": payments}
    sentence = _(
        "Theo nhịp giải ngân: chi đều như %(days)s ngày đầu năm cho cả %(whole)s ngày, không quá dự toán giao."
    ) % {"days": days, "whole": whole}
    return Forecast(Method.PACE, _within(disbursed * whole // days, allocated, disbursed), sentence)


def _same_share(allocated: int, disbursed: int, past: Sequence[PastYear]) -> Forecast | str:
    """The same share of the allocation as in the years before, together."""
    years = [one for one in past if one.allocated > 0]
    if not years:
        return _("Chưa dự báo theo các năm trước: chưa có năm nào đã giao dự toán và đã hết.")
    given, spent = sum(one.allocated for one in years), sum(one.disbursed for one in years)
    sentence = _("Theo các năm trước: %(years)s đã giải ngân %(percent)s%% dự toán giao; năm nay cùng tỷ lệ đó.") % {
        "years": ", ".join(str(one.year) for one in years),
        "percent": spent * 100 // given,
    }
    return Forecast(Method.SAME_SHARE, _within(allocated * spent // given, allocated, disbursed), sentence)


def _within(vnd: int, allocated: int, disbursed: int) -> int:
    return max(disbursed, min(vnd, allocated))
