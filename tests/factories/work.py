"""A year's work made by the real operations: an issued plan, an annual plan, activities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from nscl.accounts.rules import Viewer
from nscl.finance.operations.editions import issue_edition, open_amendment
from nscl.finance.operations.intake import load_published
from nscl.institutions.queries import agency_by_key, unit_by_code
from nscl.plans.models import Plan, Task
from nscl.records.operations import SYSTEM, Actor
from nscl.work.enums import ActivityKind, ActivityStatus, OutputKind, ParticipantKind
from nscl.work.models import AnnualPlan
from nscl.work.operations.activities import Saved, add_activity
from nscl.work.operations.annual_plans import approve_annual_plan, open_annual_plan, submit_annual_plan
from nscl.work.rules.values import ActivityPlan, ActivityRecord, Cost, Participants, Quantity
from tests.factories.people import AT, BAC_NINH
from tests.factories.plans import accept_all_findings, small_pack

YEAR = 2024
# A day on which the small plan's province is still Bắc Giang.
DAY = date(YEAR, 5, 10)


def issue_small_plan(at: datetime = AT) -> Plan:
    """The small plan (Bắc Giang 2021–2025) in force. The reference data must be there."""
    (outcome,) = load_published(packs=[(small_pack(), None)], by=SYSTEM, at=at)
    return Plan.objects.get(slug=outcome.slug)


def amend_plan(plan: Plan, at: datetime = AT) -> int:
    """Amend the plan with the same content, and issue that: the tasks of before are superseded. Returns the edition."""
    edition = plan.editions.get(state="issued").pk
    draft = open_amendment(edition_id=edition, viewer=None, by=SYSTEM, at=at)
    accept_all_findings(draft, at)
    issue_edition(edition_id=draft, viewer=None, by=SYSTEM, at=at)
    return draft


def agency_number(key: str = "so-khcn", on: date = DAY, province: str = BAC_NINH) -> int:
    """The body with this key in the province that bears the code on a day."""
    found = agency_by_key(key, unit_by_code(province, on=on).id, on)
    assert found is not None, key
    return found.id


def task_number(plan: Plan, key: str = "1.1") -> int:
    """The task with this key in the edition in force."""
    return Task.objects.get(edition__plan=plan, edition__state="issued", key=key).pk


def open_year(
    plan: Plan, *, agency: str = "so-khcn", year: int = YEAR, on: date | None = None, is_sample: bool = False
) -> int:
    """An annual plan of the body that bears the key on a day (the year's first, where none is given)."""
    number = agency_number(agency, on or date(year, 1, 1))
    return open_annual_plan(plan=plan.pk, agency=number, year=year, viewer=None, by=SYSTEM, at=AT, is_sample=is_sample)


def a_plan(task: int, **changes: Any) -> ActivityPlan:
    """A conference on one day of the year."""
    base = ActivityPlan(
        task_id=task,
        kind=ActivityKind.CONFERENCE,
        title="Hội nghị phổ biến công cụ năng suất",
        starts_on=DAY,
        place="Hội trường lớn",
        expected_output="01 hội nghị",
        costs=(Cost(50_000_000),),
    )
    return replace(base, **changes)


def a_record(**changes: Any) -> ActivityRecord:
    """What was done of it."""
    base = ActivityRecord(
        status=ActivityStatus.DONE,
        done_on=DAY,
        outputs=(Quantity(OutputKind.COPIES, Decimal(120)),),
        participations=(Participants(ParticipantKind.ENTERPRISE, people=80, organisations=60, women=30),),
        costs=(Cost(48_500_000),),
        result="Đã tổ chức, tài liệu đã phát",
    )
    return replace(base, **changes)


def add(
    annual_plan: int,
    plan: ActivityPlan,
    record: ActivityRecord | None = None,
    *,
    viewer: Viewer | None = None,
    by: Actor = SYSTEM,
    at: datetime = AT,
) -> Saved:
    """One activity of an annual plan."""
    return add_activity(annual_plan=annual_plan, plan=plan, record=record, viewer=viewer, by=by, at=at)


def approve(annual_plan: int, at: datetime = AT) -> None:
    """Submit an annual plan and approve it."""
    version = AnnualPlan.objects.get(pk=annual_plan).version
    version = submit_annual_plan(number=annual_plan, version=version, viewer=None, by=SYSTEM, at=at)
    approve_annual_plan(number=annual_plan, version=version, viewer=None, by=SYSTEM, at=at)
