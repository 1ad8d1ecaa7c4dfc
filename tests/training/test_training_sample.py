"""The sample year of training: plausible, marked as such, and gone without a trace when it is taken away."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Model
from django.utils.timezone import localdate

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.accounts.rules import Viewer
from nscl.organisations.models import Organisation, Person
from nscl.progress.operations.sample import PeoplesWork, remove_whole_sample
from nscl.records.models import SearchEntry
from nscl.records.operations import SYSTEM, Actor
from nscl.training.enums import EnrolmentSource, Registration
from nscl.training.models import (
    Attendance,
    ClassTrainer,
    Club,
    ClubActivity,
    Course,
    Enrolment,
    Expert,
    ExpertCertificate,
    SchoolProgramme,
    Session,
    TrainingClass,
)
from nscl.training.operations.classes import set_trainers
from nscl.training.operations.enrolments import enrol
from nscl.training.operations.sample import FilledTraining, fill_training
from nscl.training.queries.checking import check_training
from nscl.training.queries.registers import list_clubs, list_experts, list_programmes
from nscl.training.rules.experts import ExpertStanding
from nscl.training.rules.values import TrainerValues
from nscl.work.enums import ActivityKind
from nscl.work.models import Activity
from nscl.work.operations.activities import add_activity
from tests.factories.training import a_person
from tests.factories.work import a_plan, approve, open_year
from tests.work.conftest import Site

NOW = datetime(2025, 10, 20, 2, 0, tzinfo=UTC)
TABLES: tuple[type[Model], ...] = (
    *(Course, TrainingClass, Session, ClassTrainer, Enrolment, Attendance, Person, Organisation),
    *(Activity, Expert, ExpertCertificate, Club, ClubActivity, SchoolProgramme, SearchEntry),
)
# First days of classes that the sample of the year's work planned.
STARTS = (date(2025, 3, 4), date(2025, 4, 8), date(2025, 9, 9), date(2025, 9, 23), date(2025, 10, 7))


def sizes() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in TABLES}


def fill(site: Site, seed: int = 1) -> FilledTraining:
    return fill_training(plan=site.plan.pk, year=2025, seed=seed, by=SYSTEM, at=NOW)


@pytest.fixture
def planned(site: Site) -> None:
    """An approved annual plan of a sample with classes to be held."""
    annual = open_year(site.plan, year=2025, is_sample=True)
    for number, day in enumerate(STARTS):
        plan = a_plan(site.task, kind=ActivityKind.TRAINING, title=f"Tập huấn số {number} (mẫu)", starts_on=day)
        add_activity(annual_plan=annual, plan=plan, viewer=None, by=SYSTEM, at=NOW, is_sample=True)
    approve(annual, NOW)


@pytest.mark.usefixtures("planned")
def test_classes_are_as_far_as_the_day_allows(site: Site) -> None:
    assert fill(site).classes == len(STARTS)
    today = localdate(NOW)
    rows = list(TrainingClass.objects.filter(is_sample=True).select_related("activity").order_by("activity__starts_on"))
    assert [row.activity.status for row in rows] == ["done", "done", "done", "running", "planned"]
    for row in rows[:3]:
        assert row.activity.done_on is not None
        assert row.activity.done_on < today
        assert row.enrolments.filter(attended__gt=0).exists()
    running, coming = rows[3:]
    assert running.activity.starts_on < today < running.activity.ends_on
    assert Attendance.objects.filter(training_class=running).exists()
    assert (coming.registration, coming.activity.starts_on > today) == (Registration.OPEN, True)
    assert [coming.enrolments.filter(state=state).count() for state in ("enrolled", "waiting")] == [20, 3]
    found = check_training()
    assert (found.attended, found.tallies) == ((), ())


@pytest.mark.usefixtures("planned")
def test_the_registers_have_one_of_each_standing(site: Site, officer: Viewer) -> None:
    fill(site)
    today = localdate(NOW)
    standings = {row.standing(today) for row in list_experts(officer)}
    assert standings == set(ExpertStanding) - {ExpertStanding.RETIRED}
    assert sorted(row.counts(today) for row in list_clubs(officer)) == [False, True, True]
    assert [row.plan_id for row in list_programmes(officer)] == [site.plan.pk]


@pytest.mark.usefixtures("planned")
def test_nothing_in_it_is_anybodys(site: Site) -> None:
    fill(site)
    assert not Person.objects.filter(is_sample=True).exclude(phone="", email="").exists()
    assert Enrolment.objects.filter(training_class__is_sample=True, person__is_sample=False).count() == 0
    for model, name in ((Course, "title"), (Organisation, "name"), (ClassTrainer, "name")):
        marked = model._default_manager.filter(**({"is_sample": True} if model is not ClassTrainer else {}))
        assert all("(mẫu)" in text for text in marked.order_by("pk").values_list(name, flat=True))


def test_it_is_filled_once_and_taken_away_exactly(site: Site, request: pytest.FixtureRequest) -> None:
    before = sizes()
    request.getfixturevalue("planned")
    fill(site)
    again = sizes()
    assert again["Attendance"] > 0
    assert fill(site, seed=9).classes == 0
    assert sizes() == again
    remove_whole_sample(by=SYSTEM, at=NOW)
    assert sizes() == before


@pytest.mark.usefixtures("planned")
def test_what_people_did_in_a_sample_class_is_not_taken_without_a_word(site: Site) -> None:
    fill(site)
    officer: User = site.people[Role.PROVINCE_OFFICER]
    by = Actor(officer.pk, officer.full_name)
    number = TrainingClass.objects.filter(is_sample=True).order_by("pk")[0].pk
    set_trainers(training_class=number, trainers=[TrainerValues("Người thật")], viewer=None, by=by, at=NOW)
    entry = a_person("Người Thật Đến", email="that@thu.example")
    enrol(training_class=number, person=entry, source=EnrolmentSource.STAFF, viewer=None, by=by, at=NOW)
    with pytest.raises(PeoplesWork):
        remove_whole_sample(by=SYSTEM, at=NOW)
    remove_whole_sample(by=SYSTEM, at=NOW + timedelta(days=1), with_peoples_work=True)
    assert TrainingClass.objects.filter(is_sample=True).count() == 0
    assert Enrolment.objects.filter(training_class=number).count() == 0
