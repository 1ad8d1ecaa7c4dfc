"""Branches, successions and doubles: who shares a history of support, and what goes over to the row that is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from nscl.organisations.enums import FlagKind, OrganisationKind, OrganisationState, SuccessionKind
from nscl.organisations.models import (
    DistinctOrganisations,
    Organisation,
    OrganisationMerge,
    OrganisationSuccession,
    Person,
)
from nscl.organisations.operations import PersonEntry, find_or_register_person, register_organisation, registry
from nscl.organisations.operations.registry import KinRefused, OrganisationMergeRefused, United
from nscl.organisations.queries import (
    check_tax_code,
    find_organisation,
    lineage_members,
    list_organisation_merges,
    list_organisations,
    organisation_history,
)
from nscl.records.operations import SYSTEM
from tests.factories.people import AT
from tests.factories.registry import BILLION, SMALL, a_flag, make_organisation, next_tax_code

pytestmark = pytest.mark.usefixtures("loaded")
TODAY = AT.date()
DONE: dict[str, Any] = {"viewer": None, "by": SYSTEM, "at": AT}


def row(number: int) -> Organisation:
    return Organisation.objects.get(pk=number)


def succeed(predecessor: int, successor: int, kind: SuccessionKind = SuccessionKind.MERGED) -> United | None:
    act: dict[str, Any] = {"on": date(2026, 5, 1), "basis": "Giấy chứng nhận thay đổi lần 3", **DONE}
    return registry.record_succession(predecessor=predecessor, successor=successor, kind=kind, **act)


def merge(keep: int, absorb: int, reason: str = "một tổ chức ghi hai lần") -> United | None:
    return registry.merge_organisations(keep=keep, absorb=absorb, reason=reason, **DONE)


# --- branches and successions


def test_kin_share_one_history_headed_by_the_oldest_row() -> None:
    first, second, third, fourth = (make_organisation() for _one in range(4))
    assert registry.record_branch(branch=third, parent=fourth, **DONE) == United(third, fourth)
    assert registry.record_branch(branch=third, parent=fourth, **DONE) is None  # noted already
    assert succeed(second, fourth) == United(second, third)
    assert succeed(first, second, SuccessionKind.SEPARATED) == United(first, second)
    assert lineage_members(first) == (first, second, third, fourth)
    assert {row(number).lineage_head for number in (first, second, third, fourth)} == {first}
    registry.end_branch(branch=third, reason="nhầm", **DONE)
    assert (row(third).parent, row(third).lineage_head) == (None, first)  # histories are not taken apart


def test_who_passed_into_another_is_gone_and_who_was_only_divided_from_is_not() -> None:
    before, after, parted = (make_organisation() for _one in range(3))
    succeed(before, after)
    assert (row(before).state, row(before).state_on) == (OrganisationState.GONE, date(2026, 5, 1))
    succeed(after, parted, SuccessionKind.SEPARATED)
    assert row(after).state == OrganisationState.ACTIVE
    detail = find_organisation(None, after, on=TODAY)
    assert [(kin.number, kin.kind) for kin in detail.predecessors] == [(before, SuccessionKind.MERGED)]
    assert [kin.number for kin in detail.successors] == [parted]
    assert {link.number for link in detail.lineage} == {before, parted}
    assert organisation_history(None, after)[0].action == "organisation.succession_recorded"


def test_circles_are_refused() -> None:
    first, second, third = (make_organisation() for _one in range(3))
    succeed(first, second)
    succeed(second, third)
    with pytest.raises(KinRefused, match="không thể ngược lại"):
        succeed(third, first)
    with pytest.raises(KinRefused, match="đã được ghi"):
        succeed(first, second)
    with pytest.raises(KinRefused, match="hai tổ chức khác nhau"):
        succeed(first, first)
    registry.record_branch(branch=second, parent=first, **DONE)
    registry.record_branch(branch=third, parent=second, **DONE)
    with pytest.raises(KinRefused, match="không thể là cấp trên"):
        registry.record_branch(branch=first, parent=third, **DONE)
    with pytest.raises(KinRefused, match="đang là chi nhánh"):
        registry.record_branch(branch=third, parent=first, **DONE)
    with pytest.raises(KinRefused, match="không phải chi nhánh"):
        registry.end_branch(branch=first, reason="x", **DONE)


def test_a_succession_needs_a_basis_and_a_day_that_was() -> None:
    first, second = make_organisation(), make_organisation()
    with pytest.raises(registry.InvalidEntry) as refused:
        registry.record_succession(
            predecessor=first,
            successor=second,
            kind=SuccessionKind.CONVERTED,
            on=TODAY + timedelta(days=1),
            basis="",
            **DONE,
        )
    assert {problem.field for problem in refused.value.problems} == {"basis", "on"}
    assert not OrganisationSuccession.objects.exists()


# --- doubles


def test_a_merge_keeps_one_row_that_knows_all_and_leaves_a_trail() -> None:
    code = next_tax_code()
    kept = make_organisation("Công ty TNHH Thử", phone="0912345678")
    absorbed = make_organisation(
        "Cty Thử", tax_code=code, industry="1071", phone="0987654321", email="thu@example.vn", address="Số 1"
    )
    assert merge(kept, absorbed) == United(kept, absorbed)
    one, other = row(kept), row(absorbed)
    assert (one.tax_code, one.industry, one.industry_edition) == (code, "1071", "2025")
    assert (one.phone, one.email, one.address) == ("+84912345678", "thu@example.vn", "Số 1")
    assert (other.tax_code, other.merged_into_id, other.lineage_head) == (None, kept, kept)
    assert OrganisationMerge.objects.get().absorbed_tax_code == code
    said = organisation_history(None, kept)[0]
    assert (said.action, said.comment) == ("organisation.merged", "một tổ chức ghi hai lần")
    assert ("Dòng gộp: Điện thoại", "0987 654 321") in {(one.field, one.before) for one in said.changes}
    (listed,) = list_organisation_merges(None)
    assert (listed.kept_number, listed.absorbed) == (kept, "Cty Thử")
    assert find_organisation(None, kept, on=TODAY).merges[0].name == "Cty Thử"
    merged = find_organisation(None, absorbed, on=TODAY).merged_into
    assert merged is not None
    assert merged.number == kept
    assert [choice.number for choice in list_organisations()] == [kept]


def test_what_hangs_on_a_double_goes_over_and_what_gives_way_is_told() -> None:
    kept = make_organisation(industry="1071", figures=replace(SMALL, capital_vnd=None), flags=[a_flag()])
    absorbed = make_organisation(figures=replace(SMALL, workers=Decimal(70)), flags=[a_flag(), a_flag(FlagKind.EXPORT)])
    registry.state_figures(number=absorbed, figures=replace(SMALL, year=2024), **DONE)
    branch, third, merged_before = make_organisation(), make_organisation(), make_organisation()
    registry.record_branch(branch=branch, parent=absorbed, **DONE)
    succeed(absorbed, third, SuccessionKind.SEPARATED)
    merge(absorbed, merged_before)
    registry.set_apart(one=absorbed, other=branch, **DONE)
    entry = PersonEntry(name="Nguyễn Thị Thử", organisation_id=absorbed)
    find_or_register_person(entry=entry, unit_id=row(kept).unit_id, by=SYSTEM, at=AT)
    merge(kept, absorbed)

    assert Person.objects.get().organisation_id == kept
    assert row(branch).parent_id == row(merged_before).merged_into_id == kept
    assert OrganisationSuccession.objects.get().predecessor_id == kept
    assert DistinctOrganisations.objects.get().first_id == kept
    detail = find_organisation(None, kept, on=TODAY)
    assert [(one.year, one.workers, one.capital_vnd) for one in detail.figures] == [
        (2025, Decimal(60), 15 * BILLION),  # its own, completed
        (2024, Decimal(60), 15 * BILLION),
    ]
    assert detail.size == "small"
    flags = [(flag.kind, flag.until is None) for flag in detail.flags]
    assert sorted(flags) == [(FlagKind.EXPORT, True), (FlagKind.OCOP, False), (FlagKind.OCOP, True)]
    events = organisation_history(None, kept)
    assert "organisation.flag_stated" in {event.action for event in events if event.subject_number == absorbed}
    told = {one.field: (one.before, one.after) for one in events[0].changes}
    assert told["Số liệu 2025 của dòng gộp"] == ("70", "60")
    # kept, branch, third and both doubles are one lineage, and no double heads it
    assert set(lineage_members(kept)) == {kept, absorbed, branch, third, merged_before}


def test_a_double_that_was_the_older_row_heads_nothing_any_more() -> None:
    older, newer, branch = (make_organisation() for _one in range(3))
    registry.record_branch(branch=branch, parent=older, **DONE)
    assert merge(newer, older) == United(newer, older)
    assert set(lineage_members(newer)) == {newer, older, branch}
    # Kin already, headed by the double.
    older, newer = make_organisation(), make_organisation()
    registry.record_branch(branch=newer, parent=older, **DONE)
    registry.end_branch(branch=newer, reason="nhầm", **DONE)
    assert merge(newer, older) == United(newer, older)
    assert (row(newer).lineage_id, row(older).lineage_id) == (None, newer)


def test_what_cannot_be_one_organisation_is_not_merged() -> None:
    code = next_tax_code()
    one = make_organisation(tax_code=code)
    other = make_organisation(tax_code=next_tax_code())
    unit = make_organisation(tax_code=f"{code}-001")
    for absorb, words in (
        (other, "Hai mã số thuế khác nhau"),
        (unit, "chi nhánh, không phải trùng"),
        (one, "khác nhau"),
    ):
        with pytest.raises(OrganisationMergeRefused, match=words):
            merge(one, absorb)
    with pytest.raises(OrganisationMergeRefused, match="lý do"):
        merge(one, make_organisation(), " ")
    branch, heir = make_organisation(), make_organisation()
    registry.record_branch(branch=branch, parent=one, **DONE)
    succeed(other, heir)
    with pytest.raises(OrganisationMergeRefused, match="chi nhánh của tổ chức kia"):
        merge(one, branch)
    with pytest.raises(OrganisationMergeRefused, match="kế thừa"):
        merge(other, heir)
    assert not OrganisationMerge.objects.exists()


def test_a_household_with_the_old_and_the_new_kind_of_code_is_one() -> None:
    """Since 1 July 2025 a household has its head's personal number as tax code."""
    kept = make_organisation(kind=OrganisationKind.HOUSEHOLD, tax_code="024185001234")
    old = next_tax_code()
    merge(kept, make_organisation(kind=OrganisationKind.HOUSEHOLD, tax_code=old))
    assert row(kept).tax_code == "024185001234"
    holder = check_tax_code(old).holder
    assert holder is not None
    assert holder.kept is not None
    assert holder.kept.number == kept
    with pytest.raises(registry.TaxCodeTaken, match="nay đã gộp vào"):
        make_organisation(tax_code=old)
    unit = row(kept).unit_id
    known: dict[str, Any] = {"kind": OrganisationKind.HOUSEHOLD, "unit_id": unit, "by": SYSTEM, "at": AT}
    assert register_organisation(name="Tên khác", tax_code=old, **known) == kept


def test_a_row_that_was_merged_is_acted_on_no_more_and_found_as_the_other() -> None:
    kept, absorbed = make_organisation("Công ty Thử"), make_organisation("Công ty Thử Hai")
    merge(kept, absorbed)
    with pytest.raises(registry.OrganisationMerged, match="đã gộp vào Công ty Thử") as refused:
        registry.state_figures(number=absorbed, figures=SMALL, **DONE)
    assert refused.value.kept == kept
    with pytest.raises(OrganisationMergeRefused, match="đã được gộp"):
        merge(kept, absorbed)
    same: dict[str, Any] = {"kind": OrganisationKind.ENTERPRISE, "tax_code": None, "by": SYSTEM, "at": AT}
    assert register_organisation(name="Công ty Thử Hai", unit_id=row(kept).unit_id, **same) == kept
