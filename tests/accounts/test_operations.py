"""Making accounts, giving and taking roles: what is written, what is refused, what the trail says."""

from __future__ import annotations

import pytest

from nscl.accounts.enums import Permission, Role
from nscl.accounts.models import RoleGrant, User
from nscl.accounts.operations import (
    AccountError,
    RoleScope,
    create_account,
    create_sample_accounts,
    grant_role,
    lock_sample_accounts,
    restore_role,
    revoke_role,
    set_active,
    set_password,
)
from nscl.accounts.queries import AccountNotFound, viewer_of
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.accounts.sample import SAMPLE_ACCOUNTS, SAMPLE_PASSWORD
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM, Actor
from tests.factories.people import AT, PASSWORD, make_person, make_viewer, scope_for

pytestmark = pytest.mark.django_db


def administrator() -> tuple[Viewer, Actor]:
    viewer = make_viewer(Role.ADMINISTRATOR)
    return viewer, Actor(viewer.number, viewer.name)


def last_event() -> AuditEvent:
    return AuditEvent.objects.order_by("-pk")[0]


def events() -> int:
    return AuditEvent.objects.count()


def test_create_account_writes_one_event_and_hashes_the_password() -> None:
    viewer, actor = administrator()
    before = events()
    number = create_account(
        username="canbo2",
        full_name="Lê Văn Hai",
        email="hai@tinh.example",
        password=PASSWORD,
        by=actor,
        at=AT,
        viewer=viewer,
    )
    user = User.objects.get(pk=number)
    assert user.check_password(PASSWORD)
    assert not user.is_staff
    assert not user.is_superuser
    assert events() == before + 1
    assert (last_event().action, last_event().actor_name, last_event().at) == ("account.created", viewer.name, AT)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("username", {"username": "NGUOI-CU", "email": "moi@tinh.example"}),
        ("email", {"username": "nguoi-moi", "email": "Nguoi-Cu@thu.example"}),
        ("password", {"username": "nguoi-moi", "email": "moi@tinh.example", "password": "12345678901234"}),
    ],
)
def test_create_account_refuses_and_says_which_field(field: str, values: dict[str, str]) -> None:
    make_person(username="nguoi-cu")
    given = {"password": PASSWORD} | values
    with pytest.raises(AccountError) as refused:
        create_account(full_name="Lê Văn Hai", by=SYSTEM, at=AT, **given)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert User.objects.count() == 1


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_manages_accounts(role: Role) -> None:
    viewer, other = make_viewer(role), make_person()
    grant = grant_role(account=other.pk, role=Role.NATIONAL_VIEWER, scope=RoleScope(), by=SYSTEM, at=AT)
    before = events()
    acting = {"by": SYSTEM, "at": AT, "viewer": viewer}
    with pytest.raises(NotAllowed):
        create_account(username="x", full_name="X", email="x@x.example", password=PASSWORD, **acting)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        grant_role(account=other.pk, role=Role.ADMINISTRATOR, scope=RoleScope(), **acting)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        revoke_role(grant=grant, **acting)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        restore_role(grant=grant, **acting)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        set_active(account=other.pk, active=False, **acting)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        set_password(account=other.pk, password=PASSWORD, **acting)  # type: ignore[arg-type]
    assert events() == before


@pytest.mark.usefixtures("loaded")
def test_a_role_is_given_once_for_a_scope_that_fits() -> None:
    user = make_person()
    scope = scope_for(Role.PROVINCE_OFFICER)
    first = grant_role(account=user.pk, role=Role.PROVINCE_OFFICER, scope=scope, by=SYSTEM, at=AT)
    before = events()
    assert grant_role(account=user.pk, role=Role.PROVINCE_OFFICER, scope=scope, by=SYSTEM, at=AT) == first
    assert events() == before
    with pytest.raises(AccountError, match="một tỉnh"):
        grant_role(account=user.pk, role=Role.PROVINCE_LEADER, scope=RoleScope(), by=SYSTEM, at=AT)
    with pytest.raises(AccountError):
        grant_role(account=user.pk, role=Role.NATIONAL_VIEWER, scope=scope, by=SYSTEM, at=AT)


def test_a_role_taken_away_stays_as_history_and_can_be_given_back() -> None:
    viewer, actor = administrator()
    user = make_person(Role.NATIONAL_VIEWER)
    grant = RoleGrant.objects.get(user=user)
    revoke_role(grant=grant.pk, by=actor, at=AT, viewer=viewer)
    grant.refresh_from_db()
    assert (grant.revoked_at, grant.revoked_by_id) == (AT, viewer.number)
    assert not viewer_of(user).may(Permission.VIEW_PLANS)
    before = events()
    revoke_role(grant=grant.pk, by=actor, at=AT, viewer=viewer)
    assert events() == before
    again = restore_role(grant=grant.pk, by=actor, at=AT, viewer=viewer)
    assert again != grant.pk
    assert last_event().action == "role.granted"
    assert viewer_of(user).may(Permission.VIEW_PLANS)
    assert restore_role(grant=grant.pk, by=actor, at=AT, viewer=viewer) == again


def test_the_last_administrator_stays() -> None:
    viewer, actor = administrator()
    own = RoleGrant.objects.get(user=viewer.number)
    with pytest.raises(AccountError, match="cuối cùng"):
        revoke_role(grant=own.pk, by=actor, at=AT, viewer=viewer)
    make_person(Role.ADMINISTRATOR)
    revoke_role(grant=own.pk, by=actor, at=AT, viewer=viewer)


def test_locking_is_recorded_undoable_and_not_for_oneself() -> None:
    viewer, actor = administrator()
    user = make_person()
    set_active(account=user.pk, active=False, by=actor, at=AT, viewer=viewer)
    assert last_event().action == "account.locked"
    before = events()
    set_active(account=user.pk, active=False, by=actor, at=AT, viewer=viewer)
    assert events() == before
    set_active(account=user.pk, active=True, by=actor, at=AT, viewer=viewer)
    assert last_event().action == "account.unlocked"
    assert User.objects.get(pk=user.pk).is_active
    with pytest.raises(AccountError, match="của mình"):
        set_active(account=viewer.number, active=False, by=actor, at=AT, viewer=viewer)


def test_a_new_password_is_checked_and_recorded_without_being_written_down() -> None:
    viewer, actor = administrator()
    user = make_person()
    with pytest.raises(AccountError) as refused:
        set_password(account=user.pk, password="ngan", by=actor, at=AT, viewer=viewer)
    assert refused.value.field == "password"
    set_password(account=user.pk, password="mat-khau-moi-2027", by=actor, at=AT, viewer=viewer)
    assert User.objects.get(pk=user.pk).check_password("mat-khau-moi-2027")
    assert last_event().action == "account.password_set"
    assert not last_event().changes.exists()
    assert "moi-2027" not in last_event().comment + last_event().subject_label


def test_an_account_or_grant_that_is_not_there() -> None:
    viewer, actor = administrator()
    with pytest.raises(AccountNotFound):
        set_active(account=10**9, active=False, by=actor, at=AT, viewer=viewer)
    with pytest.raises(AccountNotFound):
        revoke_role(grant=10**9, by=actor, at=AT, viewer=viewer)
    with pytest.raises(AccountNotFound):
        restore_role(grant=10**9, by=actor, at=AT, viewer=viewer)


@pytest.mark.usefixtures("loaded")
def test_sample_accounts_are_made_once_one_a_role_and_locked_together() -> None:
    assert create_sample_accounts(at=AT) == len(SAMPLE_ACCOUNTS) == len(Role)
    before = events()
    assert create_sample_accounts(at=AT) == 0
    assert events() == before
    samples = User.objects.filter(is_sample=True).order_by("pk")
    assert {role for user in samples for role in viewer_of(user).roles} == set(Role)
    assert all(user.check_password(SAMPLE_PASSWORD) for user in samples)
    assert lock_sample_accounts(by=SYSTEM, at=AT) == len(Role)
    assert lock_sample_accounts(by=SYSTEM, at=AT) == 0
    assert last_event().action == "account.samples_locked"
