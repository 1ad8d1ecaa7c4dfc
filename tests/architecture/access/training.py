"""Training for those who run it: courses, classes, sessions, people, attendance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nscl.accounts.enums import Permission, Role
from nscl.plans.models import Task
from nscl.training.models import Course, Enrolment, TrainingClass
from nscl.web.plan_editing import uploads
from tests.architecture.access.work import annual_plan, plan_of
from tests.architecture.access_matrix import Address, with_permission
from tests.factories import training
from tests.factories.participant_lists import filled_list
from tests.factories.people import AT
from tests.factories.world import World

VIEWERS = with_permission(Permission.VIEW_TRAINING)
RUNNERS = with_permission(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)
DAY = date(2026, 5, 20)
TITLE = "Lớp của bảng quyền"


def course(world: World) -> Mapping[str, object]:
    unit = plan_of(world).unit_id
    there = Course.objects.filter(unit=unit).order_by("pk").first()
    return {"number": there.pk if there else training.a_course(unit)}


def a_class(world: World) -> Mapping[str, object]:
    """A class of the focal point's agency, with a session and somebody on its list."""
    there = TrainingClass.objects.filter(activity__title=TITLE).first()
    if there is not None:
        return {"number": there.pk}
    annual, chosen = annual_plan(world)["number"], course(world)["number"]
    assert isinstance(annual, int)
    assert isinstance(chosen, int)
    task = Task.objects.filter(edition=world.edition_id).order_by("position").values_list("pk", flat=True)[0]
    number = training.a_class(annual, task, chosen, title=TITLE, sessions=[training.morning(DAY)])
    training.enrol_people(number, [training.a_person("Nguyễn Thị Quyền")])
    return {"number": number}


def a_session(world: World) -> Mapping[str, object]:
    number = a_class(world)["number"]
    assert isinstance(number, int)
    return {"number": number, "session": training.sessions_of(number)[0]}


def an_enrolment(world: World) -> Mapping[str, object]:
    number = a_class(world)["number"]
    row = Enrolment.objects.filter(training_class__activity__title=TITLE).order_by("pk")[0]
    return {"number": number, "enrolment": row.pk}


def an_opening(world: World) -> Mapping[str, str]:
    return {"ke-hoach-nam": str(annual_plan(world)["number"])}


def officers_file(world: World) -> Mapping[str, object]:
    officer = world.people[Role.PROVINCE_OFFICER].pk
    pack = filled_list([{"name": "Nguyễn Thị Quyền"}], ("name",))
    token = uploads.keep(owner=officer, name="hoc-vien.xlsx", pack=pack, text=None, at=AT)
    return {**a_class(world), "token": token}


BOTH = "GET POST"
ADDRESSES = (
    Address("training", who=VIEWERS),
    Address("course-list", who=VIEWERS),
    Address("course-add", who=RUNNERS, methods=BOTH),
    Address("course", who=VIEWERS, kwargs=course),
    Address("course-edit", who=RUNNERS, methods=BOTH, kwargs=course),
    Address("course-retire", who=RUNNERS, methods=BOTH, kwargs=course),
    Address("course-restore", who=RUNNERS, methods=BOTH, kwargs=course),
    Address("class-open", who=RUNNERS, methods=BOTH, query=an_opening),
    Address("class", who=VIEWERS, by_thing=True, kwargs=a_class),
    Address("class-edit", who=RUNNERS, methods=BOTH, kwargs=a_class),
    Address("class-trainers", who=RUNNERS, methods=BOTH, kwargs=a_class),
    Address("class-staff", who=RUNNERS, methods=BOTH, kwargs=a_class),
    Address("class-registration", who=RUNNERS, methods=BOTH, kwargs=a_class),
    Address("class-close", who=RUNNERS, methods=BOTH, kwargs=a_class),
    Address("class-reopen", who=RUNNERS, methods=BOTH, kwargs=a_class),
    Address("session-add", who=RUNNERS, methods=BOTH, kwargs=a_class),
    Address("class-attendance", who=VIEWERS, by_thing=True, kwargs=a_class),
    Address("class-sheet", who=RUNNERS, methods=BOTH, kwargs=a_session),
    Address("class-sign-in-list", who=RUNNERS, by_thing=True, kwargs=a_session),
    Address("session-edit", who=RUNNERS, methods=BOTH, kwargs=a_session),
    Address("session-cancel", who=RUNNERS, methods=BOTH, kwargs=a_session),
    Address("class-people", who=VIEWERS, by_thing=True, kwargs=a_class),
    Address("class-add-person", who=RUNNERS, methods=BOTH, kwargs=a_class),
    Address("class-add-people", who=RUNNERS, methods=BOTH, kwargs=a_class),
    Address("class-contacts", who=RUNNERS, methods=BOTH, kwargs=a_class),
    Address("class-import", who=RUNNERS, methods=BOTH, kwargs=a_class),
    Address("class-import-template", who=RUNNERS, kwargs=a_class),
    # A file that was sent is its sender's alone.
    Address(
        "class-import-rehearsal",
        who=frozenset({Role.PROVINCE_OFFICER}),
        methods=BOTH,
        kwargs=officers_file,
        data=lambda _: {"viec": "bo"},
    ),
    Address("enrolment-edit", who=RUNNERS, methods=BOTH, kwargs=an_enrolment),
    Address("enrolment-withdraw", who=RUNNERS, methods=BOTH, kwargs=an_enrolment),
    Address("enrolment-promote", who=RUNNERS, methods=BOTH, kwargs=an_enrolment),
)
