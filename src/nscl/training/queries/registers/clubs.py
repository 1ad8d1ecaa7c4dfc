"""Reading the register of clubs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.queries.access import computed
from nscl.training.models import Club, ClubActivity, ClubRoll
from nscl.training.queries.registers.access import EntryNotFound, label_of_plan, visible
from nscl.training.rules.registers import ClubDetails, one_year_before


@dataclass(frozen=True, kw_only=True)
class ClubRow:
    """A club. last_active_on: the day of its last activity; members: as last counted; None: never."""

    number: int
    name: str
    school_id: int
    school: str
    unit_id: int
    province: str
    plan_id: int
    plan: str
    founded_on: date
    head: str
    closed_on: date | None
    close_reason: str
    last_active_on: date | None
    members: int | None
    version: int
    is_sample: bool

    def counts(self, on: date) -> bool:
        """Whether it counts on a day: not closed, and active in the twelve months before."""
        if self.closed_on is not None and self.closed_on <= on:
            return False
        return self.last_active_on is not None and one_year_before(on) <= self.last_active_on

    @property
    def details(self) -> ClubDetails:
        """What a form holds, as operations take it."""
        return ClubDetails(
            name=self.name, school_id=self.school_id, plan_id=self.plan_id, founded_on=self.founded_on, head=self.head
        )


@dataclass(frozen=True, slots=True)
class ClubActivityRow:
    """Something that a club did; withdraw_reason "" where it stands."""

    number: int
    held_on: date
    title: str
    participants: int | None
    withdraw_reason: str


@dataclass(frozen=True, kw_only=True)
class ClubDetail:
    """A club with what it did, the latest first, how many members it had when, and what the viewer may do."""

    row: ClubRow
    activities: tuple[ClubActivityRow, ...]
    rolls: tuple[tuple[date, int], ...]
    may_keep: bool


def list_clubs(viewer: Viewer, *, unit_ids: Collection[int] | None = None) -> tuple[ClubRow, ...]:
    """The clubs that the viewer may see, closed ones too, by school and name. One query."""
    rows = visible(_clubs(), viewer, unit_ids)
    return tuple(_row(club) for club in rows.order_by("school__folded", "folded", "pk"))


def get_club(viewer: Viewer, number: int) -> ClubDetail:
    """One club. Raises EntryNotFound. Three queries."""
    club = visible(_clubs(), viewer).filter(pk=number).first()
    if club is None:
        raise EntryNotFound(str(number))
    activities = ClubActivity.objects.filter(club=number).order_by("-held_on", "-pk")
    fields = ("pk", "held_on", "title", "participants", "withdraw_reason")
    rolls = ClubRoll.objects.filter(club=number).order_by("-on")
    return ClubDetail(
        row=_row(club),
        activities=tuple(ClubActivityRow(*row) for row in activities.values_list(*fields)),
        rolls=tuple(rolls.values_list("on", "members")),
        may_keep=viewer.may(Permission.KEEP_REGISTERS, club.unit_id),
    )


def club_of_activity(number: int) -> int:
    """The number of the club that did something that stands. Raises EntryNotFound. One query."""
    rows = ClubActivity.objects.filter(pk=number, withdrawn_at__isnull=True).order_by("pk")
    found = rows.values_list("club", flat=True).first()
    if found is None:
        raise EntryNotFound(str(number))
    return int(found)


def _clubs() -> QuerySet[Club]:
    standing = ClubActivity.objects.filter(club=OuterRef("pk"), withdrawn_at__isnull=True).order_by("-held_on", "pk")
    rolls = ClubRoll.objects.filter(club=OuterRef("pk")).order_by("-on")
    return Club.objects.select_related("unit", "school", "plan__unit").annotate(
        last_active_on=Subquery(standing.values("held_on")[:1]), member_count=Subquery(rolls.values("members")[:1])
    )


def _row(club: Club) -> ClubRow:
    return ClubRow(
        number=club.pk,
        name=club.name,
        school_id=club.school_id,
        school=club.school.name,
        unit_id=club.unit_id,
        province=club.unit.name,
        plan_id=club.plan_id,
        plan=label_of_plan(club.plan),
        founded_on=club.founded_on,
        head=club.head,
        closed_on=club.closed_on,
        close_reason=club.close_reason,
        last_active_on=computed(club, "last_active_on"),
        members=computed(club, "member_count"),
        version=club.version,
        is_sample=club.is_sample,
    )
