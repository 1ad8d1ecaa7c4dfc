"""Clubs at schools: founded, closed, what they did, how many members they have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor, Change
from nscl.text.folding import fold
from nscl.training.enums import TrainingKind
from nscl.training.models import Club, ClubActivity, ClubRoll
from nscl.training.operations.registers import opened
from nscl.training.operations.registers.errors import DuplicateEntry, EntryClosed, EntryMissing
from nscl.training.rules.registers import ClubDetails, check_club, check_club_activity, check_end, check_people


@transaction.atomic
def add_club(*, details: ClubDetails, viewer: Viewer | None, by: Actor, at: datetime, is_sample: bool = False) -> int:
    """Put a club on the register; returns the number. `viewer` None: the system acts.

    Raises NotAllowed, InvalidEntry, DuplicateEntry (a school has a club of a name once).
    """
    details = _tidied(details)
    opened.require_valid(check_club(details, localdate(at)))
    plan = opened.plan_of(details.plan_id, viewer)
    opened.school_of(details.school_id)
    club = Club(
        created_at=at, created_by_id=by.number, is_sample=is_sample, unit_id=opened.unit_of(plan, localdate(at))
    )
    _put(club, details)
    _save_once(club)
    index_club(club)
    opened.record(TrainingKind.CLUB, club, "added", label=club.name, by=by, at=at)
    return int(club.pk)


@transaction.atomic
def edit_club(
    *, number: int, version: int, details: ClubDetails, viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Change a club; returns its version. The plan stays. The same values write nothing.

    Raises EntryMissing, NotAllowed, EntryConflict, InvalidEntry, DuplicateEntry.
    """
    club = opened.open_entry(Club, number, viewer)
    details = replace(_tidied(details), plan_id=club.plan_id)
    stored = _details_of(club)
    opened.check_version(club, version, _texts(stored), _texts(details))
    opened.require_valid(check_club(details, localdate(at)))
    if details == stored:
        return club.version
    opened.school_of(details.school_id)
    with as_stored():
        changes = opened.changes_between(_texts(stored), _texts(details))
    _put(club, details)
    club.version += 1
    _save_once(club)
    index_club(club)
    opened.record(TrainingKind.CLUB, club, "changed", label=club.name, by=by, at=at, changes=changes)
    return club.version


@transaction.atomic
def close_club(
    *, number: int, version: int, on: date, reason: str, viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Say that a club is no more from a day on, and why; returns the version.

    Raises EntryMissing, NotAllowed, EntryConflict, EntryClosed, ReasonMissing, InvalidEntry.
    """
    club = opened.open_entry(Club, number, viewer)
    opened.check_version(club, version, {}, {})
    if club.closed_on is not None:
        raise EntryClosed(club.name)
    why = opened.require_reason(reason, _("Ghi câu lạc bộ thôi hoạt động phải nêu lý do."))
    opened.require_valid(check_end("on", on, club.founded_on, localdate(at)))
    club.closed_on, club.close_reason = on, why
    return _moved(club, "closed", by=by, at=at, comment=why)


@transaction.atomic
def reopen_club(*, number: int, version: int, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Say that a club is there after all; returns the version.

    Raises EntryMissing, NotAllowed, EntryConflict, DuplicateEntry (another of that name was founded meanwhile).
    """
    club = opened.open_entry(Club, number, viewer)
    opened.check_version(club, version, {}, {})
    if club.closed_on is None:
        return club.version
    club.closed_on, club.close_reason = None, ""
    return _moved(club, "reopened", by=by, at=at)


@transaction.atomic
def record_club_activity(
    *,
    club: int,
    held_on: date,
    title: str,
    participants: int | None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> int:
    """Write down what a club did; returns the number.

    Raises EntryMissing, NotAllowed, InvalidEntry, DuplicateEntry (the same on the same day).
    """
    row = opened.open_entry(Club, club, viewer)
    title = " ".join(title.split())
    opened.require_valid(
        [
            *check_club_activity(held_on, title, row.founded_on, row.closed_on, localdate(at)),
            *check_people("participants", participants),
        ]
    )
    activity = ClubActivity(
        club=row,
        held_on=held_on,
        title=title,
        folded=fold(title),
        participants=participants,
        entered_at=at,
        entered_by_id=by.number,
    )
    try:
        with transaction.atomic():
            activity.save()
    except IntegrityError as refused:
        raise DuplicateEntry(row.pk, title) from refused
    changes = [Change(title, "", opened.day(held_on))]
    opened.record(TrainingKind.CLUB, row, "acted", label=row.name, by=by, at=at, changes=changes)
    return int(activity.pk)


@transaction.atomic
def withdraw_club_activity(*, number: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Take back what was entered wrongly, with the reason: it counts no more.

    Raises EntryMissing, NotAllowed, ReasonMissing.
    """
    activity = ClubActivity.objects.filter(pk=number, withdrawn_at__isnull=True).first()
    if activity is None:
        raise EntryMissing(number)
    club = opened.open_entry(Club, activity.club_id, viewer)
    why = opened.require_reason(reason, _("Bỏ một hoạt động đã ghi phải nêu lý do."))
    activity.withdrawn_at, activity.withdraw_reason = at, why
    activity.save(update_fields=["withdrawn_at", "withdraw_reason"])
    changes = [Change(activity.title, opened.day(activity.held_on), "")]
    opened.record(
        TrainingKind.CLUB, club, "activity_withdrawn", label=club.name, by=by, at=at, changes=changes, comment=why
    )


@transaction.atomic
def count_members(*, club: int, on: date, members: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Write down how many members a club has on a day; of the same day, the later count holds.

    Raises EntryMissing, NotAllowed, InvalidEntry.
    """
    row = opened.open_entry(Club, club, viewer)
    opened.require_valid([*check_end("on", on, row.founded_on, localdate(at)), *check_people("members", members)])
    known = ClubRoll.objects.filter(club=row, on=on).first()
    before = str(known.members) if known else ""
    if before == str(members):
        return
    ClubRoll.objects.update_or_create(
        club=row, on=on, defaults={"members": members, "entered_at": at, "entered_by_id": by.number}
    )
    with as_stored():
        changes = [Change(_("Số thành viên ngày %(day)s") % {"day": opened.day(on)}, before, str(members))]
    opened.record(TrainingKind.CLUB, row, "members_counted", label=row.name, by=by, at=at, changes=changes)


def _moved(club: Club, verb: str, *, by: Actor, at: datetime, comment: str = "") -> int:
    club.version += 1
    _save_once(club)
    opened.record(TrainingKind.CLUB, club, verb, label=club.name, by=by, at=at, comment=comment)
    return club.version


def _tidied(details: ClubDetails) -> ClubDetails:
    return replace(details, name=" ".join(details.name.split()), head=" ".join(details.head.split()))


def _put(club: Club, details: ClubDetails) -> None:
    club.name, club.folded = details.name, fold(details.name)
    club.school_id, club.plan_id = details.school_id, details.plan_id
    club.founded_on, club.head = details.founded_on, details.head


def _details_of(club: Club) -> ClubDetails:
    return ClubDetails(
        name=club.name, school_id=club.school_id, plan_id=club.plan_id, founded_on=club.founded_on, head=club.head
    )


def _texts(details: ClubDetails) -> opened.Texts:
    return {
        "name": (_("Tên câu lạc bộ"), details.name),
        "school_id": (_("Trường"), opened.school_of(details.school_id).name),
        "founded_on": (_("Ngày thành lập"), opened.day(details.founded_on)),
        "head": (_("Chủ nhiệm"), details.head),
    }


def _save_once(club: Club) -> None:
    try:
        with transaction.atomic():
            club.save()
    except IntegrityError as refused:
        same = Club.objects.filter(school=club.school_id, folded=club.folded, closed_on__isnull=True)
        other = same.exclude(pk=club.pk).order_by("pk").values_list("pk", flat=True).first()
        if other is None:
            raise
        raise DuplicateEntry(other, club.name) from refused


def index_club(club: Club) -> None:
    """Let the search find it."""
    with as_stored():
        place = f"{_('Câu lạc bộ cải tiến')} · {club.school.name}"
    opened.index(TrainingKind.CLUB, club, title=club.name, place=place, text=club.head)
