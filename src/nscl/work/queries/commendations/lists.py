"""Reading commendations, within the provinces whose work the viewer may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.queries import territories_today
from nscl.organisations.models import Organisation
from nscl.plans.rules import plan_label
from nscl.work.enums import CommendationLevel, RecipientKind
from nscl.work.models import Commendation
from nscl.work.rules.commendations import Candidate


@dataclass(frozen=True, kw_only=True)
class CommendationRow:
    """A commendation: a candidate while decision_number is "" and decided_on None. unit_id: whose plan it is."""

    number: int
    plan_id: int
    plan_slug: str
    plan_label: str
    unit_id: int
    province_name: str
    year: int
    level: CommendationLevel
    recipient_kind: RecipientKind
    recipient: str
    workplace: str
    organisation_id: int | None
    organisation_name: str
    achievement: str
    decision_number: str
    decided_on: date | None
    proposed_at: datetime
    proposed_by: str
    version: int
    is_sample: bool

    @property
    def is_decided(self) -> bool:
        """Whether the decision is known."""
        return self.decided_on is not None

    @property
    def candidate(self) -> Candidate:
        """What was proposed, as operations take it."""
        return Candidate(
            plan_id=self.plan_id,
            year=self.year,
            level=self.level,
            recipient_kind=self.recipient_kind,
            recipient=self.recipient,
            workplace=self.workplace,
            organisation_id=self.organisation_id,
            achievement=self.achievement,
        )


@dataclass(frozen=True, slots=True)
class OrganisationChoice:
    """A registered organisation as a form offers it."""

    number: int
    name: str


class CommendationNotFound(LookupError):
    """No such commendation, or none that the viewer may see: the two are not told apart."""


def list_commendations(
    viewer: Viewer, *, unit_ids: Collection[int] | None = None, year: int | None = None
) -> tuple[CommendationRow, ...]:
    """The commendations that the viewer may see: the newest year first, then by level, then by name. One query.

    unit_ids: of these provinces (a province with its predecessors); year: the year of the achievement.
    """
    rows = _visible(viewer)
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    if year is not None:
        rows = rows.filter(year=year)
    levels = list(CommendationLevel)
    found = [_row(row) for row in rows.order_by("-year", "folded", "pk")]
    return tuple(sorted(found, key=lambda row: (-row.year, -levels.index(row.level))))


def get_commendation(viewer: Viewer, number: int) -> CommendationRow:
    """One commendation. Raises CommendationNotFound. One query."""
    found = _visible(viewer).filter(pk=number).first()
    if found is None:
        raise CommendationNotFound(str(number))
    return _row(found)


def organisations_of(unit_id: int) -> tuple[OrganisationChoice, ...]:
    """The registered organisations of the province that this one is today, by name. Two queries."""
    land = territories_today([unit_id])[unit_id]
    rows = Organisation.objects.filter(unit__in=list(land), merged_into__isnull=True).order_by("folded", "pk")
    return tuple(OrganisationChoice(row.pk, row.name) for row in rows)


def _visible(viewer: Viewer) -> QuerySet[Commendation]:
    rows = Commendation.objects.select_related("plan__unit", "unit", "organisation", "proposed_by")
    reach = viewer.units_with(Permission.VIEW_WORK)
    return rows if reach is None else rows.filter(unit__in=list(reach))


def _row(row: Commendation) -> CommendationRow:
    plan = row.plan
    return CommendationRow(
        number=row.pk,
        plan_id=plan.pk,
        plan_slug=plan.slug,
        plan_label=plan_label(plan.unit.name, plan.period_start, plan.period_end),
        unit_id=plan.unit_id,
        province_name=row.unit.name,
        year=row.year,
        level=CommendationLevel(row.level),
        recipient_kind=RecipientKind(row.recipient_kind),
        recipient=row.recipient,
        workplace=row.workplace,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name if row.organisation else "",
        achievement=row.achievement,
        decision_number=row.decision_number,
        decided_on=row.decided_on,
        proposed_at=row.proposed_at,
        proposed_by=row.proposed_by.full_name if row.proposed_by else "",
        version=row.version,
        is_sample=row.is_sample,
    )
