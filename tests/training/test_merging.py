"""Two rows of one person become one, and every count of training follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.organisations.models import Person
from nscl.organisations.operations import MergeRefused
from nscl.records.models import SearchEntry
from nscl.records.operations import SYSTEM, Actor
from nscl.training.enums import AttendanceState, EnrolmentState, ExpertCertificateKind, TrainingKind
from nscl.training.models import Attendance, AttendanceStep, Enrolment, Expert
from nscl.training.operations.merging import merge_participants
from nscl.training.operations.registers.experts import add_expert_certificate, register_expert
from nscl.training.queries.registers import get_expert
from nscl.training.rules.registers import ExpertCertificateEntry, ExpertDetails
from nscl.work.enums import OutputKind
from nscl.work.models import ActivityOutput, Participation
from tests.factories.people import AT
from tests.factories.training import World, a_class, a_person, enrol_people, finish, mark_present, sessions_of
from tests.work.conftest import Site

pytestmark = pytest.mark.django_db


def person_of(enrolment: int) -> int:
    return Enrolment.objects.get(pk=enrolment).person_id


def merge(keep: int, absorb: int, viewer: Viewer | None = None) -> int:
    return merge_participants(keep=keep, absorb=absorb, reason="một người", viewer=viewer, by=SYSTEM, at=AT)


def trained(activity: int) -> int:
    return int(ActivityOutput.objects.get(activity=activity, kind=OutputKind.PEOPLE_TRAINED).quantity)


def test_in_one_class_the_row_kept_was_there_whenever_either_was(world: World) -> None:
    first, second = world.people[0].number, world.people[3].number
    mark_present(world.sessions[0], [first])
    mark_present(world.sessions[1], [first], "absent")
    mark_present(world.sessions[1], [second])
    assert merge(person_of(first), person_of(second)) == 1
    kept, other = Enrolment.objects.get(pk=first), Enrolment.objects.get(pk=second)
    assert (kept.attended, other.attended) == (2, 0)
    assert (kept.state, other.state) == (EnrolmentState.ENROLLED, EnrolmentState.MERGED)
    assert set(Attendance.objects.filter(enrolment=other).values_list("state", flat=True)) == {AttendanceState.MERGED}
    assert AttendanceStep.objects.filter(reason="một người").count() == 2


def test_a_mark_that_only_the_other_had_comes_along(world: World) -> None:
    first, second = world.people[0].number, world.people[1].number
    mark_present(world.sessions[1], [second])
    merge(person_of(first), person_of(second))
    assert Enrolment.objects.get(pk=first).attended == 1


def test_the_activity_of_a_done_class_is_counted_again(world: World) -> None:
    finish(world)
    first, second = world.people[0].number, world.people[1].number
    assert trained(world.activity) == 3
    merge(person_of(first), person_of(second))
    assert trained(world.activity) == 2
    people = Participation.objects.filter(activity=world.activity).order_by("kind").values_list("kind", "people")
    assert dict(people) == {"enterprise": 1, "school": 1}


def test_in_two_classes_attendances_stay_two_and_the_person_is_one(site: Site, world: World) -> None:
    other = a_class(site.annual, site.task, world.course, title="Lớp 5S khóa 2")
    (again,) = enrol_people(other, [a_person("Nguyễn Thị An")])  # the same name, another phone
    mark_present(sessions_of(other)[0], [again.number])
    finish(world)
    first = world.people[0].number
    assert merge(person_of(first), person_of(again.number)) == 1
    attended = Enrolment.objects.filter(attended__gt=0, person=person_of(first))
    assert attended.count() == 2
    assert Person.objects.get(pk=person_of(first)).version == 2


def test_the_entry_of_the_register_of_experts_goes_along(site: Site, world: World, officer: Viewer) -> None:
    keep, absorb = person_of(world.people[0].number), person_of(world.people[1].number)
    acts: dict[str, Any] = {"viewer": None, "by": SYSTEM, "at": AT}
    details = ExpertDetails(candidate_since=date(2023, 1, 5), trained_on=date(2023, 6, 1), trained_plan_id=site.plan.pk)
    expert = register_expert(person_id=absorb, unit_id=world.unit_id, details=details, **acts)
    merge(keep, absorb)
    assert get_expert(officer, expert).row.person_id == keep
    entry_found = SearchEntry.objects.get(kind=TrainingKind.EXPERT, object_id=expert)
    assert entry_found.title == get_expert(officer, expert).row.name
    # Both on it: one entry stays, with the certificates of both, and nothing is counted twice.
    third = person_of(world.people[2].number)
    second = register_expert(
        person_id=third, unit_id=world.unit_id, details=ExpertDetails(candidate_since=date(2022, 1, 5)), **acts
    )
    entry = ExpertCertificateEntry(
        kind=ExpertCertificateKind.ASSESSOR,
        standard="TCVN 13751:2023",
        body="Viện Thử",
        number="1",
        certified_on=date(2024, 1, 5),
    )
    add_expert_certificate(expert=expert, entry=entry, **acts)
    merge(third, keep)
    row = get_expert(officer, second).row
    assert (row.trained_on, row.trained_plan_id, len(row.certificates)) == (date(2023, 6, 1), site.plan.pk, 1)
    assert Expert.objects.filter(retired_at__isnull=True).count() == 1
    assert Expert.objects.filter(trained_on__isnull=False).count() == 1


def test_people_are_merged_by_who_may_and_with_a_reason(site: Site, world: World, officer: Viewer) -> None:
    keep, absorb = person_of(world.people[0].number), person_of(world.people[1].number)
    with pytest.raises(NotAllowed):
        merge(keep, absorb, viewer_of(site.own))
    with pytest.raises(MergeRefused, match="lý do"):
        merge_participants(keep=keep, absorb=absorb, reason=" ", viewer=officer, by=SYSTEM, at=AT)
    merge_participants(
        keep=keep, absorb=absorb, reason="trùng", viewer=officer, by=Actor(officer.number, officer.name), at=AT
    )
    assert Person.objects.get(pk=absorb).merged_into_id == keep
