"""What the rules answer, as an applicant reads it: an estimate while the form is filled in, the slip afterwards.

Words that tell the staff where a text lies (`data/rules/…`) are left out: for the applicant that is the office's work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.rulebook.policies import Outcome, State, StepKind
from nscl.text.formats import format_vnd
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Chip, Text, Tone

STATE_CHIPS: Final = {
    State.GRANTED: Chip(gettext_lazy("Đủ điều kiện"), Tone.GOOD, "circle-check", 0),
    State.NOT_DECIDABLE: Chip(gettext_lazy("Cần thêm thông tin"), Tone.WARN, "circle-question-mark", 1),
    State.REFUSED: Chip(gettext_lazy("Không đủ điều kiện"), Tone.IDLE, "circle-slash", 2),
}
_VERDICTS: Final = {
    Outcome.PASSED: (gettext_lazy("Đạt"), "circle-check", Tone.GOOD),
    Outcome.FAILED: (gettext_lazy("Không đạt"), "octagon-alert", Tone.BAD),
    Outcome.UNKNOWN: (gettext_lazy("Chưa biết"), "circle-question-mark", Tone.WARN),
    Outcome.NOTED: (gettext_lazy("Ghi chú"), "info", Tone.IDLE),
}
# Whose work it is to find out: what begins so is read in a text or a register by the office.
_OF_THE_OFFICE: Final = ("text.", "history")
OF_THE_REGISTRY: Final = frozenset({"kind", "province", "size", "sector"})


class AnyStep(Protocol):
    """A step of a decision, or of an assessment that was kept."""

    @property
    def kind(self) -> StepKind: ...
    @property
    def outcome(self) -> Outcome: ...
    @property
    def words(self) -> str: ...
    @property
    def cite(self) -> str: ...
    @property
    def amount_vnd(self) -> int | None: ...


class AnyGap(Protocol):
    """Something that must be known first."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def supply(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to see to: in words, with an icon, and how."""

    words: Text
    note: Text = ""
    icon: str = "circle-question-mark"


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One step of the slip; amount: after it, "" where there is none; verdict: for who cannot see the icon."""

    words: str
    cite: str
    icon: str
    tone: Tone
    verdict: Text
    amount: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the rules answer: in one line, why, what is to be seen to, every step."""

    title: Text
    text: Text = ""
    points: Sequence[Point] = ()
    steps: Sequence[SlipLine] = ()
    cautions: Sequence[str] = ()
    is_open: bool = False


def points_of(gaps: Iterable[AnyGap]) -> list[Point]:
    """What is missing and how the applicant supplies it; what the office has to look up is said in one line."""
    points, has_office = [], False
    for gap in gaps:
        if gap.key.startswith(_OF_THE_OFFICE):
            has_office = True
        else:
            points.append(Point(capital(gap.name), _supply(gap)))
    if has_office:
        words = _("Cơ quan xử lý còn phải đối chiếu văn bản, sổ hỗ trợ")
        points.append(Point(words, _("đơn vị không phải làm gì"), "building-2"))
    return points


def _supply(gap: AnyGap) -> str:
    if gap.key in OF_THE_REGISTRY:
        return _("sổ đăng ký tổ chức chưa có; báo cơ quan xử lý để bổ sung")
    if gap.key.startswith(("costs", "certificate", "subject", "units")):
        return gap.supply
    return _("trả lời trong đơn, kèm giấy tờ chứng minh nếu có")


def reasons_of(steps: Iterable[AnyStep]) -> list[Point]:
    """Why not, each with where it stands."""
    return [Point(one.words, one.cite, "octagon-alert") for one in steps if one.outcome is Outcome.FAILED]


def lines_of(steps: Iterable[AnyStep]) -> list[SlipLine]:
    """Every step of the slip, in order."""
    return list(_lines(steps))


def _lines(steps: Iterable[AnyStep]) -> Iterator[SlipLine]:
    for one in steps:
        verdict, icon, tone = _VERDICTS[one.outcome]
        amount = format_vnd(one.amount_vnd) if one.amount_vnd else ""
        yield SlipLine(one.words, one.cite, icon, tone, verdict, amount)


def estimate_title(state: State, amount_vnd: int, at_most_vnd: int | None) -> str:
    """The answer while nothing is decided yet."""
    if state is State.GRANTED:
        return _("Mức dự tính: %(amount)s") % {"amount": format_vnd(amount_vnd)}
    if state is State.REFUSED:
        return _("Theo những gì đã khai thì không được hỗ trợ")
    if at_most_vnd:
        return _("Chưa tính được; theo những gì đã khai thì không quá %(amount)s") % {"amount": format_vnd(at_most_vnd)}
    return _("Chưa tính được mức hỗ trợ")


def official_title(state: State, amount_vnd: int) -> str:
    """The answer that was recorded."""
    if state is State.GRANTED:
        return _("Mức hỗ trợ theo quy định: %(amount)s") % {"amount": format_vnd(amount_vnd)}
    return _("Không được hỗ trợ theo quy định") if state is State.REFUSED else _("Chưa quyết định được")


def public_cautions(cautions: Iterable[str]) -> list[str]:
    """One line in place of the office's reminders to itself."""
    if not any(True for _one in cautions):
        return []
    return [_("Mức này là dự tính; cơ quan xử lý còn đối chiếu văn bản và giấy tờ trước khi quyết định.")]
