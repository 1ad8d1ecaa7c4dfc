"""The words of the letter that a certificate ends soon."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nscl.cli.letters import Letter
from nscl.training.queries.certificates.expiring import EndingCertificate


def certificate_letter_of(one: EndingCertificate, *, site: str) -> Letter:
    """The letter, in the site's own language: a participant has chosen none. site: for the link."""
    with override(settings.LANGUAGE_CODE):
        subject = _("Giấy chứng nhận của bạn sắp hết hiệu lực: %(course)s") % {"course": " ".join(one.course.split())}
        return Letter(one.email, subject, "\n".join(_lines(one, site)) + "\n")


def _lines(one: EndingCertificate, site: str) -> Iterator[str]:
    yield _("Kính gửi %(name)s,") % {"name": one.name}
    yield ""
    yield _("Giấy chứng nhận số %(serial)s, khóa “%(course)s”, có giá trị đến hết ngày %(day)s.") % {
        "serial": one.serial,
        "course": one.course,
        "day": f"{one.valid_to:%d/%m/%Y}",
    }
    yield _("Cần giữ chứng nhận, hãy ghi danh lớp cùng khóa đang mở: %(address)s") % {
        "address": site + reverse("open-classes")
    }
    address = site + reverse("certificate-public", kwargs={"token": one.token})
    yield _("Trang kiểm tra chứng nhận: %(address)s") % {"address": address}
    yield ""
    yield _("Đơn vị cấp: %(issuer)s") % {"issuer": one.issuer}
    yield _("Thư do hệ thống tự gửi.")
