"""Who a person is to the programme; the administrator's list."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import DjangoAssertNumQueries, Settings

from nscl.accounts.enums import Permission, Role
from nscl.accounts.models import User
from nscl.accounts.operations import RoleScope, create_sample_accounts, grant_role, lock_sample_accounts
from nscl.accounts.queries import (
    AccountNotFound,
    display_name,
    find_account,
    list_accounts,
    permission_matrix,
    refuse_sample_accounts,
    viewer_of,
)
from nscl.accounts.rules import NotAllowed
from nscl.institutions.queries import agency_by_key, unit_by_code
from nscl.records.operations import SYSTEM
from tests.factories.people import AT, make_person, make_viewer

pytestmark = pytest.mark.django_db
BEFORE = date(2025, 6, 30)


@pytest.mark.usefixtures("loaded")
def test_who_worked_for_bac_giang_works_for_todays_bac_ninh(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    old, today = unit_by_code("24", on=BEFORE), unit_by_code("24", on=AT.date())
    assert (old.name, today.name) == ("Bắc Giang", "Bắc Ninh")
    user = make_person()
    grant_role(account=user.pk, role=Role.PROVINCE_OFFICER, scope=RoleScope(unit_id=old.id), by=SYSTEM, at=AT)
    with django_assert_num_queries(2):
        viewer = viewer_of(user)
    assert viewer.may(Permission.EDIT_PLANS, old.id)
    assert viewer.may(Permission.EDIT_PLANS, today.id)
    assert viewer.may(Permission.EDIT_PLANS, unit_by_code("27", on=BEFORE).id)  # Bắc Ninh of before
    assert not viewer.may(Permission.EDIT_PLANS, unit_by_code("20", on=AT.date()).id)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("role", [Role.AGENCY_FOCAL_POINT, Role.BENEFICIARY, Role.CONSULTANT])
def test_a_role_for_a_body_reaches_its_province(role: Role) -> None:
    viewer = make_viewer(role)
    today = unit_by_code("24", on=AT.date())
    assert viewer.may(Permission.VIEW_PLANS, today.id)
    assert not viewer.may(Permission.VIEW_PLANS, unit_by_code("20", on=AT.date()).id)
    assert not viewer.may(Permission.VIEW_DRAFTS, today.id)


@pytest.mark.usefixtures("loaded")
def test_a_role_for_an_agency_answers_for_what_that_took_over(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = make_person(Role.AGENCY_FOCAL_POINT, agency="so-gddt")
    with django_assert_num_queries(3):
        viewer = viewer_of(user)
    today = unit_by_code("24", on=AT.date())
    for code, on in (("24", BEFORE), ("27", BEFORE), ("24", AT.date())):
        province = unit_by_code(code, on=on)
        own, other = (agency_by_key(key, province.id, on) for key in ("so-gddt", "so-y-te"))
        assert own is not None
        assert other is not None
        assert viewer.may(Permission.PLAN_WORK, province.id, own.id)
        assert not viewer.may(Permission.PLAN_WORK, province.id, other.id)
        assert viewer.may(Permission.VIEW_WORK, province.id, other.id)
    elsewhere = agency_by_key("so-gddt", unit_by_code("20", on=AT.date()).id, AT.date())
    assert elsewhere is not None
    assert not viewer.may(Permission.PLAN_WORK, today.id, elsewhere.id)


@pytest.mark.usefixtures("loaded")
def test_a_role_for_an_agency_that_is_no_more_goes_to_its_successor() -> None:
    old = unit_by_code("24", on=BEFORE)
    before, now = agency_by_key("so-y-te", old.id, BEFORE), agency_by_key("so-y-te", old.id, AT.date())
    assert before is not None
    assert now is not None
    assert before.id != now.id
    user = make_person()
    grant_role(account=user.pk, role=Role.AGENCY_FOCAL_POINT, scope=RoleScope(agency_id=before.id), by=SYSTEM, at=AT)
    viewer = viewer_of(user)
    assert viewer.may(Permission.PLAN_WORK, old.id, before.id)
    assert viewer.may(Permission.PLAN_WORK, old.id, now.id)


def test_a_national_role_needs_one_query_and_reaches_everything(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = make_person(Role.NATIONAL_VIEWER)
    with django_assert_num_queries(1):
        viewer = viewer_of(user)
    assert viewer.units_with(Permission.VIEW_PLANS) is None


def test_the_list_is_searched_without_marks_in_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    viewer = make_viewer(Role.ADMINISTRATOR)
    make_person(Role.NATIONAL_VIEWER, full_name="Đặng Thị Hòa")
    make_person(full_name="Trần Văn Đức")
    with django_assert_num_queries(2):
        assert [row.full_name for row in list_accounts(viewer, q="dang hoa")] == ["Đặng Thị Hòa"]
    everyone = list_accounts(viewer)
    assert len(everyone) == 3
    grants = {row.full_name: [grant.role for grant in row.grants] for row in everyone}
    assert grants["Đặng Thị Hòa"] == [Role.NATIONAL_VIEWER]
    assert grants["Trần Văn Đức"] == []


def test_accounts_are_for_administrators() -> None:
    outsider = make_viewer(Role.NATIONAL_VIEWER)
    with pytest.raises(NotAllowed):
        list_accounts(outsider)
    with pytest.raises(NotAllowed):
        find_account(outsider, outsider.number)
    with pytest.raises(AccountNotFound):
        find_account(make_viewer(Role.ADMINISTRATOR), 10**9)


@pytest.mark.usefixtures("loaded")
def test_scopes_are_named_as_people_name_them() -> None:
    viewer = make_viewer(Role.ADMINISTRATOR)
    scopes = {}
    for role in (Role.PROVINCE_LEADER, Role.AGENCY_FOCAL_POINT, Role.BENEFICIARY, Role.NATIONAL_VIEWER):
        account = find_account(viewer, make_person(role).pk)
        scopes[role] = account.grants[0].scope
    assert scopes == {
        Role.PROVINCE_LEADER: "Bắc Ninh",
        Role.AGENCY_FOCAL_POINT: "Sở Giáo dục và Đào tạo, Bắc Ninh",
        Role.BENEFICIARY: "Công ty Thử",
        Role.NATIONAL_VIEWER: "cả nước",
    }


@pytest.mark.usefixtures("loaded")
def test_a_production_site_refuses_sample_accounts_until_they_are_locked(settings: Settings) -> None:
    create_sample_accounts(at=AT)
    refuse_sample_accounts()
    settings.SAMPLE = False
    with pytest.raises(ImproperlyConfigured, match="lock-sample-accounts"):
        refuse_sample_accounts()
    lock_sample_accounts(by=SYSTEM, at=AT)
    refuse_sample_accounts()


def test_names() -> None:
    user = make_person(full_name="Nguyễn Thị Minh Khai")
    assert display_name(user) == str(user) == user.get_full_name() == "Nguyễn Thị Minh Khai"
    assert user.get_short_name() == "Khai"
    assert [role for role, _ in permission_matrix()] == list(Role)
    assert User.objects.get_by_natural_key(user.username) == user
