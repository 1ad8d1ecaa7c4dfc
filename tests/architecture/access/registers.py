"""The registers of training: experts, clubs, programmes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nscl.accounts.enums import Permission
from nscl.organisations.enums import OrganisationKind
from nscl.training.models import Club, ClubActivity, Expert, ExpertCertificate, SchoolProgramme
from tests.architecture.access.work import plan_of
from tests.architecture.access_matrix import Address, with_permission
from tests.factories import register_entries as entries
from tests.factories.world import World

VIEWERS = with_permission(Permission.VIEW_TRAINING)
KEEPERS = with_permission(Permission.VIEW_TRAINING, Permission.KEEP_REGISTERS)
DAY = date(2025, 9, 5)
BOTH = "GET POST"


def expert(world: World) -> Mapping[str, object]:
    there = Expert.objects.order_by("pk").first()
    if there is None:
        there = entries.expert(plan_of(world), DAY)
        entries.certified(plan_of(world), there, DAY)
    return {"number": there.pk}


def certificate(world: World) -> Mapping[str, object]:
    expert(world)
    return {"number": ExpertCertificate.objects.order_by("pk")[0].pk}


def club(world: World) -> Mapping[str, object]:
    there = Club.objects.order_by("pk").first()
    if there is None:
        plan = plan_of(world)
        there = entries.club(plan, entries.organisation(plan, OrganisationKind.SCHOOL), DAY, DAY)
    return {"number": there.pk}


def activity(world: World) -> Mapping[str, object]:
    club(world)
    return {"number": ClubActivity.objects.order_by("pk")[0].pk}


def programme(world: World) -> Mapping[str, object]:
    there = SchoolProgramme.objects.order_by("pk").first()
    if there is None:
        plan = plan_of(world)
        there = entries.programme(plan, entries.organisation(plan, OrganisationKind.SCHOOL), DAY)
    return {"number": there.pk}


ADDRESSES = (
    Address("expert-list", who=VIEWERS),
    Address("expert-add", who=KEEPERS, methods=BOTH),
    Address("expert", who=VIEWERS, kwargs=expert),
    Address("expert-edit", who=KEEPERS, methods=BOTH, kwargs=expert),
    Address("expert-certify", who=KEEPERS, methods=BOTH, kwargs=expert),
    Address("expert-certificate-revoke", who=KEEPERS, methods=BOTH, kwargs=certificate),
    Address("expert-retire", who=KEEPERS, methods=BOTH, kwargs=expert),
    Address("expert-restore", who=KEEPERS, methods=BOTH, kwargs=expert),
    Address("club-list", who=VIEWERS),
    Address("club-add", who=KEEPERS, methods=BOTH),
    Address("club", who=VIEWERS, kwargs=club),
    Address("club-edit", who=KEEPERS, methods=BOTH, kwargs=club),
    Address("club-act", who=KEEPERS, methods=BOTH, kwargs=club),
    Address("club-activity-withdraw", who=KEEPERS, methods=BOTH, kwargs=activity),
    Address("club-members", who=KEEPERS, methods=BOTH, kwargs=club),
    Address("club-close", who=KEEPERS, methods=BOTH, kwargs=club),
    Address("club-reopen", who=KEEPERS, methods=BOTH, kwargs=club),
    Address("school-programme-list", who=VIEWERS),
    Address("school-programme-add", who=KEEPERS, methods=BOTH),
    Address("school-programme", who=VIEWERS, kwargs=programme),
    Address("school-programme-edit", who=KEEPERS, methods=BOTH, kwargs=programme),
    Address("school-programme-end", who=KEEPERS, methods=BOTH, kwargs=programme),
    Address("school-programme-resume", who=KEEPERS, methods=BOTH, kwargs=programme),
)
