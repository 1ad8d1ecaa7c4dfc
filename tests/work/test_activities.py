"""Acts on one activity: planned, recorded, cancelled, opened again, removed; who may, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.finance.models import BudgetLine, FundingSource
from nscl.institutions.models import AdministrativeUnit
from nscl.plans.models import Measure
from nscl.plans.queries.search import find_everywhere
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM, Actor
from nscl.work.enums import ActivityKind, ActivityStatus, CostStage, OutputKind, ParticipantKind
from nscl.work.models import Activity, ActivityClaim, ActivityCost, AnnualPlan
from nscl.work.operations.activities import (
    add_activity,
    cancel_activity,
    declare_claims,
    edit_activity,
    record_activity,
    remove_activity,
    reopen_activity,
)
from nscl.work.operations.annual_plans import submit_annual_plan
from nscl.work.operations.errors import (
    ActivityConflict,
    ActivityMissing,
    AnnualPlanMissing,
    CannotRemove,
    DuplicateActivity,
    InvalidActivity,
    MoveRefused,
    PlanningClosed,
    ReasonMissing,
)
from nscl.work.queries.activities import get_activity
from nscl.work.rules.problems import Reason
from nscl.work.rules.values import ActivityPlan, Cost, Participants, Quantity
from tests.factories.people import AT
from tests.factories.work import DAY, a_plan, a_record, add, approve
from tests.work.conftest import Site

LATER = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
DONE, RUNNING, PLANNED = ActivityStatus.DONE, ActivityStatus.RUNNING, ActivityStatus.PLANNED


def actor_of(viewer: Viewer) -> Actor:
    return Actor(viewer.number, viewer.name)


def events() -> int:
    return AuditEvent.objects.count()


def last_event() -> AuditEvent:
    event = AuditEvent.objects.order_by("-pk").first()
    assert event is not None
    return event


def changes(event: AuditEvent) -> dict[str, tuple[str, str]]:
    return {change.field: (change.before, change.after) for change in event.changes.order_by("pk")}


def reasons(refused: pytest.ExceptionInfo[InvalidActivity]) -> dict[str, Reason]:
    return {problem.field: problem.reason for problem in refused.value.problems}


# --- planned


def test_an_activity_is_planned_with_all_its_facts(site: Site, focal: Viewer) -> None:
    line = BudgetLine.objects.filter(edition__plan=site.plan, key="I.1").get()
    source = FundingSource.objects.filter(edition__plan=site.plan, key="state").get()
    plan = a_plan(site.task, responsible_id=site.own.pk, costs=(Cost(5, line.pk, source.pk), Cost(7)))
    before = events()
    saved = add(site.annual, plan, viewer=focal, by=actor_of(focal))
    assert events() == before + 1
    row = Activity.objects.get(pk=saved.number)
    assert (row.title, row.kind, row.starts_on, row.ends_on, row.status) == (
        plan.title,
        ActivityKind.CONFERENCE,
        DAY,
        DAY,
        PLANNED,
    )
    assert (row.plan_id, row.year, row.unit_id) == (site.plan.pk, 2024, site.plan.unit_id)
    assert row.agency_id == AnnualPlan.objects.get(pk=site.annual).agency_id
    assert (row.created_by_id, row.created_at, row.version) == (focal.number, AT, 1)
    costs = row.costs.order_by("vnd").values_list("stage", "line", "source", "vnd")
    assert list(costs) == [(CostStage.PLANNED, line.pk, source.pk, 5), (CostStage.PLANNED, None, None, 7)]
    event = last_event()
    assert (event.action, event.subject_kind, event.subject_id) == ("activity.added", "work.activity", row.pk)
    assert (event.context_kind, event.context_id) == ("work.annual_plan", site.annual)


def test_an_activity_is_found_by_who_works_in_the_province(
    site: Site, focal: Viewer, outsider: Viewer, reader: Viewer
) -> None:
    add(site.annual, a_plan(site.task, title="Hội thảo Đường sắt Kép", place="Từ Sơn"))
    for viewer in (focal, outsider, reader):
        assert [hit.title for hit in find_everywhere(viewer, "duong sat kep")] == ["Hội thảo Đường sắt Kép"]
    assert find_everywhere(viewer_of(site.people[Role.BENEFICIARY]), "duong sat kep") == ()


def test_the_version_of_the_annual_plan_grows_with_what_is_planned_only(site: Site) -> None:
    def version() -> int:
        return AnnualPlan.objects.get(pk=site.annual).version

    before = version()
    saved = add(site.annual, a_plan(site.task))
    assert version() == before + 1
    record_activity(number=saved.number, version=1, record=a_record(), viewer=None, by=SYSTEM, at=AT)
    assert version() == before + 1
    edit_activity(number=saved.number, version=2, plan=a_plan(site.second), viewer=None, by=SYSTEM, at=AT)
    assert version() == before + 2


def test_an_activity_is_planned_otherwise(site: Site, focal: Viewer) -> None:
    saved = add(site.annual, a_plan(site.task), a_record())
    again = edit_activity(
        number=saved.number,
        version=1,
        plan=a_plan(site.second, title="Hội nghị lớn", ends_on=date(2024, 5, 12), costs=()),
        viewer=focal,
        by=actor_of(focal),
        at=LATER,
    )
    assert again.version == 2
    row = Activity.objects.get(pk=saved.number)
    assert (row.title, row.task_id, row.ends_on, row.folded) == (
        "Hội nghị lớn",
        site.second,
        date(2024, 5, 12),
        "hoi nghi lon hoi truong lon",
    )
    assert row.status == DONE
    assert [(cost.stage, cost.vnd) for cost in row.costs.order_by("pk")] == [(CostStage.ACTUAL, 48_500_000)]
    told = changes(last_event())
    assert told["Tên hoạt động"] == ("Hội nghị phổ biến công cụ năng suất", "Hội nghị lớn")
    assert told["Kết thúc"] == ("10/05/2024", "12/05/2024")
    assert told["Kinh phí dự kiến"] == ("50.000.000 đồng", "")
    assert told["Nhiệm vụ"][1].startswith("2.1. ")
    assert set(told) == {"Nhiệm vụ", "Tên hoạt động", "Kết thúc", "Kinh phí dự kiến"}
    assert find_everywhere(focal, "pho bien cong cu") == ()


def test_the_same_values_write_nothing(site: Site) -> None:
    saved = add(site.annual, a_plan(site.task), a_record())
    before = events()
    again = edit_activity(number=saved.number, version=7, plan=a_plan(site.task), viewer=None, by=SYSTEM, at=AT)
    assert (again.version, again.changed) == (1, False)
    again = record_activity(number=saved.number, version=7, record=a_record(), viewer=None, by=SYSTEM, at=AT)
    assert (again.version, again.changed) == (1, False)
    assert events() == before


# --- recorded


def test_what_was_done_is_recorded(site: Site, focal: Viewer) -> None:
    saved = add(site.annual, a_plan(site.task))
    before = events()
    record = a_record(starts_on=date(2024, 5, 11), place="Nhà văn hóa", done_on=date(2024, 5, 11))
    again = record_activity(number=saved.number, version=1, record=record, viewer=focal, by=actor_of(focal), at=LATER)
    assert (again.version, again.changed, events()) == (2, True, before + 1)
    row = Activity.objects.get(pk=saved.number)
    assert (row.status, row.done_on, row.starts_on, row.ends_on) == (
        DONE,
        date(2024, 5, 11),
        date(2024, 5, 11),
        date(2024, 5, 11),
    )
    assert (row.place, row.result) == ("Nhà văn hóa", "Đã tổ chức, tài liệu đã phát")
    assert [(one.kind, one.quantity) for one in row.outputs.order_by("pk")] == [(OutputKind.COPIES, Decimal(120))]
    (people,) = row.participations.order_by("pk")
    assert (people.kind, people.people, people.women, people.organisations) == (ParticipantKind.ENTERPRISE, 80, 30, 60)
    stages = row.costs.order_by("stage").values_list("stage", "vnd")
    assert list(stages) == [(CostStage.ACTUAL, 48_500_000), (CostStage.PLANNED, 50_000_000)]
    told = changes(last_event())
    assert told["Trạng thái"] == ("dự kiến", "đã xong")
    assert told["Sản phẩm"] == ("", "bản in, bản phát hành: 120")
    assert told["Người tham dự"] == ("", "doanh nghiệp: 80 lượt người, 30 nữ, 60 tổ chức")
    assert told["Địa điểm"] == ("Hội trường lớn", "Nhà văn hóa")


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_facts_are_recorded_whatever_the_state_of_the_annual_plan(site: Site, focal: Viewer, state: str) -> None:
    saved = add(site.annual, a_plan(site.task))
    if state == "submitted":
        version = AnnualPlan.objects.get(pk=site.annual).version
        submit_annual_plan(number=site.annual, version=version, viewer=None, by=SYSTEM, at=AT)
    if state == "approved":
        approve(site.annual)
    record_activity(number=saved.number, version=1, record=a_record(), viewer=focal, by=actor_of(focal), at=LATER)
    more = add(site.annual, a_plan(site.task, title="Hội nghị khác"), a_record(), viewer=focal)
    done = Activity.objects.filter(pk__in=[saved.number, more.number], status=DONE)
    assert done.count() == 2


def test_recording_again_replaces_what_was_recorded(site: Site) -> None:
    saved = add(site.annual, a_plan(site.task), a_record())
    record = a_record(
        outputs=(), participations=(Participants(ParticipantKind.SCHOOL, 9),), costs=(), done_on=date(2024, 5, 20)
    )
    record_activity(number=saved.number, version=1, record=record, viewer=None, by=SYSTEM, at=AT)
    row = Activity.objects.get(pk=saved.number)
    assert row.done_on == date(2024, 5, 20)
    assert not row.outputs.exists()
    assert [one.people for one in row.participations.order_by("pk")] == [9]
    assert [cost.stage for cost in row.costs.order_by("pk")] == [CostStage.PLANNED]


def test_an_activity_does_not_go_backwards_by_recording(site: Site) -> None:
    saved = add(site.annual, a_plan(site.task), a_record())
    record = a_record(status=RUNNING, done_on=None)
    with pytest.raises(InvalidActivity, match="mở lại") as refused:
        record_activity(number=saved.number, version=1, record=record, viewer=None, by=SYSTEM, at=AT)
    assert reasons(refused) == {"status": Reason.MOVE}
    record = a_record(status=ActivityStatus.CANCELLED, done_on=None)
    with pytest.raises(InvalidActivity, match="Hủy hoạt động"):
        record_activity(number=saved.number, version=1, record=record, viewer=None, by=SYSTEM, at=AT)


def test_the_day_of_the_site_decides_what_is_in_the_future(site: Site) -> None:
    """At 18:00 of universal time it is the next day in Vietnam."""
    plan = a_plan(site.task, starts_on=date(2024, 5, 1))
    evening = datetime(2024, 5, 10, 18, 0, tzinfo=UTC)
    add(site.annual, plan, a_record(done_on=date(2024, 5, 11)), at=evening)
    with pytest.raises(InvalidActivity, match="hôm nay 10/05/2024"):
        add(site.annual, replace(plan, title="Khác"), a_record(done_on=date(2024, 5, 11)), at=evening.replace(hour=16))


# --- cancelled, opened again, removed


def test_an_activity_is_cancelled_with_a_reason_and_opened_again(site: Site, focal: Viewer) -> None:
    saved = add(site.annual, a_plan(site.task))
    by = actor_of(focal)
    with pytest.raises(ReasonMissing):
        cancel_activity(number=saved.number, version=1, reason=" ", viewer=focal, by=by, at=AT)
    cancel_activity(number=saved.number, version=1, reason="Không có kinh phí", viewer=focal, by=by, at=AT)
    row = Activity.objects.get(pk=saved.number)
    assert (row.status, row.cancel_reason, row.version) == ("cancelled", "Không có kinh phí", 2)
    assert (last_event().action, last_event().comment) == ("activity.cancelled", "Không có kinh phí")
    with pytest.raises(InvalidActivity, match="đã hủy"):
        record_activity(number=saved.number, version=2, record=a_record(), viewer=focal, by=by, at=AT)
    again = add(site.annual, a_plan(site.task))  # what was cancelled does not stand in the way of planning it anew
    with pytest.raises(DuplicateActivity):
        reopen_activity(number=saved.number, version=2, viewer=focal, by=by, at=AT)
    remove_activity(number=again.number, version=1, viewer=focal, by=by, at=AT)
    before = AnnualPlan.objects.get(pk=site.annual).version
    reopen_activity(number=saved.number, version=2, viewer=focal, by=by, at=AT)
    assert AnnualPlan.objects.get(pk=site.annual).version == before + 1
    row.refresh_from_db()
    assert (row.status, row.cancel_reason, row.version) == ("planned", "", 3)
    with pytest.raises(MoveRefused):
        reopen_activity(number=saved.number, version=3, viewer=focal, by=by, at=AT)


def test_what_is_done_is_opened_again_and_keeps_what_was_recorded(site: Site, focal: Viewer) -> None:
    saved = add(site.annual, a_plan(site.task), a_record())
    with pytest.raises(MoveRefused, match="mở lại"):
        cancel_activity(number=saved.number, version=1, reason="Nhầm", viewer=focal, by=actor_of(focal), at=AT)
    reopen_activity(number=saved.number, version=1, reason="Ghi nhầm số", viewer=focal, by=actor_of(focal), at=AT)
    row = Activity.objects.get(pk=saved.number)
    assert (row.status, row.done_on, row.outputs.count(), row.participations.count()) == (RUNNING, None, 1, 1)
    assert (last_event().action, last_event().comment) == ("activity.reopened", "Ghi nhầm số")


def test_only_a_plan_that_nobody_saw_is_removed(site: Site, focal: Viewer) -> None:
    by = actor_of(focal)
    done = add(site.annual, a_plan(site.task), a_record())
    planned = add(site.annual, a_plan(site.task, title="Hội nghị khác"))
    with pytest.raises(CannotRemove):
        remove_activity(number=done.number, version=1, viewer=focal, by=by, at=AT)
    with pytest.raises(ActivityConflict):
        remove_activity(number=planned.number, version=9, viewer=focal, by=by, at=AT)
    remove_activity(number=planned.number, version=1, viewer=focal, by=by, at=AT)
    assert not Activity.objects.filter(pk=planned.number).exists()
    assert last_event().action == "activity.removed"
    assert find_everywhere(focal, "hoi nghi khac") == ()
    later = add(site.annual, a_plan(site.task, title="Hội nghị nữa"))
    approve(site.annual)
    with pytest.raises(CannotRemove):
        remove_activity(number=later.number, version=1, viewer=focal, by=by, at=AT)


# --- the annual plan decides what may still be planned


def test_what_is_submitted_is_not_changed_under_the_reader(site: Site, focal: Viewer) -> None:
    saved = add(site.annual, a_plan(site.task))
    version = AnnualPlan.objects.get(pk=site.annual).version
    submit_annual_plan(number=site.annual, version=version, viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(PlanningClosed):
        add(site.annual, a_plan(site.task, title="Hội nghị khác"), viewer=focal)
    with pytest.raises(PlanningClosed):
        edit_activity(number=saved.number, version=1, plan=a_plan(site.second), viewer=focal, by=actor_of(focal), at=AT)


def test_what_is_approved_is_changed_with_a_reason_and_what_is_added_is_marked(site: Site, focal: Viewer) -> None:
    saved = add(site.annual, a_plan(site.task))
    approve(site.annual)
    by = actor_of(focal)
    with pytest.raises(ReasonMissing, match="lý do"):
        edit_activity(number=saved.number, version=1, plan=a_plan(site.second), viewer=focal, by=by, at=LATER)
    edit_activity(
        number=saved.number,
        version=1,
        plan=a_plan(site.second),
        reason="Theo công văn",
        viewer=focal,
        by=by,
        at=LATER,
    )
    assert last_event().comment == "Theo công văn"
    added = add(site.annual, a_plan(site.task, title="Hội nghị bổ sung"), viewer=focal, by=by, at=LATER)
    assert get_activity(focal, added.number, on=LATER.date()).row.is_supplement
    assert not get_activity(focal, saved.number, on=LATER.date()).row.is_supplement


# --- refused


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"starts_on": date(2020, 5, 1)}, "starts_on", Reason.OUTSIDE_PERIOD),
        ({"starts_on": date(2023, 5, 1), "ends_on": DAY}, "starts_on", Reason.OUTSIDE_YEAR),
        ({"ends_on": date(2026, 1, 1)}, "ends_on", Reason.OUTSIDE_PERIOD),
        ({"task_id": 10**9}, "task_id", Reason.UNKNOWN),
        ({"commune_id": 10**9}, "commune_id", Reason.UNKNOWN),
        ({"responsible_id": 10**9}, "responsible_id", Reason.UNKNOWN),
        ({"costs": (Cost(5, 10**9),)}, "planned_costs[0].line_id", Reason.UNKNOWN),
        ({"costs": (Cost(5, None, 10**9),)}, "planned_costs[0].source_id", Reason.UNKNOWN),
        ({"costs": (Cost(-5),)}, "planned_costs[0].vnd", Reason.NEGATIVE),
    ],
)
def test_nonsense_is_refused_and_nothing_is_written(
    site: Site, change: dict[str, Any], field: str, reason: Reason
) -> None:
    before = (events(), Activity.objects.count(), ActivityCost.objects.count())
    with pytest.raises(InvalidActivity) as refused:
        add(site.annual, replace(a_plan(site.task), **change))
    assert reasons(refused) == {field: reason}
    assert (events(), Activity.objects.count(), ActivityCost.objects.count()) == before


def test_negative_counts_are_refused(site: Site) -> None:
    saved = add(site.annual, a_plan(site.task))
    record = a_record(
        outputs=(Quantity(OutputKind.COPIES, Decimal(-3)),),
        participations=(Participants(ParticipantKind.SCHOOL, -1),),
        costs=(Cost(-1),),
    )
    with pytest.raises(InvalidActivity) as refused:
        record_activity(number=saved.number, version=1, record=record, viewer=None, by=SYSTEM, at=AT)
    assert set(reasons(refused)) == {"outputs[0].quantity", "participations[0].people", "actual_costs[0].vnd"}


def test_a_commune_of_another_province_or_time_is_refused(site: Site) -> None:
    """The register of communes begins on 1 July 2025: none was there in May 2024."""
    commune = AdministrativeUnit.objects.filter(level="commune", parent__name="Bắc Ninh").order_by("pk").first()
    other = AdministrativeUnit.objects.filter(level="commune", parent__name="Lạng Sơn").order_by("pk").first()
    assert commune is not None
    assert other is not None
    for number in (commune.pk, other.pk, site.plan.unit_id):
        with pytest.raises(InvalidActivity) as refused:
            add(site.annual, a_plan(site.task, commune_id=number))
        assert set(reasons(refused)) == {"commune_id"}


def test_the_same_thing_is_not_there_twice(site: Site, officer: Viewer, focal: Viewer) -> None:
    first = add(site.annual, a_plan(site.task), viewer=officer, by=actor_of(officer))
    with pytest.raises(DuplicateActivity, match="chuyên viên chương trình ghi lúc 08:00 ngày 21/11/2026") as refused:
        add(site.annual, a_plan(site.second, title="HỘI NGHỊ, phổ biến công cụ năng suất"), viewer=focal)
    other = refused.value.other
    assert (other.number, other.created_by, other.created_at) == (first.number, officer.name, AT)
    assert (other.starts_on, other.status) == (DAY, PLANNED)
    add(site.annual, a_plan(site.task, place="Hội trường nhỏ"))
    second = add(site.annual, a_plan(site.task, starts_on=date(2024, 5, 11)))
    with pytest.raises(DuplicateActivity):
        edit_activity(number=second.number, version=1, plan=a_plan(site.task), viewer=None, by=SYSTEM, at=AT)
    record = a_record(starts_on=DAY, ends_on=DAY)
    with pytest.raises(DuplicateActivity):
        record_activity(number=second.number, version=1, record=record, viewer=None, by=SYSTEM, at=AT)


def test_who_comes_second_is_shown_both_values_and_who_was_first(site: Site, officer: Viewer, focal: Viewer) -> None:
    saved = add(site.annual, a_plan(site.task))
    record_activity(number=saved.number, version=1, record=a_record(), viewer=officer, by=actor_of(officer), at=AT)
    mine = a_record(participations=(Participants(ParticipantKind.ENTERPRISE, 90),))
    with pytest.raises(ActivityConflict, match="chuyên viên chương trình vừa sửa") as refused:
        record_activity(number=saved.number, version=1, record=mine, viewer=focal, by=actor_of(focal), at=LATER)
    assert refused.value.current_version == 2
    assert (refused.value.by, refused.value.at) == (officer.name, AT)
    (field,) = refused.value.fields
    assert (field.field, field.label) == ("participations", "Người tham dự")
    assert field.theirs == "doanh nghiệp: 80 lượt người, 30 nữ, 60 tổ chức"
    assert field.mine == "doanh nghiệp: 90 lượt người"
    assert Activity.objects.get(pk=saved.number).participations.get().people == 80


def test_what_is_not_there_is_told(site: Site, focal: Viewer) -> None:
    assert site
    with pytest.raises(ActivityMissing):
        record_activity(number=10**9, version=1, record=a_record(), viewer=focal, by=SYSTEM, at=AT)
    with pytest.raises(AnnualPlanMissing):
        add(10**9, a_plan(site.task), viewer=focal)


# --- who may


def every_act(site: Site, number: int, viewer: Viewer) -> list[Callable[[], object]]:
    by = actor_of(viewer)
    plan: ActivityPlan = a_plan(site.second)
    return [
        lambda: add_activity(annual_plan=site.annual, plan=plan, viewer=viewer, by=by, at=AT),
        lambda: add_activity(annual_plan=site.annual, plan=plan, record=a_record(), viewer=viewer, by=by, at=AT),
        lambda: edit_activity(number=number, version=1, plan=plan, viewer=viewer, by=by, at=AT),
        lambda: record_activity(number=number, version=1, record=a_record(), viewer=viewer, by=by, at=AT),
        lambda: cancel_activity(number=number, version=1, reason="x", viewer=viewer, by=by, at=AT),
        lambda: reopen_activity(number=number, version=1, viewer=viewer, by=by, at=AT),
        lambda: remove_activity(number=number, version=1, viewer=viewer, by=by, at=AT),
        lambda: declare_claims(number=number, version=1, measures=[], viewer=viewer, by=by, at=AT),
    ]


def test_only_the_agency_and_the_officer_write(site: Site, outsider: Viewer, reader: Viewer) -> None:
    saved = add(site.annual, a_plan(site.task))
    others = [viewer_of(site.people[role]) for role in (Role.AUDITOR, Role.PROVINCE_LEADER, Role.BENEFICIARY)]
    for viewer in (outsider, reader, *others):
        for act in every_act(site, saved.number, viewer):
            with pytest.raises(NotAllowed):
                act()
    assert Activity.objects.get(pk=saved.number).version == 1


# --- claims


def test_a_record_is_claimed_for_measures_of_its_plan(site: Site, focal: Viewer) -> None:
    saved = add(site.annual, a_plan(site.task), a_record())
    first, second = Measure.objects.filter(edition__plan=site.plan).order_by("pk")[:2]
    by = actor_of(focal)
    again = declare_claims(
        number=saved.number, version=1, measures=[second.pk, first.pk, first.pk], viewer=focal, by=by, at=AT
    )
    assert again.version == 2
    claims = ActivityClaim.objects.filter(activity=saved.number).order_by("measure")
    assert [(claim.measure_id, claim.declared_by_id, claim.declared_at) for claim in claims] == [
        (first.pk, focal.number, AT),
        (second.pk, focal.number, AT),
    ]
    assert "lượt người được đào tạo" in changes(last_event())["Tính cho chỉ tiêu"][1]
    kept = claims[0].pk
    declare_claims(number=saved.number, version=2, measures=[first.pk], viewer=focal, by=by, at=LATER)
    assert [claim.pk for claim in ActivityClaim.objects.filter(activity=saved.number).order_by("pk")] == [kept]
    same = declare_claims(number=saved.number, version=3, measures=[first.pk], viewer=focal, by=by, at=LATER)
    assert not same.changed
    with pytest.raises(ActivityConflict):
        declare_claims(number=saved.number, version=1, measures=[], viewer=focal, by=by, at=LATER)
    with pytest.raises(InvalidActivity, match="không thuộc kế hoạch"):
        declare_claims(number=saved.number, version=3, measures=[10**9], viewer=focal, by=by, at=LATER)
