"""What a round, or a plan and a year, is reported on."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from nscl.institutions.queries import successor_of
from nscl.institutions.queries.units import territory_ids
from nscl.plans.enums import EditionState
from nscl.plans.models import PlanEdition
from nscl.reporting.models import ReportingRound
from nscl.reporting.rules.scope import ReportScope


class ScopeNotFound(LookupError):
    """No such round, or no edition of the plan in force."""


def edition_reported_on(through: str = "") -> Coalesce:
    """The edition that a report speaks of: the one in force now, else the one of when its round was opened.

    through: the way from the rows that are annotated to their round ("round__"); "": they are rounds.
    """
    in_force = PlanEdition.objects.filter(plan=OuterRef(f"{through}plan"), state=EditionState.ISSUED).order_by("pk")
    return Coalesce(Subquery(in_force.values("pk")[:1]), f"{through}edition_id")


def scope_of(round_id: int, today: date) -> ReportScope:
    """What a round is about, as of its data closing time or of today where that is to come. Two queries.

    The edition is the one in force now: a report speaks of the plan as it is; the round remembers what was in force
    when it was opened, whose targets and tasks are followed to those of today. Raises ScopeNotFound.
    """
    rounds = ReportingRound.objects.filter(pk=round_id).order_by("pk").annotate(speaks_of=edition_reported_on())
    columns = ("plan_id", "speaks_of", "unit_id", "year", "period_start", "period_end", "data_until")
    found = rounds.values_list(*columns).first()
    if found is None:
        raise ScopeNotFound(f"Round {round_id}")
    plan, edition, unit, year, start, end, data_until = found
    return ReportScope(
        plan_id=plan,
        edition_id=edition,
        unit_id=unit,
        unit_ids=territory_ids(unit),
        year=year,
        period_start=start,
        period_end=end,
        as_of=min(today, data_until),
        today=today,
        round_id=round_id,
    )


def scope_of_plan(plan_id: int, year: int, today: date) -> ReportScope:
    """The yearly report of a plan without a round: the edition in force, the whole year as far as it is past.

    The province is the one that holds the plan's land today. Raises ScopeNotFound where no edition is in force, and
    what `successor_of` raises. At most five queries.
    """
    edition = PlanEdition.objects.filter(plan=plan_id, state=EditionState.ISSUED).order_by("pk")
    found = edition.values_list("pk", "plan__unit_id").first()
    if found is None:
        raise ScopeNotFound(f"Plan {plan_id}")
    unit = successor_of(found[1], today).id
    end = date(year, 12, 31)
    return ReportScope(
        plan_id=plan_id,
        edition_id=found[0],
        unit_id=unit,
        unit_ids=territory_ids(unit),
        year=year,
        period_start=date(year, 1, 1),
        period_end=end,
        as_of=min(today, end),
        today=today,
    )
