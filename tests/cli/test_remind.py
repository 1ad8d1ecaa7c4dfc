"""`nscl remind`: one letter a person, in their language, through a real mail server."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.core import mail
from django.urls import resolve

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.cli import main
from nscl.records.operations import SYSTEM
from nscl.reporting.operations.rounds import open_round
from nscl.work.models import Reminder
from tests.factories.mail_server import MailServer, mail_server
from tests.factories.people import make_person
from tests.factories.reporting_desk import OPENED, report_of
from tests.factories.reporting_desk import values as round_values
from tests.factories.work import a_plan, add, agency_number
from tests.work.conftest import Site, built_site, site

__all__ = ["built_site", "site"]

DUE_ON = date(2024, 5, 20)
SITE = "https://nscl.tinh.example"


def remind(*arguments: str, on: date = DUE_ON) -> Result:
    return CliRunner().invoke(main, ["remind", "--on", on.isoformat(), *arguments])


@pytest.fixture(autouse=True)
def turned_on(settings: Any) -> None:
    settings.MAIL_REMINDERS = True
    settings.SITE_URL = SITE


@contextmanager
def served(settings: Any, **options: Any) -> Iterator[MailServer]:
    with mail_server(**options) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 5
        yield server


def with_work(site: Site, count: int) -> list[User]:
    """People, each responsible for one thing that is due."""
    people = [make_person(Role.PROVINCE_OFFICER, full_name=f"Cán bộ {number}") for number in range(count)]
    for person in people:
        add(
            site.annual,
            a_plan(site.task, title=f"Việc của {person.full_name}", starts_on=DUE_ON, responsible_id=person.pk),
        )
    return people


def test_one_letter_tells_a_person_everything_with_links(site: Site) -> None:
    late = add(site.annual, a_plan(site.task, title="Hội nghị cũ", starts_on=DUE_ON - timedelta(days=3))).number
    add(site.annual, a_plan(site.task, title="Hội nghị mới", starts_on=DUE_ON + timedelta(days=5)))
    done = remind()
    assert done.exit_code == 0, done.output
    assert "Ngày 20/05/2024: đã gửi 1 thư, 2 lời nhắc (1 quá hạn, 1 trước 7 ngày)." in done.output
    (letter,) = mail.outbox
    assert letter.to == [site.own.email]
    assert letter.subject == "NSCL nhắc việc ngày 20/05/2024: 1 việc quá hạn, 1 việc sắp đến hạn"
    assert letter.body.startswith(f"Kính gửi {site.own.full_name},\n\nĐÃ QUÁ HẠN\n\n- Hoạt động: Hội nghị cũ\n")
    assert "Hạn 17/05/2024: quá hạn 3 ngày" in letter.body
    assert "Hạn 25/05/2024: còn 5 ngày" in letter.body
    (link,) = [line.strip() for line in letter.body.splitlines() if line.endswith(f"/{late}/")]
    assert resolve(link.removeprefix(SITE)).url_name == "activity"
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    again = remind()
    assert "không gửi thư nào" in again.output
    assert len(mail.outbox) == 1


def test_a_letter_is_in_the_language_that_the_person_chose(site: Site) -> None:
    add(site.annual, a_plan(site.task, title="Hội nghị", starts_on=DUE_ON))
    User.objects.filter(pk=site.own.pk).update(language="en")
    remind()
    (letter,) = mail.outbox
    assert letter.subject == "NSCL reminder of 20/05/2024: 1 item due soon"
    assert "Kính gửi" not in letter.body
    assert "- Activity: Hội nghị" in letter.body


def test_a_long_list_is_cut(site: Site) -> None:
    for number in range(65):
        add(site.annual, a_plan(site.task, title=f"Việc {number}", starts_on=DUE_ON))
    remind()
    (letter,) = mail.outbox
    assert letter.body.count("- Hoạt động:") == 60
    assert "và 5 việc nữa" in letter.body


@pytest.mark.usefixtures("site")
def test_a_report_that_may_have_been_sent_is_asked_for_politely() -> None:
    done = remind(on=date(2024, 11, 21))
    assert done.exit_code == 0, done.output
    letter = mail.outbox[0]
    assert "- Báo cáo gửi Sở Khoa học và Công nghệ" in letter.body
    assert "Báo cáo nào đã gửi rồi thì không cần làm gì thêm" in letter.body


def test_where_a_round_stands_the_letter_is_about_its_reports(site: Site) -> None:
    health = agency_number("so-y-te")
    values = round_values(agencies_due=date(2024, 11, 28), province_due=date(2024, 11, 28))
    number = open_round(plan=site.plan.pk, values=values, agencies=[health], viewer=None, by=SYSTEM, at=OPENED)
    done = remind(on=date(2024, 11, 21))
    assert done.exit_code == 0, done.output
    (letter,) = mail.outbox  # the officer's: the department of health has no focal point
    assert "- Nộp báo cáo: Báo cáo năm 2024\n  Sở Y tế, Kế hoạch Bắc Giang" in letter.body
    assert "- Ban hành báo cáo của tỉnh: Báo cáo năm 2024" in letter.body
    assert f"{SITE}/bao-cao/ky/{number}/" in letter.body
    assert f"{SITE}/bao-cao/nop/{report_of(number).pk}/" in letter.body


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_off_nothing_goes(site: Site, settings: Any, options: tuple[str, ...]) -> None:
    settings.MAIL_REMINDERS = False
    with_work(site, 1)
    done = remind(*options)
    assert done.exit_code == 0
    assert ("đang tắt" in done.output) is not bool(options)
    assert ("Sẽ gửi 1 thư" in done.output) is bool(options)
    assert (mail.outbox, Reminder.objects.count()) == ([], 0)


def test_who_cannot_be_reached_is_named(site: Site) -> None:
    (person,) = with_work(site, 1)
    User.objects.filter(pk__in=[person.pk, site.own.pk]).update(is_active=False)
    done = remind()
    assert "Không gửi thư được cho 2 người: Cán bộ 0 (tài khoản đã khóa); " in done.output
    assert "1 việc không có ai để nhắc: Sở Khoa học và Công nghệ (1)." in done.output


# --- a real mail server


def test_one_refused_address_keeps_nobody_else_from_a_letter(site: Site, settings: Any) -> None:
    people = with_work(site, 3)
    with served(settings, refused=[people[1].email]) as server:
        done = remind()
        assert done.exit_code == 1
        assert "đã gửi 2 thư" in done.output
        assert f"Chưa gửi được cho Cán bộ 1 <{people[1].email}>: 550 5.1.1 no such mailbox" in done.output
        assert "1 thư chưa gửi được; lần chạy sau gửi lại." in done.output
        assert [letter["To"] for letter in server.letters] == [people[0].email, people[2].email]
        assert "Việc của Cán bộ 0" in server.letters[0].get_content()
        server.refused.clear()
        again = remind()
        assert again.exit_code == 0
        assert "đã gửi 1 thư" in again.output
        assert server.letters[-1]["To"] == people[1].email
    assert Reminder.objects.filter(sent_at__isnull=False).count() == 3


def test_a_server_that_hangs_up_after_some_letters_is_called_again(site: Site, settings: Any) -> None:
    with_work(site, 3)
    with served(settings, letters_each=1) as server:
        assert remind().exit_code == 0
        assert (len(server.letters), server.connections) == (3, 3)


def test_no_server_at_all_is_one_line_and_loses_nothing(site: Site, settings: Any) -> None:
    with_work(site, 2)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: every connection is refused
        with served(settings):
            settings.EMAIL_PORT = taken.getsockname()[1]
            done = remind()
    assert done.exit_code == 1
    assert "Không dùng được máy chủ thư 127.0.0.1:" in done.output
    assert "2 thư chưa gửi được" in done.output
    assert Reminder.objects.count() == 0
