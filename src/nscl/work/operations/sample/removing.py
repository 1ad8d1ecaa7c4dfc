"""Taking every sample away: rows, what hangs on them, what the search knows of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from nscl.records.operations import Actor, Reference, record_event, remove_entries, remove_entry
from nscl.records.operations.evidence_tidying import remove_sample_evidence
from nscl.work.enums import WorkKind
from nscl.work.models import Activity, ActivityImport, AnnualPlan, Commendation, Difficulty, Reminder
from nscl.work.operations.book import reference_of
from nscl.work.operations.commendations.stored import reference_of as reference_of_commendation
from nscl.work.operations.difficulties.stored import reference_of as reference_of_difficulty
from nscl.work.rules.reminders import ReminderSubject


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken away."""

    annual_plans: int
    activities: int
    difficulties: int
    commendations: int
    evidence: int
    values: int = 0

    @property
    def total(self) -> int:
        """How many things."""
        work = self.annual_plans + self.activities + self.difficulties + self.commendations
        return work + self.evidence + self.values


@transaction.atomic
def remove_sample(*, by: Actor, at: datetime, values: int = 0) -> Removed:
    """Take away every sample of the year's work, with what people added to it (evidence, reminders, files taken in).

    Real records stay as they are; one that was copied from a sample forgets where it came from. The trail keeps what
    was done. Writes an event where there was something. values: stated values of the sample, taken away already.
    """
    evidence = remove_sample_evidence(at=at)
    activities = _remove_activities()
    annual_plans = _remove_annual_plans()
    difficulties = list(Difficulty.objects.filter(is_sample=True).order_by("pk"))
    for difficulty in difficulties:
        remove_entries(owner=reference_of_difficulty(difficulty))
    commendations = list(Commendation.objects.filter(is_sample=True).order_by("pk"))
    for commendation in commendations:
        remove_entries(owner=reference_of_commendation(commendation))
    numbers = [difficulty.pk for difficulty in difficulties]
    Reminder.objects.filter(subject_kind=ReminderSubject.DIFFICULTY, subject_id__in=numbers).delete()
    Difficulty.objects.filter(is_sample=True).delete()
    Commendation.objects.filter(is_sample=True).delete()
    removed = Removed(annual_plans, activities, len(difficulties), len(commendations), evidence, values)
    if removed.total:
        record_event(
            action="sample.removed",
            by=by,
            at=at,
            subject=Reference(WorkKind.ANNUAL_PLAN, None, f"Số liệu mẫu đến ngày {localdate(at):%d/%m/%Y}"),
            comment=f"{activities} hoạt động của {annual_plans} kế hoạch năm, {len(difficulties)} vướng mắc, "
            f"{len(commendations)} khen thưởng, {values} số liệu do cán bộ nêu",
        )
    return removed


def _remove_activities() -> int:
    sample = Activity.objects.filter(is_sample=True)
    numbers = list(sample.order_by("pk").values_list("pk", flat=True))
    # Those of a sample's annual plan leave the search with it (`_remove_annual_plans`).
    for number in sample.filter(annual_plan__is_sample=False).order_by("pk").values_list("pk", flat=True):
        remove_entry(kind=WorkKind.ACTIVITY.value, number=number)
    Reminder.objects.filter(subject_kind=ReminderSubject.ACTIVITY, subject_id__in=sample.values("pk")).delete()
    sample.delete()
    return len(numbers)


def _remove_annual_plans() -> int:
    sample = list(AnnualPlan.objects.filter(is_sample=True).select_related("agency").order_by("pk"))
    for annual in sample:
        remove_entries(owner=reference_of(annual))
    ActivityImport.objects.filter(annual_plan__is_sample=True).delete()
    AnnualPlan.objects.filter(is_sample=True).delete()
    return len(sample)
