"""An annual plan: opened, filled from the plan's tasks or from last year, submitted, returned, approved."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.finance.models import BudgetLine, FundingSource
from nscl.finance.operations.intake import load_pack
from nscl.institutions.models import Agency
from nscl.plans.models import Plan, PlanEdition
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM, Actor
from nscl.work.enums import ActivityKind, ActivityStatus, AnnualPlanState
from nscl.work.models import Activity, AnnualPlan, AnnualPlanStep
from nscl.work.operations.activities import cancel_activity
from nscl.work.operations.annual_plans import (
    approve_annual_plan,
    copy_from_year,
    draw_from_tasks,
    open_annual_plan,
    return_annual_plan,
    submit_annual_plan,
)
from nscl.work.operations.errors import (
    AnnualPlanConflict,
    AnnualPlanExists,
    AnnualPlanMissing,
    EmptyAnnualPlan,
    InvalidAnnualPlan,
    PlanningClosed,
    ReasonMissing,
    StepRefused,
)
from nscl.work.rules.problems import Reason
from nscl.work.rules.values import Cost
from tests.factories.people import AT
from tests.factories.plans import small_pack
from tests.factories.work import a_plan, a_record, add, agency_number, amend_plan, approve, open_year, task_number
from tests.work.conftest import Site

LATER = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def annual_of(number: int) -> AnnualPlan:
    return AnnualPlan.objects.get(pk=number)


def last_event() -> AuditEvent:
    event = AuditEvent.objects.order_by("-pk").first()
    assert event is not None
    return event


# --- opened


def test_an_agency_opens_its_plan_of_a_year_once(site: Site, focal: Viewer, actor: Actor) -> None:
    agency = agency_number()
    number = open_annual_plan(plan=site.plan.pk, agency=agency, year=2023, viewer=focal, by=actor, at=AT)
    row = annual_of(number)
    assert (row.plan_id, row.agency_id, row.year, row.state, row.created_by_id) == (
        site.plan.pk,
        agency,
        2023,
        AnnualPlanState.DRAFT,
        actor.number,
    )
    assert last_event().action == "annual_plan.opened"
    assert last_event().subject_label == "Kế hoạch năm 2023, Sở Khoa học và Công nghệ"
    with pytest.raises(AnnualPlanExists) as refused:
        open_annual_plan(plan=site.plan.pk, agency=agency, year=2023, viewer=focal, by=actor, at=AT)
    assert refused.value.number == number


def test_an_agency_opens_no_plan_for_another(site: Site, outsider: Viewer, reader: Viewer, actor: Actor) -> None:
    for viewer in (outsider, reader):
        with pytest.raises(NotAllowed):
            open_annual_plan(plan=site.plan.pk, agency=agency_number(), year=2023, viewer=viewer, by=actor, at=AT)
    own = agency_number("so-gddt")
    assert open_annual_plan(plan=site.plan.pk, agency=own, year=2023, viewer=outsider, by=actor, at=AT)


@pytest.mark.parametrize("year", [2020, 2026])
def test_a_year_outside_the_plan_is_refused(site: Site, officer: Viewer, actor: Actor, year: int) -> None:
    agency = agency_number(on=date(year, 1, 1))
    with pytest.raises(InvalidAnnualPlan, match="2021–2025") as refused:
        open_annual_plan(plan=site.plan.pk, agency=agency, year=year, viewer=officer, by=actor, at=AT)
    assert refused.value.problems[0].reason is Reason.OUTSIDE_PERIOD


@pytest.mark.usefixtures("site")
def test_a_plan_that_is_not_issued_has_no_annual_plan(actor: Actor) -> None:
    draft = PlanEdition.objects.get(pk=load_small_plan_again())
    with pytest.raises(InvalidAnnualPlan, match="chưa ban hành"):
        open_annual_plan(plan=draft.plan_id, agency=agency_number(), year=2023, viewer=None, by=actor, at=AT)
    with pytest.raises(InvalidAnnualPlan, match="không có kế hoạch"):
        open_annual_plan(plan=10**9, agency=agency_number(), year=2023, viewer=None, by=actor, at=AT)
    assert Plan.objects.count() == 2


def test_an_agency_that_is_no_more_is_refused_with_its_successor_named(site: Site, actor: Actor) -> None:
    """Sở Kế hoạch và Đầu tư went into Sở Tài chính on 1 March 2025; that of Bắc Ninh is none of this plan's."""
    ended = agency_number("so-khdt", date(2024, 1, 1))
    Agency.objects.filter(pk=ended).update(valid_to=date(2024, 12, 31))
    with pytest.raises(InvalidAnnualPlan, match="Sở Tài chính tỉnh Bắc Giang") as refused:
        open_annual_plan(plan=site.plan.pk, agency=ended, year=2025, viewer=None, by=actor, at=AT)
    assert [p.reason for p in refused.value.problems] == [Reason.NO_HOLDER]
    elsewhere = agency_number(province="20", on=date(2024, 1, 1))
    with pytest.raises(InvalidAnnualPlan, match="không thuộc tỉnh"):
        open_annual_plan(plan=site.plan.pk, agency=elsewhere, year=2024, viewer=None, by=actor, at=AT)
    with pytest.raises(InvalidAnnualPlan, match="không có cơ quan"):
        open_annual_plan(plan=site.plan.pk, agency=10**9, year=2024, viewer=None, by=actor, at=AT)


# --- on its way to approval


def test_returned_corrected_submitted_again_approved(site: Site, focal: Viewer, officer: Viewer, actor: Actor) -> None:
    number = site.annual
    add(number, a_plan(site.task))
    version = submit_annual_plan(
        number=number, version=annual_of(number).version, viewer=focal, by=actor, at=AT, comment="Kính trình"
    )
    assert (annual_of(number).state, annual_of(number).submitted_at) == ("submitted", AT)
    with pytest.raises(ReasonMissing):
        return_annual_plan(number=number, version=version, comment=" ", viewer=officer, by=actor, at=LATER)
    version = return_annual_plan(
        number=number, version=version, comment="Thiếu kinh phí", viewer=officer, by=actor, at=LATER
    )
    assert (annual_of(number).state, annual_of(number).decided_at) == ("returned", LATER)
    add(number, a_plan(site.task, title="Thêm"))
    with pytest.raises(AnnualPlanConflict) as refused:
        submit_annual_plan(number=number, version=version, viewer=focal, by=actor, at=LATER)
    version = submit_annual_plan(number=number, version=refused.value.current_version, viewer=focal, by=actor, at=LATER)
    assert annual_of(number).decided_at is None
    approve_annual_plan(number=number, version=version, viewer=officer, by=actor, at=LATER)
    assert (annual_of(number).state, annual_of(number).decided_by_id) == ("approved", officer.number)
    steps = AnnualPlanStep.objects.filter(annual_plan=number).order_by("pk")
    assert [(step.from_state, step.to_state, step.comment) for step in steps] == [
        ("draft", "submitted", "Kính trình"),
        ("submitted", "returned", "Thiếu kinh phí"),
        ("returned", "submitted", ""),
        ("submitted", "approved", ""),
    ]
    assert last_event().action == "annual_plan.approved"


def test_no_step_is_skipped_or_done_twice(site: Site, officer: Viewer, actor: Actor) -> None:
    number = site.annual
    version = annual_of(number).version
    with pytest.raises(StepRefused):
        approve_annual_plan(number=number, version=version, viewer=officer, by=actor, at=AT)
    with pytest.raises(StepRefused):
        return_annual_plan(number=number, version=version, comment="x", viewer=officer, by=actor, at=AT)
    with pytest.raises(EmptyAnnualPlan):
        submit_annual_plan(number=number, version=version, viewer=officer, by=actor, at=AT)
    with pytest.raises(AnnualPlanMissing):
        submit_annual_plan(number=10**9, version=1, viewer=officer, by=actor, at=AT)
    cancelled = add(number, a_plan(site.task))
    cancel_activity(number=cancelled.number, version=1, reason="x", viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(EmptyAnnualPlan):
        submit_annual_plan(number=number, version=annual_of(number).version, viewer=officer, by=actor, at=AT)
    add(number, a_plan(site.task))
    approve(number)
    version = annual_of(number).version
    with pytest.raises(StepRefused, match="đã duyệt"):
        approve_annual_plan(number=number, version=version, viewer=officer, by=actor, at=AT)
    with pytest.raises(StepRefused):
        submit_annual_plan(number=number, version=version, viewer=officer, by=actor, at=AT)


def test_who_submits_does_not_decide(site: Site, focal: Viewer, outsider: Viewer, actor: Actor) -> None:
    number = site.annual
    add(number, a_plan(site.task))
    version = annual_of(number).version
    with pytest.raises(NotAllowed):
        submit_annual_plan(number=number, version=version, viewer=outsider, by=actor, at=AT)
    version = submit_annual_plan(number=number, version=version, viewer=focal, by=actor, at=AT)
    leader = viewer_of(site.people[Role.PROVINCE_LEADER])
    for viewer in (focal, outsider, leader):
        with pytest.raises(NotAllowed):
            approve_annual_plan(number=number, version=version, viewer=viewer, by=actor, at=AT)
        with pytest.raises(NotAllowed):
            return_annual_plan(number=number, version=version, comment="x", viewer=viewer, by=actor, at=AT)


def test_who_approves_approves_what_they_saw(site: Site, officer: Viewer, actor: Actor) -> None:
    number = site.annual
    add(number, a_plan(site.task))
    version = submit_annual_plan(number=number, version=annual_of(number).version, viewer=None, by=SYSTEM, at=AT)
    add(number, a_plan(site.task, title="Việc đã làm"), a_record())
    with pytest.raises(AnnualPlanConflict):
        approve_annual_plan(number=number, version=version, viewer=officer, by=actor, at=AT)


# --- drawn from tasks


def test_activities_are_drawn_from_tasks(site: Site, focal: Viewer, actor: Actor) -> None:
    before = AuditEvent.objects.count()
    drawn = draw_from_tasks(
        annual_plan=site.annual, tasks=[site.second, site.task, site.task], viewer=focal, by=actor, at=AT
    )
    assert drawn.left == ()
    second, first = (Activity.objects.get(pk=number) for number in drawn.created)
    assert (first.task_id, second.task_id) == (site.task, site.second)
    assert (first.title, first.kind) == ("Mở lớp đào tạo năng suất", ActivityKind.TRAINING)
    assert (first.starts_on, first.ends_on) == (date(2024, 1, 1), date(2024, 12, 31))
    assert first.expected_output == "báo cáo"  # "45 lớp" is asked for by 2023
    assert first.status == ActivityStatus.PLANNED
    assert AuditEvent.objects.count() == before + 1
    assert last_event().changes.count() == 2
    again = draw_from_tasks(annual_plan=site.annual, tasks=[site.task, 10**9], viewer=focal, by=actor, at=AT)
    assert again.created == ()
    assert [left.problems[0].reason for left in again.left] == [Reason.UNKNOWN, Reason.DUPLICATE]
    assert again.left[1].problems[0].number == first.pk
    assert "đã có" in again.left[1].why
    assert AuditEvent.objects.count() == before + 1


def test_nothing_is_drawn_into_what_is_submitted_and_a_reason_is_asked_once_approved(
    site: Site, focal: Viewer, actor: Actor
) -> None:
    add(site.annual, a_plan(site.task))
    version = annual_of(site.annual).version
    version = submit_annual_plan(number=site.annual, version=version, viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(PlanningClosed):
        draw_from_tasks(annual_plan=site.annual, tasks=[site.second], viewer=focal, by=actor, at=AT)
    approve_annual_plan(number=site.annual, version=version, viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(ReasonMissing):
        draw_from_tasks(annual_plan=site.annual, tasks=[site.second], viewer=focal, by=actor, at=AT)
    drawn = draw_from_tasks(
        annual_plan=site.annual, tasks=[site.second], viewer=focal, by=actor, at=AT, reason="Giao thêm"
    )
    assert len(drawn.created) == 1
    assert last_event().comment == "Giao thêm"


def test_an_agency_that_begins_in_the_year_draws_from_its_first_day(site: Site, actor: Actor) -> None:
    """Sở Nông nghiệp và Môi trường was made of two on 1 March 2025: which of them a day before that would be whose?"""
    number = open_year(site.plan, agency="so-nnmt", year=2025, on=date(2025, 3, 1))
    drawn = draw_from_tasks(annual_plan=number, tasks=[site.task], viewer=None, by=actor, at=AT)
    assert Activity.objects.get(pk=drawn.created[0]).starts_on == date(2025, 3, 1)


# --- copied from last year


def test_last_year_is_copied_with_its_days_and_money(site: Site, focal: Viewer, actor: Actor) -> None:
    line = BudgetLine.objects.filter(edition__plan=site.plan, key="I.1").get()
    source = FundingSource.objects.filter(edition__plan=site.plan, key="state").get()
    first = add(
        site.annual,
        a_plan(
            site.task,
            title="Hội nghị tổng kết năm 2024, mã 120245",
            starts_on=date(2024, 2, 29),
            ends_on=date(2024, 3, 1),
            responsible_id=site.own.pk,
            costs=(Cost(9, line.pk, source.pk), Cost(4)),
        ),
        a_record(done_on=date(2024, 3, 1)),
    )
    number = open_year(site.plan, year=2025)
    copied = copy_from_year(annual_plan=number, viewer=focal, by=actor, at=LATER)
    assert (copied.left, copied.incomplete) == ((), ())
    row = Activity.objects.get(pk=copied.created[0])
    assert (row.title, row.starts_on, row.ends_on) == (
        "Hội nghị tổng kết năm 2025, mã 120245",
        date(2025, 2, 28),
        date(2025, 3, 1),
    )
    assert (row.status, row.result, row.copied_from_id, row.responsible_id) == (
        "planned",
        "",
        first.number,
        site.own.pk,
    )
    costs = row.costs.order_by("vnd").values_list("stage", "line", "source", "vnd")
    assert list(costs) == [("planned", None, None, 4), ("planned", line.pk, source.pk, 9)]
    assert not row.outputs.exists()
    assert last_event().action == "annual_plan.copied"


def test_what_is_not_copied_is_told_with_the_reason(site: Site, actor: Actor) -> None:
    kept = add(site.annual, a_plan(site.task, responsible_id=site.own.pk))
    cancelled = add(site.annual, a_plan(site.task, title="Hội nghị bị hủy"))
    cancel_activity(number=cancelled.number, version=1, reason="x", viewer=None, by=SYSTEM, at=AT)
    long = add(site.annual, a_plan(site.task, title="Việc kéo dài", ends_on=date(2025, 6, 1)))
    type(site.own).objects.filter(pk=site.own.pk).update(is_active=False)
    number = open_year(site.plan, year=2025)
    copied = copy_from_year(annual_plan=number, viewer=None, by=actor, at=LATER)
    assert len(copied.created) == 1
    assert {left.number: left.problems[0].reason for left in copied.left} == {
        cancelled.number: Reason.MOVE,
        long.number: Reason.OUTSIDE_PERIOD,
    }
    (without,) = copied.incomplete
    assert (without.number, without.problems[0].field) == (copied.created[0], "responsible_id")
    again = copy_from_year(annual_plan=number, activities=[kept.number], viewer=None, by=actor, at=LATER)
    assert again.created == ()
    assert [left.problems[0].reason for left in again.left] == [Reason.DUPLICATE]


def test_copies_follow_the_edition_in_force(site: Site, actor: Actor) -> None:
    line = BudgetLine.objects.filter(edition__plan=site.plan, key="I.1").get()
    gone = BudgetLine.objects.filter(edition__plan=site.plan, key="I.2").get()
    source = FundingSource.objects.filter(edition__plan=site.plan, key="state").get()
    add(site.annual, a_plan(site.task, costs=(Cost(9, line.pk, source.pk), Cost(5, gone.pk, source.pk))))
    edition = amend_plan(site.plan)
    new_task = task_number(site.plan)
    assert new_task != site.task
    number = open_year(site.plan, year=2025)
    copied = copy_from_year(annual_plan=number, viewer=None, by=actor, at=LATER)
    row = Activity.objects.get(pk=copied.created[0])
    assert row.task_id == new_task
    now = {line.pk for line in BudgetLine.objects.filter(edition=edition)}
    assert {cost.line_id for cost in row.costs.order_by("pk")} <= now
    assert row.costs.count() == 2


def load_small_plan_again() -> int:
    """The small plan under another name, as a draft."""
    pack = small_pack()
    other = pack.model_copy(update={"plan": pack.plan.model_copy(update={"slug": "thu-nghiem-khac"})})
    return load_pack(pack=other, viewer=None, by=SYSTEM, at=AT).edition_id
