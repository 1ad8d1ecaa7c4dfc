"""Every named constraint of difficulties and commendations refuses what it is there to refuse, in the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, Model, UniqueConstraint

from nscl.work.models import Commendation, Difficulty, DifficultyStep
from tests.factories.difficulties import assigned, proposed, today_agency
from tests.factories.people import AT
from tests.work.conftest import Site

pytestmark = pytest.mark.django_db

# Constraint → the model and changes of its one row, each of which it must refuse.
CHECKS: dict[str, tuple[type[Model], list[dict[str, Any]]]] = {
    "work_difficulty_state": (Difficulty, [{"state": "mất"}]),
    "work_difficulty_closed_at": (Difficulty, [{"state": "closed"}, {"closed_at": AT}]),
    "work_difficulty_assigned_to_somebody": (Difficulty, [{"assignee": None}]),
    "work_difficulty_assigned_until": (Difficulty, [{"answer_due": None}]),
    "work_difficulty_subject_whole": (Difficulty, [{"subject_kind": "plans.task"}, {"subject_id": 7}]),
    "work_difficulty_has_title": (Difficulty, [{"title": ""}]),
    "work_difficulty_step_says": (
        DifficultyStep,
        [
            {"to_state": "answered", "assignee": None, "answer_due": None, "text": ""},
            {"to_state": "escalated", "assignee": None, "answer_due": None, "text": ""},
        ],
    ),
    "work_difficulty_step_assigns": (
        DifficultyStep,
        [{"assignee": None}, {"answer_due": None}, {"to_state": "closed"}],
    ),
    "work_difficulty_step_moves": (DifficultyStep, [{"from_state": "assigned", "text": ""}]),
    "work_commendation_level": (Commendation, [{"level": "làng"}]),
    "work_commendation_recipient_kind": (Commendation, [{"recipient_kind": "nhóm"}]),
    "work_commendation_says_why": (Commendation, [{"achievement": ""}]),
    "work_commendation_decision_whole": (Commendation, [{"decision_number": "1/QĐ"}, {"decided_on": AT.date()}]),
    "work_commendation_has_recipient": (Commendation, [{"recipient": ""}]),
}
# Constraint → the model of which a second row like the first must be refused.
TWINS: dict[str, type[Model]] = {"work_commendation_once": Commendation}


@pytest.fixture
def rows(site: Site) -> None:
    """One of each; the difficulty is a sample, for the steps of others are frozen."""
    assigned(site.plan, to=today_agency("so-khcn"))
    Difficulty.objects.update(is_sample=True)
    proposed(site.plan)


def only(model: type[Model]) -> Any:
    return model._default_manager.get()


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("name", sorted(CHECKS))
def test_the_database_refuses(name: str) -> None:
    model, changes = CHECKS[name]
    for change in changes:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            model._default_manager.filter(pk=only(model).pk).update(**change)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("name", sorted(TWINS))
def test_the_database_refuses_a_second(name: str) -> None:
    twin = only(TWINS[name])
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_no_constraint_is_left_out() -> None:
    models = [apps.get_model("work", name) for name in ("Difficulty", "DifficultyStep", "Commendation")]
    named = {
        constraint.name
        for model in models
        for constraint in model._meta.constraints
        if isinstance(constraint, (CheckConstraint, UniqueConstraint))
    }
    assert named == CHECKS.keys() | TWINS.keys()
