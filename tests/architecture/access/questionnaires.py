"""Tests and evaluation forms: all who see training read them; who runs classes keeps tests and enters results."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from nscl.accounts.enums import Role
from nscl.records.operations import SYSTEM
from nscl.training.models import Questionnaire, Result, TrainingClass
from nscl.training.operations.questionnaires import add_questionnaire
from nscl.training.operations.results import enter_results
from nscl.training.question_files.sheet import write_template
from nscl.web.plan_editing import uploads
from tests.architecture.access.training import RUNNERS, VIEWERS, a_class, an_enrolment
from tests.architecture.access_matrix import Address
from tests.factories.certificates import a_test_draft
from tests.factories.people import AT
from tests.factories.world import World

TITLE = "Bài của bảng quyền"


def a_form(world: World) -> Mapping[str, object]:
    there = Questionnaire.objects.filter(title=TITLE).first()
    if there is not None:
        return {"number": there.pk}
    draft, unit = a_test_draft(title=TITLE), world.province.id
    return {"number": add_questionnaire(unit=unit, draft=draft, viewer=None, by=SYSTEM, at=AT)}


def a_result(world: World) -> Mapping[str, object]:
    place = an_enrolment(world)
    number, enrolment = place["number"], place["enrolment"]
    assert isinstance(number, int)
    assert isinstance(enrolment, int)
    if not Result.objects.filter(enrolment=enrolment).exists():
        enter_results(training_class=number, percents={enrolment: Decimal(70)}, viewer=None, by=SYSTEM, at=AT)
    return place


def somebody_asked(world: World) -> Mapping[str, object]:
    """A participant whose class asks both forms."""
    number, form = a_class(world)["number"], a_form(world)["number"]
    assert isinstance(number, int)
    TrainingClass.objects.filter(pk=number).update(test=form, evaluation=form)
    row = TrainingClass.objects.get(pk=number).enrolments.order_by("pk").first()
    assert row is not None
    return {"token": row.token}


def replacing(world: World) -> Mapping[str, str]:
    return {"thay": str(a_form(world)["number"])}


def officers_file(world: World) -> Mapping[str, object]:
    owner = world.people[Role.PROVINCE_OFFICER].pk
    return {"token": uploads.keep(owner=owner, name="bai.xlsx", pack=write_template(), text=None, at=AT)}


ADDRESSES = (
    Address("class-tests", who=VIEWERS, kwargs=a_class),
    Address("class-results-enter", who=RUNNERS, methods="GET POST", kwargs=a_class),
    Address("class-result-reset", who=RUNNERS, methods="GET POST", kwargs=a_result),
    Address("questionnaire-list", who=VIEWERS),
    Address("questionnaire", who=VIEWERS, kwargs=a_form),
    Address("questionnaire-template", who=RUNNERS),
    Address("questionnaire-choose", who=RUNNERS, methods="GET POST", query=replacing),
    # A file that was sent is its sender's alone.
    Address(
        "questionnaire-rehearsal",
        who=frozenset({Role.PROVINCE_OFFICER}),
        methods="GET POST",
        kwargs=officers_file,
        query=replacing,
        data=lambda _: {"viec": "bo"},
    ),
    Address("questionnaire-retire", who=RUNNERS, methods="GET POST", kwargs=a_form),
    Address("participant-test", public=True, methods="GET POST", kwargs=somebody_asked),
    Address("participant-evaluation", public=True, methods="GET POST", kwargs=somebody_asked),
)
