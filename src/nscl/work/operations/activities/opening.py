"""What every act on an activity begins and ends with: locked, still what the person saw, not there twice, recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.enums import Audience
from nscl.records.operations import Actor, Change, Entry, Reference, add_entries, add_new_entries, record_event
from nscl.records.queries import history
from nscl.work.enums import ActivityKind, ActivityStatus, WorkKind
from nscl.work.models import Activity
from nscl.work.operations.activities.states import rewrite, state_of, with_parts
from nscl.work.operations.activities.wording import Wording
from nscl.work.operations.book import Book, open_book
from nscl.work.operations.errors import (
    ActivityConflict,
    ActivityMissing,
    DuplicateActivity,
    InvalidActivity,
    OtherActivity,
)
from nscl.work.rules.problems import Problem, Reason
from nscl.work.rules.samples import sample_place
from nscl.work.rules.values import ActivityState

# Annual plan apart: kind, words of title and place, first day (the constraint `work_activity_once`).
Identity: TypeAlias = tuple[ActivityKind, str, date]


@dataclass(frozen=True, slots=True)
class Saved:
    """An activity after an act: its number and its version now. changed: False where nothing differed."""

    number: int
    version: int
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Opened:
    """An activity under the lock of its annual plan, as it stands."""

    book: Book
    activity: Activity
    state: ActivityState

    @property
    def saved(self) -> Saved:
        """The activity as it is, where an act changes nothing."""
        return Saved(self.activity.pk, self.activity.version, changed=False)


def open_activity(number: int, permission: Permission, viewer: Viewer | None, at: datetime) -> Opened:
    """An activity, with its annual plan locked. Raises ActivityMissing, NotAllowed."""
    annual = Activity.objects.filter(pk=number).values_list("annual_plan_id", flat=True).first()
    if annual is None:
        raise ActivityMissing(number)
    book = open_book(annual, permission, viewer, at)
    activity = with_parts(Activity.objects.filter(pk=number)).first()
    if activity is None:  # removed while this waited for the lock
        raise ActivityMissing(number)
    return Opened(book, activity, state_of(activity))


def refuse_stale(opened: Opened, version: int, sent: ActivityState) -> None:
    """Raise ActivityConflict where the activity has changed since the person opened it."""
    if opened.activity.version == version:
        return
    fields = Wording(opened.book).conflicts(opened.state, sent)
    last = history(subject=(WorkKind.ACTIVITY, opened.activity.pk), limit=1)
    by, at = (last[0].actor_name, last[0].at) if last else ("", None)
    raise ActivityConflict(opened.activity.version, fields, by=by, at=at)


def refuse_invalid(book: Book, state: ActivityState, before: ActivityState | None = None) -> None:
    """Raise InvalidActivity with everything that is wrong."""
    problems = book.check(state, before)
    if problems:
        raise InvalidActivity(problems)


def refuse_other_kind(opened: Opened, state: ActivityState) -> None:
    """Raise InvalidActivity where an activity that has a record of its own would become one of another kind."""
    if opened.activity.has_own_record and state.kind is not opened.state.kind:
        message = _("hoạt động này đã có lớp nên không đổi loại được")
        remedy = _("hủy hoạt động này rồi thêm hoạt động khác")
        raise InvalidActivity([Problem("kind", Reason.TALLIED, message, remedy)])


def refuse_duplicate(book: Book, state: ActivityState, *, apart_from: int | None = None) -> None:
    """Raise DuplicateActivity, with the other record, where the same thing is recorded already."""
    if state.status is ActivityStatus.CANCELLED:
        return
    one = identity_of(state)
    other = others(book, [one], apart_from=[] if apart_from is None else [apart_from]).get(one)
    if other is not None:
        raise DuplicateActivity(other)


def identity_of(state: ActivityState) -> Identity:
    """By what a record is the same as another of its annual plan."""
    return state.kind, state.folded, state.starts_on


def others(
    book: Book, identities: Collection[Identity], *, apart_from: Sequence[int] = ()
) -> dict[Identity, OtherActivity]:
    """Which of these the annual plan has already. One query."""
    days = {starts_on for _kind, _folded, starts_on in identities}
    rows = (
        Activity.objects.filter(annual_plan=book.annual.pk, starts_on__range=(min(days), max(days)))
        .exclude(status=ActivityStatus.CANCELLED)
        .exclude(pk__in=list(apart_from))
        .select_related("created_by")
        .order_by("pk")
    )
    wanted = set(identities)
    found = {(ActivityKind(row.kind), row.folded, row.starts_on): row for row in rows}
    return {key: _other(row) for key, row in found.items() if key in wanted}


def change(opened: Opened, state: ActivityState, *, verb: str, by: Actor, at: datetime, comment: str = "") -> Saved:
    """Write a change that was checked, with its one event; the search finds the new words."""
    changes = Wording(opened.book).changes(opened.state, state)
    rewrite(opened.book, opened.activity, state)
    index(opened.book, [opened.activity])
    record(opened, verb, changes, by=by, at=at, comment=comment)
    return Saved(opened.activity.pk, opened.activity.version)


def record(opened: Opened, verb: str, changes: Sequence[Change], *, by: Actor, at: datetime, comment: str = "") -> None:
    """Write the one event of an act on an activity."""
    record_event(
        action=f"activity.{verb}",
        by=by,
        at=at,
        subject=reference_of(opened.activity),
        context=opened.book.reference,
        changes=changes,
        comment=comment.strip(),
    )


def reference_of(activity: Activity) -> Reference:
    """The activity as the audit trail refers to it."""
    return Reference(WorkKind.ACTIVITY, activity.pk, activity.title)


def index(book: Book, activities: Iterable[Activity], *, are_new: bool = False) -> None:
    """Let the people who work in the province find these activities. are_new: none of them was indexed before."""
    entries = [
        Entry(
            kind=WorkKind.ACTIVITY.value,
            number=activity.pk,
            title=activity.title,
            place=sample_place(f"{book.reference.label} · Hoạt động", is_sample=activity.is_sample),
            audience=Audience.PROVINCE_WORK,
            unit_id=activity.unit_id,
            text=f"{activity.place} {activity.organiser} {activity.outlet} {activity.result}",
        )
        for activity in activities
    ]
    if entries and are_new:
        add_new_entries(owner=book.reference, entries=entries)
    elif entries:
        add_entries(owner=book.reference, entries=entries)


def _other(row: Activity) -> OtherActivity:
    return OtherActivity(
        number=row.pk,
        title=row.title,
        place=row.place,
        starts_on=row.starts_on,
        status=ActivityStatus(row.status),
        created_by=row.created_by.full_name if row.created_by else "",
        created_at=row.created_at,
    )
