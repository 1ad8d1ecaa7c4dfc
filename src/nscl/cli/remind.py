"""`nscl remind`: the day's reminders by e-mail; to be run daily."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import click
import django
from django.conf import settings
from django.utils import timezone

from nscl.cli.postman import Postman, PostUnreachable

if TYPE_CHECKING:
    from nscl.training.queries.certificates.expiring import EndingCertificate
    from nscl.training.queries.reminders import ParticipantReminder
    from nscl.work.queries.reminders import PersonReminders, RemindersDue

_SHOWN: Final = 20
_WHY_NOT: Final = {
    "locked": "tài khoản đã khóa",
    "sample": "tài khoản mẫu",
    "no_address": "chưa có địa chỉ thư",
    "no_access": "không còn quyền xem công việc của tỉnh",
}


@dataclass
class _Run:
    """What became of a run: letters sent (without items: another run's), refused with the reason, and why it stopped
    before the end ("": it did not). participants: letters about classes; holders: about
    certificates that end; elsewhere: those that another run sends.
    """

    sent: list[PersonReminders] = field(default_factory=list)
    participants: int = 0
    holders: int = 0
    elsewhere: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    stopped: str = ""

    @property
    def tried(self) -> int:
        """Letters that were tried, or need not be."""
        return len(self.sent) + self.participants + self.holders + self.elsewhere


@click.command()
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="nhắc như của ngày này (2026-11-20); không nêu: hôm nay")
@click.option("--dry-run", is_flag=True, help="chỉ xem sẽ gửi cho ai, không gửi, không ghi")
def remind(on: datetime | None, *, dry_run: bool) -> None:
    """Gửi thư nhắc việc trước 7 ngày, trước 1 ngày và khi quá hạn; nhắc học viên và người phụ trách lớp trước buổi học
    1 ngày; nhắc người có giấy chứng nhận trước khi hết hiệu lực 30 ngày; nhắc cán bộ tỉnh trước khi chứng nhận của
    chuyên gia hết hạn 90 ngày và 30 ngày, và trước hạn của hồ sơ hỗ trợ 2 ngày làm việc; hồ sơ hỗ trợ quá hạn thì được
    đánh dấu và báo lãnh đạo. Mỗi việc mỗi lần một thư. Nên chạy mỗi ngày.

    Mã kết thúc: 0 đã gửi hết hoặc không có gì để gửi, 1 có thư chưa gửi được (lần chạy sau gửi lại).
    """
    django.setup()
    from nscl.reporting.queries.reminders import round_dates
    from nscl.support.operations.deadlines import escalate_overdue
    from nscl.support.queries.due import support_to_remind
    from nscl.training.queries.certificates.expiring import ending_certificates
    from nscl.training.queries.expert_reminders import officers_to_remind
    from nscl.training.queries.reminders import participants_to_remind, staff_to_remind, with_classes
    from nscl.work.queries.reminders import reminders_due

    day = timezone.localdate() if on is None else on.date()
    if not dry_run:
        escalate_overdue(on=day, at=timezone.now())
    if not (settings.MAIL_REMINDERS or dry_run):
        click.echo("Nhắc việc qua thư đang tắt. Bật bằng NSCL_EMAIL_REMINDERS=1, xem docs/operations.md.")
        return
    due = reminders_due(on=day, rounds=round_dates(day))
    others = [*staff_to_remind(on=day), *officers_to_remind(on=day), *support_to_remind(on=day)]
    people = with_classes(due.people, others)
    participants, endings = participants_to_remind(on=day), ending_certificates(on=day)
    if dry_run:
        click.echo("Chạy thử: không gửi thư nào.")
        _list(people, len(participants), len(endings))
        _tell_left_out(due)
        return
    run = _send(people, participants, endings, day)
    _tell_sent(day, run)
    _tell_left_out(due)
    for name, why in run.refused[:_SHOWN]:
        click.echo(f"✗ Chưa gửi được cho {name}: {why}", err=True)
    if run.stopped:
        click.echo(f"✗ {run.stopped}", err=True)
    if run.refused or run.stopped:
        left = len(people) + len(participants) + len(endings) - run.tried
        click.echo(f"✗ {left} thư chưa gửi được; lần chạy sau gửi lại.", err=True)
        sys.exit(1)


def _send(
    people: Sequence[PersonReminders],
    participants: Sequence[ParticipantReminder],
    endings: Sequence[EndingCertificate],
    day: date,
) -> _Run:
    """Letter by letter, until the mail server is not there any more."""
    run = _Run()
    with Postman() as postman:
        try:
            for person in people:
                _to_person(person, postman, day, run)
            for participant in participants:
                _to_participant(participant, postman, day, run)
            for ending in endings:
                _to_holder(ending, postman, run)
        except PostUnreachable as error:
            run.stopped = str(error)
    return run


def _to_person(person: PersonReminders, postman: Postman, day: date, run: _Run) -> None:
    from nscl.cli.letters import letter_of
    from nscl.work.operations.reminders import send_reminders

    def post(mine: PersonReminders) -> None:
        postman.post(letter_of(mine, on=day, site=settings.SITE_URL))

    address = f"{person.recipient.name} <{person.recipient.email}>"
    _try(run, address, lambda: run.sent.append(send_reminders(reminders=person, post=post, at=timezone.now())))


def _to_participant(participant: ParticipantReminder, postman: Postman, day: date, run: _Run) -> None:
    from nscl.cli.class_letters import class_letter_of
    from nscl.training.operations.reminding import remind_participant

    def post(mine: ParticipantReminder) -> None:
        postman.post(class_letter_of(mine, on=day, site=settings.SITE_URL))

    def send() -> None:
        if remind_participant(reminder=participant, post=post, at=timezone.now()):
            run.participants += 1
        else:
            run.elsewhere += 1

    _try(run, f"{participant.name} <{participant.email}>", send)


def _to_holder(ending: EndingCertificate, postman: Postman, run: _Run) -> None:
    from nscl.cli.certificate_letters import certificate_letter_of
    from nscl.training.operations.certificates.reminding import remind_of_ending

    def post(one: EndingCertificate) -> None:
        postman.post(certificate_letter_of(one, site=settings.SITE_URL))

    def send() -> None:
        if remind_of_ending(certificate=ending, post=post, at=timezone.now()):
            run.holders += 1
        else:
            run.elsewhere += 1

    _try(run, f"{ending.name} <{ending.email}>", send)


def _try(run: _Run, address: str, send: Callable[[], None]) -> None:
    from nscl.work.operations.reminders import LetterRefused

    try:
        send()
    except LetterRefused as error:
        run.refused.append((address, str(error)))


def _list(people: Sequence[PersonReminders], participants: int, endings: int) -> None:
    for person in people[:_SHOWN]:
        click.echo(f"  {person.recipient.name} <{person.recipient.email}>: {_counted([person])}")
    if len(people) > _SHOWN:
        click.echo(f"  … và {len(people) - _SHOWN} người nữa")
    if participants:
        click.echo(f"  {participants} thư cho học viên có buổi học")
    if endings:
        click.echo(f"  {endings} thư về giấy chứng nhận sắp hết hiệu lực")
    total = len(people) + participants + endings
    click.echo(f"Sẽ gửi {total} thư." if total else "Không có gì phải nhắc.")


def _tell_sent(day: date, run: _Run) -> None:
    letters = [one for one in run.sent if one.items]
    elsewhere = len(run.sent) - len(letters) + run.elsewhere
    if letters:
        click.echo(f"Ngày {day:%d/%m/%Y}: đã gửi {len(letters)} thư, {_counted(letters)}.")
    elif not run.participants and not run.holders:
        click.echo(f"Ngày {day:%d/%m/%Y}: không gửi thư nào.")
    if run.participants:
        click.echo(f"Ngày {day:%d/%m/%Y}: đã gửi {run.participants} thư cho học viên có buổi học.")
    if run.holders:
        click.echo(f"Ngày {day:%d/%m/%Y}: đã gửi {run.holders} thư về giấy chứng nhận sắp hết hiệu lực.")
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
