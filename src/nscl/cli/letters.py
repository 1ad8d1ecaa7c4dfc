"""The words of a reminder: one letter a person, plain text, in the language that they chose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from nscl.reporting.enums import ReportingKind
from nscl.support.enums import SupportKind
from nscl.text.formats import format_number
from nscl.training.enums import TrainingKind
from nscl.work.enums import ReminderKind, WorkKind
from nscl.work.queries.reminders import PersonReminders, ReminderItem
from nscl.work.rules.reminders import ReminderSubject

# What a letter lists; the site has the rest. Nobody reads more than that in a letter.
MOST_LISTED: Final = 60
_PAGES: Final = {
    WorkKind.ACTIVITY.value: "activity",
    WorkKind.DIFFICULTY.value: "difficulty",
    TrainingKind.TRAINING_CLASS.value: "class",
    TrainingKind.EXPERT.value: "expert",
    SupportKind.CASE.value: "support-case",
    ReportingKind.SUBMISSION.value: "submission",
    ReportingKind.ROUND.value: "round",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it goes to the mail server."""

    to: str
    subject: str
    body: str


def letter_of(reminders: PersonReminders, *, on: date, site: str) -> Letter:
    """The letter that tells a person all of this. site: the address of NSCL, for the links ("https://nscl.…")."""
    with override(reminders.recipient.language):
        late = [one for one in reminders.items if one.kind is ReminderKind.OVERDUE]
        ahead = [one for one in reminders.items if one.kind is not ReminderKind.OVERDUE]
        lines = [_("Kính gửi %(name)s,") % {"name": reminders.recipient.name}, ""]
        room = MOST_LISTED
        for heading, items in ((_("ĐÃ QUÁ HẠN"), late), (_("SẮP ĐẾN HẠN"), ahead)):
            if items:
                lines += [heading, ""]
                lines += [line for item in items[:room] for line in _lines(item, on, site)]
                room = max(0, room - len(items))
        lines += _closing(reminders.items, site)
        return Letter(reminders.recipient.email, _subject(len(late), len(ahead), on), "\n".join(lines) + "\n")


def _subject(late: int, ahead: int, on: date) -> str:
    parts = []
    if late:
        parts.append(ngettext("%(n)s việc quá hạn", "%(n)s việc quá hạn", late) % {"n": format_number(late)})
    if ahead:
        parts.append(ngettext("%(n)s việc sắp đến hạn", "%(n)s việc sắp đến hạn", ahead) % {"n": format_number(ahead)})
    return _("NSCL nhắc việc ngày %(day)s: %(what)s") % {"day": _day(on), "what": ", ".join(parts)}


def _lines(item: ReminderItem, on: date, site: str) -> Iterator[str]:
    """One thing: what it is, whose, by when, where to open it."""
    yield f"- {_what(item)}"
    yield f"  {item.whose}, {item.plan}"
    yield f"  {_held(item.due_on, on) if item.subject is ReminderSubject.TRAINING_CLASS else _when(item.due_on, on)}"
    yield f"  {site}{_address(item)}"
    yield ""


def _what(item: ReminderItem) -> str:
    words = {
        ReminderSubject.ACTIVITY: _("Hoạt động: %(title)s"),
        ReminderSubject.DIFFICULTY: _("Trả lời vướng mắc: %(title)s"),
        ReminderSubject.REPORTING: _("Báo cáo gửi %(title)s"),
        ReminderSubject.SUBMISSION: _("Nộp báo cáo: %(title)s"),
        ReminderSubject.ROUND: _("Ban hành báo cáo của tỉnh: %(title)s"),
        ReminderSubject.TRAINING_CLASS: _("Buổi học của lớp: %(title)s"),
        ReminderSubject.EXPERT_CERTIFICATE: _("Chứng nhận chuyên gia sắp hết hạn: %(title)s"),
        ReminderSubject.SUPPORT_CASE: _("Hồ sơ hỗ trợ %(title)s"),
    }
    return words[item.subject] % {"title": " ".join(item.title.split())}


def _when(due_on: date, on: date) -> str:
    left = (due_on - on).days
    day = {"day": _day(due_on)}
    if left == 0:
        return _("Hạn %(day)s: hôm nay") % day
    if left == 1:
        return _("Hạn %(day)s: ngày mai") % day
    if left < 0:
        late = {**day, "n": format_number(-left)}
        return ngettext("Hạn %(day)s: quá hạn %(n)s ngày", "Hạn %(day)s: quá hạn %(n)s ngày", -left) % late
    return ngettext("Hạn %(day)s: còn %(n)s ngày", "Hạn %(day)s: còn %(n)s ngày", left) % {
        **day,
        "n": format_number(left),
    }


def _held(day: date, on: date) -> str:
    """A session has no deadline: it is held."""
    words = _("Hôm nay, %(day)s") if day == on else _("Ngày mai, %(day)s")
    return words % {"day": _day(day)}


def _address(item: ReminderItem) -> str:
    kind, number = item.page
    if kind in _PAGES:
        return reverse(_PAGES[kind], kwargs={"number": number})
    return reverse("item-door", kwargs={"kind": kind, "number": number})


def _closing(items: Sequence[ReminderItem], site: str) -> Iterator[str]:
    rest = len(items) - MOST_LISTED
    if rest > 0:
        yield ngettext("… và %(n)s việc nữa, xem trên hệ thống.", "… và %(n)s việc nữa, xem trên hệ thống.", rest) % {
            "n": format_number(rest)
        }
        yield ""
    if any(one.subject is ReminderSubject.REPORTING and one.kind is ReminderKind.OVERDUE for one in items):
        yield _("Báo cáo nào đã gửi rồi thì không cần làm gì thêm: hệ thống chưa biết báo cáo đã gửi hay chưa.")
        yield ""
    yield _("Mọi việc của bạn: %(address)s") % {"address": f"{site}{reverse('duty-list')}"}
    yield ""
    yield _("Mỗi việc được nhắc trước 7 ngày, trước 1 ngày và khi quá hạn, mỗi lần một thư. Thư do hệ thống tự gửi.")


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
