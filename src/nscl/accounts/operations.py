"""Making accounts, giving and taking roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from nscl.accounts.enums import Permission, Role, Scope
from nscl.accounts.models import RoleGrant, User
from nscl.accounts.queries import AccountNotFound
from nscl.accounts.rules import SCOPE_OF_ROLE, Viewer
from nscl.accounts.sample import SAMPLE_ACCOUNTS, SAMPLE_AGENCY, SAMPLE_PASSWORD, SAMPLE_PROVINCE, SampleAccount
from nscl.institutions.models import AdministrativeUnit, Agency
from nscl.institutions.queries import UnitRow, agency_by_key, unit_by_code
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation
from nscl.organisations.operations import register_organisation
from nscl.records.operations import SYSTEM, Actor, Change, Reference, record_event


class AccountError(Exception):
    """An account cannot be made or changed as asked; `field` is what is wrong, the message says how to mend it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class RoleScope:
    """What a role is given for: at most one of a province, an agency, an organisation, by number."""

    unit_id: int | None = None
    agency_id: int | None = None
    organisation_id: int | None = None


_SCOPE_FIELD = {Scope.PROVINCE: "unit_id", Scope.AGENCY: "agency_id", Scope.ORGANISATION: "organisation_id"}


@transaction.atomic
def create_account(
    *,
    username: str,
    full_name: str,
    email: str,
    password: str,
    by: Actor,
    at: datetime,
    viewer: Viewer | None = None,
    position: str = "",
    is_sample: bool = False,
) -> int:
    """Make an account and return its number. `viewer` None: the system or the command line acts.

    Raises NotAllowed, or AccountError where the name or the address is taken or the password is too weak.
    """
    if viewer is not None:
        viewer.require(Permission.MANAGE_ACCOUNTS)
    if User.objects.filter(username__iexact=username).exists():
        raise AccountError("username", f"Tên đăng nhập “{username}” đã có người dùng. Chọn tên khác.")
    if User.objects.filter(email__iexact=email).exists():
        raise AccountError("email", f"Địa chỉ {email} đã gắn với một tài khoản. Mỗi người một tài khoản.")
    user = User(
        username=username, full_name=full_name, email=email, position=position, is_sample=is_sample, date_joined=at
    )
    _set_strong_password(user, password)
    user.save()
    record_event(action="account.created", by=by, at=at, subject=_reference(user))
    return int(user.pk)


@transaction.atomic
def grant_role(
    *, account: int, role: Role, scope: RoleScope, by: Actor, at: datetime, viewer: Viewer | None = None
) -> int:
    """Give a role for a scope and return the grant's number; a role that the person holds already is not given twice.

    Raises NotAllowed, AccountNotFound, or AccountError where the scope does not fit the role.
    """
    if viewer is not None:
        viewer.require(Permission.MANAGE_ACCOUNTS)
    user = _find(account)
    wanted = _SCOPE_FIELD.get(SCOPE_OF_ROLE[role])
    given = {name for name in _SCOPE_FIELD.values() if getattr(scope, name) is not None}
    if given != ({wanted} if wanted else set()):
        raise AccountError(
            "role", f"Vai trò {role.label} được trao cho {SCOPE_OF_ROLE[role].label}; chọn đúng phạm vi đó."
        )
    same = RoleGrant.objects.filter(
        user=user,
        role=role,
        unit=scope.unit_id,
        agency=scope.agency_id,
        organisation=scope.organisation_id,
        revoked_at__isnull=True,
    ).first()
    if same is not None:
        return int(same.pk)
    grant = RoleGrant.objects.create(
        user=user,
        role=role,
        unit_id=scope.unit_id,
        agency_id=scope.agency_id,
        organisation_id=scope.organisation_id,
        granted_at=at,
        granted_by_id=by.number,
    )
    change = Change(field="Vai trò", before="", after=f"{role.label} ({_scope_name(scope)})")
    record_event(action="role.granted", by=by, at=at, subject=_reference(user), changes=[change])
    return int(grant.pk)


@transaction.atomic
def revoke_role(*, grant: int, by: Actor, at: datetime, viewer: Viewer) -> None:
    """Take a role away; the row stays as history. Nothing happens where it was taken before.

    Raises NotAllowed, AccountNotFound, or AccountError where someone would take the last administrator away.
    """
    viewer.require(Permission.MANAGE_ACCOUNTS)
    row = RoleGrant.objects.select_for_update().select_related("user").filter(pk=grant).first()
    if row is None:
        raise AccountNotFound(grant)
    if row.revoked_at is not None:
        return
    _keep_one_administrator(row)
    row.revoked_at = at
    row.revoked_by_id = by.number
    row.save(update_fields=["revoked_at", "revoked_by"])
    change = Change(field="Vai trò", before=str(Role(row.role).label), after="")
    record_event(action="role.revoked", by=by, at=at, subject=_reference(row.user), changes=[change])


@transaction.atomic
def restore_role(*, grant: int, by: Actor, at: datetime, viewer: Viewer) -> int:
    """Give a role back for the scope that it was held for, as a grant of its own; return that grant's number.

    Raises NotAllowed, AccountNotFound where there is no such grant.
    """
    viewer.require(Permission.MANAGE_ACCOUNTS)
    row = RoleGrant.objects.filter(pk=grant).first()
    if row is None:
        raise AccountNotFound(grant)
    scope = RoleScope(unit_id=row.unit_id, agency_id=row.agency_id, organisation_id=row.organisation_id)
    return grant_role(account=row.user_id, role=Role(row.role), scope=scope, by=by, at=at, viewer=viewer)


def _keep_one_administrator(row: RoleGrant) -> None:
    others = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, revoked_at__isnull=True, user__is_active=True)
    if row.role == Role.ADMINISTRATOR and not others.exclude(pk=row.pk).exists():
        raise AccountError("role", "Đây là quản trị viên cuối cùng. Trao vai trò quản trị cho người khác trước.")


@transaction.atomic
def set_active(*, account: int, active: bool, by: Actor, at: datetime, viewer: Viewer) -> None:
    """Lock or unlock an account. Raises NotAllowed, AccountNotFound, or AccountError where one would lock oneself."""
    viewer.require(Permission.MANAGE_ACCOUNTS)
    user = _find(account)
    if user.pk == viewer.number and not active:
        raise AccountError("is_active", "Không tự khóa tài khoản của mình được; nhờ một quản trị viên khác.")
    if user.is_active == active:
        return
    user.is_active = active
    user.save(update_fields=["is_active"])
    action = "account.unlocked" if active else "account.locked"
    record_event(action=action, by=by, at=at, subject=_reference(user))


@transaction.atomic
def set_password(*, account: int, password: str, by: Actor, at: datetime, viewer: Viewer) -> None:
    """Give an account a new password. Raises NotAllowed, AccountNotFound, or AccountError where it is too weak."""
    viewer.require(Permission.MANAGE_ACCOUNTS)
    user = _find(account)
    _set_strong_password(user, password)
    user.save(update_fields=["password"])
    record_event(action="account.password_set", by=by, at=at, subject=_reference(user))


@transaction.atomic
def choose_language(*, account: int, language: str, by: Actor, at: datetime) -> None:
    """Keep the language that a person chose on a page, for the letters that they get. The same again writes nothing.

    Raises AccountNotFound, and AccountError for a language that the site does not speak.
    """
    names = dict(settings.LANGUAGES)
    if language not in names:
        raise AccountError("language", f"Hệ thống không có tiếng “{language}”. Chọn một trong: {', '.join(names)}.")
    user = _find(account)
    if user.language == language:
        return
    change = Change(field="Ngôn ngữ", before=user.language, after=language)
    user.language = language
    user.save(update_fields=["language"])
    record_event(action="account.language_chosen", by=by, at=at, subject=_reference(user), changes=[change])


@transaction.atomic
def remove_second_factor(*, account: int, by: Actor, at: datetime, viewer: Viewer) -> bool:
    """Take the authenticator and the recovery codes of an account away: its owner lost both.

    Returns whether there was any. Raises NotAllowed, or AccountNotFound.
    """
    viewer.require(Permission.MANAGE_ACCOUNTS)
    user = _find(account)
    removed, _tables = Authenticator.objects.filter(user=user).delete()
    if removed:
        record_event(action="account.second_factor_removed", by=by, at=at, subject=_reference(user))
    return bool(removed)


@transaction.atomic
def lock_sample_accounts(*, by: Actor, at: datetime) -> int:
    """Lock every sample account, so that a production site may start. Returns how many were still open."""
    users = list(User.objects.filter(is_sample=True, is_active=True).order_by("pk"))
    for user in users:
        user.is_active = False
        user.save(update_fields=["is_active"])
    if users:
        subject = Reference("accounts.user", None, f"{len(users)} tài khoản mẫu")
        record_event(action="account.samples_locked", by=by, at=at, subject=subject)
    return len(users)


@transaction.atomic
def create_sample_accounts(*, at: datetime) -> int:
    """Make the sample accounts that are not there yet, one a role. Returns how many it made."""
    existing = set(User.objects.filter(is_sample=True).values_list("username", flat=True))
    missing = [account for account in SAMPLE_ACCOUNTS if account.username not in existing]
    if missing:
        province = unit_by_code(SAMPLE_PROVINCE, on=at.date())
        for account in missing:
            number = create_account(
                username=account.username,
                full_name=account.full_name,
                email=f"{account.username}@mau.invalid",
                password=SAMPLE_PASSWORD,
                position=account.position,
                is_sample=True,
                by=SYSTEM,
                at=at,
            )
            scope = _sample_scope(account, province, at)
            grant_role(account=number, role=account.role, scope=scope, by=SYSTEM, at=at)
    return len(missing)


def _sample_scope(account: SampleAccount, province: UnitRow, at: datetime) -> RoleScope:
    match SCOPE_OF_ROLE[account.role]:
        case Scope.NATION:
            return RoleScope()
        case Scope.PROVINCE:
            return RoleScope(unit_id=province.id)
        case Scope.AGENCY:
            agency = agency_by_key(SAMPLE_AGENCY, province.id, at.date())
            if agency is None:
                raise AccountError("agency", f"Danh mục chưa có cơ quan {SAMPLE_AGENCY}. Chạy lệnh nscl migrate trước.")
            return RoleScope(agency_id=agency.id)
        case Scope.ORGANISATION:
            kind = OrganisationKind.CONSULTANCY if account.role is Role.CONSULTANT else OrganisationKind.ENTERPRISE
            number = register_organisation(
                name=account.organisation, kind=kind, tax_code=None, unit_id=province.id, by=SYSTEM, at=at
            )
            return RoleScope(organisation_id=number)


def _set_strong_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise AccountError("password", " ".join(weak.messages)) from weak
    user.set_password(password)


def _find(number: int) -> User:
    user = User.objects.select_for_update().filter(pk=number).first()
    if user is None:
        raise AccountNotFound(number)
    return user


def _scope_name(scope: RoleScope) -> str:
    if scope.unit_id is not None:
        return AdministrativeUnit.objects.get(pk=scope.unit_id).name
    if scope.agency_id is not None:
        return Agency.objects.get(pk=scope.agency_id).name
    if scope.organisation_id is not None:
        return Organisation.objects.get(pk=scope.organisation_id).name
    return str(Scope.NATION.label)


def _reference(user: User) -> Reference:
    return Reference("accounts.user", user.pk, user.full_name)


def move_organisation(*, keep: int, absorb: int, by: Actor, at: datetime) -> None:
    """Give the roles that people hold for one row of an organisation for the row that is kept. No audit event: that of
    the merge, which calls this, is the one.

    Who had the same role for both keeps one; the other is taken away, as the rows of the history of access say.
    """
    held = set(
        RoleGrant.objects.filter(organisation=keep, revoked_at__isnull=True).order_by("pk").values_list("user", "role")
    )
    for grant in RoleGrant.objects.filter(organisation=absorb).order_by("pk"):
        grant.organisation_id = keep
        if grant.revoked_at is None and (grant.user_id, grant.role) in held:
            grant.revoked_at, grant.revoked_by_id = at, by.number
        grant.save(update_fields=["organisation", "revoked_at", "revoked_by"])
