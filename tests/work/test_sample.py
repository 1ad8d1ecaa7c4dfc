"""A sample year: plausible, the same for the same seed, marked on every row, and taken away without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from pytest_django import DjangoDbBlocker

from nscl.finance.operations.intake import load_published
from nscl.institutions.queries import agency_by_key
from nscl.plans.models import Plan, Task
from nscl.records.enums import FileType
from nscl.records.models import AuditEvent, SearchEntry
from nscl.records.operations import SYSTEM
from nscl.records.operations.evidence import EvidenceSubject, add_link, examine
from nscl.work.enums import ActivityKind, ActivityStatus, AnnualPlanState, DifficultyState, OutputKind
from nscl.work.models import Activity, ActivityImport, AnnualPlan, Commendation, Difficulty, Reminder
from nscl.work.operations.activities.states import state_of, with_parts
from nscl.work.operations.annual_plans import open_annual_plan
from nscl.work.operations.sample import Filled, RealWorkThere, fill_sample_year, remove_sample
from nscl.work.queries.sample import plans_of_province
from nscl.work.rules.checks import YearFacts, check_activity
from nscl.work.rules.kinds import KIND_RULES
from nscl.work.sample.activities import draw_activities
from nscl.work.sample.approvals import draw_ways
from nscl.work.sample.difficulties import draw_difficulties
from nscl.work.sample.evidence import draw_evidence
from nscl.work.sample.files import CHARTS, DOCUMENTS, PHOTOGRAPHS, SampleFile
from nscl.work.sample.goals import draw_goals
from nscl.work.sample.values import AgencyYear, BudgetCell, SampleDays, SampleGoal, SampleTask, chance
from tests.factories.files import received
from tests.factories.people import AT, make_person
from tests.factories.plans import published_packs
from tests.factories.work import a_plan, add

# The plan, by what its province is called today, and a year of it: running, over, and the year of the merger.
YEARS = (
    ("Bắc Ninh", "bac-giang-2021-2025", 2024),
    ("bac giang", "bac-giang-2021-2025", 2025),
    ("Bắc Ninh", "bac-ninh-2026-2030", 2026),
    ("Hưng Yên", "hung-yen-2021-2030", 2026),
    ("Lạng Sơn", "lang-son-2026-2030", 2026),
    ("Quảng Trị", "quang-tri-2021-2030", 2025),
    ("Quảng Trị", "quang-tri-2021-2030", 2021),
    ("Hưng Yên", "hung-yen-2021-2030", 2028),
)


@dataclass(frozen=True)
class Country:
    plans: dict[str, int]


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Country]:  # noqa: ARG001
    with django_db_blocker.unblock(), transaction.atomic():
        load_published(packs=[(pack, None) for pack in published_packs()], by=SYSTEM, at=AT)
        yield Country(dict(Plan.objects.order_by("pk").values_list("slug", "pk")))
        transaction.set_rollback(True)


@pytest.fixture
def country(built: Country, db: None) -> Country:  # noqa: ARG001  (what a test writes is taken back; the plans stay)
    return built


def fill(country: Country, slug: str, year: int, seed: int = 1) -> Filled:
    return fill_sample_year(plan=country.plans[slug], year=year, seed=seed, by=SYSTEM, at=AT)


def everything(*, but: tuple[str, ...] = ("AuditEvent", "AuditChange")) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours; the trail, which keeps what was done, apart."""
    own = [model for model in apps.get_models() if model.__module__.startswith("nscl.") and model.__name__ not in but]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in own}


def written() -> list[Any]:
    """What the sample says, without the numbers of its rows."""
    activities = with_parts(Activity.objects.select_related("agency").order_by("agency__key", "pk"))
    annual = AnnualPlan.objects.order_by("agency__key", "pk")
    return [
        [(row.agency.key, row.unit_id, row.created_at, state_of(row)) for row in activities],
        list(annual.values_list("agency__key", "state", "created_at", "submitted_at", "decided_at", "version")),
        list(Difficulty.objects.order_by("pk").values_list("title", "state", "raised_at", "subject_id", "answer_due")),
        list(Commendation.objects.order_by("pk").values_list("recipient", "decision_number", "decided_on")),
    ]


@pytest.mark.parametrize(("province", "slug", "year"), YEARS)
def test_every_plan_gets_a_plausible_year(country: Country, province: str, slug: str, year: int) -> None:
    assert country.plans[slug] in [plan.number for plan in plans_of_province(province, year)]
    filled = fill(country, slug, year)
    assert filled.annual_plans > 1
    assert filled.activities > filled.annual_plans
    plan = Plan.objects.get(slug=slug)
    facts = YearFacts(year, plan.period_start, plan.period_end, AT.date())
    rows = list(with_parts(Activity.objects.select_related("task__edition", "unit").order_by("pk")))
    assert len(rows) == filled.activities
    for row in rows:
        assert check_activity(state_of(row), facts) == ()
        assert row.task.edition.plan_id == plan.pk
        assert row.is_sample
        assert row.unit.valid_from <= row.starts_on
        assert row.unit.valid_to is None or row.starts_on <= row.unit.valid_to
    for model in (AnnualPlan, Difficulty, Commendation):
        assert not model._default_manager.filter(is_sample=False).exists()
    if year > AT.year:
        assert {row.status for row in rows} == {ActivityStatus.PLANNED}
        assert (filled.difficulties, filled.commendations) == (0, 0)
        assert not AnnualPlan.objects.filter(state=AnnualPlanState.APPROVED).exists()
    else:
        assert ActivityStatus.DONE in {row.status for row in rows}
        assert (filled.difficulties, filled.commendations) == (5, 3)
        assert not Difficulty.objects.filter(raised_at__gt=AT).exists()


def test_the_log_of_an_approval_ends_where_the_annual_plan_stands(country: Country) -> None:
    for slug in ("hung-yen-2021-2030", "quang-tri-2021-2030"):
        fill(country, slug, 2026)
    found = set()
    for annual in AnnualPlan.objects.order_by("pk"):
        steps = list(annual.steps.order_by("pk"))
        states = [AnnualPlanState.DRAFT, *(step.to_state for step in steps)]
        assert [step.from_state for step in steps] == states[:-1]
        assert (annual.state, annual.version) == (states[-1], 1 + len(steps))
        assert [annual.created_at, *(step.at for step in steps)] == sorted(
            [annual.created_at, *(step.at for step in steps)]
        )
        found.add(annual.state)
    assert {AnnualPlanState.APPROVED, AnnualPlanState.SUBMITTED} <= found


def test_a_difficulty_stands_where_its_steps_led(country: Country) -> None:
    fill(country, "hung-yen-2021-2030", 2026)
    rows = list(Difficulty.objects.order_by("pk"))
    assert {row.state for row in rows} == set(DifficultyState.values)
    for row in rows:
        states = [DifficultyState.OPEN, *row.steps.order_by("pk").values_list("to_state", flat=True)]
        assert row.state == states[-1]
        assert row.version == len(states)


def test_the_year_of_the_merger_has_both_provinces(country: Country) -> None:
    fill(country, "bac-giang-2021-2025", 2025)
    seats = set(Activity.objects.order_by("pk").values_list("unit__name", "agency__unit__name"))
    assert {("Bắc Giang", "Bắc Giang"), ("Bắc Ninh", "Bắc Ninh")} <= seats
    merger = date(2025, 7, 1)
    assert not Activity.objects.filter(unit__name="Bắc Giang", starts_on__gte=merger).exists()
    assert not Activity.objects.filter(unit__name="Bắc Ninh", starts_on__lt=merger).exists()


def test_the_same_seed_gives_the_same_rows(country: Country) -> None:
    fill(country, "hung-yen-2021-2030", 2026, seed=7)
    first = written()
    remove_sample(by=SYSTEM, at=AT)
    fill(country, "hung-yen-2021-2030", 2026, seed=7)
    assert written() == first
    remove_sample(by=SYSTEM, at=AT)
    fill(country, "hung-yen-2021-2030", 2026, seed=8)
    assert written() != first


def test_a_second_filling_changes_nothing(country: Country) -> None:
    fill(country, "lang-son-2026-2030", 2026)
    before = everything(but=())
    assert fill(country, "lang-son-2026-2030", 2026, seed=9) == Filled()
    assert everything(but=()) == before


def test_removing_restores_every_table_the_search_and_what_people_hung_on_it(country: Country) -> None:
    before = everything()
    fill(country, "bac-giang-2021-2025", 2025)
    fill(country, "quang-tri-2021-2030", 2026)
    assert SearchEntry.objects.filter(kind="work.activity").exists()
    person = make_person(full_name="Người nhận nhắc việc")
    activity = Activity.objects.order_by("pk")[0]
    difficulty = Difficulty.objects.order_by("pk")[0]
    for kind, number in (("activity", activity.pk), ("difficulty", difficulty.pk)):
        Reminder.objects.create(
            recipient=person, subject_kind=kind, subject_id=number, due_on=activity.ends_on, kind="overdue",
            claimed_at=AT, sent_at=AT,
        )  # fmt: skip
    subject = EvidenceSubject(
        kind="work.activity", number=activity.pk, label="", unit_id=activity.unit_id, is_sample=activity.is_sample
    )
    add_link(subject=subject, link="https://example.org/anh", by=SYSTEM, at=AT)
    ActivityImport.objects.create(
        annual_plan=activity.annual_plan, file_name="a.xlsx", sha256="0" * 64, rows=1, created=1, imported_at=AT
    )
    removed = remove_sample(by=SYSTEM, at=AT)
    assert removed.activities > removed.annual_plans > 1
    assert removed.evidence > 1
    person.delete()
    assert everything() == before
    assert remove_sample(by=SYSTEM, at=AT).total == 0
    actions = AuditEvent.objects.filter(action__startswith="sample.").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["sample.filled", "sample.filled", "sample.removed"]


def test_removing_leaves_real_work(country: Country) -> None:
    fill(country, "hung-yen-2021-2030", 2026)
    plan = Plan.objects.get(slug="lang-son-2026-2030")
    annual = _real_year(plan)
    task = Task.objects.filter(edition__plan=plan).order_by("pk")[0].pk
    saved = add(annual, a_plan(task, starts_on=date(2026, 3, 2)))
    remove_sample(by=SYSTEM, at=AT)
    assert list(Activity.objects.order_by("pk").values_list("pk", flat=True)) == [saved.number]


def test_a_year_of_real_work_takes_no_sample(country: Country) -> None:
    plan = Plan.objects.get(slug="lang-son-2026-2030")
    _real_year(plan)
    before = everything(but=())
    with pytest.raises(RealWorkThere, match="không trộn"):
        fill(country, "lang-son-2026-2030", 2026)
    assert everything(but=()) == before


def _real_year(plan: Plan) -> int:
    agency = agency_by_key("so-khcn", plan.unit_id, date(2026, 1, 1))
    assert agency is not None
    return open_annual_plan(plan=plan.pk, agency=agency.id, year=2026, viewer=None, by=SYSTEM, at=AT)


def test_a_province_is_found_by_name_or_code_with_what_went_into_it(country: Country) -> None:
    def found(province: str, year: int) -> list[str]:
        return [plan.slug for plan in plans_of_province(province, year)]

    assert found("24", 2025) == found("BAC NINH", 2025) == found("Bắc Giang", 2025) == ["bac-giang-2021-2025"]
    assert found("Bắc Ninh", 2026) == ["bac-ninh-2026-2030"]
    assert found("Bắc Ninh", 2031) == found("Atlantis", 2025) == []
    assert len(country.plans) == 5


def _days(on: date) -> SampleDays:
    first = date(2026, 3, 2)
    return SampleDays(tuple(first + timedelta(days=number) for number in range(200)), date(2026, 12, 31), on)


def _year(kind: ActivityKind, on: date = date(2027, 1, 5), **more: Any) -> AgencyYear:
    tasks = tuple(SampleTask(number, f"Nhiệm vụ {number} về năng suất", kind, "") for number in range(1, 15))
    return AgencyYear(**{"tasks": tasks, "days": _days(on), "is_active": True, **more})


@pytest.mark.parametrize("kind", list(ActivityKind))
def test_every_kind_records_what_it_may(kind: ActivityKind) -> None:
    states = draw_activities(chance(1, kind), _year(kind))
    facts = YearFacts(2026, 2026, 2030, date(2027, 1, 5))
    assert [problem for state in states for problem in check_activity(state, facts)] == []
    done = [state for state in states if state.status is ActivityStatus.DONE]
    # What a class did, its own record says: the generic sample only plans it.
    assert (kind in {state.kind for state in done}) is not bool(KIND_RULES[kind].tallied)
    assert all(bool(state.participations) == KIND_RULES[state.kind].has_participants for state in done)


def test_nothing_is_drawn_without_days_or_of_the_future() -> None:
    nowhere = _year(ActivityKind.CONFERENCE, days=SampleDays((), date(2026, 12, 31), date(2026, 5, 1)))
    assert draw_activities(chance(1), nowhere) == ()
    assert draw_difficulties(chance(1), [1], _days(date(2026, 1, 1))) == ()
    assert draw_difficulties(chance(1), [], _days(date(2026, 12, 1))) == ()


def test_nothing_is_done_where_the_annual_plan_is_not_approved() -> None:
    states = draw_activities(chance(1), _year(ActivityKind.CONFERENCE, is_active=False))
    assert {state.status for state in states} == {ActivityStatus.PLANNED, ActivityStatus.RUNNING}


def test_a_goal_is_met_exactly_and_nothing_else_adds_to_it() -> None:
    reports = SampleGoal((ActivityKind.TV_REPORT,), OutputKind.REPORTS, 7)
    conferences = SampleGoal((ActivityKind.CONFERENCE,), None, 3, measures=(11, 12))
    reserved = frozenset({ActivityKind.TV_REPORT, ActivityKind.CONFERENCE})
    year = _year(ActivityKind.CAMPAIGN, reserved=reserved, withheld=frozenset({OutputKind.REPORTS}))
    drawn = draw_goals(chance(1), [reports, conferences], {5: year})[5]
    assert sum(one.state.outputs[0].quantity for one in drawn if one.state.kind is ActivityKind.TV_REPORT) == 7
    # Three are declared, for both measures that could take them, and one is not.
    declared = [one.measures for one in drawn if one.state.kind is ActivityKind.CONFERENCE]
    assert sorted(declared) == [(), (11, 12), (11, 12), (11, 12)]
    assert all(one.state.done_on is not None and one.state.done_on <= year.days.on for one in drawn)
    for state in draw_activities(chance(1), year):
        assert not (state.kind in reserved and state.status is ActivityStatus.DONE)
        assert OutputKind.REPORTS not in {output.kind for output in state.outputs}
    assert draw_goals(chance(1), [reports], {5: _year(ActivityKind.CAMPAIGN, is_active=False)}) == {}


def test_money_comes_from_the_line_that_speaks_of_the_task() -> None:
    cells = (
        BudgetCell(1, "Mua sắm thiết bị", 9, 10**9),
        BudgetCell(2, "Kinh phí nhiệm vụ về năng suất", 9, 400_000_000),
    )
    states = draw_activities(chance(1), _year(ActivityKind.OTHER, cells=cells))
    costs = [cost for state in states for cost in state.planned_costs]
    assert {(cost.line_id, cost.source_id) for cost in costs} == {(2, 9)}
    assert all(0 < cost.vnd <= 100_000_000 and cost.vnd % 1_000_000 == 0 for cost in costs)


@pytest.mark.parametrize("agencies", [1, 2, 4, 9])
def test_of_a_running_year_some_annual_plans_are_on_their_way(agencies: int) -> None:
    ways = draw_ways(chance(1), agencies, year=2026, at=AT)
    ends = [way[-1] if way else AnnualPlanState.DRAFT for way in ways]
    assert ends[0] is AnnualPlanState.APPROVED  # the one that has most to do
    assert ends.count(AnnualPlanState.APPROVED) >= agencies / 2
    if agencies > 6:
        assert set(ends) == set(AnnualPlanState)
    assert {way[-1] for way in draw_ways(chance(1), agencies, year=2025, at=AT)} == {AnnualPlanState.APPROVED}


@pytest.mark.parametrize("file", [*PHOTOGRAPHS, *CHARTS, *DOCUMENTS], ids=str)
def test_a_file_of_the_sample_is_what_it_says_and_the_same_each_time(file: SampleFile) -> None:
    received_file = received(file.content())
    assert examine(received_file).kind is {"photograph": FileType.JPEG, "chart": FileType.PNG}.get(
        file.form, FileType.PDF
    )
    assert file.content() == file.content()


def test_evidence_is_of_what_was_done() -> None:
    year = _year(ActivityKind.WORKSHOP)
    states = draw_activities(chance(1), year)
    proven = [(state, draw_evidence(chance(1, state.title), state)) for state in states]
    assert all(state.status is ActivityStatus.DONE for state, evidence in proven if evidence)
    assert any(evidence for _state, evidence in proven)
    assert not all(evidence for state, evidence in proven if state.status is ActivityStatus.DONE)
    assert all("mẫu" in one.caption or "mẫu" in one.name for _state, evidence in proven for one in evidence)
