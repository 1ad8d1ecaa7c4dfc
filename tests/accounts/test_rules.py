"""The permission matrix, written out a second time by hand: a change of the rules must be a change of this table."""

from __future__ import annotations

import pytest

from nscl.accounts.enums import Permission, Role, Scope
from nscl.accounts.rules import AGENCY_BOUND, PERMISSIONS_OF_ROLE, SCOPE_OF_ROLE, Grant, NotAllowed, Viewer
from nscl.organisations.rules.reach import RegistryAct, RegistryViewer

#                     xem  nháp sửa  ban hành đơn vị nhật ký tài khoản
MATRIX = {
    Role.ADMINISTRATOR: (True, False, False, False, True, True, True),
    Role.NATIONAL_VIEWER: (True, False, False, False, True, False, False),
    Role.PROVINCE_OFFICER: (True, True, True, False, True, True, False),
    Role.PROVINCE_LEADER: (True, True, False, True, True, True, False),
    Role.PROVINCE_FINANCE: (True, True, False, False, True, True, False),
    Role.AGENCY_FOCAL_POINT: (True, False, False, False, True, False, False),
    Role.BENEFICIARY: (True, False, False, False, True, False, False),
    Role.CONSULTANT: (True, False, False, False, True, False, False),
    Role.AUDITOR: (True, True, False, False, True, True, False),
}
#       xem việc, lập, duyệt, ghi | nêu số liệu, xác nhận | vướng mắc: nêu, trả lời, báo cáo | khen thưởng
WORK = {
    Role.ADMINISTRATOR: (False, False, False, False, False, False, False, False, False, False),
    Role.NATIONAL_VIEWER: (True, False, False, False, False, False, False, False, False, False),
    Role.PROVINCE_OFFICER: (True, True, True, True, True, False, True, True, True, True),
    Role.PROVINCE_LEADER: (True, False, False, False, False, True, False, False, False, False),
    Role.PROVINCE_FINANCE: (True, False, False, False, False, False, False, False, False, False),
    Role.AGENCY_FOCAL_POINT: (True, True, False, True, False, False, True, True, False, False),
    Role.BENEFICIARY: (False, False, False, False, False, False, False, False, False, False),
    Role.CONSULTANT: (False, False, False, False, False, False, False, False, False, False),
    Role.AUDITOR: (True, False, False, False, False, False, False, False, False, False),
}
#       kinh phí: xem, lập dự toán, thẩm định, ghi sổ, quyết toán
MONEY = {
    Role.ADMINISTRATOR: (False, False, False, False, False),
    Role.NATIONAL_VIEWER: (True, False, False, False, False),
    Role.PROVINCE_OFFICER: (True, True, False, True, False),
    Role.PROVINCE_LEADER: (True, False, False, False, False),
    Role.PROVINCE_FINANCE: (True, False, True, True, True),
    Role.AGENCY_FOCAL_POINT: (True, False, False, False, False),
    Role.BENEFICIARY: (False, False, False, False, False),
    Role.CONSULTANT: (False, False, False, False, False),
    Role.AUDITOR: (True, False, False, False, False),
}
#       đào tạo: xem, mở lớp, cấp chứng nhận, ghi sổ, gộp người học, ghi danh người của mình
TRAINING = {
    Role.ADMINISTRATOR: (False, False, False, False, False, False),
    Role.NATIONAL_VIEWER: (True, False, False, False, False, False),
    Role.PROVINCE_OFFICER: (True, True, True, True, True, False),
    Role.PROVINCE_LEADER: (True, False, False, False, False, False),
    Role.PROVINCE_FINANCE: (True, False, False, False, False, False),
    Role.AGENCY_FOCAL_POINT: (True, True, False, False, False, False),
    Role.BENEFICIARY: (False, False, False, False, False, True),
    Role.CONSULTANT: (False, False, False, False, False, False),
    Role.AUDITOR: (True, False, False, False, False, False),
}
#       sổ tổ chức: xem, ghi, gộp | hỗ trợ: xem, nộp, thẩm tra, quyết định, chi, thăm
SUPPORT = {
    Role.ADMINISTRATOR: (False, False, False, False, False, False, False, False, False),
    Role.NATIONAL_VIEWER: (True, False, False, True, False, False, False, False, False),
    Role.PROVINCE_OFFICER: (True, True, True, True, False, True, False, False, True),
    Role.PROVINCE_LEADER: (True, False, False, True, False, False, True, False, False),
    Role.PROVINCE_FINANCE: (True, False, False, True, False, False, False, True, False),
    Role.AGENCY_FOCAL_POINT: (True, True, False, False, False, False, False, False, True),
    Role.BENEFICIARY: (False, False, False, False, True, False, False, False, False),
    Role.CONSULTANT: (False, False, False, False, False, False, False, False, False),
    Role.AUDITOR: (True, False, False, True, False, False, False, False, False),
}

# view, keep, publish productivity.
PRODUCTIVITY = {
    Role.ADMINISTRATOR: (False, False, False),
    Role.NATIONAL_VIEWER: (True, False, False),
    Role.PROVINCE_OFFICER: (True, True, False),
    Role.PROVINCE_LEADER: (True, False, True),
    Role.PROVINCE_FINANCE: (True, False, False),
    Role.AGENCY_FOCAL_POINT: (True, False, False),
    Role.BENEFICIARY: (False, False, False),
    Role.CONSULTANT: (False, False, False),
    Role.AUDITOR: (True, False, False),
}

# See all reports, write an agency's, run rounds, issue the province's, take in packages.
REPORTS = {
    Role.ADMINISTRATOR: (False, False, False, False, False),
    Role.NATIONAL_VIEWER: (True, False, False, False, True),
    Role.PROVINCE_OFFICER: (True, True, True, False, False),
    Role.PROVINCE_LEADER: (True, False, False, True, False),
    Role.PROVINCE_FINANCE: (True, False, False, False, False),
    Role.AGENCY_FOCAL_POINT: (False, True, False, False, False),
    Role.BENEFICIARY: (False, False, False, False, False),
    Role.CONSULTANT: (False, False, False, False, False),
    Role.AUDITOR: (True, False, False, False, False),
}


@pytest.mark.parametrize("role", list(Role))
def test_matrix(role: Role) -> None:
    held = tuple(permission in PERMISSIONS_OF_ROLE[role] for permission in Permission)
    tables = (MATRIX, WORK, MONEY, TRAINING, SUPPORT, PRODUCTIVITY, REPORTS)
    assert held == tuple(value for table in tables for value in table[role])


def test_every_role_has_a_scope() -> None:
    assert set(SCOPE_OF_ROLE) == set(Role)
    assert {SCOPE_OF_ROLE[role] for role in Role} == set(Scope)


OFFICER = Grant(Role.PROVINCE_OFFICER, frozenset({1, 2}))
LEADER = Grant(Role.PROVINCE_LEADER, frozenset({3}))
NATION = Grant(Role.NATIONAL_VIEWER, None)


def test_a_permission_holds_within_the_reach_of_the_role_that_gives_it() -> None:
    viewer = Viewer(7, "Nguyễn Thị Thử", (OFFICER, LEADER))
    assert viewer.may(Permission.EDIT_PLANS)
    assert viewer.may(Permission.EDIT_PLANS, 2)
    assert not viewer.may(Permission.EDIT_PLANS, 3)
    assert viewer.may(Permission.ISSUE_PLANS, 3)
    assert not viewer.may(Permission.ISSUE_PLANS, 1)
    assert viewer.units_with(Permission.VIEW_PLANS) == frozenset({1, 2, 3})
    assert viewer.units_with(Permission.EDIT_PLANS) == frozenset({1, 2})
    assert viewer.units_with(Permission.MANAGE_ACCOUNTS) == frozenset()


def test_the_country_holds_every_province_but_only_for_what_the_role_may_do() -> None:
    viewer = Viewer(7, "Nguyễn Thị Thử", (OFFICER, NATION))
    assert viewer.units_with(Permission.VIEW_PLANS) is None
    assert viewer.units_with(Permission.VIEW_DRAFTS) == frozenset({1, 2})
    assert viewer.may(Permission.VIEW_PLANS, 99)
    assert not viewer.may(Permission.VIEW_DRAFTS, 99)


def test_require_names_what_is_missing() -> None:
    viewer = Viewer(7, "Nguyễn Thị Thử", ())
    with pytest.raises(NotAllowed, match="xem kế hoạch đã ban hành") as refused:
        viewer.require(Permission.VIEW_PLANS)
    assert refused.value.permission is Permission.VIEW_PLANS
    assert viewer.roles == frozenset()


FOCAL = Grant(Role.AGENCY_FOCAL_POINT, frozenset({1, 2}), agency_id=10, agency_ids=frozenset({10, 11}))


def test_a_focal_point_plans_for_its_own_agency_and_those_it_took_over() -> None:
    viewer = Viewer(7, "Nguyễn Thị Thử", (FOCAL,))
    assert viewer.may(Permission.PLAN_WORK)
    assert viewer.may(Permission.PLAN_WORK, 1)
    assert viewer.may(Permission.PLAN_WORK, 1, 10)
    assert viewer.may(Permission.RECORD_WORK, 2, 11)
    assert not viewer.may(Permission.PLAN_WORK, 1, 12)
    assert not viewer.may(Permission.PLAN_WORK, 3, 10)
    assert viewer.agencies == {10, 11}
    with pytest.raises(NotAllowed, match="lập kế hoạch năm"):
        viewer.require(Permission.PLAN_WORK, 1, 12)


@pytest.mark.parametrize("permission", sorted(AGENCY_BOUND))
def test_what_is_bound_to_an_agency_is_not_for_others(permission: Permission) -> None:
    assert permission in FOCAL.permissions
    assert FOCAL.allows(permission, 1, 11)
    assert not FOCAL.allows(permission, 1, 12)


def test_what_is_bound_to_no_agency_is_for_the_province() -> None:
    viewer = Viewer(7, "Nguyễn Thị Thử", (FOCAL,))
    assert viewer.may(Permission.VIEW_WORK, 2, 12)
    assert not viewer.may(Permission.VIEW_WORK, 3, 12)


def test_an_officer_plans_for_every_agency_of_the_province_and_of_no_other() -> None:
    viewer = Viewer(7, "Nguyễn Thị Thử", (OFFICER, Grant(Role.AGENCY_FOCAL_POINT, frozenset({3}), agency_id=30)))
    assert viewer.may(Permission.PLAN_WORK, 1, 12)
    assert viewer.may(Permission.PLAN_WORK, 3, 30)  # the grant's own agency, even where no others are named
    assert not viewer.may(Permission.PLAN_WORK, 3, 12)
    assert viewer.agencies == {30}
    assert Viewer(8, "Không vai trò", ()).agencies == frozenset()


def test_the_registry_asks_a_viewer_in_its_own_words() -> None:
    """`nscl.organisations` stands below accounts and knows the viewer by a protocol."""
    beneficiary = Grant(Role.BENEFICIARY, frozenset({1}), organisation_id=7)
    consultant = Grant(Role.CONSULTANT, frozenset({1}), organisation_id=8)
    viewer: RegistryViewer = Viewer(1, "A", (OFFICER, LEADER, beneficiary, consultant))
    assert viewer.registry_units(RegistryAct.VIEW) == frozenset({1, 2, 3})
    assert viewer.registry_units(RegistryAct.MERGE) == frozenset({1, 2})
    assert viewer.own_organisations == {7}  # a consultant applies for nobody
    viewer.require_registry(RegistryAct.KEEP, 2)
    with pytest.raises(NotAllowed, match="sổ đăng ký tổ chức"):
        viewer.require_registry(RegistryAct.KEEP, 3)
