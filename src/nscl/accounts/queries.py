"""Reads about accounts: who a person is to the programme, and the pages of the administrator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Prefetch

from nscl.accounts.enums import Permission, Role, Scope
from nscl.accounts.models import RoleGrant, User
from nscl.accounts.rules import PERMISSIONS_OF_ROLE, SCOPE_OF_ROLE, Grant, Viewer
from nscl.institutions.queries import answered_for_today, territories_today
from nscl.text.folding import fold


@dataclass(frozen=True)
class GrantRow:
    """A role as a page shows it: what, where, since when, by whom, until when."""

    number: int
    role: Role
    scope: str
    granted_at: datetime
    granted_by: str
    revoked_at: datetime | None


@dataclass(frozen=True)
class AccountRow:
    """An account as the administrator sees it."""

    number: int
    username: str
    full_name: str
    position: str
    email: str
    is_active: bool
    is_sample: bool
    last_login: datetime | None
    grants: tuple[GrantRow, ...]


class AccountNotFound(LookupError):
    """No account has that number."""


def viewer_of(user: User) -> Viewer:
    """The person with their roles and the provinces and agencies these reach. Two queries, three with an agency's role.

    A role given for a province reaches the province that it has become since, with all that this one absorbed: who
    worked for Bắc Giang works for today's Bắc Ninh, and both plans are theirs to see. A role given for an agency
    answers for what the agency has become and took over.
    """
    return viewers_of([user])[user.pk]


def active_viewer(number: int) -> Viewer | None:
    """The person of an account, for work that outlasts their request; None where the account is gone or locked."""
    user = User.objects.filter(pk=number, is_active=True).first()
    return None if user is None else viewer_of(user)


def viewers_of(users: Iterable[User]) -> dict[int, Viewer]:
    """`viewer_of` for many people at once, by account number, in the same queries."""
    people = {user.pk: user for user in users}
    grants: dict[int, list[RoleGrant]] = {number: [] for number in people}
    for row in (
        RoleGrant.objects.filter(user__in=people, revoked_at__isnull=True)
        .select_related("agency", "organisation")
        .order_by("id")
    ):
        grants[row.user_id].append(row)
    rows = [row for many in grants.values() for row in many]
    reach = territories_today({unit for row in rows if (unit := _unit_of(row)) is not None})
    agencies = answered_for_today({row.agency_id for row in rows if row.agency_id is not None})
    return {
        number: Viewer(number, person.full_name, tuple(_grant(row, reach, agencies) for row in grants[number]))
        for number, person in people.items()
    }


def _unit_of(row: RoleGrant) -> int | None:
    if row.agency is not None:
        return row.agency.unit_id
    if row.organisation is not None:
        return row.organisation.unit_id
    return row.unit_id


def _grant(row: RoleGrant, reach: dict[int, frozenset[int]], agencies: dict[int, frozenset[int]]) -> Grant:
    unit = _unit_of(row)
    return Grant(
        role=Role(row.role),
        unit_ids=None if unit is None else reach[unit],
        agency_id=row.agency_id,
        organisation_id=row.organisation_id,
        agency_ids=frozenset() if row.agency_id is None else agencies[row.agency_id],
    )


def list_accounts(viewer: Viewer, *, q: str = "") -> tuple[AccountRow, ...]:
    """All accounts with their roles, by name; `q` searches names, account names and positions without diacritics.

    Raises NotAllowed unless the viewer manages accounts. Two queries.
    """
    viewer.require(Permission.MANAGE_ACCOUNTS)
    rows = _account_rows(User.objects.order_by("full_name", "id").prefetch_related(_GRANTS))
    words = fold(q).split()
    return tuple(r for r in rows if all(w in fold(f"{r.full_name} {r.username} {r.position} {r.email}") for w in words))


def find_account(viewer: Viewer, number: int) -> AccountRow:
    """One account. Raises NotAllowed unless the viewer manages accounts, AccountNotFound where there is none."""
    viewer.require(Permission.MANAGE_ACCOUNTS)
    found = list(_account_rows(User.objects.filter(pk=number).order_by("id").prefetch_related(_GRANTS)))
    if not found:
        raise AccountNotFound(number)
    return found[0]


_GRANTS = Prefetch(
    "grants",
    queryset=RoleGrant.objects.select_related("unit", "agency__unit", "organisation", "granted_by").order_by("id"),
)


def _account_rows(users: Iterable[User]) -> Iterable[AccountRow]:
    for user in users:
        yield AccountRow(
            number=user.pk,
            username=user.username,
            full_name=user.full_name,
            position=user.position,
            email=user.email,
            is_active=user.is_active,
            is_sample=user.is_sample,
            last_login=user.last_login,
            grants=tuple(_grant_row(grant) for grant in user.grants.all()),
        )


def _grant_row(row: RoleGrant) -> GrantRow:
    role = Role(row.role)
    return GrantRow(
        number=row.pk,
        role=role,
        scope=_scope_words(row, SCOPE_OF_ROLE[role]),
        granted_at=row.granted_at,
        granted_by=row.granted_by.full_name if row.granted_by else "",
        revoked_at=row.revoked_at,
    )


def _scope_words(row: RoleGrant, scope: Scope) -> str:
    if row.agency is not None:
        return f"{row.agency.name}, {row.agency.unit.name}" if row.agency.unit else row.agency.name
    if row.organisation is not None:
        return row.organisation.name
    return row.unit.name if row.unit is not None else str(scope.label)


def display_name(user: AbstractBaseUser) -> str:
    """What the sign-in pages call the person."""
    return user.full_name if isinstance(user, User) else user.get_username()


def permission_matrix() -> tuple[tuple[Role, frozenset[Permission]], ...]:
    """Every role with what it may do, in the order in which roles are defined."""
    return tuple((role, PERMISSIONS_OF_ROLE[role]) for role in Role)


def refuse_sample_accounts() -> None:
    """Raise ImproperlyConfigured where a site that is no sample has a sample account that can still sign in."""
    if settings.SAMPLE:
        return
    names = list(
        User.objects.filter(is_sample=True, is_active=True).order_by("username").values_list("username", flat=True)
    )
    if names:
        raise ImproperlyConfigured(
            f"Cơ sở dữ liệu có {len(names)} tài khoản mẫu còn hoạt động ({', '.join(names)}), mật khẩu của chúng được "
            "công bố. Cách sửa: dùng một cơ sở dữ liệu mới (đặt NSCL_DATABASE_URL), hoặc khóa các tài khoản đó bằng "
            "lệnh: nscl lock-sample-accounts."
        )
