"""The context processor of the shell: what stands around the page for the person who asks."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission, Role
from nscl.accounts.rules import Viewer
from nscl.progress.queries.duties import has_duties
from nscl.text.folding import sort_key
from nscl.web import context_choice
from nscl.web.access import viewer
from nscl.web.duties.bell import bell
from nscl.web.ui.drafts import draft_seal
from nscl.web.ui.shell import Choice, Person, RailGroup, RailItem, Shell, Switch


def shell(request: HttpRequest) -> dict[str, Shell]:
    """`shell` for the templates `ui/base.html` and `ui/bare.html`. A stranger gets a frame without rail and person.

    At most five queries a page together with the session, the user and the person's roles.
    """
    # Error pages can be drawn before the middleware that sets `user` has run.
    user = getattr(request, "user", None)
    is_sample = bool(getattr(settings, "SAMPLE", False))
    path = request.get_full_path()
    if user is None or not user.is_authenticated:
        return {"shell": Shell(is_sample=is_sample, path=path)}
    person, search = viewer(request), reverse("search")
    return {
        "shell": Shell(
            rail=_rail(person),
            switches=_switches(request) if person.grants else (),
            search_href=search if person.may(Permission.VIEW_PLANS) else "",
            search_text=request.GET.get("q", "") if request.path == search else "",
            bell=bell(request),
            person=_person(person),
            is_sample=is_sample,
            path=path,
        )
    }


def _rail(person: Viewer) -> list[RailGroup]:
    """The doors that the person may open; a group without one is left out."""
    groups = [
        RailGroup("", list(_own(person))),
        RailGroup(_("Chương trình"), list(_programme(person))),
        RailGroup(_("Hệ thống"), list(_system(person))),
    ]
    return [group for group in groups if group.items]


def _own(person: Viewer) -> Iterator[RailItem]:
    yield RailItem("home", _("Tổng quan"), reverse("home"), "layout-dashboard")
    if has_duties(person):
        yield RailItem("duties", _("Việc cần làm"), reverse("duty-list"), "list-todo")


def _programme(person: Viewer) -> Iterator[RailItem]:
    if person.may(Permission.VIEW_PLANS):
        yield RailItem("plans", _("Kế hoạch"), reverse("plan-list"), "file-text")
        yield RailItem("targets", _("Mục tiêu"), reverse("targets"), "target")
        yield RailItem("tasks", _("Nhiệm vụ"), reverse("tasks"), "list-checks")
        yield RailItem("budget", _("Dự toán"), reverse("budget"), "coins")
    if person.may(Permission.VIEW_MONEY):
        yield RailItem("money", _("Kinh phí"), reverse("money"), "wallet")
    if person.may(Permission.VIEW_WORK):
        yield RailItem("progress", _("Tiến độ"), reverse("progress"), "trending-up")
        yield RailItem("activities", _("Hoạt động"), reverse("annual-plan-list"), "calendar-check")
    if person.may(Permission.VIEW_TRAINING):
        yield RailItem("training", _("Đào tạo"), reverse("training"), "graduation-cap")
    yield from _support(person)
    if person.may(Permission.VIEW_PRODUCTIVITY):
        yield RailItem("productivity", _("Năng suất"), reverse("productivity"), "chart-line")
    if person.may(Permission.VIEW_REPORTS) or person.may(Permission.WRITE_REPORTS):
        yield RailItem("reports", _("Báo cáo"), reverse("reports"), "file-chart-column")
    if person.may(Permission.VIEW_WORK):
        yield RailItem("difficulties", _("Vướng mắc"), reverse("difficulty-list"), "message-circle-warning")
        yield RailItem("commendations", _("Khen thưởng"), reverse("commendation-list"), "award")


def _support(person: Viewer) -> Iterator[RailItem]:
    if person.may(Permission.VIEW_SUPPORT):
        yield RailItem("support", _("Hỗ trợ"), reverse("support"), "hand-helping")
    if person.may(Permission.APPLY_SUPPORT):
        yield RailItem("own-support", _("Hỗ trợ của đơn vị"), reverse("own-support"), "hand-heart")
    if person.may(Permission.VISIT_ORGANISATIONS) and not person.may(Permission.VIEW_SUPPORT):
        yield RailItem("support", _("Tiếp cận tổ chức"), reverse("outreach"), "handshake")
    if person.may(Permission.VIEW_REGISTRY):
        yield RailItem("organisations", _("Tổ chức"), reverse("organisation-list"), "factory")
    elif person.own_organisations:
        yield RailItem("organisations", _("Tổ chức của tôi"), reverse("organisation-own"), "factory")


def _system(person: Viewer) -> Iterator[RailItem]:
    if person.may(Permission.VIEW_INSTITUTIONS):
        yield RailItem("institutions", _("Đơn vị"), reverse("province-list"), "building-2")
    if person.may(Permission.MANAGE_ACCOUNTS):
        yield RailItem("accounts", _("Quản trị"), reverse("account-list"), "settings")


def _switches(request: HttpRequest) -> list[Switch]:
    choice = context_choice.current(request)
    href = reverse("context-choose")
    years = [Choice(str(year), _("Năm %(year)d") % {"year": year}, year == choice.year) for year in choice.years]
    switches = [Switch(context_choice.YEAR_FIELD, _("Năm"), "calendar", href, years)]
    provinces = [
        Choice(str(row.id), row.name, choice.unit is not None and row.id == choice.unit.id)
        for row in sorted(choice.provinces, key=lambda row: sort_key(row.name))
    ]
    if choice.nation:
        provinces.insert(0, Choice(context_choice.NATION, _("Cả nước"), choice.unit is None))
    if provinces:
        switches.insert(0, Switch(context_choice.PROVINCE_FIELD, _("Tỉnh"), "map-pin", href, provinces))
    return switches


def _person(person: Viewer) -> Person:
    words = ", ".join(str(role.label) for role in Role if role in person.roles) or _("chưa có vai trò")
    return Person(
        name=person.name,
        role=words[0].upper() + words[1:],
        links=[
            (reverse("account_change_password"), _("Đổi mật khẩu"), "key-round"),
            (reverse("mfa_index"), _("Xác thực hai lớp"), "shield-check"),
            *_single_sign_on(),
        ],
        drafts=draft_seal(person.number),
    )


def _single_sign_on() -> list[tuple[str, str, str]]:
    if "openid_connect" not in settings.SOCIALACCOUNT_PROVIDERS:
        return []
    return [(reverse("socialaccount_connections"), _("Đăng nhập một lần"), "link")]
