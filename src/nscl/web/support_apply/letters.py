"""The letter with the link to a case: to the address that is registered, and to no other."""

from __future__ import annotations

import logging
import smtplib
import threading
from collections.abc import Iterator, Sequence
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nscl.support.operations.links import IssuedLink
from nscl.text.dates import format_date

logger = logging.getLogger(__name__)
# Mail programs answer no letter that says so (RFC 3834, section 5).
SENDER: Final = "support-links"
_HEADERS: Final = {"Auto-Submitted": "auto-generated"}


def send_links(issued: Sequence[IssuedLink]) -> bool:
    """Write to the address for which these links were issued, one letter for all; called after they were committed.

    False where it could not be sent.
    """
    if not issued:
        return True
    with override(settings.LANGUAGE_CODE):
        to = [issued[0].email]
        message = EmailMessage(
            _("Đường dẫn tới hồ sơ hỗ trợ"), "\n".join(_lines(issued)) + "\n", to=to, headers=_HEADERS
        )
        try:
            message.send()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            logger.warning("Không gửi được đường dẫn hồ sơ hỗ trợ: %s", error)
            return False
    return True


def send_links_later(issued: Sequence[IssuedLink]) -> threading.Thread:
    """The same beside the answer: how long an answer takes is not to tell whether anybody was written to.

    The thread reads no database; a process that stops waits for it.
    """
    sender = threading.Thread(target=send_links, args=(issued,), name=SENDER)
    sender.start()
    return sender


def _lines(issued: Sequence[IssuedLink]) -> Iterator[str]:
    yield _("Kính gửi %(name)s,") % {"name": issued[0].organisation}
    yield ""
    yield _("Mở đường dẫn sau để làm, theo dõi hồ sơ đề nghị hỗ trợ nâng cao năng suất, chất lượng:")
    for one in issued:
        yield _("- Hồ sơ %(label)s:") % {"label": one.label}
        yield f"  {settings.SITE_URL}{reverse('case-link', kwargs={'token': one.token})}"
    yield ""
    until = format_date(timezone.localtime(min(one.expires_at for one in issued)).date())
    yield _("Đường dẫn dùng đến hết ngày %(day)s, trên trình duyệt mở nó đầu tiên. Đừng chuyển thư cho người khác.") % {
        "day": until
    }
    yield _("Nếu đơn vị không yêu cầu đường dẫn này, hãy bỏ qua thư. Thư do hệ thống tự gửi.")
