"""Two officers at the same moment: each person gets one certificate, and the numbers have no gap."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from nscl.records.operations import SYSTEM
from nscl.training.models import Certificate
from nscl.training.operations.certificates import issue_certificates
from nscl.work.models import AnnualPlan
from tests.factories.certificates import a_signer
from tests.factories.people import AT
from tests.factories.together import in_a_thread, in_threads, real_database
from tests.factories.training import World, a_class, a_person, enrol_people, finish, make_world, sessions_of
from tests.factories.work import issue_small_plan, open_year, task_number


def _second_class(first: World, annual: int) -> World:
    task = task_number(AnnualPlan.objects.get(pk=annual).plan, "2.1")
    number = a_class(annual, task, first.course, title="Lớp 5S khóa 2")
    people = enrol_people(number, [a_person() for _place in range(3)])
    return replace(first, number=number, sessions=sessions_of(number), people=people)


def _give(world: World) -> None:
    issue_certificates(training_class=world.number, viewer=None, by=SYSTEM, at=AT, signer=a_signer())


@pytest.mark.django_db(transaction=True)
def test_each_once_and_without_a_gap(tmp_path: Path) -> None:
    def test() -> None:
        plan = issue_small_plan()
        annual = open_year(plan)
        first = make_world(annual, task_number(plan))
        second = _second_class(first, annual)
        finish(first)
        finish(second)
        raised = in_threads([partial(_give, world) for world in (first, second, first, second)])
        assert raised == []
        numbers = list(Certificate.objects.order_by("number").values_list("number", flat=True))
        assert numbers == [1, 2, 3, 4, 5, 6]
        assert Certificate.objects.order_by("enrolment").values("enrolment").distinct().count() == len(numbers)

    with real_database(tmp_path):
        in_a_thread(test)
