"""What the reads of all registers share."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.queries import territories_today
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation
from nscl.plans.models import Plan
from nscl.plans.rules import plan_label

M = TypeVar("M", bound=Model)


class EntryNotFound(LookupError):
    """No such entry, or none that the viewer may see: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class SchoolChoice:
    """A registered school as a form offers it."""

    number: int
    name: str


def visible(rows: QuerySet[M], viewer: Viewer, unit_ids: Collection[int] | None = None) -> QuerySet[M]:
    """The entries that the viewer may see, of the provinces `unit_ids` alone (None: of all). Unordered."""
    for reach in (viewer.units_with(Permission.VIEW_TRAINING), unit_ids):
        if reach is not None:
            rows = rows.filter(unit__in=list(reach))
    return rows


def schools_of(unit_id: int) -> tuple[SchoolChoice, ...]:
    """The registered schools of the province that this one is today, by name. Two queries."""
    land = territories_today([unit_id])[unit_id]
    rows = Organisation.objects.filter(unit__in=list(land), kind=OrganisationKind.SCHOOL).order_by("folded", "pk")
    return tuple(SchoolChoice(*row) for row in rows.values_list("pk", "name"))


def label_of_plan(plan: Plan | None) -> str:
    """A plan in words, "" for none; load it with its province."""
    return plan_label(plan.unit.name, plan.period_start, plan.period_end) if plan else ""
