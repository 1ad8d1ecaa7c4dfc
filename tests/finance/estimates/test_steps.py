"""The way of an estimate: submitted, returned, withdrawn, appraised, approved; what stands against each step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.finance.enums import EstimateState
from nscl.finance.models import Estimate, EstimateLine, EstimateStep, LedgerAccount
from nscl.finance.operations.estimates import (
    Start,
    appraise,
    appraise_as_proposed,
    approve_estimate,
    return_estimate,
    submit_estimate,
    withdraw_estimate,
)
from nscl.finance.operations.estimates.errors import (
    CellsConflict,
    EstimateClosed,
    EstimateConflict,
    InvalidCells,
    InvalidLine,
    LineMissing,
    NotReady,
    ReasonMissing,
    StepRefused,
)
from nscl.finance.rules.line_values import CellChange
from nscl.finance.rules.problems import Reason
from nscl.records.models import AuditChange, AuditEvent
from nscl.records.operations import SYSTEM, Actor
from tests.factories.estimates import (
    DOCUMENT,
    DOCUMENT_ON,
    MILLION,
    STATE,
    a_line,
    approve,
    approved,
    content,
    set_cell,
    started,
    submitted,
    version_of,
    with_lines,
)
from tests.factories.people import AT


@pytest.fixture
def lines(estimate: int) -> tuple[int, ...]:
    """Two lines of ten and twenty million."""
    return with_lines(estimate, a_line("A", cells={2021: 10}), a_line("B", cells={2021: 5, 2022: 15}))


def grant(estimate: int, *cells: CellChange, reasons: dict[int, str] | None = None) -> None:
    appraise(estimate=estimate, cells=cells, reasons=reasons, viewer=None, by=SYSTEM, at=AT)


def found(act: Callable[[], Any]) -> dict[Reason, list[str]]:
    """What stands against a step, by reason: the lines."""
    with pytest.raises(NotReady) as refusal:
        act()
    reasons: dict[Reason, list[str]] = {}
    for problem in refusal.value.problems:
        reasons.setdefault(problem.reason, []).append(problem.place)
    return reasons


# --- submitting


def test_from_the_draft_to_the_approval(
    estimate: int, lines: tuple[int, ...], officer: Viewer, finance: Viewer, appraiser: Actor
) -> None:
    first, second = lines
    actor = Actor(officer.number, officer.name)
    version = submit_estimate(
        number=estimate, version=version_of(estimate), comment="Trình", viewer=officer, by=actor, at=AT
    )
    done = appraise(
        estimate=estimate,
        cells=[CellChange(second, 2022, STATE, 12 * MILLION, None)],
        reasons={second: "  Giảm theo khả năng  ngân sách "},
        viewer=finance,
        by=appraiser,
        at=AT,
    )
    assert (done.version, done.cells, done.reasons) == (version + 1, 1, 1)
    rest = appraise_as_proposed(estimate=estimate, viewer=finance, by=appraiser, at=AT)
    assert rest.cells == 2
    version = approve_estimate(
        number=estimate,
        version=rest.version,
        document=f" {DOCUMENT} ",
        document_on=DOCUMENT_ON,
        viewer=finance,
        by=appraiser,
        at=AT + timedelta(hours=1),
    )
    row = Estimate.objects.get(pk=estimate)
    assert (row.state, row.version, row.document, row.document_on) == ("approved", version, DOCUMENT, DOCUMENT_ON)
    assert (row.submitted_by_id, row.decided_by_id) == (officer.number, finance.number)
    assert [(cell[6], cell[7]) for cell in content(estimate)] == [
        (10 * MILLION, 10 * MILLION),
        (5 * MILLION, 5 * MILLION),
        (15 * MILLION, 12 * MILLION),
    ]
    assert EstimateLine.objects.get(pk=second).cut_reason == "Giảm theo khả năng ngân sách"
    steps = (
        EstimateStep.objects.filter(estimate=estimate).order_by("pk").values_list("from_state", "to_state", "comment")
    )
    assert list(steps) == [("draft", "submitted", "Trình"), ("submitted", "approved", "")]
    accounts = LedgerAccount.objects.filter(line__estimate=estimate).order_by("line__position", "year")
    assert list(accounts.values_list("line", "year", "source", "appraised_vnd")) == [
        (first, 2021, "state", 10 * MILLION),
        (second, 2021, "state", 5 * MILLION),
        (second, 2022, "state", 12 * MILLION),
    ]
    event = AuditEvent.objects.latest("pk")
    said = dict(AuditChange.objects.filter(event=event).values_list("field", "after"))
    assert (event.action, said) == ("estimate.approved", {"Trạng thái": "đã duyệt", "Văn bản": DOCUMENT})


def test_everything_that_stands_against_submitting_is_told_at_once(estimate: int) -> None:
    with_lines(
        estimate,
        a_line("Trống"),
        a_line("Có ghi chú", note="Có dự án riêng"),
        a_line("Lệch", unit_cost_vnd=3 * MILLION, quantity=Decimal(2), cells={2021: 5}),
        a_line("Vượt", unit_cost_vnd=1_500_001, norm="standards.workshop-chair", cells={2021: 1}),
        a_line(
            "Vượt có lý do",
            unit_cost_vnd=2 * MILLION,
            norm="standards.workshop-chair",
            over_norm_reason="Chuyên gia đầu ngành",
            cells={2021: 2},
        ),
        a_line("Chưa rõ mức", unit_cost_vnd=9 * MILLION, norm="training.teacher", cells={2021: 9}),
    )
    assert found(lambda: submitted(estimate)) == {
        Reason.EMPTY: ["Trống"],
        Reason.PRODUCT: ["Lệch"],
        Reason.OVER_NORM: ["Vượt"],
    }
    assert Estimate.objects.get(pk=estimate).state == EstimateState.DRAFT


def test_an_empty_estimate_is_not_submitted(estimate: int) -> None:
    assert found(lambda: submitted(estimate)) == {Reason.EMPTY: [""]}


def test_the_plans_own_lines_can_be_submitted_as_they_are(plan: int) -> None:
    submitted(started(plan, Start.PLAN))


def test_a_step_is_taken_by_who_may_from_where_it_leads_and_as_seen(
    estimate: int, lines: tuple[int, ...], officer: Viewer, finance: Viewer, actor: Actor
) -> None:
    version = version_of(estimate)
    with pytest.raises(NotAllowed):
        submit_estimate(number=estimate, version=version, viewer=finance, by=actor, at=AT)
    with pytest.raises(StepRefused, match="đang lập"):
        return_estimate(number=estimate, version=version, comment="x", viewer=None, by=SYSTEM, at=AT)
    set_cell(lines[0], 2022, 1)
    with pytest.raises(EstimateConflict) as conflict:
        submit_estimate(number=estimate, version=version, viewer=officer, by=actor, at=AT)
    assert conflict.value.current_version == version + 1
    version = submitted(estimate)
    with pytest.raises(StepRefused):
        submitted(estimate)
    with pytest.raises(NotAllowed):
        return_estimate(number=estimate, version=version, comment="x", viewer=officer, by=actor, at=AT)
    with pytest.raises(NotAllowed):
        approve_estimate(
            number=estimate,
            version=version,
            document="1",
            document_on=DOCUMENT_ON,
            viewer=officer,
            by=actor,
            at=AT,
        )


def test_it_is_returned_with_a_reason_and_submitted_again(
    estimate: int, lines: tuple[int, ...], finance: Viewer, appraiser: Actor
) -> None:
    version = submitted(estimate)
    with pytest.raises(ReasonMissing, match="phải ghi lý do"):
        return_estimate(number=estimate, version=version, comment=" ", viewer=finance, by=appraiser, at=AT)
    version = return_estimate(
        number=estimate, version=version, comment="Thiếu thuyết minh", viewer=finance, by=appraiser, at=AT
    )
    row = Estimate.objects.get(pk=estimate)
    assert (row.state, row.decided_by_id) == ("returned", finance.number)
    set_cell(lines[0], 2021, 8 * MILLION, 10 * MILLION)
    submitted(estimate)
    row.refresh_from_db()
    assert (row.state, row.decided_at) == ("submitted", None)


def test_it_is_taken_back(estimate: int, lines: tuple[int, ...], officer: Viewer, actor: Actor) -> None:
    version = submitted(estimate)
    withdraw_estimate(number=estimate, version=version, viewer=officer, by=actor, at=AT)
    row = Estimate.objects.get(pk=estimate)
    assert (row.state, row.submitted_at) == ("draft", None)
    assert AuditEvent.objects.latest("pk").action == "estimate.withdrawn"
    assert lines


# --- appraising


def test_less_may_be_granted_never_more_nor_what_nobody_asked_for(estimate: int, lines: tuple[int, ...]) -> None:
    first, second = lines
    submitted(estimate)
    with pytest.raises(InvalidCells) as refusal:
        grant(
            estimate,
            CellChange(first, 2021, STATE, 10 * MILLION + 1, None),
            CellChange(first, 2022, STATE, 1, None),
            CellChange(second, 2021, STATE, -1, None),
        )
    assert [problem.reason for problem in refusal.value.problems] == [
        Reason.OVER_PROPOSED,
        Reason.UNKNOWN,
        Reason.NEGATIVE,
    ]
    grant(estimate, CellChange(first, 2021, STATE, 0, None))
    grant(estimate, CellChange(first, 2021, STATE, None, 0))
    with pytest.raises(InvalidLine, match="lý do dài quá"):
        grant(estimate, reasons={first: "x" * 4_001})
    with pytest.raises(LineMissing):
        grant(estimate, reasons={10**6: "x"})


def test_two_appraisers_in_one_cell(estimate: int, lines: tuple[int, ...], finance: Viewer, appraiser: Actor) -> None:
    submitted(estimate)
    cell = CellChange(lines[0], 2021, STATE, 7 * MILLION, None)
    appraise(estimate=estimate, cells=[cell], viewer=finance, by=appraiser, at=AT)
    with pytest.raises(CellsConflict) as conflict:
        grant(estimate, cell._replace(vnd=6 * MILLION))
    (one,) = conflict.value.cells
    assert (one.mine, one.theirs, one.by) == (6 * MILLION, 7 * MILLION, finance.name)
    before = version_of(estimate)
    grant(estimate, cell)
    assert version_of(estimate) == before


def test_only_finance_appraises_and_only_what_is_submitted(
    estimate: int, lines: tuple[int, ...], officer: Viewer, finance: Viewer
) -> None:
    cell = CellChange(lines[0], 2021, STATE, 1, None)
    with pytest.raises(EstimateClosed):
        appraise(estimate=estimate, cells=[cell], viewer=finance, by=SYSTEM, at=AT)
    submitted(estimate)
    with pytest.raises(NotAllowed):
        appraise(estimate=estimate, cells=[cell], viewer=officer, by=SYSTEM, at=AT)
    with pytest.raises(NotAllowed):
        appraise_as_proposed(estimate=estimate, viewer=officer, by=SYSTEM, at=AT)


def test_a_line_or_a_heading_is_granted_as_proposed(plan: int) -> None:
    estimate = started(plan, Start.PLAN)
    submitted(estimate)
    heading = EstimateLine.objects.get(estimate=estimate, key="I").pk
    assert appraise_as_proposed(estimate=estimate, lines=[heading], viewer=None, by=SYSTEM, at=AT).cells == 3
    assert appraise_as_proposed(estimate=estimate, viewer=None, by=SYSTEM, at=AT).cells == 3
    assert appraise_as_proposed(estimate=estimate, viewer=None, by=SYSTEM, at=AT).cells == 0


# --- approving


def test_everything_is_appraised_and_every_cut_has_a_reason(estimate: int, lines: tuple[int, ...]) -> None:
    first, second = lines
    submitted(estimate)
    grant(estimate, CellChange(first, 2021, STATE, 1, None), CellChange(second, 2021, STATE, 5 * MILLION, None))
    assert found(lambda: approve(estimate)) == {Reason.CUT_WITHOUT_REASON: ["A"], Reason.NOT_APPRAISED: ["B"]}
    grant(estimate, CellChange(second, 2022, STATE, 15 * MILLION, None), reasons={first: "Đã có nguồn khác"})
    approve(estimate)
    # Nothing was granted of the rest: no account is opened for noughts.
    assert LedgerAccount.objects.filter(line__estimate=estimate).count() == 3


@pytest.mark.parametrize(
    ("document", "on", "field"),
    [("", DOCUMENT_ON, "document"), ("x" * 61, DOCUMENT_ON, "document"), ("1", date(2026, 11, 22), "document_on")],
)
def test_a_decision_has_a_number_and_a_day(
    estimate: int, lines: tuple[int, ...], document: str, on: date, field: str
) -> None:
    submitted(estimate)
    with pytest.raises(ReasonMissing) as refusal:
        approve_estimate(
            number=estimate,
            version=version_of(estimate),
            document=document,
            document_on=on,
            viewer=None,
            by=SYSTEM,
            at=AT,
        )
    assert (refusal.value.field, bool(lines)) == (field, True)


def test_what_is_approved_is_closed_to_everyone(estimate: int, lines: tuple[int, ...]) -> None:
    approved(estimate)
    with pytest.raises(EstimateClosed, match="lập dự toán điều chỉnh"):
        set_cell(lines[0], 2021, 1, 10 * MILLION)
    with pytest.raises(EstimateClosed):
        grant(estimate, CellChange(lines[0], 2021, STATE, 1, 10 * MILLION))
    with pytest.raises(StepRefused):
        approve(estimate)
