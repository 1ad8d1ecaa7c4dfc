"""Tables of the administration of accounts."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission, Role
from nscl.accounts.queries import AccountRow, GrantRow, permission_matrix
from nscl.accounts.rules import SCOPE_OF_ROLE
from nscl.web.ui.parts import Act, Chip, Empty, Tone
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table

IN_USE = "dang-dung"
LOCKED = "da-khoa"


def state_chip(row: AccountRow) -> Chip:
    """Whether the account can be signed in to."""
    if row.is_active:
        return Chip(_("Đang dùng"), Tone.GOOD, "circle-check", 1)
    return Chip(_("Đã khóa"), Tone.BAD, "lock", 0)


def held(row: AccountRow) -> Sequence[GrantRow]:
    """The roles that the account holds now."""
    return [grant for grant in row.grants if grant.revoked_at is None]


def role_words(grant: GrantRow) -> str:
    """A role with its scope: "lãnh đạo (Bắc Ninh)"."""
    return f"{grant.role.label} ({grant.scope})"


def accounts_table(rows: Sequence[AccountRow]) -> Table[AccountRow]:
    """All accounts: who, as what, whether open, when last here."""
    return Table(
        name="tai-khoan",
        caption=_("Tài khoản"),
        rows=rows,
        search=lambda row: f"{row.full_name} {row.username} {row.position} {row.email}",
        columns=[
            Column(
                "full_name",
                _("Họ và tên"),
                Kind.LINK,
                value=lambda row: Link(row.full_name, reverse("account-detail", args=[row.number]), row.position),
                filling=True,
            ),
            Column("username", _("Tên đăng nhập"), note=lambda row: row.email),
            Column("roles", _("Vai trò"), value=lambda row: [role_words(grant) for grant in held(row)], filling=True),
            Column("state", _("Trạng thái"), Kind.CHIP, value=state_chip, narrow=True),
            Column("last_login", _("Đăng nhập gần nhất"), Kind.DATE, value=_last_day, narrow=True),
        ],
        filters=[
            Filter(
                "vai-tro",
                _("Vai trò"),
                lambda row: [grant.role.value for grant in held(row)],
                [(role.value, str(role.label)) for role in Role],
            ),
            Filter(
                "trang-thai",
                _("Trạng thái"),
                lambda row: IN_USE if row.is_active else LOCKED,
                [(IN_USE, _("Đang dùng")), (LOCKED, _("Đã khóa"))],
            ),
        ],
        empty=Empty(
            _("Chưa có tài khoản nào"),
            _("Tạo tài khoản đầu tiên rồi trao vai trò cho người đó."),
            "users",
            [Act(_("Tạo tài khoản"), reverse("account-create"), "user-plus", "primary")],
        ),
    )


def _last_day(row: AccountRow) -> object:
    return timezone.localtime(row.last_login).date() if row.last_login else None


def permissions_table() -> Table[tuple[Role, frozenset[Permission]]]:
    """Every role: its scope, what it may do within that scope, and what it may not."""
    return Table(
        name="vai-tro",
        caption=_("Vai trò và quyền"),
        rows=permission_matrix(),
        columns=[
            Column("role", _("Vai trò"), value=lambda row: capfirst(row[0].label), sortable=False, filling=True),
            Column("scope", _("Phạm vi"), value=lambda row: str(SCOPE_OF_ROLE[row[0]].label), sortable=False),
            Column("may", _("Được phép"), value=lambda row: _named(row[1]), sortable=False, filling=True),
            Column(
                "may_not",
                _("Không được phép"),
                value=lambda row: _named(frozenset(Permission) - row[1]),
                sortable=False,
                filling=True,
            ),
        ],
    )


def _named(permissions: frozenset[Permission]) -> list[str]:
    """Permissions by name, in the order in which they are defined."""
    return [capfirst(str(permission.label)) for permission in Permission if permission in permissions]
