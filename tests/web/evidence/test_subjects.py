"""What may have evidence besides activities, and who may add to each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM
from nscl.records.operations.evidence import EvidenceSubject, add_file
from nscl.records.queries.evidence import list_evidence
from nscl.web.evidence.subjects import BY_KIND, BY_SEGMENT, KINDS
from nscl.work.enums import WorkKind
from nscl.work.models import Difficulty
from tests.factories import files
from tests.factories.difficulties import assigned, closed, proposed, raised, today_agency
from tests.factories.evidence import LINK
from tests.factories.people import AT
from tests.factories.world import World

SignedIn = Callable[[Role], Client]


@pytest.fixture
def plan(world: World, db: None) -> Plan:  # noqa: ARG001
    return Plan.objects.get(slug=world.slug)


def adds(client: Client, segment: str, number: int) -> bool:
    """Whether the person may add: the form, the post and the button agree."""
    page = client.get(f"/minh-chung/{segment}/{number}/")
    assert page.status_code == 200
    form = client.get(f"/minh-chung/{segment}/{number}/them/").status_code
    sent = client.post(f"/minh-chung/{segment}/{number}/them/", {"duong_dan": f"{LINK}-{id(client)}"}).status_code
    offered = f"/minh-chung/{segment}/{number}/them/" in page.content.decode()
    assert (form, sent, offered) in {(200, 302, True), (404, 404, False)}
    return offered


def test_each_kind_has_its_own_name_and_address() -> None:
    assert len(BY_KIND) == len(BY_SEGMENT) == len(KINDS)


def test_a_difficulty_of_an_agency_is_added_to_by_it_and_by_officers(signed_in: SignedIn, plan: Plan) -> None:
    own, other = raised(plan, agency=today_agency()), raised(plan, agency=today_agency("so-khcn"), title="Khác")
    focal, officer, reader = (
        signed_in(role) for role in (Role.AGENCY_FOCAL_POINT, Role.PROVINCE_OFFICER, Role.NATIONAL_VIEWER)
    )
    assert adds(focal, "vuong-mac", own.pk)
    assert not adds(focal, "vuong-mac", other.pk)
    assert adds(officer, "vuong-mac", other.pk)
    assert not adds(reader, "vuong-mac", own.pk)


def test_who_is_to_answer_adds_to_the_answer(signed_in: SignedIn, plan: Plan) -> None:
    difficulty = assigned(plan, agency=today_agency("so-khcn"), to=today_agency())
    assert adds(signed_in(Role.AGENCY_FOCAL_POINT), "vuong-mac", difficulty.pk)


def test_a_closed_difficulty_takes_no_more(signed_in: SignedIn, plan: Plan) -> None:
    difficulty = closed(plan)
    assert not adds(signed_in(Role.PROVINCE_OFFICER), "vuong-mac", difficulty.pk)


def test_the_provinces_own_difficulty_is_no_agencys(signed_in: SignedIn, plan: Plan, world: World) -> None:
    """Also not for its photographs' originals, which are judged by the row of the evidence alone."""
    difficulty = raised(plan)
    assert not adds(signed_in(Role.AGENCY_FOCAL_POINT), "vuong-mac", difficulty.pk)
    number = add_file(
        subject=EvidenceSubject(kind=WorkKind.DIFFICULTY, number=difficulty.pk, label="x", unit_id=difficulty.unit_id),
        file=files.received(files.photograph()),
        name="a.jpg",
        by=SYSTEM,
        at=AT,
    )
    kind = BY_KIND[WorkKind.DIFFICULTY]
    focal = viewer_of(world.people[Role.AGENCY_FOCAL_POINT])
    assert not kind.may_change(focal, difficulty.unit_id, None)
    assert signed_in(Role.AGENCY_FOCAL_POINT).get(f"/minh-chung/{number}/goc/").status_code == 404
    assert signed_in(Role.AGENCY_FOCAL_POINT).get(f"/minh-chung/{number}/go/").status_code == 404


def test_a_commendation_is_added_to_by_officers(signed_in: SignedIn, plan: Plan) -> None:
    commendation = proposed(plan, year=2026)
    assert adds(signed_in(Role.PROVINCE_OFFICER), "khen-thuong", commendation.pk)
    assert not adds(signed_in(Role.AGENCY_FOCAL_POINT), "khen-thuong", commendation.pk)


def test_what_is_added_to_a_sample_is_a_sample(signed_in: SignedIn, plan: Plan) -> None:
    difficulty = raised(plan, is_sample=True)
    assert Difficulty.objects.get().is_sample
    adds(signed_in(Role.PROVINCE_OFFICER), "vuong-mac", difficulty.pk)
    (row,) = list_evidence(WorkKind.DIFFICULTY, difficulty.pk)
    assert row.is_sample
