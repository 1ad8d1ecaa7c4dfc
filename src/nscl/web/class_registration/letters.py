"""Letters to participants: that they are on the list, or in the queue, or have got a place."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Collection, Iterator
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nscl.text.dates import format_date
from nscl.training.enums import EnrolmentState
from nscl.training.queries.public import EnrolmentLetter, enrolment_letters

logger = logging.getLogger(__name__)
# Mail programs answer no letter that says so (RFC 3834, section 5).
_HEADERS: Final = {"Auto-Submitted": "auto-generated"}


def send_enrolment_letters(numbers: Collection[int]) -> int:
    """Write to those of these participants who have an address, each where they stand now: enrolled or waiting.

    Called after what it tells of was committed. Returns how many could not be sent: a mail server that does not
    answer takes nobody's place away. Sample people have no letters.
    """
    letters = [one for one in enrolment_letters(numbers) if one.email and not one.is_sample]
    if not letters:
        return 0
    failed = 0
    with override(settings.LANGUAGE_CODE):
        try:
            with get_connection() as connection:
                failed = sum(not _post(letter, connection) for letter in letters)
        except (smtplib.SMTPException, OSError) as error:
            logger.warning("Không dùng được máy chủ thư: %s", error)
            return len(letters)
    return failed


def _post(letter: EnrolmentLetter, connection: BaseEmailBackend) -> bool:
    message = EmailMessage(
        _subject(letter), "\n".join(_lines(letter)) + "\n", to=[letter.email], headers=_HEADERS, connection=connection
    )
    try:
        message.send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        logger.warning("Không gửi được thư ghi danh số %s: %s", letter.number, error)
        return False
    return True


def _subject(letter: EnrolmentLetter) -> str:
    title = " ".join(letter.title.split())
    if letter.state is EnrolmentState.WAITING:
        return _("Danh sách chờ: %(title)s") % {"title": title}
    return _("Đã có chỗ trong lớp: %(title)s") % {"title": title}


def _lines(letter: EnrolmentLetter) -> Iterator[str]:
    yield _("Kính gửi %(name)s,") % {"name": letter.name}
    yield ""
    if letter.state is EnrolmentState.WAITING:
        yield _("Bạn đang ở vị trí thứ %(place)s trong danh sách chờ của lớp “%(title)s”.") % {
            "place": letter.waiting_place,
            "title": letter.title,
        }
        yield _("Khi có chỗ, hệ thống sẽ gửi thư báo.")
    else:
        yield _("Bạn có tên trong danh sách lớp “%(title)s”.") % {"title": letter.title}
    yield ""
    yield _("Bắt đầu: %(when)s") % {"when": _begins(letter)}
    if letter.place:
        yield _("Địa điểm: %(place)s") % {"place": letter.place}
    yield _("Đơn vị tổ chức: %(agency)s") % {"agency": letter.agency}
    yield ""
    yield _("Mã ghi danh: %(code)s (dùng khi điểm danh)") % {"code": letter.code}
    address = settings.SITE_URL + reverse("participant", kwargs={"token": letter.token})
    yield _("Trang của riêng bạn (lịch học, rút tên): %(address)s") % {"address": address}
    yield ""
    yield _("Ai có địa chỉ này xem được trang của bạn: đừng chuyển thư cho người khác. Thư do hệ thống tự gửi.")


def _begins(letter: EnrolmentLetter) -> str:
    if letter.first is None:
        return format_date(letter.starts_on)
    local = timezone.localtime(letter.first)
    return f"{local:%H:%M} {format_date(local.date())}"
