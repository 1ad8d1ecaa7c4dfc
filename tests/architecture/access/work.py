"""The year's work: annual plans, activities, calendar and its feed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nscl.accounts.enums import Permission, Role
from nscl.plans.models import Plan, Task
from nscl.web.work.views.feed import feed_token
from nscl.work.models import AnnualPlan
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.work import a_plan, add, agency_number, open_year
from tests.factories.world import World

VIEWERS = with_permission(Permission.VIEW_WORK)
PLANNERS = with_permission(Permission.VIEW_WORK, Permission.PLAN_WORK)
RECORDERS = with_permission(Permission.VIEW_WORK, Permission.RECORD_WORK)
APPROVERS = with_permission(Permission.VIEW_WORK, Permission.APPROVE_WORK)
YEAR = 2026
# The agency of the focal point among the people of the world.
AGENCY = "so-gddt"


def plan_of(world: World) -> Plan:
    return Plan.objects.get(slug=world.slug)


def annual_plan(world: World) -> Mapping[str, object]:
    there = AnnualPlan.objects.filter(plan__slug=world.slug, year=YEAR).first()
    return {"number": there.pk if there else open_year(plan_of(world), agency=AGENCY, year=YEAR)}


def activity(world: World) -> Mapping[str, object]:
    annual = annual_plan(world)["number"]
    assert isinstance(annual, int)
    task = Task.objects.filter(edition=world.edition_id).order_by("position").values_list("pk", flat=True)[0]
    there = AnnualPlan.objects.get(pk=annual).activities.order_by("pk").first()
    if there is not None:
        return {"number": there.pk}
    return {"number": add(annual, a_plan(task, starts_on=date(YEAR, 5, 10))).number}


def a_year_to_open(world: World) -> Mapping[str, str]:
    annual_plan(world)
    agency = agency_number(AGENCY, date(YEAR, 1, 1))
    return {"ke-hoach": str(plan_of(world).pk), "co-quan": str(agency), "nam": str(YEAR)}


def officers_feed(world: World) -> Mapping[str, object]:
    return {"token": feed_token(world.people[Role.PROVINCE_OFFICER])}


ADDRESSES = (
    Address("annual-plan-list", who=VIEWERS),
    Address("activity-list", who=VIEWERS),
    Address("activity-calendar", who=VIEWERS),
    Address("activity-board", who=VIEWERS),
    Address("activity-feed", who=VIEWERS),
    Address("activity-feed-address", who=VIEWERS),
    Address("activity-feed-renew", who=VIEWERS, methods="GET POST"),
    # Whoever has the address is its owner: a calendar does not sign in.
    Address("activity-feed-of", public=True, kwargs=officers_feed),
    Address("annual-plan-open", who=PLANNERS, methods="GET POST", query=a_year_to_open),
    Address("annual-plan", who=VIEWERS, kwargs=annual_plan),
    Address("annual-plan-submit", who=PLANNERS, methods="GET POST", kwargs=annual_plan),
    Address("annual-plan-return", who=APPROVERS, methods="GET POST", kwargs=annual_plan),
    Address("annual-plan-approve", who=APPROVERS, methods="GET POST", kwargs=annual_plan),
    Address("annual-plan-draw", who=PLANNERS, methods="GET POST", kwargs=annual_plan),
    Address("annual-plan-copy", who=PLANNERS, methods="GET POST", kwargs=annual_plan),
    Address("activity-add", who=PLANNERS, methods="GET POST", kwargs=annual_plan),
    Address("activity-many", who=RECORDERS, methods="GET POST", kwargs=annual_plan),
    Address("activity", who=VIEWERS, kwargs=activity),
    Address("activity-edit", who=PLANNERS, methods="GET POST", kwargs=activity),
    Address("activity-record", who=RECORDERS, methods="GET POST", kwargs=activity),
    Address("activity-cancel", who=PLANNERS, methods="GET POST", kwargs=activity),
    Address("activity-reopen", who=RECORDERS, methods="GET POST", kwargs=activity),
    Address("activity-remove", who=PLANNERS, methods="GET POST", kwargs=activity),
)
