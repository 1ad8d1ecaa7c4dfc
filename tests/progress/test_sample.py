"""A whole sample year: targets stand differently, values are stated, and all of it goes without a trace."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.accounts.operations import create_sample_accounts
from nscl.accounts.queries import viewer_of
from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.plans.models import Measure, Task
from nscl.progress.enums import ProgressKind, StandingStatus, ValueSource
from nscl.progress.models import StatedValue
from nscl.progress.operations import Statement, sign_value, state_value
from nscl.progress.operations.sample import PeoplesWork, fill_sample, fill_sample_of_all, remove_whole_sample
from nscl.progress.operations.sample.drawing import Aim, count_for, draw_values
from nscl.progress.queries.programme import standings
from nscl.progress.rules import MeasureFacts, Observed, standing
from nscl.progress.rules.statements import troubles
from nscl.records.models import AuditEvent, Evidence, EvidenceFile
from nscl.records.operations import SYSTEM, Actor
from nscl.records.operations.evidence import EvidenceSubject, add_link
from nscl.work.enums import ActivityStatus, AnnualPlanState, WorkKind
from nscl.work.models import Activity, ActivityClaim, AnnualPlan, Commendation, Difficulty
from nscl.work.operations.activities import record_activity
from nscl.work.operations.difficulties import DifficultyDraft, raise_difficulty
from nscl.work.queries.sample import plans_in_force
from nscl.work.rules.values import ActivityRecord
from nscl.work.sample.values import chance
from tests.factories.people import AT
from tests.progress.conftest import Country

TODAY = AT.date()
BAC_NINH, HUNG_YEN, LANG_SON = "bac-ninh-2026-2030", "hung-yen-2021-2030", "lang-son-2026-2030"


def plan_number(slug: str) -> int:
    return next(plan.number for plan in plans_in_force() if plan.slug == slug)


def fill(slug: str, year: int = 2026, seed: int = 1) -> Any:
    return fill_sample(plan=plan_number(slug), year=year, seed=seed, by=SYSTEM, at=AT)


def everything(*, but: tuple[str, ...] = ("AuditEvent", "AuditChange")) -> dict[str, list[dict[str, Any]]]:
    own = [model for model in apps.get_models() if model.__module__.startswith("nscl.") and model.__name__ not in but]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in own}


def stored_files() -> list[str]:
    root = Path(settings.VAR_DIR) / "evidence"
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_every_plan_gets_a_year_in_which_targets_stand_differently(country: Country) -> None:
    filled = fill_sample_of_all(seed=1, by=SYSTEM, at=AT)
    assert [(one.year, one.work.annual_plans > 1, one.values.values > 2) for one in filled] == [
        (2025, True, True),  # Bắc Giang's plan is over
        *[(2026, True, True)] * 4,
    ]
    for slug, edition in country.editions.items():
        rows, _samples = standings([edition], [plan_number(slug)], TODAY)
        of_the_year = [row for row in rows if row.phase_end >= 2025]
        assert len({row.status for row in of_the_year}) >= (2 if slug == LANG_SON else 3), slug
        sources = Counter(row.source for row in of_the_year)
        assert sources[ValueSource.STATED]
        # Some are left as they are: neither counted nor stated.
        assert any(row.value is None for row in of_the_year)
        assert all(row.is_sample for row in of_the_year if row.source is ValueSource.STATED)
    rows, _samples = standings([country.editions[BAC_NINH]], [plan_number(BAC_NINH)], TODAY)
    wanted = {StandingStatus.DONE, StandingStatus.ON_TRACK, StandingStatus.AT_RISK, StandingStatus.LATE}
    assert wanted <= {row.status for row in rows}
    states = set(AnnualPlan.objects.filter(plan=plan_number(BAC_NINH)).values_list("state", flat=True).order_by())
    assert states == set(AnnualPlanState.values)


@pytest.mark.usefixtures("country")
def test_records_come_to_what_counted_targets_need_and_one_waits_to_be_declared(country: Country) -> None:
    fill(HUNG_YEN)
    rows, _samples = standings([country.editions[HUNG_YEN]], [plan_number(HUNG_YEN)], TODAY)
    counted = [row for row in rows if row.source is ValueSource.COUNTED and row.phase_start == 2026]
    assert {StandingStatus.ON_TRACK, StandingStatus.NO_DATA} <= {row.status for row in counted}
    assert all(row.is_sample for row in counted if row.value is not None)
    # Two targets ask for supported organisations in 2026: what counts for which is declared, but for one record.
    contested = [row for row in rows if row.indicator == "enterprises_innovation_supported" and row.phase_end == 2030]
    assert [row.unclaimed for row in contested] == [1, 1]
    assert all(row.value for row in contested)
    assert ActivityClaim.objects.count() == 2 * ActivityClaim.objects.values("activity").distinct().count()


@pytest.mark.usefixtures("country")
def test_stated_values_are_signed_but_for_one_and_have_evidence() -> None:
    fill(BAC_NINH)
    rows = list(StatedValue.objects.order_by("pk"))
    assert all(row.is_sample and row.stated_at <= AT and row.on <= TODAY and "mẫu" in row.note for row in rows)
    waiting = [row for row in rows if row.signed_at is None and row.withdrawn_at is None]
    assert len(waiting) == 1
    assert [row.withdrawal_reason for row in rows if row.withdrawn_at is not None] == [
        "Ghi nhầm số của đơn vị khác (số liệu mẫu)"
    ]
    bases = [row for row in rows if row.is_base]
    assert bases
    assert {row.on for row in bases} == {date(2025, 12, 31)}
    assert any(row.numerator is not None for row in rows)
    proven = set(Evidence.objects.filter(subject_kind=ProgressKind.STATED_VALUE).values_list("subject_id", flat=True))
    assert proven == {row.pk for row in rows if row.withdrawn_at is None}


@pytest.mark.usefixtures("country")
def test_the_same_seed_gives_the_same_and_another_another() -> None:
    def written() -> list[Any]:
        values = StatedValue.objects.order_by("measure", "on", "is_base", "value")
        return [
            list(values.values_list("measure", "on", "value", "numerator", "stated_at", "signed_at")),
            list(Activity.objects.order_by("folded", "starts_on", "pk").values_list("title", "starts_on", "done_on")),
            sorted(Evidence.objects.order_by("pk").values_list("name", "link", "added_at", "file__sha256")),
        ]

    fill(HUNG_YEN, seed=7)
    first = written()
    remove_whole_sample(by=SYSTEM, at=AT)
    fill(HUNG_YEN, seed=7)
    assert written() == first
    remove_whole_sample(by=SYSTEM, at=AT)
    fill(HUNG_YEN, seed=8)
    assert written() != first


@pytest.mark.usefixtures("country")
def test_a_file_is_stored_once_and_removing_leaves_nothing(
    django_capture_on_commit_callbacks: Any,
) -> None:
    before = everything()
    fill(BAC_NINH)
    fill(LANG_SON)
    assert EvidenceFile.objects.count() < Evidence.objects.filter(file__isnull=False).count()
    assert len([name for name in stored_files() if "." not in name]) == EvidenceFile.objects.count() <= 9
    assert fill(LANG_SON, seed=5).work.annual_plans == 0
    with django_capture_on_commit_callbacks(execute=True):
        removed = remove_whole_sample(by=SYSTEM, at=AT)
    assert removed.values > 10
    assert removed.evidence > 20
    assert everything() == before
    assert stored_files() == []
    assert remove_whole_sample(by=SYSTEM, at=AT).total == 0
    actions = AuditEvent.objects.filter(action__startswith="sample.").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["sample.filled", "sample.filled", "sample.removed"]


@pytest.mark.usefixtures("country")
def test_who_took_it_away_does_not_get_it_back_by_itself() -> None:
    assert fill_sample_of_all(seed=1, by=SYSTEM, at=AT)
    remove_whole_sample(by=SYSTEM, at=AT)
    before = everything(but=())
    assert fill_sample_of_all(seed=1, by=SYSTEM, at=AT) == ()
    assert everything(but=()) == before


def test_a_site_where_people_work_gets_none_by_itself(country: Country) -> None:
    measure = Measure.objects.filter(edition=country.editions[BAC_NINH], indicator="tfp_share").get()
    statement = Statement(on=date(2026, 9, 30), value=Decimal(50), note="Báo cáo tháng 9")
    state_value(measure=measure.pk, statement=statement, viewer=None, by=SYSTEM, at=AT)
    before = everything(but=())
    assert fill_sample_of_all(seed=1, by=SYSTEM, at=AT) == ()
    assert everything(but=()) == before
    # Asked for by name it comes, and leaves that measure to the people.
    fill(BAC_NINH)
    assert StatedValue.objects.filter(measure=measure).count() == 1
    remove_whole_sample(by=SYSTEM, at=AT)
    assert StatedValue.objects.get().value == 50


def _acts_on_the_sample(person: User) -> None:
    """Somebody records on a sample activity, proves it, and raises a difficulty about it."""
    by = Actor(person.pk, person.full_name)
    running = AnnualPlan.objects.filter(state=AnnualPlanState.APPROVED).order_by("pk")[0].activities
    activity = running.filter(status=ActivityStatus.RUNNING).order_by("pk")[0]
    record = ActivityRecord(status=ActivityStatus.RUNNING, result="Người thật ghi")
    record_activity(number=activity.pk, version=activity.version, record=record, viewer=None, by=by, at=AT)
    subject = EvidenceSubject(
        kind=WorkKind.ACTIVITY, number=activity.pk, label="", unit_id=activity.unit_id, is_sample=activity.is_sample
    )
    add_link(subject=subject, link="https://example.org/anh", by=by, at=AT)
    draft = DifficultyDraft(kind=WorkKind.ACTIVITY, about=activity.pk, agency_id=None, title="Vướng", text="Chưa rõ")
    raise_difficulty(draft=draft, viewer=None, by=by, at=AT)


def test_what_people_did_on_a_sample_is_not_taken_away_without_a_word(country: Country) -> None:
    fill(BAC_NINH)
    _acts_on_the_sample(country.people[Role.PROVINCE_OFFICER])
    # A difficulty about a task of the plan is no sample's.
    person = country.people[Role.PROVINCE_OFFICER]
    officer = Actor(person.pk, person.full_name)
    task = Task.objects.filter(edition=country.editions[BAC_NINH]).order_by("position")[0].pk
    draft = DifficultyDraft(kind="plans.task", about=task, agency_id=None, title="Vướng thật", text="Chưa có tiền")
    kept = raise_difficulty(draft=draft, viewer=None, by=officer, at=AT)
    before = everything(but=())
    with pytest.raises(PeoplesWork, match=r"\(3 lần\).*--with-edits") as refused:
        remove_whole_sample(by=SYSTEM, at=AT)
    assert refused.value.acts == ((officer.name, 3),)
    assert everything(but=()) == before
    assert remove_whole_sample(by=SYSTEM, at=AT, with_peoples_work=True).difficulties == 6
    assert list(Difficulty.objects.order_by("pk").values_list("pk", flat=True)) == [kept]
    assert not Evidence.objects.exists()
    assert not Commendation.objects.exists()


@pytest.mark.usefixtures("country")
def test_the_plays_of_sample_accounts_go_without_asking() -> None:
    fill(BAC_NINH)
    create_sample_accounts(at=AT)
    _acts_on_the_sample(User.objects.get(username="canbo"))
    assert remove_whole_sample(by=SYSTEM, at=AT).activities > 20


def test_a_leader_who_signs_a_sample_value_has_worked_on_it(country: Country) -> None:
    fill(BAC_NINH)
    leader = country.people[Role.PROVINCE_LEADER]
    value = StatedValue.objects.get(signed_at__isnull=True, withdrawn_at__isnull=True)
    sign_value(number=value.pk, version=1, viewer=viewer_of(leader), by=Actor(leader.pk, leader.full_name), at=AT)
    with pytest.raises(PeoplesWork):
        remove_whole_sample(by=SYSTEM, at=AT)


@pytest.mark.usefixtures("country")
def test_of_a_year_to_come_nothing_is_done_or_stated() -> None:
    filled = fill(HUNG_YEN, 2028)
    assert filled.work.activities > 0
    assert (filled.values.values, filled.evidence) == (0, 0)
    assert not Activity.objects.exclude(status="planned").exists()


def facts(when: MeasureWhen, *, unit: str = "lượt người", value: int = 500, op: MeasureOp = MeasureOp.AT_LEAST) -> Any:
    return MeasureFacts(op=op, value=Decimal(value), unit=unit, when=when, phase_start=2026, phase_end=2030)


@pytest.mark.parametrize("aim", [Aim.ON_TRACK, Aim.AT_RISK, Aim.LATE, Aim.DONE])
@pytest.mark.parametrize("when", [MeasureWhen.TOTAL, MeasureWhen.EACH_YEAR])
def test_a_drawn_value_stands_as_it_is_aimed_at(when: MeasureWhen, aim: Aim) -> None:
    measure = facts(when)
    for seed in range(20):
        drawn = draw_values(chance(seed), measure, aim, is_share=False, on=TODAY)
        assert all(troubles(measure, one.statement, TODAY) == () and one.is_signed for one in drawn)
        value = drawn[-1].statement.amount
        assert value is not None
        level = value if when is MeasureWhen.TOTAL else None
        observed = Observed(source=ValueSource.STATED, by_year={2026: value}, level=level)
        # Of a yearly target that runs, what is reached is on track.
        wanted = "on_track" if (when, aim) == (MeasureWhen.EACH_YEAR, Aim.DONE) else aim.value
        assert standing(measure, observed, TODAY).status.value == wanted
        days = [one.statement.on for one in drawn]
        assert days == sorted(days)


def test_a_share_keeps_its_parts_and_never_passes_the_whole() -> None:
    measure = facts(MeasureWhen.BY_END, unit="%", value=100, op=MeasureOp.ALL)
    for seed in range(20):
        drawn = draw_values(chance(seed), measure, Aim.ON_TRACK, is_share=True, on=TODAY)
        assert drawn[0].statement.is_base
        assert [problem for one in drawn for problem in troubles(measure, one.statement, TODAY)] == []
        assert all((one.statement.amount or 0) <= 100 for one in drawn)


def test_nothing_is_stated_where_nothing_is_aimed_at_or_the_phase_is_ahead() -> None:
    measure = facts(MeasureWhen.TOTAL)
    assert draw_values(chance(1), measure, Aim.NOTHING, is_share=False, on=TODAY) == ()
    assert draw_values(chance(1), measure, Aim.ON_TRACK, is_share=False, on=date(2025, 12, 31)) == ()
    assert count_for(chance(1), measure, Aim.NOTHING, TODAY) == 0
    (waiting,) = draw_values(chance(1), measure, Aim.WAITING, is_share=False, on=TODAY)
    assert not waiting.is_signed
    assert waiting.statement.on == TODAY.replace(day=1) - timedelta(days=1)
