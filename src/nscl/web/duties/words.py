"""Duties as the screen says them: what it is about, what is to be done, whose it is, until when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.plans.enums import EditionState, ItemKind
from nscl.text.formats import format_number
from nscl.web.difficulties.addresses import difficulty_href
from nscl.web.plans.words import capital
from nscl.web.reports.places import submission_href
from nscl.web.ui.parts import Chip, Text, Tone
from nscl.web.work.places import activity_href, annual_plan_href, item_href
from nscl.work.enums import DifficultyState
from nscl.work.queries.duties import Duty, DutyKind, Lack

# What is owed within this many days is shown as urgent.
URGENT_DAYS: Final = 7


class Whose(StrEnum):
    """Whose a duty is, as the address of the list has it."""

    MINE = "toi"
    AGENCY = "co-quan"
    PROVINCE = "tinh"


WHOSE_WORDS: Final[Mapping[Whose, Text]] = {
    Whose.MINE: gettext_lazy("Của riêng tôi"),
    Whose.AGENCY: gettext_lazy("Của cơ quan tôi"),
    Whose.PROVINCE: gettext_lazy("Của tỉnh, chờ tôi xử lý"),
}
KIND_WORDS: Final[Mapping[DutyKind, Text]] = {
    DutyKind.RECORD: gettext_lazy("Ghi kết quả hoạt động"),
    DutyKind.COMPLETE: gettext_lazy("Bổ sung hồ sơ đã xong"),
    DutyKind.CORRECT: gettext_lazy("Bổ sung kế hoạch năm bị trả lại"),
    DutyKind.SUBMIT: gettext_lazy("Trình kế hoạch năm"),
    DutyKind.APPROVE: gettext_lazy("Duyệt kế hoạch năm"),
    DutyKind.ANSWER: gettext_lazy("Trả lời vướng mắc"),
    DutyKind.STEER: gettext_lazy("Xử lý vướng mắc"),
    DutyKind.SIGN: gettext_lazy("Xác nhận số liệu"),
    DutyKind.REPORT: gettext_lazy("Gửi báo cáo"),
    DutyKind.SEND_REPORT: gettext_lazy("Nộp báo cáo"),
    DutyKind.RECEIVE_REPORT: gettext_lazy("Xem và nhận báo cáo"),
    DutyKind.ISSUE_REPORT: gettext_lazy("Báo cáo của tỉnh"),
}
_STEERING: Final[Mapping[str, Text]] = {
    DifficultyState.OPEN.value: gettext_lazy("Giao cơ quan trả lời"),
    DifficultyState.ANSWERED.value: gettext_lazy("Đã có trả lời: kết thúc, hoặc giao lại"),
    DifficultyState.ESCALATED.value: gettext_lazy("Đã báo cáo UBND tỉnh: ghi ý kiến khi có"),
}
_LACKS: Final[Mapping[str, Text]] = {
    Lack.RESULT.value: gettext_lazy("Đã xong mà chưa ghi kết quả"),
    Lack.EVIDENCE.value: gettext_lazy("Đã xong mà chưa có minh chứng"),
}
_OF_PROVINCE: Final = frozenset({DutyKind.APPROVE, DutyKind.STEER, DutyKind.RECEIVE_REPORT, DutyKind.ISSUE_REPORT})
# Of the province's report: for who writes it, and for who issues the draft.
_WRITE_REPORT: Final = gettext_lazy("Soạn báo cáo của tỉnh")
_ISSUE_REPORT: Final = gettext_lazy("Ban hành báo cáo của tỉnh: bản soạn đang chờ")
_ANNUAL: Final = frozenset({DutyKind.CORRECT, DutyKind.SUBMIT, DutyKind.APPROVE})


def whose_of(duty: Duty, agencies: frozenset[int]) -> Whose:
    """Whose it is; what is asked of all agencies is the person's agency's, for who speaks for one."""
    if duty.is_mine:
        return Whose.MINE
    is_wide = duty.kind in _OF_PROVINCE or (duty.kind is DutyKind.REPORT and not agencies)
    return Whose.PROVINCE if is_wide else Whose.AGENCY


def title_of(duty: Duty) -> str:
    """What it is about."""
    if duty.kind in _ANNUAL:
        return _("Kế hoạch năm %(year)s, %(agency)s") % {"year": duty.other, "agency": duty.whose}
    if duty.kind is DutyKind.REPORT:
        return _("Báo cáo gửi %(recipient)s") % {"recipient": duty.note}
    return capital(duty.title) if duty.kind is DutyKind.SIGN else duty.title


def todo_of(duty: Duty) -> str:
    """What is to be done, with the reason where there is one."""
    said: Text = KIND_WORDS[duty.kind]
    match duty.kind:
        case DutyKind.COMPLETE:
            said = _LACKS[duty.state]
        case DutyKind.STEER:
            said = _STEERING[duty.state]
        case DutyKind.REPORT:
            said = _("Đơn vị báo cáo: %(senders)s") % {"senders": duty.title}
        case DutyKind.CORRECT | DutyKind.SEND_REPORT if duty.note:
            said = _("Bị trả lại: %(reason)s") % {"reason": duty.note}
        case DutyKind.ISSUE_REPORT:
            said = _ISSUE_REPORT if duty.other else _WRITE_REPORT
    return str(said)


def href_of(duty: Duty) -> str:
    """Where it is done."""
    return _PLACES[duty.kind](duty)


def _report_href(duty: Duty) -> str:
    """The draft that waits; the page where it is begun, where there is none."""
    if duty.other:
        return reverse("report-edition", kwargs={"number": duty.other})
    return reverse("report-editions", kwargs={"number": duty.number})


def _signing_href(duty: Duty) -> str:
    """The page of the measure; of the plan, where the value was stated before an amendment gave the measure another."""
    if duty.state != EditionState.ISSUED:
        return reverse("progress-programme", kwargs={"slug": duty.note})
    return reverse("progress-measure", kwargs={"slug": duty.note, "number": duty.other})


def _of_number(href: Callable[[int], str]) -> Callable[[Duty], str]:
    return lambda duty: href(duty.number)


_PLACES: Final[Mapping[DutyKind, Callable[[Duty], str]]] = {
    **dict.fromkeys((DutyKind.RECORD, DutyKind.COMPLETE), _of_number(activity_href)),
    **dict.fromkeys((DutyKind.CORRECT, DutyKind.SUBMIT, DutyKind.APPROVE), _of_number(annual_plan_href)),
    **dict.fromkeys((DutyKind.ANSWER, DutyKind.STEER), _of_number(difficulty_href)),
    **dict.fromkeys((DutyKind.SEND_REPORT, DutyKind.RECEIVE_REPORT), _of_number(submission_href)),
    DutyKind.REPORT: lambda duty: item_href(ItemKind.REPORTING, duty.number),
    DutyKind.SIGN: _signing_href,
    DutyKind.ISSUE_REPORT: _report_href,
}


def days_chip(due: date | None, today: date) -> Chip | None:
    """How long until then, or since; None where no day is set."""
    if due is None:
        return None
    days = (due - today).days
    if days < 0:
        words = ngettext("Chậm %(n)s ngày", "Chậm %(n)s ngày", -days) % {"n": format_number(-days)}
        return Chip(words, Tone.BAD, "octagon-alert", days)
    if days == 0:
        return Chip(_("Hôm nay"), Tone.WARN, "calendar-clock", 0)
    words = ngettext("Còn %(n)s ngày", "Còn %(n)s ngày", days) % {"n": format_number(days)}
    return Chip(words, Tone.WARN if days <= URGENT_DAYS else Tone.IDLE, "calendar-clock", days)


def duties_words(total: int, late: int) -> str:
    """ "5 việc cần làm, 2 việc đã quá hạn." """
    if not total:
        return _("Không có việc nào đang chờ bạn.")
    words = ngettext("%(n)s việc cần làm", "%(n)s việc cần làm", total) % {"n": format_number(total)}
    if not late:
        return _("%(duties)s, không việc nào quá hạn.") % {"duties": words}
    overdue = ngettext("%(n)s việc đã quá hạn", "%(n)s việc đã quá hạn", late) % {"n": format_number(late)}
    return f"{words}, {overdue}."
