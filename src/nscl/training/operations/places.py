"""Who gets a place that is free."""

from __future__ import annotations

from django.db.models import F

from nscl.training.enums import EnrolmentState
from nscl.training.models import Enrolment, TrainingClass
from nscl.training.queries.enrolments import waiting
from nscl.work.enums import ActivityStatus
from nscl.work.models import Activity


def promote(row: TrainingClass) -> tuple[int, ...]:
    """Give the free places of a locked class to those who wait, the first to come first; returns their enrolments.

    Nobody moves up in a class that is done or cancelled: there is nothing left to come to.
    """
    status = Activity.objects.values_list("status", flat=True).get(pk=row.activity_id)
    if status in {ActivityStatus.DONE, ActivityStatus.CANCELLED}:
        return ()
    free = _free(row)
    queue = waiting(row.pk).values_list("pk", flat=True)
    numbers = tuple(queue if free is None else queue[:free])
    if numbers:
        Enrolment.objects.filter(pk__in=numbers).update(
            state=EnrolmentState.ENROLLED, waiting_since=None, version=F("version") + 1
        )
    return numbers


def counts_of(number: int) -> tuple[int, int]:
    """How many are on the list of a class, and how many wait."""
    states = list(
        Enrolment.objects.filter(training_class=number, state__in=(EnrolmentState.ENROLLED, EnrolmentState.WAITING))
        .order_by("pk")
        .values_list("state", flat=True)
    )
    return states.count(EnrolmentState.ENROLLED), states.count(EnrolmentState.WAITING)


def _free(row: TrainingClass) -> int | None:
    if row.capacity is None:
        return None
    return max(row.capacity - counts_of(row.pk)[0], 0)
