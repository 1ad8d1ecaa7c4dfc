"""The own account, sign-in, and the administration of accounts."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission, Role
from nscl.accounts.queries import find_account, viewer_of
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.people import PASSWORD
from tests.factories.world import World

MANAGERS = with_permission(Permission.MANAGE_ACCOUNTS)
NOBODY: frozenset[Role] = frozenset()


def somebody(world: World) -> Mapping[str, object]:
    return {"number": world.people[Role.PROVINCE_OFFICER].pk}


def their_grant(world: World) -> Mapping[str, object]:
    viewer = viewer_of(world.people[Role.ADMINISTRATOR])
    account = find_account(viewer, world.people[Role.PROVINCE_OFFICER].pk)
    return {"number": account.number, "grant": account.grants[0].number}


def new_account(_world: World) -> Mapping[str, object]:
    return {"full_name": "Lê Văn Mới", "email": "moi@tinh.example", "username": "moi", "position": ""}


def provider(_world: World) -> Mapping[str, object]:
    return {"provider_id": "oidc"}


ADDRESSES = (
    # Who is signed in already is sent home from the sign-in page.
    Address("account_login", public=True, methods="GET POST", answers=302, stranger=200),
    Address("account_logout", public=True, methods="POST"),
    Address("account_inactive", public=True),
    Address("account_change_password", methods="GET POST"),
    Address("account_reauthenticate", methods="GET POST", data=lambda _: {"password": PASSWORD}),
    Address("mfa_index"),
    # The second step is for who has just given the password; others are sent on.
    Address("mfa_authenticate", public=True, methods="GET POST", answers=302, stranger=302),
    # Without a second step there is nothing to confirm with: sent to the password.
    Address("mfa_reauthenticate", methods="GET POST", answers=302),
    Address("mfa_begin_totp", methods="POST"),
    # Nothing begun: back to the beginning, by way of the password.
    Address("mfa_activate_totp", methods="GET POST", answers=302),
    Address("mfa_deactivate_totp", who=NOBODY, methods="GET POST"),
    Address("mfa_view_recovery_codes", who=NOBODY),
    Address("mfa_generate_recovery_codes", methods="GET POST", answers=302),
    Address("mfa_download_recovery_codes", who=NOBODY),
    Address("socialaccount_connections", methods="GET POST"),
    Address("socialaccount_login_cancelled", public=True),
    # No provider is configured in the test settings; tests/web/accounts/test_single_sign_on.py runs a real one.
    Address("openid_connect_login", who=NOBODY, public=True, methods="POST", kwargs=provider, stranger=404),
    Address("openid_connect_callback", who=NOBODY, public=True, kwargs=provider, stranger=404),
    Address("account-list", who=MANAGERS),
    Address("account-create", who=MANAGERS, methods="GET POST", data=new_account),
    Address("account-detail", who=MANAGERS, kwargs=somebody),
    Address("account-lock", who=MANAGERS, methods="POST", kwargs=somebody),
    Address("account-unlock", who=MANAGERS, methods="POST", kwargs=somebody),
    Address("account-second-factor", who=MANAGERS, methods="POST", kwargs=somebody),
    Address("account-password", who=MANAGERS, methods="GET POST", kwargs=somebody),
    Address("role-grant", who=MANAGERS, methods="GET POST", kwargs=somebody, query=lambda _: {"vai_tro": "auditor"}),
    Address("role-revoke", who=MANAGERS, methods="POST", kwargs=their_grant),
    Address("role-restore", who=MANAGERS, methods="POST", kwargs=their_grant),
    Address("permission-matrix", who=MANAGERS),
)
