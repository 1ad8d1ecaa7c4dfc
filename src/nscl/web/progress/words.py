"""Standings, sources and figures of progress as words and chips of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.plans.rules import plain_number
from nscl.progress.enums import StandingStatus, StatedState
from nscl.progress.queries import MeasureStandingRow, ProgrammeTable, StatedRow
from nscl.text.formats import format_number
from nscl.web.ui.parts import STANDINGS, Chip, Standing, Tone

# Shares, rates and means are shown with two decimals at most, as in the sentence of the standing.
SHOWN: Final = Decimal("0.01")

STATUS_CHIPS: Final[Mapping[StandingStatus, Chip]] = {
    StandingStatus.LATE: STANDINGS[Standing.LATE],
    StandingStatus.AT_RISK: STANDINGS[Standing.AT_RISK],
    StandingStatus.NO_DATA: STANDINGS[Standing.NO_DATA],
    StandingStatus.ON_TRACK: STANDINGS[Standing.ON_TRACK],
    StandingStatus.NOT_DUE: STANDINGS[Standing.NOT_YET_DUE],
    StandingStatus.DONE: STANDINGS[Standing.DONE],
    StandingStatus.UNCOUNTED: Chip(gettext_lazy("Chưa có cách đếm"), Tone.UNKNOWN, "circle-slash", 6),
}
STATED_CHIPS: Final[Mapping[StatedState, Chip]] = {
    StatedState.WAITING: Chip(gettext_lazy("Chờ xác nhận"), Tone.WARN, "hourglass", 0),
    StatedState.SIGNED: Chip(gettext_lazy("Đã xác nhận"), Tone.GOOD, "badge-check", 1),
    StatedState.WITHDRAWN: Chip(gettext_lazy("Đã rút"), Tone.IDLE, "undo-2", 2),
}


def shown(value: Decimal | None) -> Decimal | None:
    """A value as tables show it: whole numbers whole, others with two decimals at most."""
    if value is None:
        return None
    is_whole = value == value.to_integral_value()
    return plain_number(value if is_whole else value.quantize(SHOWN, rounding=ROUND_HALF_UP))


def figure_words(value: Decimal | None, unit: str) -> str:
    """A value with its unit: "312 lượt người", "54,2%"; "–" for no data."""
    number = shown(value)
    if number is None:
        return "–"
    return f"{format_number(number)}{unit}" if unit.startswith("%") else f"{format_number(number)} {unit}".rstrip()


def ratio_words(row: MeasureStandingRow) -> str:
    """Of what a share is: "280/312 cơ quan"; "" where it is none."""
    if row.numerator is None or row.denominator is None:
        return ""
    parts = f"{format_number(plain_number(row.numerator))}/{format_number(plain_number(row.denominator))}"
    return f"{parts} {row.of}" if row.of else parts


def value_note(row: MeasureStandingRow) -> str:
    """What must be known of a value: what was due, the two numbers of a share, that it is stated, or a sample."""
    due = shown(row.due)
    notes = [
        _("đến nay cần %(n)s") % {"n": format_number(due)} if due is not None else "",
        ratio_words(row),
        _("số nêu, đã xác nhận") if row.is_stated and row.value is not None else "",
        _("số liệu mẫu") if row.is_sample and row.value is not None else "",
    ]
    return "; ".join(note for note in notes if note)


def waiting_words(row: MeasureStandingRow) -> str:
    """What waits for somebody: records to be declared, values to be signed."""
    notes = []
    if row.unclaimed:
        notes.append(unclaimed_words(row.unclaimed))
    if row.incomplete:
        notes.append(incomplete_words(row.incomplete))
    if row.stated_waiting:
        words = ngettext("%(n)s số nêu chờ xác nhận", "%(n)s số nêu chờ xác nhận", row.stated_waiting)
        notes.append(words % {"n": format_number(row.stated_waiting)})
    return "; ".join(notes)


def unclaimed_words(count: int) -> str:
    """How many records wait to be declared."""
    words = ngettext(
        "%(n)s hồ sơ chưa khai tính cho chỉ tiêu nào", "%(n)s hồ sơ chưa khai tính cho chỉ tiêu nào", count
    )
    return words % {"n": format_number(count)}


def incomplete_words(count: int) -> str:
    """How many records cannot be counted for want of a quantity."""
    words = ngettext("%(n)s hồ sơ thiếu số lượng nên chưa tính", "%(n)s hồ sơ thiếu số lượng nên chưa tính", count)
    return words % {"n": format_number(count)}


def measures_words(count: int) -> str:
    """How many measures."""
    return ngettext("%(n)s chỉ tiêu", "%(n)s chỉ tiêu", count) % {"n": format_number(count)}


def answer_words(table: ProgrammeTable) -> str:
    """ "3 trên 20 chỉ tiêu chậm; 2 có nguy cơ chậm, 5 đã đạt, 4 chưa có cách đếm." """
    total, by_status = len(table.rows), table.by_status
    if not total:
        return _("Kế hoạch này không có chỉ tiêu nào bằng số.")
    late = _("%(late)s trên %(total)s chậm") % {
        "late": format_number(by_status[StandingStatus.LATE]),
        "total": measures_words(total),
    }
    others = [
        f"{format_number(by_status[status])} {status.label}"
        for status in (
            StandingStatus.AT_RISK,
            StandingStatus.ON_TRACK,
            StandingStatus.DONE,
            StandingStatus.NOT_DUE,
            StandingStatus.NO_DATA,
            StandingStatus.UNCOUNTED,
        )
        if by_status[status]
    ]
    return f"{late}; {', '.join(others)}." if others else f"{late}."


def value_kind(row: StatedRow) -> str:
    """ "số gốc" before a value that was there before the work; "" before what was reached."""
    return _("số gốc") if row.is_base else ""
