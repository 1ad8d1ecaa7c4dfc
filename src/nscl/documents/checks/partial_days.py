"""First and last day that a date known only in part may mean."""

import calendar
from datetime import date

from nscl.text.dates import PartialDate

_DECEMBER = 12


def earliest(day: PartialDate) -> date:
    """The first day that the date may mean: 1/8/2021 for "8/2021"."""
    return date(day.year, day.month or 1, day.day or 1)


def latest(day: PartialDate) -> date:
    """The last day that the date may mean: 31/8/2021 for "8/2021"."""
    month = day.month or _DECEMBER
    return date(day.year, month, day.day or calendar.monthrange(day.year, month)[1])
