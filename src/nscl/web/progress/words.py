"""Standings, sources and figures of progress as words and chips of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.plans.rules import plain_number
from nscl.progress.enums import UNJUDGED, StandingStatus, StatedState, ValueSource
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
    StandingStatus.AWAITED: Chip(gettext_lazy("Chưa tính"), Tone.UNKNOWN, "hourglass", 6),
    StandingStatus.UNCOUNTED: Chip(gettext_lazy("Chưa có cách đếm"), Tone.UNKNOWN, "circle-slash", 7),
}
_JUDGED: Final = (
    StandingStatus.AT_RISK,
    StandingStatus.ON_TRACK,
    StandingStatus.DONE,
    StandingStatus.NOT_DUE,
)
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
    return " ".join(filter(None, (_ratio(row), row.of))) if _ratio(row) else ""


def _ratio(row: MeasureStandingRow) -> str:
    if row.numerator is None or row.denominator is None:
        return ""
    return f"{format_number(plain_number(row.numerator))}/{format_number(plain_number(row.denominator))}"


def parts_words(row: MeasureStandingRow) -> str:
    """The two numbers of a ratio of things: "3 người / 2 doanh nghiệp"; "" where it is none."""
    if row.source is not ValueSource.RATIO or row.numerator is None or row.denominator is None:
        return ""
    words = _("%(people)s người / %(enterprises)s doanh nghiệp")
    return words % {"people": format_number(row.numerator), "enterprises": format_number(row.denominator)}


def superseded_words(row: MeasureStandingRow) -> str:
    """What became of values that were stated before records were kept."""
    count = row.superseded
    words = ngettext(
        "%(n)s số đã nêu không còn dùng: chỉ tiêu này nay đếm từ hồ sơ",
        "%(n)s số đã nêu không còn dùng: chỉ tiêu này nay đếm từ hồ sơ",
        count,
    )
    return words % {"n": format_number(count)}


def value_note(row: MeasureStandingRow) -> str:
    """What must be known of a value in a table: the two numbers of a share, that it is stated, or a sample."""
    notes = [
        _ratio(row),
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
    if row.superseded:
        notes.append(superseded_words(row))
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
    """Where a plan stands, in a sentence; see `standing_words`."""
    return standing_words(table.by_status) if table.rows else _("Kế hoạch này không có chỉ tiêu nào bằng số.")


def standing_words(by_status: Mapping[StandingStatus, int]) -> str:
    """How many measures stand where: first of those that can be judged, then why the others cannot.

    "3 trên 8 chỉ tiêu đánh giá được đang chậm; 2 có nguy cơ chậm, 3 đã đạt; 1 chưa có số liệu, 3 chưa tính."
    """
    unjudged = {status: count for status, count in by_status.items() if status in UNJUDGED and count}
    judged = sum(by_status.values()) - sum(unjudged.values())
    if not judged:
        words = _("chưa đánh giá được chỉ tiêu nào trong %(total)s: %(why)s.")
        return words % {"total": measures_words(sum(unjudged.values())), "why": _counts(unjudged)}
    late = by_status.get(StandingStatus.LATE, 0)
    if late:
        first = _("%(late)s trên %(total)s đánh giá được đang chậm") % {
            "late": format_number(late),
            "total": measures_words(judged),
        }
    else:
        first = _("không chỉ tiêu nào chậm trong %(total)s đánh giá được") % {"total": measures_words(judged)}
    parts = [first, _counts({status: by_status.get(status, 0) for status in _JUDGED}), _counts(unjudged)]
    return f"{'; '.join(part for part in parts if part)}."


def _counts(by_status: Mapping[StandingStatus, int]) -> str:
    """ "2 có nguy cơ chậm, 3 đã đạt"; what nobody has is left out."""
    return ", ".join(f"{format_number(count)} {status.label}" for status, count in by_status.items() if count)


def remedy_words(row: MeasureStandingRow) -> str:
    """What to do so that a measure without a value gets one; "" where it has one.

    No data, records to come and no way to count are three things: the first asks for records, the others for a person.
    """
    if row.value is not None or row.status is StandingStatus.NOT_DUE:
        return ""
    waits = {
        _("Lãnh đạo xác nhận số đã nêu."): row.stated_waiting,
        _("Khai hồ sơ nào tính cho chỉ tiêu nào."): row.unclaimed,
        _("Ghi số lượng vào các hồ sơ còn thiếu."): row.incomplete,
    }
    by_source = {
        ValueSource.RATIO: row.remedy,
        ValueSource.COUNTED: row.remedy or _("Ghi hoạt động đã làm, kèm ngày xong."),
        ValueSource.COMPUTED: row.remedy
        or _("Ghi hoạt động của hai năm liền nhau: tốc độ tăng so năm này với năm trước."),
    }
    otherwise = by_source.get(row.source, _("Cán bộ chương trình nêu số liệu kèm minh chứng."))
    return next((words for words, count in waits.items() if count), otherwise)


def value_kind(row: StatedRow) -> str:
    """ "số gốc" before a value that was there before the work; "" before what was reached."""
    return _("số gốc") if row.is_base else ""
