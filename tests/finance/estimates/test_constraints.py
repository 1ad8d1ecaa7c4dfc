"""Every named constraint of estimates refuses what it is there to refuse; what is decided, the database freezes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F, Model

from nscl.finance.models import Estimate, EstimateAmount, EstimateLine, EstimateStep
from nscl.finance.operations.estimates import Start, return_estimate
from nscl.records.operations import SYSTEM
from tests.factories.estimates import approved, started, submitted
from tests.factories.people import AT

# Constraint → the model and a change of its first row that it must refuse.
CHECKS: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "finance_estimate_years": (Estimate, {"first_year": 2024, "last_year": 2023}),
    "finance_estimate_state_and_time": (Estimate, {"state": "submitted"}),
    "finance_estimate_first_adjusts_none": (Estimate, {"adjusts": F("id")}),
    "finance_estimate_line_not_its_own_parent": (EstimateLine, {"parent": F("id")}),
    "finance_estimate_line_not_negative": (EstimateLine, {"unit_cost_vnd": -1}),
    "finance_estimate_line_ahead_has_basis": (EstimateLine, {"state_ahead_percent": 5}),
    "finance_estimate_amount_source": (EstimateAmount, {"source": "trời"}),
    "finance_estimate_amount_year": (EstimateAmount, {"year": 1999}),
    "finance_estimate_amount_not_negative": (EstimateAmount, {"planned_vnd": -1}),
    "finance_estimate_amount_cut_only": (EstimateAmount, {"appraised_vnd": F("planned_vnd") + 1}),
}
# Constraints of the log, whose rows cannot be changed: a new one is refused.
STEPS: dict[str, dict[str, Any]] = {
    "finance_step_moves": {"from_state": "draft", "to_state": "draft"},
    "finance_step_return_has_reason": {"from_state": "submitted", "to_state": "returned"},
}
# Each of these the same constraint refuses as well.
MORE: list[tuple[str, type[Model], dict[str, Any]]] = [
    ("finance_estimate_years", Estimate, {"first_year": 1999}),
    ("finance_estimate_years", Estimate, {"last_year": 2101}),
    ("finance_estimate_state_and_time", Estimate, {"state": "chờ"}),
    ("finance_estimate_state_and_time", Estimate, {"submitted_at": AT}),
    ("finance_estimate_state_and_time", Estimate, {"state": "approved", "submitted_at": AT}),
    ("finance_estimate_line_not_negative", EstimateLine, {"quantity": -1}),
    ("finance_estimate_line_ahead_has_basis", EstimateLine, {"state_ahead_percent": 101, "state_ahead_basis": "QĐ"}),
    ("finance_estimate_amount_not_negative", EstimateAmount, {"appraised_vnd": -1}),
]
# Constraint → the model of which a second row like the first must be refused, and what differs.
TWINS: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "finance_estimate_ordinal_once": (Estimate, {"state": "superseded", "submitted_at": AT, "decided_at": AT}),
    "finance_estimate_one_open": (Estimate, {"ordinal": 2}),
    "finance_estimate_line_key_once": (EstimateLine, {}),
    "finance_estimate_amount_once": (EstimateAmount, {}),
}
# Tried by themselves: they ask for more than one row of the same.
APART = {"finance_estimate_one_approved", "finance_estimate_line_continues_once"}


@pytest.fixture
def rows(plan: int) -> int:
    """An estimate with the printed lines."""
    return started(plan, Start.PLAN)


def first(model: type[Model]) -> Any:
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    return row


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("name", "model", "change"),
    [(name, *what) for name, what in sorted(CHECKS.items())] + MORE,
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_nonsense_is_refused(name: str, model: type[Model], change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model._default_manager.filter(pk=first(model).pk).update(**change)


@pytest.mark.parametrize("name", sorted(STEPS))
def test_a_step_that_is_none_is_refused(rows: int, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        EstimateStep.objects.create(estimate_id=rows, at=AT, **STEPS[name])


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("name", sorted(TWINS))
def test_a_second_row_of_the_same_is_refused(name: str) -> None:
    model, differing = TWINS[name]
    twin = first(model)
    twin.pk = None
    for field, value in differing.items():
        setattr(twin, field, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_one_estimate_is_approved(rows: int) -> None:
    approved(rows)
    twin = Estimate.objects.get(pk=rows)
    twin.pk, twin.ordinal = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_line_is_continued_once(plan: int, rows: int) -> None:
    approved(rows)
    number = started(plan, Start.ADJUSTMENT)
    lines = EstimateLine.objects.filter(estimate=number).order_by("pk")
    with pytest.raises(IntegrityError), transaction.atomic():
        lines.filter(pk=lines[1].pk).update(continues=lines[0].continues_id)


# --- frozen


def refused(statement: str) -> bool:
    """Whether the database itself refuses the statement, and says that it is frozen; what it does not is taken back."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True)
    except DatabaseError as error:
        return "frozen_" in str(error)
    return False


OF_LINES = "line_id IN (SELECT id FROM finance_estimateline WHERE estimate_id = {0})"
CHANGES = [
    "UPDATE finance_estimate SET title = 'khác' WHERE id = {0}",
    "UPDATE finance_estimate SET document = '2/QĐ' WHERE id = {0}",
    "UPDATE finance_estimate SET last_year = 2030 WHERE id = {0}",
    "UPDATE finance_estimateline SET title = 'khác' WHERE estimate_id = {0}",
    "UPDATE finance_estimateline SET cut_reason = 'khác' WHERE estimate_id = {0}",
    f"UPDATE finance_estimateamount SET planned_vnd = planned_vnd + 1 WHERE {OF_LINES}",
    f"UPDATE finance_estimateamount SET appraised_vnd = 0 WHERE {OF_LINES}",
    f"DELETE FROM finance_estimateamount WHERE {OF_LINES}",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_what_is_approved_stays_and_what_is_open_changes(rows: int, statement: str) -> None:
    assert not refused(statement.format(rows))
    approved(rows)
    assert refused(statement.format(rows))


def test_an_approved_estimate_is_not_reopened_nor_removed(rows: int) -> None:
    approved(rows)
    for state in ("draft", "submitted", "returned"):
        assert refused(f"UPDATE finance_estimate SET state = '{state}' WHERE id = {rows}")
    assert refused(f"DELETE FROM finance_estimate WHERE id = {rows}")
    Estimate.objects.filter(pk=rows).update(state="superseded")
    assert refused(f"UPDATE finance_estimate SET state = 'draft' WHERE id = {rows}")


def test_nothing_is_added_to_an_approved_estimate(rows: int) -> None:
    approved(rows)
    line = EstimateLine.objects.get(estimate=rows, key="I.1")
    with pytest.raises(DatabaseError), transaction.atomic():
        EstimateAmount.objects.create(line=line, year=2023, source="state", planned_vnd=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        EstimateLine.objects.create(estimate_id=rows, position=99, title="Thêm")


def test_the_log_of_the_appraisal_is_kept_even_of_an_open_one(rows: int) -> None:
    version = submitted(rows)
    return_estimate(number=rows, version=version, comment="Thiếu thuyết minh", viewer=None, by=SYSTEM, at=AT)
    for statement in ("UPDATE finance_estimatestep SET comment = ''", "DELETE FROM finance_estimatestep"):
        assert refused(statement)
