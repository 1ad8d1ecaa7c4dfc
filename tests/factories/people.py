"""People of every role, made by the real operations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count

from nscl.accounts.enums import Role, Scope
from nscl.accounts.models import User
from nscl.accounts.operations import RoleScope, create_account, grant_role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import SCOPE_OF_ROLE, Viewer
from nscl.institutions.queries import agency_by_key, unit_by_code
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.operations import register_organisation
from nscl.records.operations import SYSTEM

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
PASSWORD = "mat-khau-thu-nghiem-36"
BAC_NINH = "24"  # the code of today's Bắc Ninh
_numbers = count(1)


def make_person(
    role: Role | None = None,
    *,
    province: str = BAC_NINH,
    agency: str = "so-gddt",
    username: str = "",
    full_name: str = "Nguyễn Thị Thử",
    at: datetime = AT,
) -> User:
    """An account with `role` in the province of that code today; without a role, one that holds none.

    The reference data must be there (`loaded`), except for a person without role or with one for the whole country.
    """
    number = next(_numbers)
    name = username or f"nguoi{number}"
    account = create_account(
        username=name, full_name=full_name, email=f"{name}@thu.example", password=PASSWORD, by=SYSTEM, at=at
    )
    if role is not None:
        grant_role(account=account, role=role, scope=scope_for(role, province, agency, at), by=SYSTEM, at=at)
    return User.objects.get(pk=account)


def scope_for(role: Role, province: str = BAC_NINH, agency: str = "so-gddt", at: datetime = AT) -> RoleScope:
    """The scope that a role is given for, in a province of today."""
    if SCOPE_OF_ROLE[role] is Scope.NATION:
        return RoleScope()
    unit = unit_by_code(province, on=at.date())
    if SCOPE_OF_ROLE[role] is Scope.PROVINCE:
        return RoleScope(unit_id=unit.id)
    if SCOPE_OF_ROLE[role] is Scope.AGENCY:
        found = agency_by_key(agency, unit.id, at.date())
        assert found is not None, agency
        return RoleScope(agency_id=found.id)
    organisation = register_organisation(
        name="Công ty Thử", kind=OrganisationKind.ENTERPRISE, tax_code=None, unit_id=unit.id, by=SYSTEM, at=at
    )
    return RoleScope(organisation_id=organisation)


def make_people() -> Mapping[Role, User]:
    """One person of each role, all of Bắc Ninh; the name says the role."""
    return {role: make_person(role, username=role.value.replace("_", "-"), full_name=str(role.label)) for role in Role}


def make_viewer(role: Role | None = None, *, province: str = BAC_NINH) -> Viewer:
    """A viewer as queries and operations take it."""
    return viewer_of(make_person(role, province=province))
