"""What the five plans ask for: days and senders are data of each, none is built in."""

from __future__ import annotations

from datetime import date

import pytest

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed
from nscl.finance.operations.intake import load_published
from nscl.plans.models import Plan
from nscl.plans.queries.access import SYSTEM_READER
from nscl.plans.queries.editions import find_edition
from nscl.records.operations import SYSTEM
from nscl.reporting.enums import RoundKind
from nscl.reporting.operations.rounds import open_round
from nscl.reporting.queries.proposals import RoundProposal, agencies_to_add, round_proposals
from tests.factories.people import AT, make_viewer
from tests.factories.plans import published_packs
from tests.factories.reporting_desk import OPENED, Desk, body, opened

TODAY = AT.date()
PROVINCES = {"bac-ninh": "24", "hung-yen": "33", "quang-tri": "44", "lang-son": "20"}


def of_plan(slug: str, province: str, on: date = TODAY) -> dict[str, RoundProposal]:
    viewer = make_viewer(Role.PROVINCE_OFFICER, province=province)
    return {one.key: one for one in round_proposals(viewer, find_edition(viewer, slug), on=on)}


@pytest.mark.django_db
def test_the_five_plans() -> None:
    load_published(packs=[(pack, None) for pack in published_packs()], by=SYSTEM, at=AT)
    slugs = {name: Plan.objects.get(slug__startswith=name).slug for name in PROVINCES}
    yearly = {name: of_plan(slugs[name], code)["yearly-2026"] for name, code in PROVINCES.items()}
    days = {name: (one.agencies_due, one.province_due, one.data_until) for name, one in yearly.items()}
    due, upward = date(2026, 11, 20), date(2026, 11, 30)
    assert days == {
        "bac-ninh": (due, upward, due),
        "hung-yen": (upward, None, upward),
        "quang-tri": (upward, None, upward),
        "lang-son": (None, None, None),  # on demand only: the officer types the days
    }
    # "Các sở, ban, ngành" are all whom the plan gives something to do; where it names nobody, the officer chooses.
    asked = {name: [one.name for one in row.agencies if one.is_asked] for name, row in yearly.items()}
    assert {name: any("Sở Y tế" in one for one in names) for name, names in asked.items()} == {
        "bac-ninh": True,
        "hung-yen": False,
        "quang-tri": True,
        "lang-son": False,
    }
    assert any(one.name.startswith("Sở Y tế") for one in yearly["lang-son"].agencies)
    # The department that gets the reports is offered, not ticked, unless it is the People's Committee that gets them.
    science = {
        name: [one.is_asked for one in row.agencies if one.name.startswith("Sở Khoa học và Công nghệ")]
        for name, row in yearly.items()
    }
    assert science == {"bac-ninh": [False], "hung-yen": [True], "quang-tri": [False], "lang-son": [False]}
    # The committees of districts ended without a successor.
    assert any(name.startswith("UBND các huyện") for name in yearly["quang-tri"].missing)
    assert "20/11" in yearly["bac-ninh"].source


@pytest.mark.django_db
def test_a_plan_that_is_over_is_reviewed_by_the_successors_of_its_agencies() -> None:
    load_published(packs=[(pack, None) for pack in published_packs()[:1]], by=SYSTEM, at=AT)
    plan = Plan.objects.get()
    found = of_plan(plan.slug, "24")
    kinds = [one.kind for one in found.values()]
    assert kinds == [RoundKind.YEARLY, RoundKind.FINAL, RoundKind.INTERIM, RoundKind.ON_DEMAND]
    final = next(one for one in found.values() if one.kind is RoundKind.FINAL)
    assert (final.year, final.period_start, final.period_end) == (2025, date(2021, 1, 1), date(2025, 12, 31))
    assert final.agencies_due is None  # its day of 2025 is over: the officer sets one
    (finance,) = [one for one in final.agencies if one.name.startswith("Sở Tài chính")]
    # The department of planning went into that of finance in March 2025, both into Bắc Ninh's, a city since.
    names = {covered.name for covered in finance.covers}
    assert names == {"Sở Kế hoạch và Đầu tư tỉnh Bắc Giang", "Sở Tài chính tỉnh Bắc Giang"}
    assert {covered.since for covered in finance.covers} == {date(2026, 9, 20)}
    # The round is opened under it although the period is over.
    values = final.values(date(2026, 12, 10))
    asked = [one.agency_id for one in final.agencies if one.is_asked]
    open_round(plan=plan.pk, values=values, agencies=asked, viewer=None, by=SYSTEM, at=AT)
    assert final.key not in of_plan(plan.slug, "24")


def test_who_may_open_a_round_and_whom_it_can_still_ask(desk: Desk) -> None:
    header = find_edition(SYSTEM_READER, desk.plan.slug)
    with pytest.raises(NotAllowed):
        round_proposals(desk.viewer("health"), header, on=OPENED.date())
    number = opened(desk, keys=["so-khcn"])
    offered = agencies_to_add(desk.viewer("officer"), number, on=OPENED.date())
    # Those that the plan names stand first.
    assert {one.agency_id for one in offered[:2]} == {body("so-y-te"), body("so-khdt")}
    assert body("so-khcn") not in {one.agency_id for one in offered}
