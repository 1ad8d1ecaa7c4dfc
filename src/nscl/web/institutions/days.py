"""The day as of which a page is asked: `?ngay=2025-06-30`, today where none is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.text.dates import DateFormatError, format_date, parse_date

DAY_FIELD: Final = "ngay"


@dataclass(frozen=True)
class Day:
    """The day of a page: `text` is what stands in the box, `problem` why it could not be read (today is shown then)."""

    on: date
    text: str
    is_given: bool
    problem: str = ""

    @property
    def suffix(self) -> str:
        """What carries the day on to another page: "?ngay=2025-06-30", or nothing for today."""
        return f"?{DAY_FIELD}={self.on.isoformat()}" if self.is_given and not self.problem else ""


def day_asked(request: HttpRequest) -> Day:
    """The day of the address, as people write it (30/6/2025) or as our links do (2025-06-30)."""
    text = request.GET.get(DAY_FIELD, "").strip()
    today = timezone.localdate()
    if not text:
        return Day(today, format_date(today), is_given=False)
    try:
        on = date.fromisoformat(text)
    except ValueError:
        try:
            on = parse_date(text)
        except DateFormatError:
            problem = _("“%(text)s” không phải một ngày. Ghi theo mẫu 30/6/2025; trang đang hiện hôm nay.")
            return Day(today, format_date(today), is_given=True, problem=problem % {"text": text[:40]})
    return Day(on, format_date(on), is_given=True)
