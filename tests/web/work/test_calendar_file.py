"""The calendar file, as RFC 5545 has it, and the address at which a phone asks for it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from nscl.accounts.enums import Role
from nscl.accounts.models import RoleGrant
from nscl.accounts.operations import set_active, set_password
from nscl.accounts.queries import viewer_of
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.web.work.icalendar import LINE_OCTETS, Event, write_calendar
from tests.factories.people import AT, make_person
from tests.factories.work import a_plan, add, open_year
from tests.factories.world import World
from tests.web.work.conftest import YEAR, Work, client_of

MADE = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_an_event_of_whole_days() -> None:
    event = Event(
        "a@b", date(2026, 5, 10), date(2026, 5, 12), "Họp; bàn, quyết\\", "Dòng 1\nDòng 2", "Hà Nội", "https://x/1"
    )
    lines = unfolded(write_calendar("Lịch", [event], at=MADE))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTAMP:20261121T013000Z" in lines
    assert "DTSTART;VALUE=DATE:20260510" in lines
    assert "DTEND;VALUE=DATE:20260513" in lines  # the day after the last
    assert "SUMMARY:Họp\\; bàn\\, quyết\\\\" in lines
    assert "DESCRIPTION:Dòng 1\\nDòng 2" in lines
    assert "STATUS:CONFIRMED" in lines


@given(st.text(max_size=400), st.text(max_size=200))
def test_any_text_is_folded_within_the_octets_and_read_back(title: str, place: str) -> None:
    title = title.encode("utf-8", "ignore").decode()
    place = place.encode("utf-8", "ignore").decode()
    data = write_calendar("x", [Event("u", date(2026, 1, 1), date(2026, 1, 1), title, location=place)], at=MADE)
    lines = data.split(b"\r\n")
    assert all(len(line) <= LINE_OCTETS for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two
    (summary,) = [line for line in unfolded(data) if line.startswith("SUMMARY:")]
    kept = summary.removeprefix("SUMMARY:")
    back = kept.replace("\\\\", "\0").replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",").replace("\0", "\\")
    assert back == "".join(c for c in title if c >= " " or c in "\t\n")


def test_deadlines_of_what_goes_on_for_long(officer: Client, work: Work) -> None:
    add(work.annual, a_plan(work.task, title="Việc cả năm", starts_on=date(YEAR, 1, 1), ends_on=date(YEAR, 12, 31)))
    answer = officer.get(reverse("activity-feed"))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = unfolded(answer.content)
    assert "SUMMARY:Hạn: Việc cả năm" in lines
    assert f"DTSTART;VALUE=DATE:{YEAR}1231" in lines
    assert "SUMMARY:Hội nghị đầu năm" in lines
    assert f"URL:http://testserver/hoat-dong/{work.done}/" in lines


def feed_path(client: Client) -> str:
    address: str = client.get(reverse("activity-feed-address")).context["address"]
    return address.removeprefix("http://testserver")


@pytest.mark.usefixtures("work")
def test_a_phone_needs_no_signing_in(officer: Client) -> None:
    answer = Client().get(feed_path(officer))
    assert answer.status_code == 200
    assert "Hội nghị đầu năm" in answer.content.decode()


@pytest.mark.usefixtures("work")
def test_an_agency_gets_its_own_work(world: World) -> None:
    other = client_of(world, Role.AGENCY_FOCAL_POINT)
    assert "Hội nghị đầu năm" in other.get(reverse("activity-feed")).content.decode()


@pytest.mark.parametrize("token", ["x", "a:b:c", "WzEsICJhIl0:1tX:zzz"])
def test_an_invented_address_is_not_there(token: str, db: None) -> None:  # noqa: ARG001
    assert Client().get(f"/hoat-dong/lich/{token}.ics").status_code == 404


def test_a_new_password_makes_the_address_void(world: World, officer: Client) -> None:
    path = feed_path(officer)
    admin = viewer_of(world.people[Role.ADMINISTRATOR])
    account = world.people[Role.PROVINCE_OFFICER].pk
    set_password(account=account, password="mot-mat-khau-khac-77", by=SYSTEM, at=AT, viewer=admin)
    assert Client().get(path).status_code == 404


def test_a_locked_account_has_no_feed(world: World, officer: Client) -> None:
    path = feed_path(officer)
    admin = viewer_of(world.people[Role.ADMINISTRATOR])
    set_active(account=world.people[Role.PROVINCE_OFFICER].pk, active=False, by=SYSTEM, at=AT, viewer=admin)
    assert Client().get(path).status_code == 404


@pytest.mark.usefixtures("work")
def test_a_renewed_address_makes_the_earlier_ones_void(world: World, officer: Client) -> None:
    first = feed_path(officer)
    assert feed_path(officer) == first
    renew = reverse("activity-feed-renew")
    assert "hết hiệu lực" in officer.get(renew).content.decode()
    assert Client().get(first).status_code == 200  # asking changes nothing
    officer.post(renew)
    second = feed_path(officer)
    officer.post(renew)
    assert [Client().get(path).status_code for path in (first, second, feed_path(officer))] == [404, 404, 200]
    other = client_of(world, Role.AGENCY_FOCAL_POINT)
    assert Client().get(feed_path(other)).status_code == 200
    renewed = AuditEvent.objects.filter(action="calendar_address.renewed").values_list("subject_id", flat=True)
    assert set(renewed) == {world.people[Role.PROVINCE_OFFICER].pk}


def test_the_feed_is_of_what_the_person_may_see_on_the_day_it_is_asked(world: World, work: Work) -> None:
    """The address keeps no right of its own: with the role, what it shows goes."""
    elsewhere = make_person(Role.PROVINCE_OFFICER, province="20", full_name="Người Lạng Sơn")
    stranger = Client()
    stranger.force_login(elsewhere)
    assert "Hội nghị đầu năm" not in Client().get(feed_path(stranger)).content.decode()
    other_agency = add_for(work, "so-khcn", title="Việc của Sở KH&CN")
    focal = client_of(world, Role.AGENCY_FOCAL_POINT)
    shown = Client().get(feed_path(focal)).content.decode()
    assert f"/hoat-dong/{work.done}/" in shown
    assert f"/hoat-dong/{other_agency}/" not in shown
    path = feed_path(stranger)
    RoleGrant.objects.filter(user=elsewhere).delete()
    assert Client().get(path).status_code == 404


def add_for(work: Work, agency: str, *, title: str) -> int:
    annual = open_year(work.plan, agency=agency, year=YEAR)
    return add(annual, a_plan(work.task, title=title, starts_on=date(YEAR, 7, 1))).number
