"""Whose an activity is, by its first day: provinces merged and departments were made of others meanwhile."""

from __future__ import annotations

from datetime import date

import pytest

from nscl.accounts.rules import Viewer
from nscl.institutions.models import AdministrativeUnit, Agency, AgencySuccession
from nscl.institutions.queries import unit_by_code
from nscl.records.operations import SYSTEM
from nscl.work.models import Activity
from nscl.work.operations.activities import record_activity
from nscl.work.operations.annual_plans import copy_from_year, open_annual_plan
from nscl.work.operations.errors import InvalidActivity
from nscl.work.queries.activities import list_activities
from nscl.work.queries.filters import ActivityFilter
from nscl.work.queries.years import annual_plan_table
from nscl.work.rules.problems import Reason
from tests.factories.people import AT
from tests.factories.work import a_plan, a_record, add, agency_number, open_year
from tests.work.conftest import Site

MERGER = date(2025, 7, 1)
EVE = date(2025, 6, 30)


def seat(number: int) -> tuple[str, str, date]:
    row = Activity.objects.select_related("unit", "agency__unit").get(pk=number)
    assert row.agency.unit is not None
    return row.unit.name, row.agency.unit.name, row.agency.valid_from


def test_an_activity_is_of_the_province_of_its_day(site: Site) -> None:
    """Bắc Giang's plan runs on in today's Bắc Ninh from 1 July 2025 on, and Sở KH&CN with it."""
    annual = open_year(site.plan, year=2025)
    before = add(annual, a_plan(site.task, starts_on=EVE))
    after = add(annual, a_plan(site.task, starts_on=MERGER))
    assert seat(before.number)[:2] == ("Bắc Giang", "Bắc Giang")
    assert seat(after.number)[:2] == ("Bắc Ninh", "Bắc Ninh")
    assert seat(after.number)[2] == MERGER
    record = a_record(starts_on=MERGER, done_on=MERGER, place="Chỗ khác")
    record_activity(number=before.number, version=1, record=record, viewer=None, by=SYSTEM, at=AT)
    assert seat(before.number)[:2] == ("Bắc Ninh", "Bắc Ninh")


def test_the_new_body_may_tell_what_its_one_forerunner_in_the_plan_did(site: Site) -> None:
    annual = open_year(site.plan, year=2025, on=MERGER)
    told = add(annual, a_plan(site.task, starts_on=date(2025, 5, 1)))
    assert seat(told.number)[:2] == ("Bắc Giang", "Bắc Giang")
    with pytest.raises(InvalidActivity) as refused:  # until 28 February, two bodies went into it in Bắc Giang alone
        add(annual, a_plan(site.task, starts_on=date(2025, 2, 1)))
    (problem,) = refused.value.problems
    assert (problem.field, problem.reason) == ("starts_on", Reason.NO_HOLDER)
    assert "Sở Khoa học và Công nghệ tỉnh Bắc Giang" in problem.remedy
    assert "Sở Thông tin và Truyền thông tỉnh Bắc Giang" in problem.remedy


def test_the_work_of_a_body_that_ended_goes_on_with_its_successor(site: Site) -> None:
    annual = open_year(site.plan, agency="so-khdt", year=2025)
    after = add(annual, a_plan(site.task, starts_on=date(2025, 3, 1)))
    row = Activity.objects.select_related("agency", "annual_plan__agency").get(pk=after.number)
    assert (row.agency.key, row.annual_plan.agency.key) == ("so-tai-chinh", "so-khdt")


def test_a_body_without_a_successor_or_with_two_takes_no_more(site: Site) -> None:
    annual = open_year(site.plan, agency="ubnd-huyen", year=2025)
    add(annual, a_plan(site.task, starts_on=EVE))
    with pytest.raises(InvalidActivity, match="giao việc lại"):
        add(annual, a_plan(site.task, starts_on=MERGER))
    divided = open_year(site.plan, agency="so-khdt", year=2025)
    other = agency_number("so-noi-vu", date(2025, 4, 1))
    AgencySuccession.objects.create(
        predecessor_id=agency_number("so-khdt"), successor_id=other, on=date(2025, 3, 1), basis="thử", confidence="L"
    )
    with pytest.raises(InvalidActivity, match="đã chia cho"):
        add(divided, a_plan(site.task, starts_on=date(2025, 4, 1)))


def test_a_day_without_a_province_is_refused(site: Site) -> None:
    annual = open_year(site.plan, year=2025)
    today = unit_by_code("24", on=MERGER)
    AdministrativeUnit.objects.filter(pk=today.id).update(valid_from=date(2025, 8, 1))
    with pytest.raises(InvalidActivity, match="không rõ tỉnh nào"):
        add(annual, a_plan(site.task, starts_on=MERGER))


def test_a_commune_is_one_of_the_province_on_that_day(site: Site) -> None:
    annual = open_year(site.plan, year=2025)
    communes = AdministrativeUnit.objects.filter(level="commune", valid_from=MERGER).order_by("pk")
    own = communes.filter(parent__name="Bắc Ninh").first()
    other = communes.filter(parent__name="Lạng Sơn").first()
    assert own is not None
    assert other is not None
    saved = add(annual, a_plan(site.task, starts_on=MERGER, commune_id=own.pk))
    assert Activity.objects.get(pk=saved.number).commune_id == own.pk
    with pytest.raises(InvalidActivity, match="không thuộc tỉnh"):
        add(annual, a_plan(site.task, starts_on=MERGER, commune_id=other.pk, place="Nơi khác"))
    with pytest.raises(InvalidActivity, match="không thuộc tỉnh"):
        add(annual, a_plan(site.task, starts_on=EVE, commune_id=own.pk))


def test_a_copy_leaves_a_commune_that_is_no_more(site: Site) -> None:
    commune = AdministrativeUnit.objects.filter(level="commune", parent__name="Bắc Ninh").order_by("pk").first()
    assert commune is not None
    old = AdministrativeUnit.objects.create(
        level="commune", kind="commune", code="99999", name="Xã cũ", folded="xa cu", parent_id=site.plan.unit_id,
        valid_from=date(2008, 8, 1), valid_to=EVE,
    )  # fmt: skip
    add(site.annual, a_plan(site.task, starts_on=date(2024, 9, 1), commune_id=old.pk))
    annual = open_year(site.plan, year=2025)
    copied = copy_from_year(annual_plan=annual, viewer=None, by=SYSTEM, at=AT)
    assert [problem.field for left in copied.incomplete for problem in left.problems] == ["commune_id"]
    assert Activity.objects.get(pk=copied.created[0]).commune_id is None


def test_the_heir_copies_what_its_forerunners_planned(site: Site) -> None:
    add(site.annual, a_plan(site.task, starts_on=date(2024, 9, 1)))
    annual = open_year(site.plan, year=2025, on=MERGER)
    copied = copy_from_year(annual_plan=annual, viewer=None, by=SYSTEM, at=AT)
    assert seat(copied.created[0])[:2] == ("Bắc Ninh", "Bắc Ninh")


def test_who_works_for_bac_ninh_sees_what_bac_giang_did(site: Site, officer: Viewer, focal: Viewer) -> None:
    add(site.annual, a_plan(site.task))
    today = unit_by_code("24", on=AT.date())
    for viewer in (officer, focal):
        (row,) = list_activities(viewer, ActivityFilter(unit_ids=[site.plan.unit_id]), on=AT.date())
        assert row.plan.label == "Kế hoạch Bắc Giang 2021–2025"
        assert list_activities(viewer, ActivityFilter(unit_ids=[today.id]), on=AT.date()) == ()


def test_a_national_body_can_have_a_part(site: Site) -> None:
    national = Agency.objects.filter(unit__isnull=True, valid_to__isnull=True).order_by("pk").first()
    assert national is not None
    annual = open_annual_plan(plan=site.plan.pk, agency=national.pk, year=2024, viewer=None, by=SYSTEM, at=AT)
    saved = add(annual, a_plan(site.task))
    assert Activity.objects.get(pk=saved.number).agency_id == national.pk


def test_the_year_that_one_body_planned_is_owed_by_none_of_its_heirs(site: Site, officer: Viewer) -> None:
    open_year(site.plan, year=2025)
    table = annual_plan_table(officer, site.plan.pk, on=date(2025, 12, 1))
    rows = [row for row in table.rows if row.agency.name == "Sở Khoa học và Công nghệ"]
    cells = [cell for row in rows for cell in row.cells if cell.year == 2025 and cell.leads]
    assert len(cells) > 1, "the department before and after the merger"
    assert all(cell.is_answered for cell in cells)
    assert not any(cell.is_answered for row in rows for cell in row.cells if cell.year == 2022)
