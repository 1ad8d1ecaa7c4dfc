"""For which measures an activity counts, and why it does not for others: a part of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.plans.rules import plain_number, years_in_words
from nscl.progress.enums import CountReason
from nscl.progress.queries.explaining import RecordCounting, RecordMeasure, record_counting
from nscl.text.formats import format_number
from nscl.web.plans.words import capital
from nscl.web.progress.measure.claims import claim_href
from nscl.web.ui.parts import Act, Chip, Text, Tone, Weight
from nscl.work.enums import ActivityStatus
from nscl.work.queries.activities import ActivityDetail

_COUNTED: Final = Chip(gettext_lazy("Đã tính"), Tone.GOOD, "circle-check")
_NOT_COUNTED: Final = Chip(gettext_lazy("Chưa tính"), Tone.WARN, "circle-dashed")
_CHIPS: Final[Mapping[CountReason, Chip]] = {
    CountReason.ALONE: _COUNTED,
    CountReason.DECLARED: _COUNTED,
    CountReason.UNDECLARED: _NOT_COUNTED,
    CountReason.NO_QUANTITY: _NOT_COUNTED,
    CountReason.NOT_DONE: Chip(gettext_lazy("Chưa xong"), Tone.IDLE, "clock"),
    CountReason.CANCELLED: Chip(gettext_lazy("Không tính"), Tone.IDLE, "ban"),
}


@dataclass(frozen=True)
class CountLine:
    """One measure that could take the activity. note: why it counts for it, or does not."""

    label: str
    href: str
    chip: Chip
    note: Text


@dataclass(frozen=True)
class Counting:
    """The part: a sentence, the measures, the act that the sentence asks for."""

    answer: str
    lines: Sequence[CountLine]
    act: Act | None


def counting_of(detail: ActivityDetail) -> Counting:
    """What becomes of an activity. At most two queries."""
    found = record_counting(detail)
    return Counting(
        answer=_answer(detail, found),
        lines=[_line(detail, one) for one in found.measures],
        act=_act(detail, found),
    )


def _answer(detail: ActivityDetail, found: RecordCounting) -> str:
    if not found.measures:
        words = _("Không chỉ tiêu nào của kế hoạch đếm loại hoạt động này trong năm %(year)s.")
        return words % {"year": found.year}
    if detail.row.status is ActivityStatus.CANCELLED:
        return _("Hoạt động đã hủy nên không tính.")
    if detail.row.status is not ActivityStatus.DONE:
        return _("Tính khi hoạt động xong và có ngày xong.")
    if found.is_waiting:
        return _("Hơn một chỉ tiêu tính được hoạt động này, nên phải khai tính cho chỉ tiêu nào.")
    return ""


def _line(detail: ActivityDetail, one: RecordMeasure) -> CountLine:
    return CountLine(
        label=f"{one.target_key}: {one.label} ({years_in_words(one.phase_start, one.phase_end)})",
        href=reverse("progress-measure", kwargs={"slug": detail.row.plan.slug, "number": one.number}),
        chip=_CHIPS[one.reason],
        note=_note(one),
    )


def _note(one: RecordMeasure) -> Text:
    """How much it adds, or what is to be done so that it does."""
    if one.reason is CountReason.NO_QUANTITY:
        return _("Chưa ghi số lượng sản phẩm: sửa kết quả và ghi số lượng thì tính.")
    if one.amount is None or one.reason in {CountReason.CANCELLED, CountReason.UNDECLARED}:
        return capital(one.reason.label.partition(": ")[2])
    amount = f"{format_number(plain_number(one.amount))} {one.unit}".strip()
    if not one.counts:
        return _("Khi xong sẽ tính %(amount)s") % {"amount": amount}
    return f"{amount}; {one.reason.label.partition(': ')[2]}"


def _act(detail: ActivityDetail, found: RecordCounting) -> Act | None:
    """Where several measures contend, whoever records the work says for which it counts."""
    is_contested = any(one.reason in {CountReason.DECLARED, CountReason.UNDECLARED} for one in found.measures)
    if not is_contested or not detail.may_record:
        return None
    weight = Weight.PLAIN if found.is_waiting else Weight.QUIET
    label = _("Khai tính cho chỉ tiêu") if found.is_waiting else _("Khai lại")
    return Act(label, claim_href(detail.row.number), "target", weight)
