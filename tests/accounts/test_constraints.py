"""The database refuses what no account and no grant can be."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from nscl.accounts.enums import Role
from nscl.accounts.models import RoleGrant, User
from tests.factories.people import AT, make_person, scope_for

pytestmark = pytest.mark.django_db


def test_accounts_user_named() -> None:
    with pytest.raises(IntegrityError, match="accounts_user_named"), transaction.atomic():
        User.objects.create(username="khong-ten", email="khong@ten.example", full_name="")


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("role", list(Role))
def test_accounts_grant_scope(role: Role) -> None:
    """A role with the scope of another is refused unless the two are given for the same kind of thing."""
    user, own = make_person(), scope_for(role)
    refused = 0
    for other in Role:
        scope = scope_for(other)
        grant = RoleGrant(user=user, role=role, granted_at=AT, **vars(scope))
        if [value is None for value in vars(own).values()] == [value is None for value in vars(scope).values()]:
            grant.save()
            continue
        with pytest.raises(IntegrityError, match="accounts_grant_scope"), transaction.atomic():
            grant.save()
        refused += 1
    assert refused >= len(Role) / 2


def test_accounts_grant_revoked_whole() -> None:
    user = make_person()
    with pytest.raises(IntegrityError, match="accounts_grant_revoked_whole"), transaction.atomic():
        RoleGrant.objects.create(user=user, role=Role.NATIONAL_VIEWER, granted_at=AT, revoked_by=user)
