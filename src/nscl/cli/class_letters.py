"""The words of a participant's reminder: when and where they are expected tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from nscl.cli.letters import Letter
from nscl.training.queries.reminders import ParticipantReminder, Sitting


def class_letter_of(reminder: ParticipantReminder, *, on: date, site: str) -> Letter:
    """The letter, in the site's own language: a participant has chosen none. site: for the link."""
    with override(settings.LANGUAGE_CODE):
        words = _("Hôm nay học: %(title)s") if reminder.on == on else _("Ngày mai học: %(title)s")
        subject = words % {"title": " ".join(reminder.title.split())}
        return Letter(reminder.email, subject, "\n".join(_lines(reminder, site)) + "\n")


def _lines(reminder: ParticipantReminder, site: str) -> Iterator[str]:
    yield _("Kính gửi %(name)s,") % {"name": reminder.name}
    yield ""
    yield _("Lớp “%(title)s” học ngày %(day)s:") % {"title": reminder.title, "day": f"{reminder.on:%d/%m/%Y}"}
    for sitting in reminder.sittings:
        yield f"- {_sitting(sitting)}"
    if reminder.link:
        yield _("Học trực tuyến tại: %(link)s") % {"link": reminder.link}
    yield ""
    yield _("Đến lớp, quét mã đang chiếu để điểm danh bằng số điện thoại đã ghi danh hoặc mã %(code)s.") % {
        "code": reminder.code
    }
    address = site + reverse("participant", kwargs={"token": reminder.token})
    yield _("Không dự được, hãy rút tên để người đang chờ có chỗ: %(address)s") % {"address": address}
    yield ""
    yield _("Đơn vị tổ chức: %(agency)s") % {"agency": reminder.agency}
    yield _("Thư do hệ thống tự gửi.")


def _sitting(sitting: Sitting) -> str:
    hours = f"{localtime(sitting.starts_at):%H:%M}–{localtime(sitting.ends_at):%H:%M}"
    return ", ".join(filter(None, (hours, sitting.topic, sitting.place)))
