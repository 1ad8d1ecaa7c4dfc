"""What hangs on an organisation goes along, whoever keeps it: kinship and doubles across the packages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from nscl.accounts.enums import Role
from nscl.accounts.models import RoleGrant
from nscl.accounts.operations import RoleScope, grant_role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed
from nscl.organisations.enums import FlagKind, SuccessionKind
from nscl.organisations.models import FormerName, Organisation, OrganisationSeat, Person
from nscl.organisations.operations import registry
from nscl.organisations.operations.registry import OrganisationMergeRefused
from nscl.organisations.queries import find_organisation, lineage_members
from nscl.plans.models import Plan
from nscl.progress.operations.organisations import merge_organisations, record_branch, record_succession
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.support.enums import VisitOutcome
from nscl.support.models import NeedsSurvey, SupportSlot, SurveyForm, Visit
from nscl.training.models import Club, Enrolment, SchoolProgramme
from nscl.work.enums import CommendationLevel, ParticipantKind, RecipientKind
from nscl.work.models import Commendation, Participation
from tests.factories.people import AT, make_person, make_viewer
from tests.factories.registry import a_flag, make_organisation
from tests.factories.support import a_firm, a_submitted, an_application
from tests.factories.support import make_world as make_support
from tests.factories.training import a_person, enrol_people, finish
from tests.factories.training import make_world as make_class
from tests.factories.work import open_year, task_number

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 1)
# History: which row was absorbed into which, and which row a file had changed.
TRAIL = {
    "organisations.OrganisationMerge.absorbed",
    "organisations.OrganisationMerge.kept",
    "organisations.ImportedOrganisation.organisation",
}
DONE: dict[str, Any] = {"viewer": None, "by": SYSTEM, "at": AT}


@dataclass(frozen=True)
class Hung:
    """A double on which something of every kind hangs, and the row that is to be kept."""

    keep: int
    absorb: int
    plan: Plan


def pointers() -> Iterator[tuple[str, type[Model], str]]:
    """Every column of ours that holds the number of an organisation."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and field.related_model is Organisation:
                yield f"{model._meta.app_label}.{model.__name__}.{field.name}", model, field.name


def pointing_to(number: int) -> dict[str, int]:
    """How many rows hold the number of an organisation, by column."""
    found = {name: model._default_manager.filter(**{field: number}).count() for name, model, field in pointers()}
    return {name: count for name, count in found.items() if count}


@pytest.fixture
def hung() -> Hung:
    """Support, training and the year's work on the same double; written plainly where that is enough."""
    older = make_organisation()
    support = make_support()
    absorb, unit = support.firm, support.unit_id
    keep = a_firm(unit, "Công ty Giữ lại")
    a_submitted(absorb, an_application())
    _registry_rows(absorb, unit)
    registry.set_apart(one=older, other=absorb, **DONE)
    _records_of_work(absorb, support.plan)
    _records_of_outreach(absorb, support.plan)
    account = make_person()
    for organisation in (keep, absorb):
        grant_role(
            account=account.pk,
            role=Role.BENEFICIARY,
            scope=RoleScope(organisation_id=organisation),
            by=SYSTEM,
            at=AT,
        )
    return Hung(keep, absorb, support.plan)


def _registry_rows(absorb: int, unit: int) -> None:
    """Kin, doubles of the double, and what is noted of it."""
    branch, before, after, double, like = (a_firm(unit) for _one in range(5))
    registry.record_branch(branch=branch, parent=absorb, **DONE)
    steps: dict[str, Any] = {"kind": SuccessionKind.SEPARATED, "on": DAY, "basis": "Giấy tờ thử", **DONE}
    registry.record_succession(predecessor=before, successor=absorb, **steps)
    registry.record_succession(predecessor=absorb, successor=after, **steps)
    registry.merge_organisations(keep=absorb, absorb=double, reason="trùng", **DONE)
    registry.set_apart(one=absorb, other=like, **DONE)
    registry.state_flag(number=absorb, flag=a_flag(FlagKind.EXPORT), **DONE)
    FormerName.objects.create(organisation_id=absorb, name="Tên cũ", folded="ten cu", until=DAY)
    OrganisationSeat.objects.create(organisation_id=absorb, unit_id=unit, until=DAY)
    person = a_person(organisation_id=absorb)
    Person.objects.create(name=person.name, folded="x", organisation_id=absorb, unit_id=unit, created_at=AT)


def _records_of_work(absorb: int, plan: Plan) -> None:
    common: dict[str, Any] = {"plan": plan, "unit_id": plan.unit_id}
    Commendation.objects.create(
        **common,
        year=2024,
        recipient_kind=RecipientKind.ORGANISATION,
        recipient="Công ty",
        folded="cong ty",
        organisation_id=absorb,
        level=CommendationLevel.PROVINCE,
        achievement="Thử",
        proposed_at=AT,
    )
    entry = common | {"school_id": absorb, "created_at": AT}
    Club.objects.create(**entry, name="CLB 5S", folded="clb 5s", founded_on=DAY)
    SchoolProgramme.objects.create(**entry, title="5S", folded="5s", adopted_on=DAY)


def _records_of_outreach(absorb: int, plan: Plan) -> None:
    common: dict[str, Any] = {"plan": plan, "unit_id": plan.unit_id}
    survey = NeedsSurvey.objects.create(
        **common, definition="thu", title="Khảo sát", opens_on=DAY, closes_on=DAY, created_at=AT
    )
    SurveyForm.objects.create(survey=survey, organisation_id=absorb)
    Visit.objects.create(
        **common, organisation_id=absorb, on=DAY, visitor="Lê Thị Thử", outcome=VisitOutcome.INFORMED, at=AT
    )


def test_nothing_stays_behind_on_a_double(hung: Hung) -> None:
    world = make_class(open_year(hung.plan), task_number(hung.plan))
    enrol_people(world.number, [a_person(organisation_id=hung.absorb)])
    every = {name for name, _model, _field in pointers()}
    # Else the test would not see it: give the double one of each kind above.
    assert every - pointing_to(hung.absorb).keys() - TRAIL == set()
    before = AuditEvent.objects.filter(action="organisation.merged").count()

    merge_organisations(keep=hung.keep, absorb=hung.absorb, reason="một công ty ghi hai lần", **DONE)
    assert set(pointing_to(hung.absorb)) <= TRAIL
    assert AuditEvent.objects.filter(action="organisation.merged").count() == before + 1
    assert SupportSlot.objects.get(holds=True).lineage_id in {hung.keep, *lineage_members(hung.keep)}
    # One person held the same role for both rows.
    grants = RoleGrant.objects.filter(organisation=hung.keep, role=Role.BENEFICIARY).order_by("pk")
    assert [grant.revoked_at is None for grant in grants] == [True, False]
    assert Enrolment.objects.filter(organisation=hung.keep).count() == 1


def test_clubs_of_one_name_become_one_and_classes_are_counted_again(hung: Hung) -> None:
    world = make_class(open_year(hung.plan), task_number(hung.plan))
    double = make_organisation("Trường Thử Hai", province="24")
    Enrolment.objects.filter(pk=world.people[1].number).update(organisation=double)
    finish(world)
    reached = Participation.objects.filter(activity=world.activity, kind=ParticipantKind.ENTERPRISE)
    assert reached.get().organisations == 2
    for school in (world.enterprise, double):
        Club.objects.create(
            plan=hung.plan,
            unit_id=hung.plan.unit_id,
            school_id=school,
            name="CLB Kaizen",
            folded="clb kaizen",
            founded_on=DAY,
            created_at=AT,
        )
    merge_organisations(keep=world.enterprise, absorb=double, reason="trùng", **DONE)
    assert reached.get().organisations == 1
    clubs = Club.objects.filter(school=world.enterprise).order_by("pk")
    assert [club.closed_on is None for club in clubs] == [True, False]


def test_kin_share_what_either_was_given(hung: Hung) -> None:
    """The content that both hold stays with the earlier case."""
    unit = hung.plan.unit_id
    one, other, third = (a_firm(unit) for _one in range(3))
    first = a_submitted(one, an_application())
    second = a_submitted(other, an_application())
    record_branch(branch=other, parent=one, **DONE)
    held = dict(SupportSlot.objects.filter(case__in=[first, second]).values_list("case", "holds").order_by("pk"))
    assert held == {first: True, second: False}
    assert set(SupportSlot.objects.filter(case__in=[first, second]).values_list("lineage", flat=True)) == {one}
    record_succession(
        predecessor=one, successor=third, kind=SuccessionKind.CONVERTED, on=DAY, basis="Giấy tờ thử", **DONE
    )
    assert lineage_members(one) == (one, other, third)


def test_only_who_may_merges_and_nothing_is_half_done() -> None:
    one, other = make_organisation("Một"), make_organisation("Hai")
    leader = make_viewer(Role.PROVINCE_LEADER)
    with pytest.raises(NotAllowed):
        merge_organisations(keep=one, absorb=other, reason="trùng", viewer=leader, by=SYSTEM, at=AT)
    officer = viewer_of(make_person(Role.PROVINCE_OFFICER))
    with pytest.raises(OrganisationMergeRefused):
        merge_organisations(keep=one, absorb=other, reason="", viewer=officer, by=SYSTEM, at=AT)
    assert find_organisation(None, other, on=AT.date()).merged_into is None
    merge_organisations(keep=one, absorb=other, reason="trùng", viewer=officer, by=SYSTEM, at=AT)
