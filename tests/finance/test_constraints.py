"""Every named constraint of `plans` and `finance` refuses what it is there to refuse, in the database itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import CheckConstraint, F, Model, UniqueConstraint

from nscl.finance.models import (
    Budget,
    BudgetAmount,
    BudgetLine,
    BudgetLineAgency,
    BudgetYear,
    FundingSource,
    PrintedTotal,
    StatedSum,
)
from nscl.plans.models import (
    EditionText,
    Finding,
    Measure,
    Output,
    Plan,
    PlanEdition,
    ReportingDuty,
    ReportingSource,
    ResponsibilityPartner,
    Target,
    Task,
    TaskAgency,
)
from tests.factories.people import AT
from tests.factories.plans import SMALL_TEXT, load_small_plan
from tests.finance.estimates import test_constraints as estimates
from tests.finance.ledger import test_constraints as ledger
from tests.plans import test_reading_constraints as readings

# Constraint → the model and a change of one of its rows that it must refuse.
CHECKS: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "plans_plan_period_forward": (Plan, {"period_end": 2020}),
    "plans_edition_state_and_time": (PlanEdition, {"state": "issued"}),
    "plans_edition_first_amends_none": (PlanEdition, {"ordinal": 2}),
    "plans_text_has_lines": (EditionText, {"lines": 0}),
    "plans_reporting_due_whole": (ReportingDuty, {"due_month": 5, "due_day": None}),
    "plans_finding_decided_whole": (Finding, {"state": "accepted", "decided_at": None}),
    "plans_finding_waived_with_reason": (Finding, {"state": "waived", "decided_at": AT, "reason": ""}),
    "plans_target_phase_forward": (Target, {"phase_end": 2020}),
    "plans_measure_upper_end": (Measure, {"op": "range", "value_to": None}),
    "plans_measure_op": (Measure, {"op": "gần"}),
    "plans_measure_when": (Measure, {"when": "mai"}),
    "plans_task_schedule": (Task, {"schedule_kind": "mai"}),
    "plans_task_agency_role": (TaskAgency, {"role": "xem"}),
    "plans_output_op_with_value": (Output, {"op": "exactly", "value": None}),
    "finance_budget_unit": (Budget, {"unit_vnd": 0}),
    "finance_line_not_its_own_parent": (BudgetLine, {"parent": F("id")}),
    "finance_line_agency_role": (BudgetLineAgency, {"role": "xem"}),
    "finance_amount_stage": (BudgetAmount, {"stage": "mơ"}),
    "finance_amount_not_negative": (BudgetAmount, {"vnd": -1}),
    "finance_stated_words_whole": (StatedSum, {"words": None, "words_vnd": 5}),
}
# Constraint → the model of which a second row like the first must be refused, and what may differ.
TWINS: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "plans_responsibility_partner_once": (ResponsibilityPartner, {}),
    "plans_reporting_source_once": (ReportingSource, {}),
    "plans_edition_ordinal_once": (PlanEdition, {"state": "superseded", "frozen_at": AT, "superseded_at": AT}),
    "plans_edition_one_draft": (PlanEdition, {"ordinal": 2}),
    "plans_task_agency_once": (TaskAgency, {}),
    "finance_budget_one_an_edition": (Budget, {}),
    "finance_year_once": (BudgetYear, {}),
    "finance_source_once": (FundingSource, {"name": "Tên khác"}),
    "finance_line_agency_once": (BudgetLineAgency, {}),
    "finance_amount_once": (BudgetAmount, {"vnd": 7}),
    "finance_printed_total_once": (PrintedTotal, {"vnd": 7}),
}
APART = {"plans_edition_one_in_force"}


@pytest.fixture
def plan(site: object) -> int:
    """The small plan with its text: at least one row of every table."""
    assert site
    return load_small_plan(text=SMALL_TEXT)


def constraints(kind: type[models.BaseConstraint]) -> dict[str, type[Model]]:
    """Name → model of every constraint of a kind."""
    found: dict[str, type[Model]] = {}
    for label in ("plans", "finance"):
        for model in apps.get_app_config(label).get_models():
            found |= {one.name: model for one in model._meta.constraints if isinstance(one, kind)}
    return found


SPANS = (
    "plans_legalbasis_span",
    "plans_editionagency_span",
    "plans_target_span",
    "plans_taskgroup_span",
    "plans_task_span",
    "plans_responsibility_span",
    "plans_reportingduty_span",
    "plans_review_span",
    "plans_supportrule_span",
    "plans_finding_span",
    "finance_budgetline_span",
    "finance_statedsum_span",
)
KEYS = sorted(
    name for name in constraints(UniqueConstraint) if name.endswith("_key_once") and name not in estimates.TWINS
)


def first_row(model: type[Model]) -> Any:
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    return row


def test_every_constraint_is_tried_here_or_elsewhere() -> None:
    """Elsewhere: with the readings, the estimates, the ledger."""
    others = (readings, estimates, ledger)
    checks = {name for module in others for name in module.CHECKS} | set(estimates.STEPS)
    twins = {name for module in others for name in module.TWINS} | estimates.APART
    assert set(constraints(CheckConstraint)) == {*CHECKS, *SPANS, *checks}
    assert set(constraints(UniqueConstraint)) == {*TWINS, *KEYS, *APART, *twins}


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("name", sorted(CHECKS))
def test_nonsense_is_refused(name: str) -> None:
    model, change = CHECKS[name]
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model._default_manager.filter(pk=first_row(model).pk).update(**change)


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("name", SPANS)
@pytest.mark.parametrize("span", [(5, 4), (0, 4), (5, None), (None, 5)])
def test_lines_that_are_none_are_refused(name: str, span: tuple[int | None, int | None]) -> None:
    model = constraints(CheckConstraint)[name]
    row = model._default_manager.filter(pk=first_row(model).pk)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.update(first_line=span[0], last_line=span[1])


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("name", sorted(TWINS))
def test_a_second_row_of_the_same_is_refused(name: str) -> None:
    model, differing = TWINS[name]
    twin = first_row(model)
    if name == "plans_edition_one_draft":
        differing = {**differing, "amends_id": twin.pk}
    twin.pk = None
    for field, value in differing.items():
        setattr(twin, field, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("name", KEYS)
def test_a_key_is_used_once(name: str) -> None:
    model = constraints(UniqueConstraint)[name]
    row = first_row(model)
    model._default_manager.filter(pk=row.pk).update(key="K")
    row.pk, row.key = None, "K"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_one_edition_is_in_force(plan: int) -> None:
    edition = PlanEdition.objects.get(pk=plan)
    PlanEdition.objects.filter(pk=plan).update(state="issued", frozen_at=AT)
    edition.pk, edition.ordinal, edition.amends_id, edition.state, edition.frozen_at = None, 2, plan, "issued", AT
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(force_insert=True)
