"""`nscl remind`: the day's reminders by e-mail; to be run daily."""

from __future__ import annotations

import smtplib
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import click
import django
from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

    from nscl.work.queries.reminders import PersonReminders, RemindersDue

_SHOWN: Final = 20
# Mail programs answer no letter that says so, and no holiday notice comes back (RFC 3834, section 5).
_HEADERS: Final = {"Auto-Submitted": "auto-generated"}
_WHY_NOT: Final = {
    "locked": "tài khoản đã khóa",
    "sample": "tài khoản mẫu",
    "no_address": "chưa có địa chỉ thư",
    "no_access": "không còn quyền xem công việc của tỉnh",
}


@click.command()
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="nhắc như của ngày này (2026-11-20); không nêu: hôm nay")
@click.option("--dry-run", is_flag=True, help="chỉ xem sẽ gửi cho ai, không gửi, không ghi")
def remind(on: datetime | None, *, dry_run: bool) -> None:
    """Gửi thư nhắc việc trước 7 ngày, trước 1 ngày và khi quá hạn, mỗi việc mỗi lần một thư. Nên chạy mỗi ngày.

    Mã kết thúc: 0 đã gửi hết hoặc không có gì để gửi, 1 có thư chưa gửi được (lần chạy sau gửi lại).
    """
    django.setup()
    from nscl.work.queries.reminders import reminders_due

    if not (settings.MAIL_REMINDERS or dry_run):
        click.echo("Nhắc việc qua thư đang tắt. Bật bằng NSCL_EMAIL_REMINDERS=1, xem docs/operations.md.")
        return
    day = timezone.localdate() if on is None else on.date()
    due = reminders_due(on=day)
    if dry_run:
        click.echo("Chạy thử: không gửi thư nào.")
        _list(due.people)
        _tell_left_out(due)
        return
    sent, refused, stopped = _send(due.people, day)
    _tell_sent(day, sent)
    _tell_left_out(due)
    for person, why in refused[:_SHOWN]:
        click.echo(f"✗ Chưa gửi được cho {person.recipient.name} <{person.recipient.email}>: {why}", err=True)
    if stopped:
        click.echo(f"✗ {stopped}", err=True)
    if refused or stopped:
        click.echo(f"✗ {len(due.people) - len(sent)} thư chưa gửi được; lần chạy sau gửi lại.", err=True)
        sys.exit(1)


def _send(
    people: Sequence[PersonReminders], day: date
) -> tuple[list[PersonReminders], list[tuple[PersonReminders, str]], str]:
    """Letter by letter: those sent, those refused with the reason, and why it stopped before the end ("": it did not).

    Of those sent, one without items is another run's.
    """
    from nscl.work.operations.reminders import LetterRefused, send_reminders

    sent: list[PersonReminders] = []
    refused: list[tuple[PersonReminders, str]] = []
    with _Postman(day) as postman:
        for person in people:
            try:
                sent.append(send_reminders(reminders=person, post=postman.post, at=timezone.now()))
            except LetterRefused as error:
                refused.append((person, str(error)))
            except PostUnreachable as error:
                return sent, refused, str(error)
    return sent, refused, ""


class PostUnreachable(Exception):
    """No letter can be handed over at all; `str()` says why and what to look at."""


class _Postman:
    """Hands letters to the mail server that the settings name, over one connection while it holds."""

    def __init__(self, day: date) -> None:
        from django.core.mail import get_connection

        self._day = day
        self._connection = get_connection()

    def __enter__(self) -> _Postman:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def post(self, reminders: PersonReminders) -> None:
        """Send one letter. Raises LetterRefused, PostUnreachable."""
        from django.core.mail import EmailMessage

        from nscl.cli.letters import letter_of
        from nscl.work.operations.reminders import LetterRefused

        letter = letter_of(reminders, on=self._day, site=settings.SITE_URL)
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


def _list(people: Sequence[PersonReminders]) -> None:
    for person in people[:_SHOWN]:
        click.echo(f"  {person.recipient.name} <{person.recipient.email}>: {_counted([person])}")
    if len(people) > _SHOWN:
        click.echo(f"  … và {len(people) - _SHOWN} người nữa")
    click.echo(f"Sẽ gửi {len(people)} thư." if people else "Không có gì phải nhắc.")


def _tell_sent(day: date, sent: Sequence[PersonReminders]) -> None:
    letters = [one for one in sent if one.items]
    elsewhere = len(sent) - len(letters)
    if letters:
        click.echo(f"Ngày {day:%d/%m/%Y}: đã gửi {len(letters)} thư, {_counted(letters)}.")
    else:
        click.echo(f"Ngày {day:%d/%m/%Y}: không gửi thư nào.")
    if elsewhere:
        click.echo(f"{elsewhere} người đang được một lần chạy khác gửi thư.")


def _counted(people: Sequence[PersonReminders]) -> str:
    kinds = Counter(item.kind for person in people for item in person.items)
    total = sum(kinds.values())
    return f"{total} lời nhắc (" + ", ".join(f"{count} {kind.label}" for kind, count in sorted(kinds.items())) + ")"


def _tell_left_out(due: RemindersDue) -> None:
    if due.unreachable:
        names = "; ".join(f"{one.name} ({_WHY_NOT[one.why]})" for one in due.unreachable[:_SHOWN])
        more = f"; và {len(due.unreachable) - _SHOWN} người nữa" if len(due.unreachable) > _SHOWN else ""
        click.echo(f"Không gửi thư được cho {len(due.unreachable)} người: {names}{more}.")
    if due.unheard:
        names = "; ".join(f"{one.agency} ({one.dates})" for one in due.unheard[:_SHOWN])
        more = f"; và {len(due.unheard) - _SHOWN} cơ quan nữa" if len(due.unheard) > _SHOWN else ""
        total = sum(one.dates for one in due.unheard)
        click.echo(f"{total} việc không có ai để nhắc: {names}{more}. Cách sửa: trao vai trò đầu mối cho cơ quan đó.")
