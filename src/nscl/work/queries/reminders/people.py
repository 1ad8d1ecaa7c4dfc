"""Whom a reminder can reach: the people who work with an agency or for a province, and why some hear nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from nscl.accounts.enums import Permission, Role
from nscl.accounts.models import User
from nscl.accounts.queries import viewers_of
from nscl.accounts.rules import Viewer


class WhyNot(StrEnum):
    """Why a person gets no letter."""

    LOCKED = "locked"
    SAMPLE = "sample"
    NO_ADDRESS = "no_address"
    NO_ACCESS = "no_access"


@dataclass(frozen=True, slots=True, order=True)
class Recipient:
    """Who gets a letter, where, in which language."""

    name: str
    number: int
    email: str
    language: str


@dataclass(frozen=True, slots=True, order=True)
class Unreachable:
    """Somebody who would be reminded and cannot be."""

    name: str
    number: int
    why: WhyNot


class Staff:
    """Everybody who may be reminded, with their roles; five queries, however many they are.

    responsible: the numbers of the people who are named for something.
    """

    def __init__(self, responsible: Iterable[int]) -> None:
        roles = Q(grants__role__in=[Role.AGENCY_FOCAL_POINT, Role.PROVINCE_OFFICER], grants__revoked_at__isnull=True)
        users = User.objects.filter(roles | Q(pk__in=set(responsible))).distinct().order_by("full_name", "pk")
        self._users = {user.pk: user for user in users}
        self._viewers = viewers_of(self._users.values())
        self._focal: dict[tuple[int, int], tuple[int, ...]] = {}
        self._officers: dict[int, tuple[int, ...]] = {}

    def focal_points(self, agency_id: int, unit_id: int) -> tuple[int, ...]:
        """The focal points who answer for a body in a province, reachable or not."""
        key = (agency_id, unit_id)
        if key not in self._focal:
            self._focal[key] = tuple(
                number for number, viewer in self._viewers.items() if _is_focal_point(viewer, agency_id, unit_id)
            )
        return self._focal[key]

    def all_focal_points(self, unit_id: int, *, apart_from: int | None) -> tuple[int, ...]:
        """The focal points of a province, without those of one body."""
        everybody = [n for n, viewer in self._viewers.items() if _is_focal_point(viewer, None, unit_id)]
        own = () if apart_from is None else self.focal_points(apart_from, unit_id)
        return tuple(number for number in everybody if number not in own)

    def officers(self, unit_id: int) -> tuple[int, ...]:
        """The programme officers of a province, reachable or not."""
        if unit_id not in self._officers:
            self._officers[unit_id] = tuple(
                number for number, viewer in self._viewers.items() if _is_officer(viewer, unit_id)
            )
        return self._officers[unit_id]

    def why_not(self, number: int, unit_id: int) -> WhyNot | None:
        """Why a person cannot be reminded of something in a province; None where they can."""
        user = self._users[number]
        if not user.is_active:
            return WhyNot.LOCKED
        if user.is_sample:
            return WhyNot.SAMPLE
        if not user.email:
            return WhyNot.NO_ADDRESS
        return None if self._viewers[number].may(Permission.VIEW_WORK, unit_id) else WhyNot.NO_ACCESS

    def recipient(self, number: int) -> Recipient:
        """The person as a letter addresses them."""
        user = self._users[number]
        return Recipient(user.full_name, user.pk, user.email, user.language)

    def unreachable(self, number: int, why: WhyNot) -> Unreachable:
        """The person as one who gets no letter."""
        return Unreachable(self._users[number].full_name, number, why)


def _is_focal_point(viewer: Viewer, agency_id: int | None, unit_id: int) -> bool:
    """Whether the person answers for a body (None: for some body) in a province."""
    return any(
        grant.role is Role.AGENCY_FOCAL_POINT
        and grant.reaches(unit_id)
        and (agency_id is None or grant.answers_for(agency_id))
        for grant in viewer.grants
    )


def _is_officer(viewer: Viewer, unit_id: int) -> bool:
    return any(grant.role is Role.PROVINCE_OFFICER and grant.reaches(unit_id) for grant in viewer.grants)
