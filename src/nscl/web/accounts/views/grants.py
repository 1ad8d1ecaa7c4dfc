"""Giving a role for a scope, taking it away, giving it back."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Role, Scope
from nscl.accounts.operations import AccountError, RoleScope, grant_role, restore_role, revoke_role
from nscl.accounts.queries import AccountRow
from nscl.accounts.rules import SCOPE_OF_ROLE
from nscl.institutions.enums import UnitLevel
from nscl.institutions.queries import agencies_of, units_on
from nscl.institutions.rules import InstitutionsError
from nscl.organisations.queries import list_organisations
from nscl.text.folding import sort_key
from nscl.web.access import actor, require_POST, viewer
from nscl.web.accounts.forms.administration import ProvinceForm, RoleChoiceForm, ScopeForm
from nscl.web.accounts.notes import done
from nscl.web.accounts.views.administration import SECTION, account_or_404, crumb_of, crumbs, manages
from nscl.web.accounts.views.sign_in import require_form
from nscl.web.ui.parts import Confirmation, Page

ROLE_FIELD = "vai_tro"
PROVINCE_FIELD = "tinh"


@manages
@require_form
def role_grant(request: HttpRequest, number: int) -> HttpResponse:
    """Step by step in the address: the role; for an agency its province; then the scope, which is posted."""
    account = account_or_404(request, number)
    role = _role_asked(request)
    if role is None:
        return _ask(request, account, RoleChoiceForm(request.GET if ROLE_FIELD in request.GET else None))
    if SCOPE_OF_ROLE[role] is Scope.NATION:
        return _nation(request, account, role)
    province = _province_asked(request) if SCOPE_OF_ROLE[role] is Scope.AGENCY else None
    if SCOPE_OF_ROLE[role] is Scope.AGENCY and province is None:
        return _ask(request, account, ProvinceForm(offered=_provinces()), carried=[(ROLE_FIELD, role.value)], role=role)
    offered = _offered(SCOPE_OF_ROLE[role], province)
    form = ScopeForm(request.POST or None, role=role, offered=offered)
    if request.method == "POST" and form.is_valid():
        return _grant(request, account, role, form.role_scope())
    context = {
        "page": _page(account, role),
        "form": form,
        "verb": _("Trao vai trò"),
        "icon": "user-check",
        "back": f"{reverse('role-grant', args=[account.number])}",
        "nothing_offered": not offered,
    }
    return render(request, "accounts/form.html", context)


def _role_asked(request: HttpRequest) -> Role | None:
    try:
        return Role(request.GET.get(ROLE_FIELD, ""))
    except ValueError:
        return None


def _provinces() -> list[tuple[int, str]]:
    rows = sorted(units_on(timezone.localdate(), UnitLevel.PROVINCE), key=lambda row: sort_key(row.name))
    return [(row.id, row.name) for row in rows]


def _province_asked(request: HttpRequest) -> int | None:
    known = {str(number): number for number, _name in _provinces()}
    return known.get(request.GET.get(PROVINCE_FIELD, ""))


def _offered(scope: Scope, province: int | None) -> Sequence[tuple[int, str]]:
    if scope is Scope.PROVINCE:
        return _provinces()
    if scope is Scope.ORGANISATION:
        return [(row.number, f"{row.name} – {row.province}") for row in list_organisations()]
    if province is None:
        return []
    try:
        return [(row.id, row.name) for row in agencies_of(province, timezone.localdate())]
    except InstitutionsError:
        return []


def _page(account: AccountRow, role: Role | None) -> Page:
    return Page(
        _("Trao vai trò"),
        answer=_("Vai trò %(role)s, trao cho %(scope)s.") % {"role": role.label, "scope": SCOPE_OF_ROLE[role].label}
        if role
        else _("Chọn vai trò, rồi chọn phạm vi mà vai trò có hiệu lực."),
        crumbs=crumbs(crumb_of(account)),
        section=SECTION,
    )


def _ask(
    request: HttpRequest,
    account: AccountRow,
    form: forms.Form,
    *,
    carried: Sequence[tuple[str, str]] = (),
    role: Role | None = None,
) -> HttpResponse:
    """One step that only narrows: its answer goes into the address."""
    context = {
        "page": _page(account, role),
        "form": form,
        "asks": True,
        "carried": carried,
        "verb": _("Tiếp tục"),
        "icon": "arrow-right",
        "back": reverse("account-detail", args=[account.number]),
    }
    return render(request, "accounts/form.html", context)


def _nation(request: HttpRequest, account: AccountRow, role: Role) -> HttpResponse:
    if request.method == "POST":
        return _grant(request, account, role, RoleScope())
    confirmation = Confirmation(
        question=_("Trao vai trò %(role)s cho %(name)s?") % {"role": role.label, "name": account.full_name},
        consequences=[
            _("Vai trò có hiệu lực trong phạm vi cả nước, ngay từ trang sau."),
            _("Có thể thu hồi bất cứ lúc nào."),
        ],
        verb=_("Trao vai trò"),
        back=reverse("role-grant", args=[account.number]),
        icon="user-check",
    )
    context = {"page": _page(account, role), "confirmation": confirmation, "form": None}
    return render(request, "ui/confirm.html", context)


def _grant(request: HttpRequest, account: AccountRow, role: Role, scope: RoleScope) -> HttpResponse:
    try:
        grant_role(
            account=account.number,
            role=role,
            scope=scope,
            by=actor(request),
            at=timezone.now(),
            viewer=viewer(request),
        )
    except AccountError as refused:
        done(request, str(refused), refused=True)
    else:
        done(request, _("Đã trao vai trò %(role)s cho %(name)s.") % {"role": role.label, "name": account.full_name})
    return redirect("account-detail", account.number)


@manages
@require_POST
def role_revoke(request: HttpRequest, number: int, grant: int) -> HttpResponse:
    """Take a role away; the row stays, and `role_restore` gives it back."""
    account = _holder(request, number, grant)
    try:
        revoke_role(grant=grant, by=actor(request), at=timezone.now(), viewer=viewer(request))
    except AccountError as refused:
        done(request, str(refused), refused=True)
    else:
        done(request, _("Đã thu hồi vai trò của %(name)s. Có thể trao lại bên dưới.") % {"name": account.full_name})
    return redirect("account-detail", number)


@manages
@require_POST
def role_restore(request: HttpRequest, number: int, grant: int) -> HttpResponse:
    """Give a role back for the scope that it was held for."""
    account = _holder(request, number, grant)
    restore_role(grant=grant, by=actor(request), at=timezone.now(), viewer=viewer(request))
    done(request, _("Đã trao lại vai trò cho %(name)s.") % {"name": account.full_name})
    return redirect("account-detail", number)


def _holder(request: HttpRequest, number: int, grant: int) -> AccountRow:
    """The account, where the grant is one of its own; otherwise 404."""
    account = account_or_404(request, number)
    if grant not in {row.number for row in account.grants}:
        raise Http404
    return account
