"""Sessions that repeat: asked for as one row, written out as many, without script too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.web.training.forms.fields import TimeField
from nscl.web.work.forms.fields import DayField, WholeField

PREFIX: Final = "lap"
# More sessions than any class has: beyond, it is a slip.
MOST_SESSIONS: Final = 60
_SATURDAY: Final = 5


class Every(StrEnum):
    """How sessions follow one another."""

    DAY = "ngay"
    WORKING_DAY = "ngay-lam-viec"
    WEEK = "tuan"


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session of those written out."""

    on: date
    starts: time
    ends: time


class RepeatForm(forms.Form):
    """From which day, how often, how many."""

    use_required_attribute = False

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix=PREFIX)
        self.fields |= {
            "tu_ngay": DayField(label=_("Buổi đầu, ngày")),
            "tu_gio": TimeField(label=_("Từ giờ")),
            "den_gio": TimeField(label=_("Đến giờ")),
            "cach": forms.ChoiceField(
                label=_("Lặp lại"),
                choices=[
                    (Every.WORKING_DAY.value, _("các ngày liên tiếp, bỏ thứ bảy, chủ nhật")),
                    (Every.DAY.value, _("các ngày liên tiếp, cả thứ bảy, chủ nhật")),
                    (Every.WEEK.value, _("hằng tuần, cùng thứ")),
                ],
            ),
            "so_buoi": WholeField(label=_("Số buổi"), required=True),
        }

    def clean(self) -> dict[str, Any]:
        """The end after the start, and not too many."""
        cleaned = super().clean() or {}
        starts, ends, count = cleaned.get("tu_gio"), cleaned.get("den_gio"), cleaned.get("so_buoi")
        if starts is not None and ends is not None and ends <= starts:
            self.add_error("den_gio", _("Giờ kết thúc phải sau giờ bắt đầu."))
        if count is not None and not 1 <= count <= MOST_SESSIONS:
            self.add_error("so_buoi", _("Hãy ghi từ 1 đến %(n)s buổi.") % {"n": MOST_SESSIONS})
        return cleaned

    def sittings(self) -> list[Sitting]:
        """The sessions of a valid form."""
        values = self.cleaned_data
        days = repeated(values["tu_ngay"], Every(values["cach"]), values["so_buoi"])
        return [Sitting(day, values["tu_gio"], values["den_gio"]) for day in days]


def repeated(first: date, every: Every, count: int) -> Iterator[date]:
    """`count` days from the first one on; a first day at the weekend is kept: somebody chose it."""
    day, left = first, count
    while left:
        if every is not Every.WORKING_DAY or day == first or day.weekday() < _SATURDAY:
            yield day
            left -= 1
        day += timedelta(weeks=1) if every is Every.WEEK else timedelta(days=1)
