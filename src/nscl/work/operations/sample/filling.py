"""Writing a sample year of a plan: many rows, every one marked, and one event.

The trail keeps that the sample was filled, not the acts of people who never were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nscl.plans.models import Plan
from nscl.plans.operations.editions import PLAN_KIND
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor, Reference, record_event
from nscl.records.operations.evidence import EvidenceSubject
from nscl.records.operations.evidence_sample import SampleEvidence, add_sample_evidence
from nscl.work.enums import WorkKind
from nscl.work.models import Activity
from nscl.work.operations.errors import WorkError
from nscl.work.operations.sample.agencies import Frame, WrittenYear, draw_years, write_year
from nscl.work.operations.sample.calendar import morning, opened_on
from nscl.work.operations.sample.records import write_commendations, write_difficulties
from nscl.work.queries.plan_choices import choice_of
from nscl.work.queries.sample import FILLED, has_annual_plans
from nscl.work.sample.commendations import draw_commendations
from nscl.work.sample.difficulties import draw_difficulties
from nscl.work.sample.evidence import DrawnEvidence, draw_evidence
from nscl.work.sample.values import SampleGoal


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written; nothing where the sample of the year is there already."""

    annual_plans: int = 0
    activities: int = 0
    difficulties: int = 0
    commendations: int = 0
    evidence: int = 0


class RealWorkThere(WorkError):
    """The year has annual plans that are no sample: the two are never mixed."""

    def __init__(self, label: str, year: int) -> None:
        super().__init__(
            f"{label} đã có kế hoạch năm {year} thật, không trộn số liệu mẫu vào. Cách sửa: chọn năm khác, "
            "hoặc chạy trên một cơ sở dữ liệu riêng để làm thử."
        )


@transaction.atomic
def fill_sample_year(
    *, plan: int, year: int, seed: int, by: Actor, at: datetime, goals: Sequence[SampleGoal] = ()
) -> Filled:
    """Fill a year of a plan in force with a plausible sample, as far done as the day of `at` allows.

    goals: what the records shall come to, for the targets to stand differently. The same seed on the same day gives the
    same rows. Does nothing where the year's sample is there. Raises RealWorkThere, and OSError where the files of
    evidence cannot be written.
    """
    found = Plan.objects.select_related("unit").select_for_update(of=("self",), no_key=True).get(pk=plan)
    with as_stored():
        label = choice_of(found).label
    if has_annual_plans(plan, year, is_sample=False):
        raise RealWorkThere(label, year)
    if has_annual_plans(plan, year, is_sample=True):
        return Filled()
    frame = Frame(found, year, seed, opened_on(found, year), by, at)
    written = [write_year(frame, one) for one in draw_years(frame, goals)]
    evidence = _write_evidence(frame, written)
    subjects = {task.number: one.agency.agency.id for one in written for task in one.agency.tasks}
    difficulties = draw_difficulties(frame.chance("difficulties"), list(subjects), frame.days)
    commendations = draw_commendations(frame.chance("commendations"), plan_id=plan, year=year, days=frame.days)
    write_difficulties(found, difficulties, subjects, at=at)
    write_commendations(found, commendations, at=at)
    activities = sum(len(one.activities) for one in written)
    record_event(
        action=FILLED,
        by=by,
        at=at,
        subject=Reference(PLAN_KIND, plan, label),
        comment=f"Số liệu mẫu năm {year}, số gieo {seed}: {activities} hoạt động của {len(written)} kế hoạch năm",
    )
    return Filled(len(written), activities, len(difficulties), len(commendations), evidence)


def _write_evidence(frame: Frame, written: Iterable[WrittenYear]) -> int:
    items = []
    for one in written:
        random = frame.chance(one.agency.agency.key, "evidence")
        for row, activity in one.activities:
            drawn = draw_evidence(random, activity.state)
            subject = _subject(frame.plan, row, one.agency.agency.id)
            items += [evidence_item(subject, each, frame.at) for each in drawn]
    return add_sample_evidence(items=items, by=frame.by, at=frame.at)


def _subject(plan: Plan, row: Activity, agency: int) -> EvidenceSubject:
    return EvidenceSubject(
        kind=WorkKind.ACTIVITY,
        number=row.pk,
        label=row.title,
        unit_id=plan.unit_id,
        agency_id=agency,
        is_sample=True,
    )


def evidence_item(subject: EvidenceSubject, drawn: DrawnEvidence, at: datetime) -> SampleEvidence:
    """Drawn evidence of a thing, as the store takes it."""
    return SampleEvidence(
        subject=subject,
        name=drawn.name,
        at=morning(drawn.on, at),
        content_name="" if drawn.file is None else f"{drawn.file.form}-{drawn.file.number}",
        content=None if drawn.file is None else drawn.file.content,
        link=drawn.link,
        caption=drawn.caption,
    )
