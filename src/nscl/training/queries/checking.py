"""What the database keeps counted, held against a recount: sessions attended by person, attendances by class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from nscl.plans.queries.access import computed
from nscl.training.enums import AttendanceState
from nscl.training.models import Attendance, Enrolment, TrainingClass
from nscl.training.queries.tallies import tallies_of
from nscl.work.enums import ActivityStatus, OutputKind
from nscl.work.models import ActivityOutput, Participation
from nscl.work.rules.values import Participants

# Classes compared at a time.
_TOGETHER = 1000


@dataclass(frozen=True, slots=True)
class AttendedDifference:
    """An enrolment whose number of sessions attended is not that of its marks."""

    enrolment: int
    training_class: int
    title: str
    kept: int
    counted: int


@dataclass(frozen=True, slots=True)
class TallyDifference:
    """A class whose activity says another number of attendances, or other participants, than its enrolments give."""

    training_class: int
    title: str
    kept: int
    counted: int
    by_kind_only: bool


@dataclass(frozen=True, slots=True)
class TrainingCheck:
    """How much was looked at, and where it does not agree."""

    enrolments: int
    classes: int
    attended: tuple[AttendedDifference, ...]
    tallies: tuple[TallyDifference, ...]


def check_training() -> TrainingCheck:
    """Recount everything; for the command of the same name."""
    return TrainingCheck(
        enrolments=Enrolment.objects.count(),
        classes=TrainingClass.objects.count(),
        attended=tuple(_attended()),
        tallies=tuple(_tallies()),
    )


def miscounted() -> QuerySet[Enrolment]:
    """Enrolments whose kept number is not that of their marks, with `counted`; unordered."""
    marks = Attendance.objects.filter(enrolment=OuterRef("pk"), state=AttendanceState.PRESENT).order_by()
    counted = marks.values("enrolment").annotate(n=Count("pk")).values("n")
    rows = Enrolment.objects.annotate(counted=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
    return rows.filter(~Q(attended=F("counted")))


def _attended() -> Iterator[AttendedDifference]:
    for row in miscounted().select_related("training_class__activity").order_by("pk"):
        title = row.training_class.activity.title
        yield AttendedDifference(row.pk, row.training_class_id, title, row.attended, computed(row, "counted"))


def _tallies() -> Iterator[TallyDifference]:
    rows = list(TrainingClass.objects.select_related("activity").order_by("pk"))
    for start in range(0, len(rows), _TOGETHER):
        yield from _compared(rows[start : start + _TOGETHER])


def _compared(rows: list[TrainingClass]) -> Iterator[TallyDifference]:
    counted = tallies_of([row.pk for row in rows])
    activities = [row.activity_id for row in rows]
    outputs = dict(
        ActivityOutput.objects.filter(activity__in=activities, kind=OutputKind.PEOPLE_TRAINED)
        .order_by("pk")
        .values_list("activity_id", "quantity")
    )
    kept: dict[int, list[tuple[str, int, int | None, int]]] = {}
    people = Participation.objects.filter(activity__in=activities).order_by("activity", "kind")
    for one in people:
        kept.setdefault(one.activity_id, []).append((one.kind, one.people, one.women, one.organisations))
    for row in rows:
        is_done = row.activity.status == ActivityStatus.DONE
        wanted = counted.get(row.pk, ()) if is_done else ()
        total = sum(one.people for one in wanted)
        quantity = outputs.get(row.activity_id)
        is_same_total = quantity == Decimal(total) if is_done else quantity is None
        if not is_same_total or kept.get(row.activity_id, []) != [_plain(one) for one in wanted]:
            stored = int(quantity or 0)
            yield TallyDifference(row.pk, row.activity.title, stored, total, by_kind_only=is_same_total)


def _plain(one: Participants) -> tuple[str, int, int | None, int]:
    return one.kind.value, one.people, one.women, one.organisations
