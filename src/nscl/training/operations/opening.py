"""What every act on a class begins and ends with: locked, allowed, recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.records.queries import history
from nscl.training.enums import TrainingKind
from nscl.training.models import ClassStaff, Session, TrainingClass
from nscl.training.operations.errors import ClassGone, Conflict, FieldConflict, Refused, SessionGone, StateRefused
from nscl.training.rules.attendance import SessionFacts
from nscl.work.enums import ActivityStatus, WorkKind
from nscl.work.models import Activity
from nscl.work.operations import errors as work
from nscl.work.rules.problems import Problem


@dataclass(frozen=True, slots=True)
class Saved:
    """A thing after an act: its number and its version now. promoted: enrolments that the act gave a place."""

    number: int
    version: int
    changed: bool = True
    promoted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedClass:
    """A class under its lock, with the activity whose record it is."""

    row: TrainingClass
    activity: Activity

    @property
    def number(self) -> int:
        """Of the class."""
        return self.row.pk

    @property
    def status(self) -> ActivityStatus:
        """How far the class is."""
        return ActivityStatus(self.activity.status)

    @property
    def is_done(self) -> bool:
        """True where what it yielded counts."""
        return self.status is ActivityStatus.DONE

    @property
    def reference(self) -> Reference:
        """The class as the audit trail refers to it."""
        return Reference(TrainingKind.TRAINING_CLASS, self.row.pk, self.activity.title)

    def sessions(self) -> tuple[SessionFacts, ...]:
        """Its sessions in their order, cancelled ones too."""
        return tuple(map(facts_of, Session.objects.filter(training_class=self.row.pk).order_by("starts_at", "pk")))


def open_row(number: int, viewer: Viewer | None, *, staff_may: bool = False) -> OpenedClass:
    """The class, locked until the transaction ends: people enrol, are promoted and marked one after the other.

    viewer None: the system acts, or a person for whom the caller answers. staff_may: so may those who run the class
    without working for its agency. The lock is `FOR UPDATE`: a check-in, whose row names the class, waits for a class
    that is being closed. Raises ClassGone, NotAllowed.
    """
    row = TrainingClass.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise ClassGone(number)
    activity = Activity.objects.select_related("plan", "annual_plan").get(pk=row.activity_id)
    if viewer is not None and not (staff_may and is_staff(viewer, number)):
        viewer.require(Permission.RUN_CLASSES, activity.plan.unit_id, activity.annual_plan.agency_id)
    return OpenedClass(row, activity)


def open_session(session: int, viewer: Viewer | None, *, staff_may: bool = False) -> tuple[OpenedClass, Session]:
    """A session with its class locked. Raises SessionGone, NotAllowed."""
    number = Session.objects.filter(pk=session).values_list("training_class_id", flat=True).first()
    if number is None:
        raise SessionGone(session)
    opened = open_row(number, viewer, staff_may=staff_may)
    found = Session.objects.filter(pk=session).first()
    if found is None:
        raise SessionGone(session)
    return opened, found


def is_staff(viewer: Viewer, number: int) -> bool:
    """True where the viewer runs the class by name."""
    return ClassStaff.objects.filter(training_class=number, user=viewer.number).exists()


def facts_of(row: Session) -> SessionFacts:
    """What the rules of attendance ask of a session."""
    return SessionFacts(row.pk, row.starts_at, row.ends_at, row.cancelled_at is not None)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise Refused where there are problems."""
    found = tuple(problems)
    if found:
        raise Refused(found)


def refuse_stale(
    stored: int, seen: int | None, kind: TrainingKind, number: int, fields: Iterable[FieldConflict] = ()
) -> None:
    """Raise Conflict where the thing has changed since the person opened it; seen None: the system does not ask."""
    if seen is None or stored == seen:
        return
    last = next(iter(history(subject=(kind.value, number), limit=1)), None)
    raise Conflict(stored, fields, by=last.actor_name if last else "", at=last.at if last else None)


def record(
    opened: OpenedClass, verb: str, *, by: Actor, at: datetime, changes: Sequence[Change] = (), comment: str = ""
) -> None:
    """Write the one event of an act on a class; it stands in the history of the annual plan too."""
    record_event(
        action=f"class.{verb}",
        by=by,
        at=at,
        subject=opened.reference,
        context=Reference(WorkKind.ANNUAL_PLAN, opened.activity.annual_plan_id),
        changes=changes,
        comment=comment.strip(),
    )


@contextmanager
def as_training() -> Iterator[None]:
    """What the year's work refuses, refused in the terms of this package."""
    try:
        yield
    except work.Refused as error:
        raise Refused(error.problems) from error
    except work.WorkError as error:
        raise StateRefused(str(error)) from error
