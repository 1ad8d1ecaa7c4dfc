"""An output's plan is its activity's: told by the model's writer, kept by the database itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from nscl.plans.models import Plan
from nscl.work.enums import OutputKind
from nscl.work.models import Activity, ActivityOutput
from tests.factories.work import a_plan, a_record, add
from tests.work.conftest import Site

pytestmark = pytest.mark.django_db
REFUSED = "repeated_work_activityoutput_plan_id"


@pytest.fixture
def output(site: Site) -> ActivityOutput:
    add(site.annual, a_plan(site.task), a_record(costs=()))
    return ActivityOutput.objects.order_by("pk")[0]


@pytest.fixture
def other(site: Site) -> Plan:
    return Plan.objects.create(slug="khac-2021-2025", unit_id=site.plan.unit_id, period_start=2031, period_end=2035)


def test_what_is_recorded_has_the_plan_of_its_activity(site: Site, output: ActivityOutput) -> None:
    assert set(ActivityOutput.objects.values_list("plan", flat=True)) == {site.plan.pk}
    assert output.activity.plan_id == site.plan.pk


def test_an_output_of_another_plan_is_refused(output: ActivityOutput, other: Plan) -> None:
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        ActivityOutput.objects.create(activity=output.activity, plan=other, kind=OutputKind.VIOLATIONS, quantity=1)
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        ActivityOutput.objects.update(plan=other)


def test_an_activity_does_not_move_to_another_plan(output: ActivityOutput, other: Plan) -> None:
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        Activity.objects.filter(pk=output.activity_id).update(plan=other)
    Activity.objects.filter(pk=output.activity_id).update(done_on=date(2024, 5, 20))  # all else may change
