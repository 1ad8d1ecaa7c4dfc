"""Handing letters to the mail server that the settings name, over one connection while it holds."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING, Final

from django.conf import settings

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

    from nscl.cli.letters import Letter

# Mail programs answer no letter that says so, and no holiday notice comes back (RFC 3834, section 5).
_HEADERS: Final = {"Auto-Submitted": "auto-generated"}


class PostUnreachable(Exception):
    """No letter can be handed over at all; `str()` says why and what to look at."""


class Postman:
    """One run's way to the mail server."""

    def __init__(self) -> None:
        from django.core.mail import get_connection

        self._connection = get_connection()

    def __enter__(self) -> Postman:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def post(self, letter: Letter) -> None:
        """Send one letter. Raises LetterRefused, PostUnreachable."""
        from django.core.mail import EmailMessage

        from nscl.work.operations.reminders import LetterRefused

        message = EmailMessage(
            letter.subject, letter.body, to=[letter.to], headers=_HEADERS, connection=self._connection
        )
        try:
            if not self._send(message):
                self._send(message)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            # What is left of the conversation is not to be gone on with.
            self._connection.close()
            raise LetterRefused(_reason(error)) from error

    def _send(self, message: EmailMessage) -> bool:
        """Send; False where the server had hung up since the last letter, as servers do after some time or number."""
        is_new = self._open()
        try:
            message.send()
        except smtplib.SMTPServerDisconnected:
            if is_new:
                raise
            self._connection.close()
            return False
        return True

    def _open(self) -> bool:
        """Whether a new connection was made. Raises PostUnreachable."""
        try:
            return bool(self._connection.open())
        except (smtplib.SMTPException, OSError) as error:
            raise PostUnreachable(
                f"Không dùng được máy chủ thư {settings.EMAIL_HOST}:{settings.EMAIL_PORT} ({_reason(error)}). "
                "Cách sửa: kiểm tra NSCL_EMAIL_HOST, NSCL_EMAIL_PORT, NSCL_EMAIL_SECURITY, tên và mật khẩu."
            ) from error


def _reason(error: Exception) -> str:
    """What the mail server, or the system, said."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_line(text)}" for code, text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_line(error.smtp_error)}"
    return _line(str(error)) or type(error).__name__


def _line(text: bytes | str) -> str:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return " ".join(words.split())
