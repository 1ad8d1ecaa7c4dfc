"""Addresses on the web as evidence: plain http(s), with a host and without anybody's password."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from nscl.records.evidence_files.refusals import EvidenceError

LINK_LENGTH: Final = 500


class LinkRefused(EvidenceError):
    """What was given is no address that can be kept as evidence."""


def checked_link(given: str) -> tuple[str, str]:
    """The address as it is kept, and its host. Raises LinkRefused."""
    address = given.strip()
    if len(address) > LINK_LENGTH:
        raise LinkRefused(
            _("Đường dẫn dài quá %(limit)s ký tự. Hãy bỏ phần theo dõi sau dấu “?”.") % {"limit": LINK_LENGTH}
        )
    try:
        parts = urlsplit(address)
        host, port, has_password = parts.hostname or "", parts.port, parts.username is not None
    except ValueError as error:
        raise LinkRefused(_malformed()) from error
    if parts.scheme not in {"http", "https"} or not host or port == 0:
        raise LinkRefused(_malformed())
    if any(letter.isspace() or not letter.isprintable() for letter in address):
        raise LinkRefused(_malformed())
    if has_password:
        raise LinkRefused(_("Đường dẫn có tên hoặc mật khẩu đăng nhập. Hãy bỏ phần đó rồi gửi lại."))
    return f"{parts.scheme}://{address.partition('://')[2]}", host


def _malformed() -> str:
    return _("Đường dẫn phải bắt đầu bằng https:// hoặc http:// và có tên miền, ví dụ https://baobacninh.vn/bai-viet.")
