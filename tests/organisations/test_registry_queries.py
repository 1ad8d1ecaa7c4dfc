"""What the registry tells: whole, in lists, as facts for rules, as of a day; and to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from nscl.accounts.enums import Role
from nscl.accounts.rules import Viewer
from nscl.institutions.queries import unit_by_code
from nscl.organisations.enums import FlagKind, OrganisationKind, OrganisationState, SuccessionKind
from nscl.organisations.models import Organisation
from nscl.organisations.operations import registry
from nscl.organisations.queries import (
    OrganisationFilter,
    OrganisationMissing,
    OrganisationSort,
    check_tax_code,
    count_organisations,
    explain_size,
    facts_of,
    facts_of_many,
    find_organisation,
    list_organisations_page,
    organisation_on,
    preview_size,
)
from nscl.organisations.rules.sizes import YearFigures
from nscl.records.operations import SYSTEM
from nscl.rulebook.size import SizeClass
from tests.factories.people import AT, make_viewer
from tests.factories.registry import BILLION, SMALL, a_flag, commune_id, make_organisation, next_tax_code

pytestmark = pytest.mark.usefixtures("loaded")
TODAY = AT.date()
KEP, OTHER_WARD = "07399", "07210"  # Kép is a ward since 20 September 2026
BEFORE = datetime(2025, 12, 1, 1, 0, tzinfo=UTC)
DONE: dict[str, Any] = {"viewer": None, "by": SYSTEM, "at": AT}


def asked(**values: Any) -> OrganisationFilter:
    return OrganisationFilter(on=TODAY, **values)


def names(viewer: Viewer | None, sort: OrganisationSort = OrganisationSort.NAME, **values: Any) -> list[str]:
    page = list_organisations_page(viewer, filter=asked(**values), sort=sort)
    assert page.total == len(page.rows)
    return [row.name for row in page.rows]


# --- who sees what


def test_contacts_are_for_those_who_keep_the_registry_and_for_the_organisation_itself() -> None:
    beneficiary = make_viewer(Role.BENEFICIARY)
    (own,) = beneficiary.own_organisations
    other = make_organisation(phone="0912345678", email="thu@example.vn")
    for role, sees in ((Role.PROVINCE_OFFICER, True), (Role.AGENCY_FOCAL_POINT, True), (Role.PROVINCE_LEADER, False)):
        detail = find_organisation(make_viewer(role), other, on=TODAY)
        assert (detail.sees_contacts, bool(detail.phone), bool(detail.email)) == (sees, sees, sees), role
        assert detail.may_merge == (role is Role.PROVINCE_OFFICER)
    assert find_organisation(beneficiary, own, on=TODAY).sees_contacts
    assert not find_organisation(beneficiary, own, on=TODAY).may_edit
    with pytest.raises(OrganisationMissing):
        find_organisation(beneficiary, other, on=TODAY)
    with pytest.raises(OrganisationMissing):
        find_organisation(make_viewer(Role.PROVINCE_OFFICER, province="20"), other, on=TODAY)
    assert find_organisation(make_viewer(Role.NATIONAL_VIEWER), other, on=TODAY).phone == ""
    with pytest.raises(OrganisationMissing):
        find_organisation(make_viewer(Role.CONSULTANT), other, on=TODAY)
    assert names(beneficiary) == ["Công ty Thử"]


# --- as of a day


def test_an_organisation_is_told_as_of_a_day() -> None:
    number = make_organisation("Công ty Cũ", commune=KEP, address="Số 1", at=BEFORE)
    flag = registry.state_flag(number=number, flag=a_flag(at=BEFORE), viewer=None, by=SYSTEM, at=BEFORE)
    registry.end_flag(flag=flag, until=date(2026, 1, 31), reason="hết hạn", **DONE)
    entry = registry.OrganisationEntry(name="Công ty Mới", kind=OrganisationKind.ENTERPRISE, commune_id=commune_id(KEP))
    registry.edit(number=number, version=1, entry=entry, on=date(2026, 3, 1), **DONE)
    registry.move_seat(
        number=number,
        version=2,
        unit_id=unit_by_code("24", on=TODAY).id,
        commune_id=commune_id(OTHER_WARD),
        address="Số 9",
        on=date(2026, 6, 1),
        **DONE,
    )
    registry.end(number=number, version=3, on=date(2026, 10, 1), reason="giải thể", **DONE)
    then = organisation_on(None, number, on=date(2026, 1, 15))
    assert (then.name, then.seat.commune_today, then.state) == ("Công ty Cũ", "", OrganisationState.ACTIVE)
    assert [one.kind for one in then.flags] == [FlagKind.OCOP]
    now = organisation_on(None, number, on=TODAY)
    assert (now.name, now.seat.address, now.state, now.flags) == ("Công ty Mới", "Số 9", OrganisationState.GONE, ())
    facts = facts_of(number, date(2026, 5, 31))
    assert facts.commune_id == commune_id(KEP, BEFORE)
    assert facts_of(number, TODAY).commune_id == commune_id(OTHER_WARD)


# --- facts


def test_facts_say_what_is_known_and_nothing_else() -> None:
    number = make_organisation(
        industry="1071",
        commune=KEP,
        figures=SMALL,
        flags=[
            a_flag(FlagKind.OCOP),
            a_flag(FlagKind.OCOP, product="chè", holds=False),
            a_flag(FlagKind.EXPORT, holds=False),
        ],
        at=AT,
    )
    facts = facts_of(number, TODAY)
    assert (facts.size, facts.sector, facts.is_manufacturing, facts.is_agriculture) == (
        SizeClass.SMALL,
        "production",
        True,
        False,
    )
    assert facts.flags == {FlagKind.OCOP: True, FlagKind.EXPORT: False}  # one product with it is enough
    assert facts.unit_id == unit_by_code("24", on=TODAY).id
    # Next year other figures decide, and are not there yet: unknown, not last year's.
    later = facts_of(number, TODAY.replace(year=2027))
    assert (later.size, later.sizing.missing) == (None, ("số liệu năm 2026",))
    assert facts_of(number, TODAY - timedelta(days=1)).flags == {}
    bare = facts_of(make_organisation(), TODAY)
    assert (bare.sector, bare.is_manufacturing, bare.size, bare.commune_id) == (None, None, None, None)
    with pytest.raises(OrganisationMissing):
        facts_of(0, TODAY)


def test_facts_of_many_take_as_many_queries_as_of_one(django_assert_max_num_queries: Any) -> None:
    numbers = [make_organisation(commune=KEP, industry="1071", figures=SMALL, flags=[a_flag()]) for _one in range(4)]
    with django_assert_max_num_queries(6):
        assert set(facts_of_many(numbers, TODAY)) == set(numbers)


def test_the_size_is_explained_with_its_inputs() -> None:
    number = make_organisation(industry="1071", figures=replace(SMALL, year=2024))
    told = explain_size(None, number, on=TODAY)
    assert (told.year, told.figures, told.sizing.missing) == (2025, None, ("số liệu năm 2025",))
    assert told.older is not None
    assert (told.older.year, told.stored, told.stored_on) == (2024, SizeClass.SMALL, date(2025, 12, 31))
    figures = YearFigures(2025, Decimal(250), 30 * BILLION, None)
    seen = preview_size(None, number, figures=figures, on=TODAY)
    assert (seen.sizing.size, seen.older) == (SizeClass.LARGE, None)
    assert any("lao động 250 người, quá 200 người" in step for step in seen.sizing.steps)
    assert explain_size(None, number, on=TODAY).figures is None  # nothing was written


# --- lists


def test_lists_are_filtered_and_sorted() -> None:
    officer = make_viewer(Role.PROVINCE_OFFICER)
    first = make_organisation("An Bình", commune=OTHER_WARD, industry="1071", figures=SMALL, flags=[a_flag()])
    make_organisation("Đồng Tâm", kind=OrganisationKind.COOPERATIVE, industry="0111", commune=KEP, at=BEFORE)
    gone = make_organisation("Hòa Phát Thử")
    registry.end(number=gone, version=1, on=TODAY, reason="giải thể", **DONE)
    make_organisation("Lạng Sơn", province="20")
    double = make_organisation("An Bình Hai")
    registry.merge_organisations(keep=first, absorb=double, reason="trùng", **DONE)
    assert names(officer) == ["An Bình", "Đồng Tâm", "Hòa Phát Thử"]
    assert names(officer, OrganisationSort.NEWEST) == ["Hòa Phát Thử", "Đồng Tâm", "An Bình"]
    assert names(officer, kind=OrganisationKind.COOPERATIVE) == ["Đồng Tâm"]
    assert names(officer, commune_id=commune_id(KEP)) == ["Đồng Tâm"]  # noted before it became a ward
    assert names(officer, state=OrganisationState.GONE) == ["Hòa Phát Thử"]
    assert names(officer, size=SizeClass.SMALL) == names(officer, is_sized=True) == ["An Bình"]
    assert names(officer, flag=FlagKind.OCOP) == names(officer, section="2025:C") == ["An Bình"]
    assert names(officer, section="2018:C") == names(officer, section="x") == []
    assert names(officer, unit_id=unit_by_code("20", on=TODAY).id) == []
    assert names(None, unit_id=unit_by_code("20", on=TODAY).id) == ["Lạng Sơn"]
    counts = count_organisations(officer, filter=asked())
    assert (counts.total, counts.sized, counts.with_flags, counts.without_tax_code) == (3, 1, 1, 3)
    assert counts.by_kind == {OrganisationKind.ENTERPRISE: 2, OrganisationKind.COOPERATIVE: 1}
    assert (counts.by_state[OrganisationState.GONE], counts.without_commune) == (1, 1)
    (row,) = list_organisations_page(officer, filter=asked(kind=OrganisationKind.COOPERATIVE)).rows
    assert (row.province, row.commune) == ("thành phố Bắc Ninh", "phường Kép")


def test_pages_take_as_many_queries_for_thirty_rows_as_for_three(django_assert_max_num_queries: Any) -> None:
    numbers = [make_organisation(commune=KEP, flags=[a_flag()]) for _one in range(6)]
    with django_assert_max_num_queries(6):
        assert list_organisations_page(None, filter=asked(), limit=4).total == 6
    for branch in numbers[1:]:
        registry.record_branch(branch=branch, parent=numbers[0], **DONE)
    with django_assert_max_num_queries(11):
        assert len(find_organisation(None, numbers[0], on=TODAY).branches) == 5


# --- tax codes


def test_a_tax_code_is_answered_for() -> None:
    code = next_tax_code()
    number = make_organisation("Công ty Thử", tax_code=code)
    holder = check_tax_code(f" {code[:4]} {code[4:]} ").holder
    assert holder is not None
    assert (holder.number, holder.words) == (number, "Mã này là của Công ty Thử (Bắc Ninh).")
    assert check_tax_code(code, except_for=number).holder is None
    wrong = f"{code[:5]}{(int(code[5]) + 1) % 10}{code[6:]}"
    answer = check_tax_code(wrong)
    assert "số kiểm tra" in answer.problem
    assert [one.number for one in answer.near] == [number]
    branch = check_tax_code(f"{code}-001")
    assert (branch.code, branch.holder, branch.problem) == (f"{code}-001", None, "")
    assert branch.parent is not None
    assert branch.parent.number == number
    free = check_tax_code(next_tax_code())
    assert (free.holder, free.parent, free.near, free.problem) == (None, None, (), "")


def test_the_code_of_one_that_is_gone_names_its_successor() -> None:
    code = next_tax_code()
    number = make_organisation("Công ty Cũ", tax_code=code)
    registry.suspend(number=number, version=1, on=date(2026, 1, 5), reason="thông báo", **DONE)
    assert "tạm ngừng từ 05/01/2026" in check_tax_code(code).holder.words  # type: ignore[union-attr]
    heir = make_organisation("Công ty Mới")
    act: dict[str, Any] = {"on": date(2026, 5, 1), "basis": "Giấy chứng nhận", **DONE}
    registry.record_succession(predecessor=number, successor=heir, kind=SuccessionKind.CONVERTED, **act)
    holder = check_tax_code(code).holder
    assert holder is not None
    assert holder.successor is not None
    assert holder.successor.number == heir
    assert holder.words == "Mã này là của Công ty Cũ (Bắc Ninh), đã chấm dứt từ 01/05/2026. Kế thừa: Công ty Mới."
    assert Organisation.objects.get(pk=number).state == OrganisationState.GONE
