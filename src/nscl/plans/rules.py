"""Plain functions over the values of a plan: how figures, schedules and due days are said, how a reading goes on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from nscl.documents.pack.enums import MeasureOp, MeasureWhen, ReportingFrequency, ScheduleKind
from nscl.plans.enums import ReadingState
from nscl.records.rules import SIGN_OF_LIFE_WITHIN
from nscl.text.formats import format_number

# Administrative documents write a count below ten with two digits ("ít nhất 04 mô hình"), so that nobody adds one.
_LEAST_UNPADDED = 10
_PERCENT = "%"
_A_YEAR = "/năm"

# The workflow of a reading: from each state, those that may follow.
READING_MOVES: Final[Mapping[ReadingState, frozenset[ReadingState]]] = {
    ReadingState.QUEUED: frozenset({ReadingState.RUNNING, ReadingState.QUEUED, ReadingState.DISCARDED}),
    ReadingState.RUNNING: frozenset(
        {ReadingState.READ, ReadingState.FAILED, ReadingState.QUEUED, ReadingState.DISCARDED}
    ),
    ReadingState.READ: frozenset({ReadingState.DRAFTED, ReadingState.QUEUED, ReadingState.DISCARDED}),
    ReadingState.FAILED: frozenset({ReadingState.QUEUED, ReadingState.DISCARDED}),
    # A draft that is removed gives its reading back.
    ReadingState.DRAFTED: frozenset({ReadingState.READ}),
    ReadingState.DISCARDED: frozenset(),
}


def plain_number(value: Decimal) -> Decimal:
    """The same number without the zeros that a database column adds ("12.5000" → 12.5, "1000.0000" → 1000)."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def plan_label(province: str, period_start: int, period_end: int) -> str:
    """A plan as people call it: "Kế hoạch Bắc Giang 2021–2025"."""
    period = years_in_words(period_start, period_end)
    return _("Kế hoạch %(province)s %(period)s") % {"province": province, "period": period}


def years_in_words(start: int, end: int) -> str:
    """Years from one to another: "2022–2025", or "2022" where they are the same."""
    return str(start) if start == end else f"{start}–{end}"


def figure_in_words(op: MeasureOp, value: Decimal, value_to: Decimal | None, unit: str) -> str:
    """How much, with its comparison and unit: "ít nhất 04 mô hình", "30–35%", "khoảng 12,5%".

    value_to: the upper end, with RANGE only; unit "" where the document gives none.
    """
    amount = _amount(value, unit)
    if op is MeasureOp.RANGE and value_to is not None:
        amount = f"{amount}–{_amount(value_to, unit)}"
    amount = f"{amount}{unit}" if unit.startswith(_PERCENT) else f"{amount} {unit}".rstrip()
    sentences = {
        MeasureOp.AT_LEAST: _("ít nhất %(amount)s"),
        MeasureOp.MORE_THAN: _("trên %(amount)s"),
        MeasureOp.ABOUT: _("khoảng %(amount)s"),
        MeasureOp.AT_MOST: _("không quá %(amount)s"),
        MeasureOp.ALL: _("toàn bộ (%(amount)s)"),
    }
    return sentences.get(op, "%(amount)s") % {"amount": amount}


def measure_in_words(
    op: MeasureOp, value: Decimal, value_to: Decimal | None, unit: str, *, when: MeasureWhen, of: str | None = None
) -> str:
    """What a measure asks for: "ít nhất 04 mô hình, cả giai đoạn", "tăng 10–15% mỗi năm".

    of: the denominator of a share, in words; it follows the figure as in the documents ("50% số trường cao đẳng").
    """
    figure = figure_in_words(op, value, value_to, unit)
    if of:
        figure = f"{figure} {of}"
    if unit.endswith(_A_YEAR):
        yearly = {
            MeasureWhen.AVERAGE_PER_YEAR: _("bình quân %(figure)s"),
            MeasureWhen.GROWTH_PER_YEAR: _("tăng %(figure)s"),
            MeasureWhen.EACH_YEAR: "%(figure)s",
        }
        if when in yearly:
            return yearly[when] % {"figure": figure}
    sentences = {
        MeasureWhen.BY_END: _("%(figure)s, đến cuối giai đoạn"),
        MeasureWhen.TOTAL: _("%(figure)s, cả giai đoạn"),
        MeasureWhen.EACH_YEAR: _("%(figure)s mỗi năm"),
        MeasureWhen.AVERAGE_PER_YEAR: _("bình quân %(figure)s mỗi năm"),
        MeasureWhen.GROWTH_PER_YEAR: _("tăng %(figure)s mỗi năm"),
    }
    return sentences[when] % {"figure": figure}


def schedule_in_words(kind: ScheduleKind, start: int | None, end: int | None, text: str | None) -> str:
    """When a task is done: "2022–2025", "hằng năm", "từ năm 2026", "năm 2022".

    An upside-down pair is shown as it stands: the check of the plan speaks of it. text: the document's own words, used
    where the kind alone says nothing.
    """
    period = years_in_words(start, end) if start is not None and end is not None else ""
    match kind:
        case ScheduleKind.YEARS if period:
            return period
        case ScheduleKind.ANNUAL:
            return _("hằng năm, %(period)s") % {"period": period} if period else _("hằng năm")
        case ScheduleKind.FROM if start is not None:
            until = _(" đến năm %(year)s") % {"year": end} if end is not None else ""
            return _("từ năm %(year)s") % {"year": start} + until
        case ScheduleKind.SINGLE if period:
            return _("năm %(year)s") % {"year": period}
        case ScheduleKind.ON_DEMAND:
            return text or _("khi có yêu cầu")
        case _:
            return text or _("không nêu thời gian")


def due_in_words(every: ReportingFrequency, month: int | None, day: int | None) -> str:
    """When a report is owed: "chậm nhất ngày 20/11 hằng năm", "hằng năm", "đột xuất"."""
    if every is ReportingFrequency.ON_DEMAND:
        return _("đột xuất, khi có yêu cầu")
    if month is None or day is None:
        return _("hằng năm")
    return _("chậm nhất ngày %(day)02d/%(month)02d hằng năm") % {"day": day, "month": month}


def may_follow(state: ReadingState, then: ReadingState, *, is_silent: bool) -> bool:
    """Whether a reading in `state` may go to `then`. One under way is queued again only where its worker is silent."""
    under_way = state in {ReadingState.QUEUED, ReadingState.RUNNING}
    return then in READING_MOVES[state] and (not under_way or then is not ReadingState.QUEUED or is_silent)


def is_silent(state: ReadingState, queued_at: datetime, heartbeat_at: datetime | None, at: datetime) -> bool:
    """Whether a reading is under way and its worker has given no sign of life for too long: it has died."""
    if state not in {ReadingState.QUEUED, ReadingState.RUNNING}:
        return False
    return at - (heartbeat_at or queued_at) > SIGN_OF_LIFE_WITHIN


def _amount(value: Decimal, unit: str) -> str:
    number = plain_number(value)
    padded = not unit.startswith(_PERCENT) and 0 <= number < _LEAST_UNPADDED and number == int(number)
    return f"{int(number):02d}" if padded else format_number(number)
