"""Letters that ask organisations to answer a survey: one each, with its own link."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterator, Sequence
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nscl.support.operations.outreach import Invitation
from nscl.support.queries.outreach.surveys import SurveyRow
from nscl.text.dates import format_date

logger = logging.getLogger(__name__)
# Mail programs answer no letter that says so (RFC 3834, section 5).
_HEADERS: Final = {"Auto-Submitted": "auto-generated"}


def send_invitations(survey: SurveyRow, invitations: Sequence[Invitation]) -> tuple[str, ...]:
    """Send the links, after they were committed; the names of those to whom no letter could be sent.

    A sample's letters are not sent: its addresses are nobody's.
    """
    if not invitations or survey.is_sample:
        return ()
    with override(settings.LANGUAGE_CODE):
        try:
            with get_connection() as connection:
                return tuple(one.organisation for one in invitations if not _post(survey, one, connection))
        except (smtplib.SMTPException, OSError) as error:
            logger.warning("Không dùng được máy chủ thư: %s", error)
            return tuple(one.organisation for one in invitations)


def _post(survey: SurveyRow, invitation: Invitation, connection: BaseEmailBackend) -> bool:
    subject = " ".join(survey.title.split())
    body = "\n".join(_lines(survey, invitation)) + "\n"
    message = EmailMessage(subject, body, to=[invitation.email], headers=_HEADERS, connection=connection)
    try:
        message.send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        logger.warning("Không gửi được thư khảo sát số %s: %s", invitation.form, error)
        return False
    return True


def _lines(survey: SurveyRow, invitation: Invitation) -> Iterator[str]:
    yield _("Kính gửi %(name)s,") % {"name": invitation.organisation}
    yield ""
    yield _("%(province)s đang khảo sát nhu cầu hỗ trợ: %(title)s.") % {
        "province": survey.province,
        "title": survey.title,
    }
    yield survey.questions.introduction
    yield ""
    address = settings.SITE_URL + reverse("public-survey", kwargs={"token": invitation.token})
    yield _("Trả lời tại: %(address)s") % {"address": address}
    yield _("Nhận trả lời đến hết ngày %(day)s. Không cần tài khoản; mỗi tổ chức trả lời một lần.") % {
        "day": format_date(survey.closes_on)
    }
    yield ""
    yield _("Đường dẫn này của riêng đơn vị: đừng chuyển cho đơn vị khác. Thư do hệ thống tự gửi.")
