"""How an estimate begins: from what the plan prints, empty, as an adjustment, or taken over as signed."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from decimal import Decimal

import pytest

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.documents.pack.schema import PlanPack
from nscl.finance.enums import EstimateState
from nscl.finance.models import Estimate, EstimateLine, EstimateStep, LedgerAccount
from nscl.finance.operations.estimates import (
    Start,
    change_estimate,
    discard_estimate,
    start_estimate,
    take_over_signed,
    withdraw_estimate,
)
from nscl.finance.operations.estimates.errors import (
    CannotStart,
    EstimateClosed,
    EstimateConflict,
    EstimateMissing,
    NotReady,
    OpenEstimate,
    ReasonMissing,
    Refused,
)
from nscl.finance.operations.intake import load_pack, load_published
from nscl.plans.models import Plan, PlanEdition
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM, Actor
from tests.factories.estimates import (
    MILLION,
    a_line,
    approved,
    content,
    keys,
    set_cell,
    started,
    submitted,
    version_of,
    with_lines,
)
from tests.factories.people import AT
from tests.factories.plans import small_pack


def variant(slug: str, drop: Container[str] = ()) -> PlanPack:
    """The small plan under another name; the lines named in `drop` lose their money by year."""
    pack = small_pack()
    assert pack.budget is not None
    lines = [line.model_copy(update={"by_year": {}}) if line.key in drop else line for line in pack.budget.lines]
    budget = pack.budget.model_copy(update={"lines": lines})
    return pack.model_copy(update={"plan": pack.plan.model_copy(update={"slug": slug}), "budget": budget})


def issued_variant(slug: str, drop: Container[str]) -> int:
    (outcome,) = load_published(packs=[(variant(slug, drop), None)], by=SYSTEM, at=AT)
    return Plan.objects.get(slug=outcome.slug).pk


def test_it_begins_with_what_the_plan_prints(plan: int, officer: Viewer, actor: Actor) -> None:
    number = start_estimate(plan=plan, start=Start.PLAN, viewer=officer, by=actor, at=AT)
    row = Estimate.objects.get(pk=number)
    assert (row.state, row.ordinal, row.first_year, row.last_year) == (EstimateState.DRAFT, 1, 2021, 2023)
    assert row.title == "Dự toán kế hoạch Bắc Giang 2021–2025"
    assert keys(number) == ["Đào tạo", "Lớp đào tạo", "Tài liệu", "Hỗ trợ mô hình điểm"]
    assert [cells[4:7] for cells in content(number)] == [
        (2021, "state", 100 * MILLION),
        (2022, "enterprise", 0),
        (2022, "state", 200_500_000),
        (2022, "enterprise", 30 * MILLION),
        (2022, "state", 50 * MILLION),
        (2023, "all", 10 * MILLION),
    ]
    line = EstimateLine.objects.select_related("agency", "budget_line", "parent").get(estimate=number, key="I.1")
    assert line.parent is not None
    assert line.agency is not None
    assert line.budget_line is not None
    assert (line.parent.key, line.agency.key, line.budget_line.key) == ("I", "so-khcn", "I.1")
    assert (line.unit_cost_vnd, line.quantity, line.quantity_unit) == (100 * MILLION, Decimal(1), "lớp")
    assert line.note == "Theo thực tế"
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor_id, event.subject_kind) == ("estimate.started", actor.number, "finance.estimate")


def test_an_empty_one_has_the_years_of_the_plans_table(plan: int) -> None:
    row = Estimate.objects.get(pk=started(plan))
    assert (row.first_year, row.last_year, row.edition is not None) == (2021, 2023, True)


def test_one_is_made_at_a_time(plan: int) -> None:
    first = started(plan)
    with pytest.raises(OpenEstimate, match="đang lập") as refusal:
        started(plan, Start.PLAN)
    assert refusal.value.number == first
    with pytest.raises(OpenEstimate):
        take_over_signed(plan=plan, viewer=None, by=SYSTEM, at=AT)


def test_after_one_is_approved_it_is_adjusted(plan: int) -> None:
    with pytest.raises(CannotStart, match="chưa có dự toán đã duyệt"):
        started(plan, Start.ADJUSTMENT)
    first = started(plan, Start.PLAN)
    approved(first)
    for start in (Start.PLAN, Start.EMPTY):
        with pytest.raises(CannotStart, match="Hãy lập dự toán điều chỉnh"):
            started(plan, start)
    with pytest.raises(CannotStart):
        take_over_signed(plan=plan, viewer=None, by=SYSTEM, at=AT)
    second = Estimate.objects.get(pk=started(plan, Start.ADJUSTMENT))
    assert (second.adjusts_id, second.ordinal) == (first, 2)
    assert second.title == "Dự toán điều chỉnh kế hoạch Bắc Giang 2021–2025"
    assert [row[:7] for row in content(second.pk)] == [row[:7] for row in content(first)]
    assert {row[7] for row in content(second.pk)} == {None}
    pairs = EstimateLine.objects.filter(estimate=second).order_by("position").values_list("key", "continues__key")
    assert all(key == before for key, before in pairs)


def test_only_the_department_that_runs_the_programme_begins(
    plan: int, finance: Viewer, leader: Viewer, reader: Viewer
) -> None:
    for viewer in (finance, leader, reader):
        with pytest.raises(NotAllowed):
            start_estimate(plan=plan, start=Start.EMPTY, viewer=viewer, by=SYSTEM, at=AT)
        with pytest.raises(NotAllowed):
            take_over_signed(plan=plan, viewer=viewer, by=SYSTEM, at=AT)


@pytest.mark.usefixtures("site")
def test_a_plan_that_is_not_issued_has_no_estimate() -> None:
    pack = variant("chua-ban-hanh")
    edition = load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT).edition_id
    with pytest.raises(CannotStart, match="chưa ban hành"):
        started(PlanEdition.objects.get(pk=edition).plan_id)
    with pytest.raises(CannotStart, match="Không có kế hoạch"):
        started(10**6)


def test_as_signed_it_is_approved_at_the_printed_figures(plan: int, officer: Viewer, actor: Actor) -> None:
    number = take_over_signed(plan=plan, viewer=officer, by=actor, at=AT)
    row = Estimate.objects.get(pk=number)
    assert (row.state, row.document, row.document_on) == (EstimateState.APPROVED, "12/KH-UBND", date(2021, 8, 10))
    assert all(planned == granted for *_others, planned, granted in content(number))
    assert EstimateStep.objects.get(estimate=number).comment == "Tiếp nhận theo 12/KH-UBND"
    accounts = LedgerAccount.objects.filter(plan=plan).order_by("line__position", "year", "source")
    assert list(accounts.values_list("line__key", "year", "source", "appraised_vnd")) == [
        ("I.1", 2021, "state", 100 * MILLION),
        ("I.2", 2022, "state", 200_500_000),
        ("II", 2022, "enterprise", 30 * MILLION),
        ("II", 2022, "state", 50 * MILLION),
        ("II", 2023, "all", 10 * MILLION),
    ]


def test_another_document_may_have_decided_the_money(plan: int) -> None:
    number = take_over_signed(
        plan=plan, document=" 7/NQ-HĐND ", document_on=date(2021, 9, 1), viewer=None, by=SYSTEM, at=AT
    )
    row = Estimate.objects.get(pk=number)
    assert (row.document, row.document_on) == ("7/NQ-HĐND", date(2021, 9, 1))


def test_without_a_documents_number_nothing_is_taken_over(plan: int) -> None:
    with pytest.raises(ReasonMissing) as refusal:
        take_over_signed(plan=plan, document="x" * 61, viewer=None, by=SYSTEM, at=AT)
    assert refusal.value.field == "document"
    assert not Estimate.objects.exists()


@pytest.mark.usefixtures("site")
def test_a_line_whose_money_has_no_year_is_not_taken_over() -> None:
    """A plan that prints the sum of a line and no years: nobody invents the years."""
    plan = issued_variant("khong-chia-nam", drop={"I.2"})
    with pytest.raises(NotReady, match="không chia theo năm") as refusal:
        take_over_signed(plan=plan, viewer=None, by=SYSTEM, at=AT)
    assert [problem.place for problem in refusal.value.problems] == ["I.2 Tài liệu"]
    number = started(plan, Start.PLAN)
    assert "Tài liệu" in keys(number)


@pytest.mark.usefixtures("site")
def test_without_money_by_line_there_is_nothing_to_take_over() -> None:
    plan = issued_variant("khong-co-so", drop={"I.1", "I.2", "II"})
    with pytest.raises(CannotStart, match="không in bảng kinh phí"):
        take_over_signed(plan=plan, viewer=None, by=SYSTEM, at=AT)


def test_title_and_years_are_changed_while_it_is_open(plan: int, estimate: int, officer: Viewer, actor: Actor) -> None:
    (line,) = with_lines(estimate, a_line(cells={2023: 5}))
    version = version_of(estimate)

    def change(first: int, last: int, title: str = " Dự  toán năm ") -> int:
        return change_estimate(
            number=estimate,
            version=version,
            title=title,
            first_year=first,
            last_year=last,
            viewer=officer,
            by=actor,
            at=AT,
        )

    with pytest.raises(Refused, match="Còn tiền ở năm 2023"):
        change(2021, 2022)
    for first, last, title in (
        (2023, 2021, "A"),
        (1999, 2023, "A"),
        (2021, 2040, "A"),
        (2021, 2023, " "),
        (2021, 2023, "x" * 301),
    ):
        with pytest.raises(Refused):
            change(first, last, title)
    assert change(2022, 2024) == version + 1
    row = Estimate.objects.get(pk=estimate)
    assert (row.title, row.first_year, row.last_year) == ("Dự toán năm", 2022, 2024)
    with pytest.raises(EstimateConflict):
        change(2021, 2024)
    set_cell(line, 2024, 1)
    submitted(estimate)
    with pytest.raises(EstimateClosed, match="rút lại"):
        change(2021, 2024)
    assert plan


def test_a_draft_that_nobody_submitted_is_thrown_away(plan: int, officer: Viewer, actor: Actor) -> None:
    number = started(plan, Start.PLAN)
    with pytest.raises(EstimateConflict):
        discard_estimate(number=number, version=7, viewer=officer, by=actor, at=AT)
    discard_estimate(number=number, version=version_of(number), viewer=officer, by=actor, at=AT)
    assert not Estimate.objects.exists()
    assert AuditEvent.objects.latest("pk").action == "estimate.discarded"
    with pytest.raises(EstimateMissing):
        discard_estimate(number=number, version=1, viewer=officer, by=actor, at=AT)


def test_what_was_submitted_once_stays(plan: int) -> None:
    number = started(plan, Start.PLAN)
    version = withdraw_estimate(number=number, version=submitted(number), viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(EstimateClosed):
        discard_estimate(number=number, version=version, viewer=None, by=SYSTEM, at=AT)
