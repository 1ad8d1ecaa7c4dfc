"""Who teaches a class, who runs it besides its agency, and who might."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from nscl.accounts.enums import Role
from nscl.accounts.models import RoleGrant
from nscl.institutions.queries import territories_today
from nscl.training.models import ClassStaff, ClassTrainer
from nscl.training.queries.access import ClassHeader

# Whom a class may be entrusted to; a beneficiary sends people to it.
_ROLES = (Role.PROVINCE_OFFICER, Role.AGENCY_FOCAL_POINT, Role.CONSULTANT)


@dataclass(frozen=True, slots=True)
class TrainerRow:
    """Who teaches."""

    name: str
    organisation: str
    expert_id: int | None


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A person with an account."""

    number: int
    name: str


def trainers_of(header: ClassHeader) -> tuple[TrainerRow, ...]:
    """Who teaches, in order. One query."""
    rows = ClassTrainer.objects.filter(training_class=header.number).order_by("position")
    return tuple(TrainerRow(row.name, row.organisation, row.expert_id) for row in rows)


def staff_of(header: ClassHeader) -> tuple[StaffRow, ...]:
    """Who runs it by name, in the order in which they were added. One query."""
    rows = ClassStaff.objects.filter(training_class=header.number).select_related("user").order_by("added_at", "pk")
    return tuple(StaffRow(row.user_id, row.user.full_name) for row in rows)


def candidates_for(header: ClassHeader) -> tuple[StaffRow, ...]:
    """Who might run it: people with an account and a fitting role in the province, by name. Two queries."""
    territory = territories_today([header.unit_id])[header.unit_id]
    within = Q(unit__in=territory) | Q(agency__unit__in=territory) | Q(organisation__unit__in=territory)
    rows = RoleGrant.objects.filter(within, role__in=_ROLES, revoked_at__isnull=True, user__is_active=True)
    people = rows.order_by("user__full_name", "user").values_list("user", "user__full_name").distinct()
    return tuple(StaffRow(number, name) for number, name in people)
