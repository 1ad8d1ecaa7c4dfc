"""Estimates: all who see the money read them; the officer builds, the finance department appraises."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.plan_estimates import adjusting, drafted, first_leaf, plan_of, submitted
from tests.factories.world import World

READERS = with_permission(Permission.VIEW_MONEY)
BUILDERS = with_permission(Permission.VIEW_MONEY, Permission.ESTIMATE)
APPRAISERS = with_permission(Permission.VIEW_MONEY, Permission.APPRAISE)


def plan(world: World) -> Mapping[str, object]:
    return {"slug": world.slug}


def a_draft(world: World) -> Mapping[str, object]:
    return {"slug": world.slug, "number": drafted(plan_of(world.slug))}


def a_line(world: World) -> Mapping[str, object]:
    draft = a_draft(world)
    return {**draft, "line": first_leaf(int(str(draft["number"]))).pk}


def a_submitted_one(world: World) -> Mapping[str, object]:
    return {"slug": world.slug, "number": submitted(plan_of(world.slug))}


def a_submitted_line(world: World) -> Mapping[str, object]:
    given = a_submitted_one(world)
    return {**given, "line": first_leaf(int(str(given["number"]))).pk}


def an_adjusting_one(world: World) -> Mapping[str, object]:
    return {"slug": world.slug, "number": adjusting(plan_of(world.slug))}


ADDRESSES = (
    Address("estimate-list", who=READERS),
    Address("plan-estimates", who=READERS, kwargs=plan),
    Address("estimate-start", who=BUILDERS, methods="GET POST", kwargs=plan),
    Address("estimate", who=READERS, kwargs=a_draft),
    Address("estimate-compare", who=READERS, kwargs=an_adjusting_one),
    Address("estimate-cells", who=BUILDERS, methods="POST", kwargs=a_draft),
    Address("estimate-change", who=BUILDERS, methods="GET POST", kwargs=a_draft),
    Address("estimate-discard", who=BUILDERS, methods="GET POST", kwargs=a_draft),
    Address("estimate-submit", who=BUILDERS, methods="GET POST", kwargs=a_draft),
    Address("estimate-withdraw", who=BUILDERS, methods="GET POST", kwargs=a_submitted_one),
    Address("estimate-return", who=APPRAISERS, methods="GET POST", kwargs=a_submitted_one),
    Address("estimate-approve", who=APPRAISERS, methods="GET POST", kwargs=a_submitted_one),
    Address("estimate-line-add", who=BUILDERS, methods="GET POST", kwargs=a_draft),
    Address("estimate-line", who=READERS, kwargs=a_line),
    Address("estimate-line-save", who=BUILDERS, methods="POST", kwargs=a_line),
    Address("estimate-line-move", who=BUILDERS, methods="GET POST", kwargs=a_line),
    Address("estimate-line-remove", who=BUILDERS, methods="GET POST", kwargs=a_line),
    Address("estimate-line-appraise", who=READERS, kwargs=a_submitted_line),
    Address("estimate-line-appraised", who=APPRAISERS, methods="POST", kwargs=a_submitted_line),
    Address("estimate-appraise", who=READERS, kwargs=a_submitted_one),
    Address("estimate-appraised-cells", who=APPRAISERS, methods="POST", kwargs=a_submitted_one),
    Address("estimate-as-proposed", who=APPRAISERS, methods="POST", kwargs=a_submitted_one),
    Address("estimate-report", who=READERS, kwargs=a_submitted_one),
    Address("estimate-workbook", who=READERS, kwargs=a_submitted_one),
)
