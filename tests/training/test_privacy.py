"""Contacts that nobody needs are taken away; a person's own data are told on request."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from nscl.cli.privacy import forget_contacts, person_data
from nscl.organisations.models import Person
from nscl.organisations.operations import PersonEntry, find_or_register_person
from nscl.organisations.operations.forgetting import erase_contacts
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.text.personal_ids import parse_personal_id
from nscl.training.models import Enrolment
from nscl.training.operations.registers.experts import register_expert
from nscl.training.queries.retention import people_to_forget
from nscl.training.rules.registers import ExpertDetails
from tests.factories.people import AT
from tests.factories.training import World, a_person, enrol_people, finish

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2024, 4, 1, tzinfo=UTC)
LATER = date(2026, 11, 21)  # the world's class was in May 2024: more than 24 months ago
ID = "024185001234"


@pytest.fixture
def early(world: World) -> tuple[int, ...]:
    """The world's people, registered when their class was."""
    finish(world)
    numbers = tuple(
        Person.objects.filter(enrolments__training_class=world.number).order_by("pk").values_list("pk", flat=True)
    )
    Person.objects.filter(pk__in=numbers).update(created_at=LONG_AGO)
    Enrolment.objects.filter(training_class=world.number).update(registered_at=LONG_AGO)
    return numbers


def test_contacts_go_once_the_last_class_is_long_ago(world: World, early: tuple[int, ...]) -> None:
    assert people_to_forget(date(2026, 5, 15)).people == ()
    due = people_to_forget(LATER)
    assert (due.people, due.before, due.rule.confidence) == (early, date(2024, 11, 21), "L")
    register_expert(
        person_id=early[0],
        unit_id=world.unit_id,
        details=ExpertDetails(candidate_since=date(2024, 1, 5)),
        viewer=None,
        by=SYSTEM,
        at=AT,
    )
    assert people_to_forget(LATER).people == early[1:]
    events = AuditEvent.objects.count()
    assert erase_contacts(people=early[1:], reason="quy định", by=SYSTEM, at=AT) == len(early) - 1
    assert AuditEvent.objects.count() == events + 1
    gone = Person.objects.get(pk=early[1])
    assert (gone.phone, gone.email, gone.birth_year, gone.name) == ("", "", None, "Trần Văn Bình")
    assert people_to_forget(LATER).people == ()
    assert erase_contacts(people=early[1:], reason="quy định", by=SYSTEM, at=AT) == 0


def test_who_comes_to_a_class_again_is_kept(world: World, early: tuple[int, ...]) -> None:
    again = Person.objects.get(pk=early[2])
    entry = PersonEntry(name=again.name, phone=again.phone)
    assert enrol_people(world.number, [a_person("Hoàng Thị Én")])  # a new registration is recent
    assert find_or_register_person(entry=entry, unit_id=world.unit_id, by=SYSTEM, at=AT).number == early[2]
    assert len(people_to_forget(LATER).people) == len(early)


def test_the_command_tells_the_rule_and_rehearses(early: tuple[int, ...]) -> None:
    rehearsed = CliRunner().invoke(forget_contacts, ["--dry-run", "--on", "2026-11-21"])
    assert rehearsed.exit_code == 0, rehearsed.output
    assert "24 tháng" in rehearsed.output
    assert f"trong sổ: {len(early)}" in rehearsed.output
    assert Person.objects.exclude(phone="").count() >= len(early)
    assert "Đã xóa liên hệ của" in CliRunner().invoke(forget_contacts, ["--on", "2026-11-21"]).output
    unknown = CliRunner().invoke(forget_contacts, ["--on", "2019-01-01"])
    assert unknown.exit_code == 2


def test_a_person_is_told_all_that_is_held(world: World) -> None:
    finish(world)
    somebody = PersonEntry(name="Nguyễn Thị An", national_id=parse_personal_id(ID), email="an@example.vn")
    found = find_or_register_person(entry=somebody, unit_id=world.unit_id, by=SYSTEM, at=AT)
    told = CliRunner().invoke(person_data, ["--personal-id"], input=f"{ID}\n")
    assert told.exit_code == 0, told.output
    assert ID not in told.output
    assert "chỉ giữ mã băm" in told.output
    assert f"Số trong danh sách: {found.number}" in told.output
    pupil = Person.objects.get(enrolments=world.people[0].number)
    told = CliRunner().invoke(person_data, ["--phone", pupil.phone, "--format", "json"])
    (row,) = json.loads(told.output)
    assert (row["classes"][0]["attended"], row["classes"][0]["sessions"]) == (2, 2)


def test_who_is_not_known_and_who_cannot_be_read() -> None:
    nobody = CliRunner().invoke(person_data, ["--email", "khong-co@example.vn"])
    assert (nobody.exit_code, nobody.output) == (1, "Hệ thống không giữ dữ liệu nào về người này.\n")
    assert CliRunner().invoke(person_data, ["--phone", "12"]).exit_code == 2
    assert "Nêu một trong" in CliRunner().invoke(person_data, []).output
