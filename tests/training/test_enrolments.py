"""People come to a class, wait, move up, leave; who may see what of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Person
from nscl.records.operations import SYSTEM
from nscl.training.enums import EnrolmentSource, EnrolmentState, Registration
from nscl.training.models import Enrolment
from nscl.training.operations.classes import close_class, edit_class, set_registration
from nscl.training.operations.enrolments import Enrolled, edit_enrolment, enrol, move, promote_from_waiting, withdraw
from nscl.training.operations.errors import AlreadyEnrolled, EnrolmentGone, Refused, StateRefused
from nscl.training.queries.access import find_class
from nscl.training.queries.enrolments import (
    EnrolmentMissing,
    count_enrolments,
    find_enrolment_by_token,
    list_enrolments,
)
from nscl.training.rules.kinds import organisation_kind, participant_kind
from nscl.training.rules.values import ClassValues
from nscl.work.enums import ParticipantKind
from nscl.work.models import Activity
from tests.factories.people import AT
from tests.factories.training import (
    DAYS,
    World,
    a_class,
    a_person,
    enrol_people,
    finish,
    mark_present,
    moment,
    morning,
)
from tests.work.conftest import Site

BEFORE = moment(DAYS[0], 7)


def limit(world: World, capacity: int | None) -> tuple[int, ...]:
    values = ClassValues(course_id=world.course, capacity=capacity)
    return edit_class(number=world.number, version=None, values=values, viewer=None, by=SYSTEM, at=AT).promoted


def states(world: World) -> list[EnrolmentState]:
    rows = Enrolment.objects.filter(training_class=world.number).order_by("pk")
    return [EnrolmentState(state) for state in rows.values_list("state", flat=True)]


def test_beyond_the_places_people_wait_and_move_up_in_order(world: World) -> None:
    limit(world, 5)
    fifth, sixth, seventh = enrol_people(world.number, [a_person(f"Đỗ Thị {name}") for name in ("Năm", "Sáu", "Bảy")])
    assert [one.state for one in (fifth, sixth, seventh)] == [
        EnrolmentState.ENROLLED,
        EnrolmentState.WAITING,
        EnrolmentState.WAITING,
    ]
    assert [find_enrolment_by_token(one.token).waiting_place for one in (fifth, sixth, seventh)] == [0, 1, 2]
    saved = withdraw(enrolment=fifth.number, reason="Bận việc", viewer=None, by=SYSTEM, at=AT)
    assert saved.promoted == (sixth.number,)
    assert limit(world, 6) == (seventh.number,)
    again = enrol(
        training_class=world.number,
        person=a_person("Đỗ Thị Năm", phone=Person.objects.get(pk=fifth.person).phone),
        source=EnrolmentSource.STAFF,
        viewer=None,
        by=SYSTEM,
        at=AT,
    )
    assert (again.number, again.state) == (fifth.number, EnrolmentState.WAITING)
    assert again.token != fifth.token  # whoever had the old address knows nothing of this
    assert limit(world, None) == (fifth.number,)


def test_somebody_is_let_in_before_others_where_there_is_a_place(world: World) -> None:
    limit(world, 4)
    first, second = enrol_people(world.number, [a_person("Ngô Văn Một"), a_person("Ngô Văn Hai")])
    with pytest.raises(StateRefused, match="đủ 4 chỗ"):
        promote_from_waiting(enrolment=second.number, viewer=None, by=SYSTEM, at=AT)
    Enrolment.objects.filter(pk=world.people[0].number).update(state="withdrawn", withdrawn_at=AT)
    promote_from_waiting(enrolment=second.number, viewer=None, by=SYSTEM, at=AT)
    assert find_enrolment_by_token(first.token).state is EnrolmentState.WAITING
    with pytest.raises(StateRefused, match="không còn trong danh sách chờ"):
        promote_from_waiting(enrolment=second.number, viewer=None, by=SYSTEM, at=AT)


def test_nobody_is_enrolled_twice_and_an_event_names_who_came(world: World) -> None:
    known = Person.objects.get(pk=world.people[0].person)
    with pytest.raises(AlreadyEnrolled) as there:
        enrol(
            training_class=world.number,
            person=a_person(known.name.upper(), phone=known.phone),
            source=EnrolmentSource.STAFF,
            viewer=None,
            by=SYSTEM,
            at=AT,
        )
    assert there.value.enrolment == world.people[0].number
    assert len({one.token for one in world.people}) == len({one.code for one in world.people}) == len(world.people)


def test_people_put_down_their_own_names_while_the_class_takes_them(world: World) -> None:
    def come(at: datetime = BEFORE) -> Enrolled:
        entry = a_person("Trịnh Thị Tự", email="tu@hoc.example")
        return enrol(
            training_class=world.number, person=entry, source=EnrolmentSource.PERSON, viewer=None, by=SYSTEM, at=at
        )

    with pytest.raises(StateRefused, match="không nhận ghi danh"):
        come()
    set_registration(number=world.number, registration=Registration.OPEN, viewer=None, by=SYSTEM, at=BEFORE)
    come()
    with pytest.raises(StateRefused, match="không nhận ghi danh"):
        come(AT)  # the class was in 2024
    finish(world)
    with pytest.raises(StateRefused, match="không nhận ghi danh"):
        come()


def test_an_organisation_sends_its_own_people_alone(site: Site, world: World) -> None:
    sender = viewer_of(site.people[Role.BENEFICIARY])
    (own,) = {grant.organisation_id for grant in sender.grants}
    set_registration(number=world.number, registration=Registration.OPEN, viewer=None, by=SYSTEM, at=BEFORE)
    send: dict[str, Any] = {
        "training_class": world.number,
        "source": EnrolmentSource.ORGANISATION,
        "viewer": sender,
        "by": SYSTEM,
        "at": BEFORE,
    }
    for wrong in (None, world.enterprise):
        with pytest.raises(NotAllowed):
            enrol(person=a_person(organisation_id=wrong), **send)
    enrolled = enrol(person=a_person("Mai Thị Cử", organisation_id=own), **send)
    assert Enrolment.objects.get(pk=enrolled.number).kind == ParticipantKind.ENTERPRISE


def test_contacts_are_seen_by_those_alone_who_run_the_class(
    world: World, focal: Viewer, outsider: Viewer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    header = find_class(focal, world.number)
    with django_assert_num_queries(3):
        rows = list_enrolments(focal, header)
    assert [row.name for row in rows] == ["Nguyễn Thị An", "Trần Văn Bình", "Lê Thị Chi", "Phạm Văn Dũng"]
    assert all(row.contact is not None and row.contact.phone for row in rows)
    seen = list_enrolments(outsider, find_class(outsider, world.number))
    assert [row.contact for row in seen] == [None] * 4
    assert [row.name for row in list_enrolments(focal, header, q="co khi thu")] == ["Nguyễn Thị An", "Trần Văn Bình"]
    with pytest.raises(NotAllowed):
        withdraw(enrolment=world.people[0].number, viewer=outsider, by=SYSTEM, at=AT)


def test_who_withdrew_is_not_marked_and_what_was_marked_stays(world: World) -> None:
    one = world.people[0].number
    mark_present(world.sessions[0], [one])
    withdraw(enrolment=one, viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(StateRefused, match="đã rút khỏi lớp"):
        mark_present(world.sessions[1], [one])
    with pytest.raises(StateRefused, match="rồi"):
        withdraw(enrolment=one, viewer=None, by=SYSTEM, at=AT)
    close_class(number=world.number, mark_rest_absent=True, viewer=None, by=SYSTEM, at=AT)
    row = Activity.objects.get(pk=world.activity)
    assert [int(output.quantity) for output in row.outputs.order_by("pk")] == [1]
    with pytest.raises(StateRefused, match="đã kết thúc"):
        withdraw(enrolment=world.people[1].number, viewer=None, by=SYSTEM, at=AT)


def test_a_person_moves_to_another_class_once(site: Site, world: World) -> None:
    other = a_class(site.annual, site.task, world.course, title="Lớp 5S khóa 2", sessions=[morning(DAYS[1])])
    one = world.people[0]
    moved = move(enrolment=one.number, to_class=other, viewer=None, by=SYSTEM, at=AT)
    assert (moved.person, moved.state) == (one.person, EnrolmentState.ENROLLED)
    row = Enrolment.objects.get(pk=one.number)
    assert (row.state, row.withdrawn_why) == ("withdrawn", "chuyển sang lớp “Lớp 5S khóa 2”")
    assert Enrolment.objects.get(pk=moved.number).organisation_id == world.enterprise
    with pytest.raises(AlreadyEnrolled):
        move(enrolment=one.number, to_class=other, viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(StateRefused, match="chính lớp này"):
        move(enrolment=moved.number, to_class=other, viewer=None, by=SYSTEM, at=AT)


def test_where_somebody_came_from_is_mended_and_the_tally_follows(world: World) -> None:
    finish(world)
    act: dict[str, Any] = {"commune_id": None, "viewer": None, "by": SYSTEM, "at": AT}
    edit_enrolment(enrolment=world.people[0].number, organisation_id=world.school, position=" Giáo  viên ", **act)
    people = Activity.objects.get(pk=world.activity).participations.order_by("kind")
    assert list(people.values_list("kind", "people")) == [("enterprise", 1), ("school", 2)]
    with pytest.raises(Refused, match="không có đơn vị này"):
        edit_enrolment(enrolment=world.people[0].number, organisation_id=10**6, position="", **act)
    with pytest.raises(EnrolmentGone):
        edit_enrolment(enrolment=10**6, organisation_id=None, position="", **act)


def test_the_own_page_shows_the_link_to_who_has_a_place(world: World) -> None:
    values = ClassValues(course_id=world.course, capacity=4, link="https://hop.example/x")
    edit_class(number=world.number, version=None, values=values, viewer=None, by=SYSTEM, at=AT)
    (late,) = enrol_people(world.number, [a_person("Kiều Thị Muộn")])
    assert find_enrolment_by_token(world.people[0].token).link == "https://hop.example/x"
    assert find_enrolment_by_token(late.token).link == ""
    assert count_enrolments(world.number)[EnrolmentState.WAITING] == 1
    with pytest.raises(EnrolmentMissing):
        find_enrolment_by_token("x" * 22)


def test_people_come_late_to_a_list_of_a_class_that_is_over(world: World) -> None:
    limit(world, 4)
    finish(world)
    (late,) = enrol_people(world.number, [a_person("Quách Văn Sót")])
    assert late.state is EnrolmentState.ENROLLED  # the past knows no waiting
    mark_present(world.sessions[0], [late.number])
    row = Activity.objects.get(pk=world.activity)
    assert [int(output.quantity) for output in row.outputs.order_by("pk")] == [4]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Công ty TNHH Trường Thịnh", OrganisationKind.ENTERPRISE),
        ("HTX rau sạch", OrganisationKind.COOPERATIVE),
        ("Trường Đại học Nông Lâm", OrganisationKind.SCHOOL),
        ("Trung tâm Y tế huyện", OrganisationKind.HEALTH),
        ("Trung tâm Khuyến công", OrganisationKind.PUBLIC),
        ("Sở Công Thương", OrganisationKind.PUBLIC),
        ("Hòa Phát", None),
    ],
)
def test_the_kind_of_an_organisation_is_read_from_its_name(name: str, kind: OrganisationKind | None) -> None:
    assert organisation_kind(name) is kind


def test_every_kind_of_organisation_is_counted_as_something() -> None:
    assert participant_kind(None) is ParticipantKind.OTHER
    assert {participant_kind(kind) for kind in OrganisationKind} < set(ParticipantKind)
