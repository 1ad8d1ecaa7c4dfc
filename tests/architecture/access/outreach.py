"""Outreach: seen by who sees support, and by who visits; surveys are opened and sent by who handles support."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nscl.accounts.enums import Permission
from nscl.institutions.queries import agency_by_key
from nscl.organisations.models import Organisation
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM
from nscl.support.enums import VisitOutcome
from nscl.support.models import NeedsSurvey
from nscl.support.operations.outreach import invite, open_survey, record_visit
from nscl.support.rules.outreach import VisitDraft
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.people import AT
from tests.factories.registry import make_organisation
from tests.factories.world import World

VISITORS = with_permission(Permission.VISIT_ORGANISATIONS)
READERS = with_permission(Permission.VIEW_SUPPORT) | VISITORS
HANDLERS = with_permission(Permission.HANDLE_SUPPORT)
NAME = "Công ty của bảng quyền tiếp cận"


def an_organisation(_world: World) -> int:
    there = Organisation.objects.filter(name=NAME).first()
    return there.pk if there is not None else make_organisation(NAME, email="bang@quyen.example")


def to_visit(world: World) -> Mapping[str, object]:
    return {"organisation": an_organisation(world)}


def a_visit(world: World) -> Mapping[str, object]:
    """One of the focal point's own agency: seen by it, and by the staff."""
    agency = agency_by_key("so-gddt", world.province.id, AT.date())
    assert agency is not None
    draft = VisitDraft(
        plan_id=Plan.objects.get(slug=world.slug).pk,
        agency_id=agency.id,
        organisation_id=an_organisation(world),
        on=AT.date(),
        visitor="Lê Thăm",
        outcome=VisitOutcome.INFORMED,
    )
    return {"number": record_visit(draft=draft, viewer=None, by=SYSTEM, at=AT)}


def a_survey(world: World) -> Mapping[str, object]:
    there = NeedsSurvey.objects.order_by("pk").first()
    if there is not None:
        return {"number": there.pk}
    number = open_survey(
        plan_id=Plan.objects.get(slug=world.slug).pk,
        definition="nhu-cau-ho-tro-1",
        title="Bảng quyền",
        opens_on=AT.date(),
        closes_on=date(2026, 12, 31),
        viewer=None,
        by=SYSTEM,
        at=AT,
    )
    return {"number": number}


def to_fill(world: World) -> Mapping[str, object]:
    return {**a_survey(world), **to_visit(world)}


def a_link(world: World) -> tuple[int, str]:
    survey = a_survey(world)["number"]
    assert isinstance(survey, int)
    (sent,) = invite(survey=survey, organisations=[an_organisation(world)], viewer=None, by=SYSTEM, at=AT)
    return sent.form, sent.token


ADDRESSES = (
    Address("outreach", who=READERS),
    Address("outreach-stage", who=READERS, query=lambda _: {"buoc": "visited"}),
    Address("visit-list", who=READERS),
    Address("visit-pick", who=VISITORS),
    Address("visit-record", who=VISITORS, methods="GET POST", kwargs=to_visit),
    Address("visit", who=READERS, kwargs=a_visit),
    Address("visit-edit", who=VISITORS, methods="GET POST", kwargs=a_visit),
    Address("visit-remove", who=VISITORS, methods="GET POST", kwargs=a_visit),
    Address("needs-survey-list", who=READERS),
    Address("needs-survey-open", who=HANDLERS, methods="GET POST"),
    Address("needs-survey-definition", who=READERS, kwargs=lambda _: {"ref": "nhu-cau-ho-tro-1"}),
    Address("needs-survey", who=READERS, kwargs=a_survey),
    Address("needs-survey-invite", who=HANDLERS, methods="GET POST", kwargs=a_survey),
    Address("needs-survey-days", who=HANDLERS, methods="GET POST", kwargs=a_survey),
    Address(
        "needs-survey-withdraw",
        who=HANDLERS,
        methods="POST",
        kwargs=lambda world: {**a_survey(world), "form": a_link(world)[0]},
    ),
    Address("needs-survey-pick", who=VISITORS, kwargs=a_survey),
    Address("needs-survey-fill", who=VISITORS, methods="GET POST", kwargs=to_fill),
    Address("public-survey", public=True, methods="GET POST", kwargs=lambda world: {"token": a_link(world)[1]}),
)
