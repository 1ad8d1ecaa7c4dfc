"""What the database itself refuses of cases, their contents and their slips."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from nscl.support.models import (
    Assessment,
    AssessmentGap,
    AssessmentPriority,
    AssessmentStep,
    CaseAdviser,
    CaseCertificate,
    CaseCost,
    CaseDocument,
    CaseFact,
    CaseLink,
    CaseStep,
    SupportCase,
    SupportSlot,
    UsedPaper,
)
from tests.factories.support import MOMENT, a_consulting, a_draft, a_firm, an_eligible
from tests.support.conftest import Desk

DAY = date(2024, 6, 3)


@pytest.fixture
def draft(desk: Desk) -> int:
    return a_draft(desk.firm)


@pytest.fixture
def eligible(desk: Desk) -> int:
    return an_eligible(a_firm(desk.world.unit_id), a_consulting())


# What is said of a case in which state is refused.
OF_CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("support_case_state", "draft", {"state": "x"}),
    ("support_case_submitted", "draft", {"submitted_at": MOMENT}),
    ("support_case_submitted", "draft", {"state": "submitted"}),
    ("support_case_submitted", "eligible", {"item": ""}),
    ("support_case_submitted", "eligible", {"number": None}),
    ("support_case_decided", "eligible", {"decided_at": MOMENT}),
    ("support_case_decided", "eligible", {"state": "rejected"}),
    ("support_case_granted", "eligible", {"approved_vnd": 1}),
    ("support_case_granted", "eligible", {"state": "approved", "decided_at": MOMENT}),
    ("support_case_paid_within", "eligible", {"paid_vnd": 1}),
    ("support_case_paid_within", "eligible", {"paid_vnd": -1}),
    ("support_case_paid", "eligible", {"state": "paid", "decided_at": MOMENT}),
    ("support_case_amounts", "draft", {"asked_vnd": -1}),
    ("support_case_amounts", "draft", {"computed_vnd": -1}),
    ("support_case_amounts", "draft", {"units": 0}),
]


@pytest.mark.usefixtures("desk")  # named here, so that the module's world is built before the test's transaction
@pytest.mark.parametrize(("name", "state", "values"), OF_CASES)
def test_a_case_that_contradicts_itself_is_refused(
    name: str, state: str, values: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    number = request.getfixturevalue(state)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        SupportCase.objects.filter(pk=number).update(**values)
    assert "support_case_" in str(error.value), name


def test_two_cases_have_no_number_in_common(desk: Desk) -> None:
    """support_case_number"""
    first, second = (an_eligible(a_firm(desk.world.unit_id)) for _ in range(2))
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportCase.objects.filter(pk=second).update(number=SupportCase.objects.get(pk=first).number)


Make = Callable[[SupportCase], Model]
_FACT = {"answer": True, "source": "officer", "at": MOMENT}
_LINK = {"email": "a@b.example", "created_at": MOMENT, "token_hash": "x" * 64}
_SLIP = {"number": 9, "at": MOMENT, "on": DAY, "policy": "x", "policy_sha256": "x"}

# Rows of an eligible case that are refused.
OF_ROWS: list[tuple[str, Make]] = [
    ("support_step_why", lambda case: CaseStep(case=case, from_state="submitted", to_state="refused", at=MOMENT)),
    ("support_paper_key", lambda case: UsedPaper(case=case, kind="invoice", key="")),
    ("support_link_expires", lambda case: CaseLink(case=case, **_LINK, expires_at=MOMENT)),
    (
        "support_link_opened",
        lambda case: CaseLink(case=case, **_LINK, expires_at=MOMENT.replace(year=2025), browser_hash="x"),
    ),
    ("support_fact_source", lambda case: CaseFact(case=case, key="x", answer=True, source="x", at=MOMENT)),
    ("support_cost_credible", lambda case: CaseCost(case=case, position=9, head="build", vnd=0)),
    ("support_cost_credible", lambda case: CaseCost(case=case, position=9, head="build", vnd=10**15)),
    ("support_cost_refused_why", lambda case: CaseCost(case=case, position=9, head="build", vnd=1, is_accepted=False)),
    ("support_cost_position", lambda case: CaseCost(case=case, position=0, head="build", vnd=1)),
    ("support_certificate_named", lambda case: CaseCertificate(case=case)),
    (
        "support_certificate_forward",
        lambda case: CaseCertificate(case=case, number="1", on=DAY, until=date(2024, 6, 2)),
    ),
    (
        "support_assessment_number",
        lambda case: Assessment(case=case, **{**_SLIP, "number": 1}, state="refused", amount_vnd=0),
    ),
    ("support_assessment_state", lambda case: Assessment(case=case, **_SLIP, state="x", amount_vnd=0)),
    ("support_assessment_amount", lambda case: Assessment(case=case, **_SLIP, state="refused", amount_vnd=1)),
    ("support_assessment_amount", lambda case: Assessment(case=case, **_SLIP, state="granted", amount_vnd=0)),
    (
        "support_assessment_step_once",
        lambda case: AssessmentStep(
            assessment=case.assessments.get(), position=0, kind="force", outcome="passed", words="x"
        ),
    ),
]
# Rows of which there is one: the same again is refused.
ONCE: list[tuple[str, Make]] = [
    ("support_fact_once", lambda case: CaseFact(case=case, key="certified", **_FACT)),
    ("support_paper_of_case", lambda case: UsedPaper(case=case, kind="invoice", key="1", holds=False)),
    ("support_paper_once", lambda case: UsedPaper(case=case, kind="invoice", key="2")),
    ("support_adviser_once", lambda case: CaseAdviser(case=case, user_id=1, at=MOMENT)),
    ("support_slot_once", lambda case: SupportSlot(case=case, lineage=case.organisation, content="x", scope="y")),
    (
        "support_assessment_gap_once",
        lambda case: AssessmentGap(assessment=case.assessments.get(), position=0, key="k", name="n", supply="s"),
    ),
    (
        "support_assessment_priority_once",
        lambda case: AssessmentPriority(assessment=case.assessments.get(), position=9, words="w"),
    ),
]


@pytest.mark.parametrize(("name", "make"), OF_ROWS, ids=[f"{name}-{at}" for at, (name, _) in enumerate(OF_ROWS)])
def test_a_row_that_makes_no_sense_is_refused(name: str, make: Make, eligible: int) -> None:
    case = SupportCase.objects.get(pk=eligible)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make(case).save(force_insert=True)
    assert name in str(error.value) or "UNIQUE" in str(error.value)


@pytest.mark.parametrize(("name", "make"), ONCE, ids=[name for name, _make in ONCE])
def test_the_same_again_is_refused(name: str, make: Make, draft: int, eligible: int, desk: Desk) -> None:
    case = SupportCase.objects.get(pk=eligible)
    rows = [make(case), make(case)]
    for row in rows:
        if isinstance(row, CaseAdviser):
            row.user_id = desk.owner.pk
    if isinstance(rows[0], SupportSlot):
        SupportSlot.objects.filter(case=case).delete()
        rows[1] = SupportSlot(case_id=draft, lineage=case.organisation, content="x", scope="y")
    rows[0].save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows[1].save(force_insert=True)
    assert name.startswith("support_")


def test_papers_are_examined_whole(eligible: int) -> None:
    """support_document_examined, support_document_rejected_why"""
    papers = CaseDocument.objects.filter(case=eligible)
    for values in ({"verdict": "pending"}, {"verdict": "rejected"}, {"examined_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            papers.update(**values)


def test_steps_and_slips_stay_as_they_were_written(eligible: int) -> None:
    case = SupportCase.objects.get(pk=eligible)
    for rows in (case.steps, case.assessments):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(at=MOMENT)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.all().delete()
