"""Accounts as the administrator sees them: the list, a new one, one with its roles and its history."""

from __future__ import annotations

import secrets
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from nscl.accounts.enums import Permission
from nscl.accounts.operations import (
    AccountError,
    create_account,
    remove_second_factor,
    set_active,
    set_password,
)
from nscl.accounts.queries import AccountNotFound, AccountRow, find_account, list_accounts
from nscl.web.access import actor, require_POST, require_safe, requires, viewer
from nscl.web.accounts.events import timeline
from nscl.web.accounts.forms.administration import AccountForm
from nscl.web.accounts.notes import done
from nscl.web.accounts.tables import accounts_table, held, permissions_table, role_words, state_chip
from nscl.web.accounts.views.sign_in import require_form
from nscl.web.ui.parts import Act, Confirmation, Crumb, Fact, Facts, Page
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response

SECTION: Final = "accounts"
# 15 letters and digits out of 31 carry 74 bits; without 0/o, 1/l/i, which are misread from paper.
PASSWORD_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105
PASSWORD_GROUPS: Final = 3
PASSWORD_GROUP_LENGTH: Final = 5

manages = requires(Permission.MANAGE_ACCOUNTS)


def account_or_404(request: HttpRequest, number: int) -> AccountRow:
    """The account, for who manages accounts; otherwise, and where there is none, 404."""
    try:
        return find_account(viewer(request), number)
    except AccountNotFound as missing:
        raise Http404 from missing


def crumbs(*further: Crumb) -> list[Crumb]:
    """The way to a page of the administration."""
    return [Crumb(_("Quản trị"), reverse("account-list")), *further]


def crumb_of(account: AccountRow) -> Crumb:
    """The step to one account."""
    return Crumb(account.full_name, reverse("account-detail", args=[account.number]))


@manages
@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    """All accounts, searched and narrowed in the address; as an Excel file too."""
    rows = list_accounts(viewer(request))
    view = accounts_table(rows).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        return xlsx_response([view], title=_("Tài khoản"), at=timezone.localtime())
    locked = sum(not row.is_active for row in rows)
    without = sum(row.is_active and not held(row) for row in rows)
    page = Page(
        _("Tài khoản"),
        answer=" ".join(
            [
                ngettext("%(n)d tài khoản.", "%(n)d tài khoản.", len(rows)) % {"n": len(rows)},
                _("%(locked)d đang khóa, %(without)d chưa có vai trò nào.") % {"locked": locked, "without": without},
            ]
        ),
        section=SECTION,
        acts=[
            Act(_("Vai trò và quyền"), reverse("permission-matrix"), "shield-check"),
            Act(_("Tạo tài khoản"), reverse("account-create"), "user-plus", "primary"),
        ],
    )
    return render(request, "accounts/list.html", {"page": page, "table": view})


@manages
@require_safe
def permission_page(request: HttpRequest) -> HttpResponse:
    """Every role with what it may do."""
    view = permissions_table().present(TableQuery.of(request))
    if view.query.wants_xlsx:
        return xlsx_response([view], title=_("Vai trò và quyền"), at=timezone.localtime())
    page = Page(
        _("Vai trò và quyền"),
        answer=_("Một người giữ được nhiều vai trò, mỗi vai trò có hiệu lực trong phạm vi được trao."),
        crumbs=crumbs(),
        section=SECTION,
    )
    return render(request, "accounts/permissions.html", {"page": page, "table": view})


@manages
@require_form
@never_cache
def account_create(request: HttpRequest) -> HttpResponse:
    """A new account; its first password is shown on the answer, and nowhere and never again."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = new_password()
        try:
            number = create_account(
                **form.cleaned_data, password=password, by=actor(request), at=timezone.now(), viewer=viewer(request)
            )
        except AccountError as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            return _show_password(request, account_or_404(request, number), password, made=True)
    page = Page(
        _("Tạo tài khoản"),
        answer=_("Hệ thống tạo mật khẩu đầu tiên; bạn chuyển cho người dùng, rồi họ đổi ngay khi đăng nhập."),
        crumbs=crumbs(),
        section=SECTION,
    )
    context = {"page": page, "form": form, "verb": _("Tạo tài khoản"), "icon": "user-plus"}
    return render(request, "accounts/form.html", context | {"back": reverse("account-list")})


def new_password() -> str:
    """A password that can be read out over the telephone: three groups of five, "k3m9p-…"."""
    groups = (
        "".join(secrets.choice(PASSWORD_LETTERS) for _letter in range(PASSWORD_GROUP_LENGTH))
        for _group in range(PASSWORD_GROUPS)
    )
    return "-".join(groups)


def _show_password(request: HttpRequest, account: AccountRow, password: str, *, made: bool) -> HttpResponse:
    page = Page(
        _("Đã tạo tài khoản") if made else _("Đã đặt lại mật khẩu"),
        answer=_("Chuyển mật khẩu này cho %(name)s bằng một kênh riêng.") % {"name": account.full_name},
        crumbs=crumbs(crumb_of(account)),
        section=SECTION,
    )
    return render(request, "accounts/password.html", {"page": page, "account": account, "password": password})


@manages
@require_safe
def account_detail(request: HttpRequest, number: int) -> HttpResponse:
    """One account: who it is, its roles now and before, and what was done to it."""
    account = account_or_404(request, number)
    page = Page(
        account.full_name,
        answer=_answer(account),
        crumbs=crumbs(),
        section=SECTION,
        chip=state_chip(account),
        acts=_acts(account, is_self=account.number == viewer(request).number),
    )
    context = {
        "page": page,
        "account": account,
        "facts": _facts(account),
        "held": held(account),
        "past": [grant for grant in account.grants if grant.revoked_at is not None],
        "events": timeline(viewer(request), account.number),
    }
    return render(request, "accounts/detail.html", context)


def _answer(account: AccountRow) -> str:
    roles = held(account)
    if not account.is_active:
        return _("Tài khoản đang khóa, không đăng nhập được.")
    if not roles:
        return _("Chưa có vai trò nào nên chưa xem được gì. Hãy trao một vai trò.")
    return "; ".join(role_words(grant) for grant in roles) + "."


def _acts(account: AccountRow, *, is_self: bool) -> list[Act]:
    acts = [Act(_("Đặt lại mật khẩu"), reverse("account-password", args=[account.number]), "key-round")]
    acts.append(
        Act(
            _("Tắt xác thực hai lớp"),
            reverse("account-second-factor", args=[account.number]),
            "shield-off",
            post=True,
            confirm=_("Chỉ làm khi %(name)s mất cả điện thoại lẫn mã dự phòng và bạn đã biết chắc đúng là người ấy.")
            % {"name": account.full_name},
        )
    )
    if not account.is_active:
        acts.append(Act(_("Mở khóa"), reverse("account-unlock", args=[account.number]), "lock-open", post=True))
    elif not is_self:
        acts.append(
            Act(
                _("Khóa tài khoản"),
                reverse("account-lock", args=[account.number]),
                "lock",
                "danger",
                post=True,
                confirm=_("%(name)s sẽ bị đăng xuất và không đăng nhập được nữa.") % {"name": account.full_name},
            )
        )
    acts.append(Act(_("Trao vai trò"), reverse("role-grant", args=[account.number]), "user-check", "primary"))
    return acts


def _facts(account: AccountRow) -> Facts:
    last = timezone.localtime(account.last_login) if account.last_login else None
    facts = [
        Fact(_("Tên đăng nhập"), account.username),
        Fact(_("Thư điện tử"), account.email),
        Fact(_("Chức vụ, đơn vị"), account.position),
        Fact(_("Đăng nhập gần nhất"), f"{last:%H:%M %d/%m/%Y}" if last else _("chưa lần nào")),
    ]
    if account.is_sample:
        sample = _("Tài khoản mẫu, mật khẩu được công bố; máy chủ chính thức không khởi động khi còn mở")
        facts.append(Fact(_("Loại"), sample))
    return Facts(facts)


@manages
@require_POST
def account_lock(request: HttpRequest, number: int) -> HttpResponse:
    """Lock an account; its sessions end at once."""
    return _set_active(request, number, active=False)


@manages
@require_POST
def account_unlock(request: HttpRequest, number: int) -> HttpResponse:
    """Open a locked account again."""
    return _set_active(request, number, active=True)


def _set_active(request: HttpRequest, number: int, *, active: bool) -> HttpResponse:
    account = account_or_404(request, number)
    try:
        set_active(account=number, active=active, by=actor(request), at=timezone.now(), viewer=viewer(request))
    except AccountError as refused:
        done(request, str(refused), refused=True)
    else:
        words = _("Đã mở khóa tài khoản của %(name)s.") if active else _("Đã khóa tài khoản của %(name)s.")
        done(request, words % {"name": account.full_name})
    return redirect("account-detail", number)


@manages
@require_POST
def account_second_factor(request: HttpRequest, number: int) -> HttpResponse:
    """Switch the second step of someone's sign-in off: they lost the telephone and the recovery codes."""
    account = account_or_404(request, number)
    if remove_second_factor(account=number, by=actor(request), at=timezone.now(), viewer=viewer(request)):
        done(request, _("Đã tắt xác thực hai lớp của %(name)s.") % {"name": account.full_name})
    else:
        done(request, _("%(name)s chưa bật xác thực hai lớp.") % {"name": account.full_name})
    return redirect("account-detail", number)


@manages
@require_form
@never_cache
def account_password(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then give the account a new password, shown once."""
    account = account_or_404(request, number)
    if request.method == "POST":
        password = new_password()
        set_password(account=number, password=password, by=actor(request), at=timezone.now(), viewer=viewer(request))
        return _show_password(request, account, password, made=False)
    confirmation = Confirmation(
        question=_("Đặt lại mật khẩu của %(name)s?") % {"name": account.full_name},
        consequences=[
            _("Mật khẩu cũ mất hiệu lực ngay; người này bị đăng xuất khỏi mọi máy."),
            _("Mật khẩu mới hiện một lần trên trang sau; hệ thống không lưu lại để xem lần nữa."),
            _("Việc đặt lại được ghi vào nhật ký."),
        ],
        verb=_("Đặt lại mật khẩu"),
        back=reverse("account-detail", args=[number]),
        icon="key-round",
    )
    page = Page(_("Đặt lại mật khẩu"), crumbs=crumbs(crumb_of(account)), section=SECTION)
    return render(request, "ui/confirm.html", {"page": page, "confirmation": confirmation, "form": None})
