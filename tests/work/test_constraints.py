"""Every named constraint of annual plans and activities refuses what it is there to refuse, in the database itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, Model, UniqueConstraint

from nscl.finance.models import BudgetLine, FundingSource
from nscl.plans.models import Measure
from nscl.records.operations import SYSTEM
from nscl.work.models import (
    Activity,
    ActivityClaim,
    ActivityCost,
    ActivityImport,
    ActivityOutput,
    AnnualPlan,
    AnnualPlanStep,
    CalendarAddress,
    ImportPreview,
    ImportRun,
    Participation,
    Reminder,
)
from nscl.work.operations.activities import declare_claims
from nscl.work.rules.values import Cost
from tests.factories.people import AT
from tests.factories.work import a_plan, a_record, add, approve
from tests.work.conftest import Site

# Constraint → the model and a change of one of its rows that it must refuse.
CHECKS: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "work_annual_plan_year": (AnnualPlan, {"year": 1999}),
    "work_annual_plan_state_and_time": (AnnualPlan, {"state": "submitted"}),
    "work_step_moves": (AnnualPlanStep, {"to_state": "draft"}),
    "work_step_return_has_reason": (AnnualPlanStep, {"to_state": "returned", "comment": ""}),
    "work_activity_kind": (Activity, {"kind": "party"}),
    "work_activity_dates_forward": (Activity, {"ends_on": date(2024, 5, 9)}),
    "work_activity_has_title": (Activity, {"title": ""}),
    "work_activity_done_on": (Activity, {"done_on": None}),
    "work_activity_cancelled_why": (Activity, {"cancel_reason": "vì sao"}),
    "work_output_kind": (ActivityOutput, {"kind": "cups"}),
    "work_output_not_negative": (ActivityOutput, {"quantity": -1}),
    "work_participation_kind": (Participation, {"kind": "cats"}),
    "work_participation_women": (Participation, {"women": 81}),
    "work_cost_stage": (ActivityCost, {"stage": "mơ"}),
    "work_cost_not_negative": (ActivityCost, {"vnd": -1}),
    "work_import_created_of_rows": (ActivityImport, {"created": 3}),
    "work_calendar_address_renewed": (CalendarAddress, {"serial": 0}),
    "work_reminder_kind": (Reminder, {"kind": "never"}),
    "work_reminder_claimed_first": (Reminder, {"claimed_at": AT + timedelta(days=1)}),
    "work_worker_run_time": (ImportRun, {"state": "running"}),
    "work_worker_run_told": (ImportRun, {"state": "failed"}),
    "work_import_preview_outcome": (ImportPreview, {"outcome": "lost"}),
}
# Constraint → the model of which a second row like the first must be refused, and what may differ.
TWINS: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "work_annual_plan_once": (AnnualPlan, {"version": 9}),
    "work_activity_once": (Activity, {"title": "Tên khác, cùng chữ khi bỏ dấu"}),
    "work_output_once": (ActivityOutput, {"quantity": 7}),
    "work_participation_once": (Participation, {"people": 700}),
    "work_cost_once": (ActivityCost, {"vnd": 7}),
    "work_claim_once": (ActivityClaim, {}),
    "work_import_once": (ActivityImport, {"file_name": "khac.xlsx"}),
    "work_import_run_once": (ImportRun, {"rows_all": 9}),
    "work_import_preview_once": (ImportPreview, {"row": 9}),
    "work_reminder_once": (Reminder, {"sent_at": AT + timedelta(days=1)}),
}
MODELS = {model for model, _change in (*CHECKS.values(), *TWINS.values())}


@pytest.fixture
def rows(site: Site) -> None:
    """An approved annual plan with one activity that has everything; a sample, for the steps of others are frozen."""
    line = BudgetLine.objects.get(edition__plan=site.plan, key="I.1").pk
    source = FundingSource.objects.get(edition__plan=site.plan, key="state").pk
    saved = add(site.annual, a_plan(site.task, costs=(Cost(5, line, source),)), a_record(costs=()))
    measure = Measure.objects.filter(edition__plan=site.plan).order_by("pk")[0].pk
    declare_claims(number=saved.number, version=1, measures=[measure], viewer=None, by=SYSTEM, at=AT)
    approve(site.annual)
    AnnualPlan.objects.update(is_sample=True)
    CalendarAddress.objects.create(person=site.own, serial=1, renewed_at=AT)
    ActivityImport.objects.create(
        annual_plan_id=site.annual, file_name="a.xlsx", sha256="0" * 64, rows=2, created=1, imported_at=AT
    )
    Reminder.objects.create(
        recipient=site.own,
        subject_kind="activity",
        subject_id=1,
        due_on=AT.date(),
        kind="overdue",
        claimed_at=AT,
        sent_at=AT,
    )
    run = ImportRun.objects.create(
        annual_plan_id=site.annual,
        token="a" * 43,
        task="rehearse",
        state="done",
        asked_by=site.own,
        asked_at=AT,
        heartbeat_at=AT,
        finished_at=AT,
    )
    ImportPreview.objects.create(run=run, outcome="new", position=1, row=2)


def first_row(model: type[Model]) -> Any:
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    return row


def names(kind: type[CheckConstraint] | type[UniqueConstraint]) -> set[str]:
    return {one.name for model in MODELS for one in model._meta.constraints if isinstance(one, kind)}


def test_every_constraint_is_tried() -> None:
    assert names(CheckConstraint) == set(CHECKS)
    assert names(UniqueConstraint) == set(TWINS)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("name", sorted(CHECKS))
def test_nonsense_is_refused(name: str) -> None:
    model, change = CHECKS[name]
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model._default_manager.filter(pk=first_row(model).pk).update(**change)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("name", sorted(TWINS))
def test_a_second_row_of_the_same_is_refused(name: str) -> None:
    model, differing = TWINS[name]
    twin = first_row(model)
    twin.pk = None
    for field, value in differing.items():
        setattr(twin, field, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    "change",
    [
        {"state": "draft", "submitted_at": None},
        {"state": "approved", "decided_at": None},
        {"state": "submitted"},
        {"submitted_at": AT + timedelta(days=1)},
        {"state": "vanished"},
    ],
)
def test_the_state_of_an_annual_plan_fits_its_times(change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="work_annual_plan_state_and_time"), transaction.atomic():
        AnnualPlan.objects.update(**change)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    "change",
    [{"status": "running"}, {"done_on": date(2024, 5, 9)}, {"status": "cancelled", "cancel_reason": "x"}],
)
def test_a_done_activity_has_its_day_and_no_other_has(change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="work_activity_done_on"), transaction.atomic():
        Activity.objects.update(**change)


@pytest.mark.usefixtures("rows")
def test_a_cancelled_activity_has_its_reason_and_frees_its_place() -> None:
    with pytest.raises(IntegrityError, match="work_activity_cancelled_why"), transaction.atomic():
        Activity.objects.update(status="cancelled", done_on=None)
    Activity.objects.update(status="cancelled", done_on=None, cancel_reason="x")
    twin = first_row(Activity)
    twin.pk = None
    twin.status, twin.cancel_reason = "planned", ""
    twin.save(force_insert=True)
    assert Activity.objects.count() == 2
