"""Every named constraint of readings and reviews refuses what it is there to refuse, in the database itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from nscl.accounts.models import User
from nscl.plans.models import (
    ItemReview,
    PlanReading,
    ReadingDoubt,
    ReadingPassage,
    ReviewReason,
    UnreadPassage,
)
from tests.factories.people import AT
from tests.factories.readings import drafted, read_through, uploaded

# Constraint → the model and a change of its first row that it must refuse.
CHECKS: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "plans_reading_state_and_time": (PlanReading, {"state": "drafted"}),
    "plans_reading_failure_told": (PlanReading, {"state": "failed"}),
    "plans_reading_pages": (PlanReading, {"pages_done": 3, "pages_all": 2}),
    "plans_reading_doubt_span": (ReadingDoubt, {"first_line": 5, "last_line": 4}),
    "plans_reading_passage_span": (ReadingPassage, {"first_line": 0}),
    "plans_item_review_decided_whole": (ItemReview, {"state": "accepted", "decided_at": None}),
    "plans_review_reason_span": (ReviewReason, {"first_line": 5, "last_line": None}),
    "plans_unread_passage_span": (UnreadPassage, {"first_line": 5, "last_line": 4}),
    "plans_unread_passage_decided_whole": (UnreadPassage, {"state": "handled", "decided_at": None}),
}
# Constraint → the model of which a second row like the first must be refused.
TWINS: dict[str, type[Model]] = {
    "plans_reading_document_once": PlanReading,
    "plans_item_review_once": ItemReview,
}
# What a state must not have, or must have: each of these the same constraint refuses.
OTHER_STATES: list[dict[str, Any]] = [
    {"state": "queued"},  # it has begun
    {"state": "running"},  # it has ended
    {"state": "read", "finished_at": None},
    {"state": "read", "drafted_at": AT},
    {"state": "discarded"},  # nobody discarded it
    {"discarded_at": AT},
]


@pytest.fixture
def rows(officer: User) -> None:
    """A reading that is read, and a draft that was made of another."""
    drafted(officer)
    read_through(officer)


def first(model: type[Model]) -> Any:
    rows = model._default_manager.order_by("-pk" if model is PlanReading else "pk")
    row = rows.first()
    assert row is not None
    return row


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("name", sorted(CHECKS))
def test_nonsense_is_refused(name: str) -> None:
    model, change = CHECKS[name]
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model._default_manager.filter(pk=first(model).pk).update(**change)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("change", OTHER_STATES, ids=str)
def test_a_state_has_its_times_and_people(change: dict[str, Any]) -> None:
    reading = PlanReading.objects.filter(pk=first(PlanReading).pk)
    with pytest.raises(IntegrityError, match="plans_reading_state_and_time"), transaction.atomic():
        reading.update(**change)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("name", sorted(TWINS))
def test_a_second_row_of_the_same_is_refused(name: str) -> None:
    twin = first(TWINS[name])
    twin.pk = None
    if isinstance(twin, PlanReading):
        twin.token = "x" * 43
    # SQLite names the columns of a broken unique constraint, PostgreSQL the constraint.
    with pytest.raises(IntegrityError, match=rf"{name}|UNIQUE"), transaction.atomic():
        twin.save(force_insert=True)


def test_a_document_that_was_discarded_may_come_again(officer: User) -> None:
    number = uploaded(officer, content=b"x")
    PlanReading.objects.filter(pk=number).update(state="discarded", discarded_at=AT, discarded_by=officer)
    assert uploaded(officer, content=b"x") != number
