"""The logs of approval and of difficulties: steps are added; the database lets nobody change or remove one."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model

from nscl.work.models import Activity, AnnualPlan, AnnualPlanStep, Difficulty, DifficultyStep
from tests.factories.difficulties import assigned, today_agency
from tests.factories.work import a_plan, add, approve
from tests.work.conftest import Site

pytestmark = pytest.mark.django_db
LOGS: dict[type[Model], type[Model]] = {AnnualPlanStep: AnnualPlan, DifficultyStep: Difficulty}


@pytest.fixture
def steps(site: Site) -> None:
    add(site.annual, a_plan(site.task))
    approve(site.annual)
    assigned(site.plan, to=today_agency("so-khcn"))


@pytest.mark.usefixtures("steps")
@pytest.mark.parametrize("log", LOGS)
def test_a_step_stays_as_it_was_written(log: type[Model]) -> None:
    frozen = f"frozen_{log._meta.db_table}"
    rows = log._default_manager.order_by("pk")
    count = rows.count()
    for change in ({"by": None, "at": "2020-01-01T00:00:00Z"}, {"from_state": "draft", "to_state": "approved"}):
        with pytest.raises(DatabaseError, match=f"{frozen}_update"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError, match=f"{frozen}_delete"), transaction.atomic():
        rows.delete()
    assert rows.count() == count > 0


@pytest.mark.usefixtures("steps")
@pytest.mark.parametrize(("log", "owner"), LOGS.items())
def test_what_has_a_log_is_not_removed_a_sample_is(log: type[Model], owner: type[Model]) -> None:
    Activity.objects.order_by("pk").delete()
    with pytest.raises(DatabaseError, match=f"frozen_{log._meta.db_table}_delete"), transaction.atomic():
        owner._default_manager.order_by("pk").delete()
    owner._default_manager.update(is_sample=True)
    owner._default_manager.order_by("pk").delete()
    assert not log._default_manager.exists()


def test_a_step_does_not_move_to_a_sample(site: Site) -> None:
    """A way around the log would be a step that first becomes the sample's."""
    real = assigned(site.plan, to=today_agency("so-khcn"))
    sample = assigned(site.plan, to=today_agency("so-khcn"), title="Mẫu")
    Difficulty.objects.filter(pk=sample.pk).update(is_sample=True)
    with pytest.raises(DatabaseError, match="frozen_work_difficultystep_update"), transaction.atomic():
        DifficultyStep.objects.filter(difficulty=real).update(difficulty=sample)
