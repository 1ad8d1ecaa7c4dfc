"""A small plan with records of two years, written plainly: what is tested is the reading of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from nscl.plans.models import Plan, Task
from nscl.reporting.models import ReportingRound
from nscl.work.enums import ActivityKind, OutputKind, ParticipantKind
from nscl.work.models import Activity
from tests.factories.reporting import YEAR, a_round
from tests.factories.work import agency_number, issue_small_plan
from tests.progress.conftest import Recorder

CLOSED = date(YEAR, 11, 15)


@dataclass(frozen=True)
class Reported:
    """The plan, its round of the year (figures until 15 November), the two departments that record.

    By the day: classes of 100 (science) and 50 people (health), one of 40 after it; a conference that is late; last
    year a class of 80.
    """

    plan: Plan
    round: ReportingRound
    science: int
    health: int
    classes: tuple[Activity, ...]

    @property
    def recorder(self) -> Recorder:
        return Recorder(self.plan.editions.select_related("plan").get(state="issued"))

    def a_class(self, on: date, people: int, agency: int) -> Activity:
        return self.recorder.done(
            ActivityKind.TRAINING,
            on,
            outputs={OutputKind.PEOPLE_TRAINED: people},
            people={ParticipantKind.ENTERPRISE: people},
            agency=agency,
        )


@pytest.fixture(scope="module")
def _reported(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Reported]:  # noqa: ARG001
    with django_db_blocker.unblock(), transaction.atomic():
        plan = issue_small_plan()
        science, health = agency_number("so-khcn"), agency_number("so-y-te")
        world = Reported(plan, a_round(plan, data_until=CLOSED), science, health, ())
        classes = (
            world.a_class(date(YEAR, 3, 5), 100, science),
            world.a_class(date(YEAR, 5, 6), 50, health),
            world.a_class(date(YEAR, 12, 20), 40, science),
            world.a_class(date(YEAR - 1, 4, 1), 80, science),
        )
        world.recorder.planned(ActivityKind.CONFERENCE, date(YEAR, 2, 1), agency=science)
        second = Task.objects.get(edition__plan=plan, key="2.1")
        pilot = world.recorder.planned(ActivityKind.OTHER, date(YEAR, 10, 1), task=second, agency=science)
        Activity.objects.filter(pk=pilot.pk).update(title="Mô hình điểm 5S", folded="mo hinh diem 5s")
        yield Reported(plan, world.round, science, health, classes)
        transaction.set_rollback(True)


@pytest.fixture
def reported(_reported: Reported, db: None) -> Reported:  # noqa: ARG001  (what a test writes is taken back)
    return _reported


def number(value: int | str) -> Decimal:
    """A figure as a cell has it."""
    return Decimal(value)
