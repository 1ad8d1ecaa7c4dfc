"""Who asks for which case: by an account of the organisation, or by the link that this browser opened.

One set of pages serves both. `by_account` and `by_link` find the case, refuse everything else in the same words, and
hand the view a `CasePlace`, which knows the addresses of its pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Final, TypeAlias

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor
from nscl.support.queries.access import ByLink, CaseHeader, CaseMissing, find_own_case, link_holder
from nscl.web.access import actor, public, requires, viewer
from nscl.web.plan_editing.views.pages import show
from nscl.web.support_apply.browser import browser_key
from nscl.web.ui.drafts import DraftSeal, link_seal
from nscl.web.ui.parts import Act, Chip, Crumb, Notice, Page, Text, Tone
from nscl.web.ui.throttle import Limit, client_address, is_spent, refuse, spend
from nscl.web.ui.unlisted import unlisted

SECTION: Final = "own-support"
VERSION: Final = "phien-ban"
# Wrong addresses from one place. They cannot be guessed (256 bits); trying is not to cost the server its time.
WRONG: Final = Limit("support-case", 60, timedelta(minutes=10))
_ACCOUNT, _LINK = "own-case", "linked-case"
_MOST_DIGITS: Final = 9  # of a version


class NoRule(Exception):
    """No rule is chosen yet: the applicant chooses one first."""


@dataclass(frozen=True, slots=True)
class CasePlace:
    """A case as one applicant reached it. seal: for drafts on this machine, None where the shell has the person's."""

    case: CaseHeader
    asker: Viewer | ByLink
    by: Actor
    seal: DraftSeal | None = None

    @property
    def is_link(self) -> bool:
        """Whether there is no account behind it."""
        return isinstance(self.asker, ByLink)

    @property
    def frame(self) -> str:
        """The template that stands around the page."""
        return "support_apply/link.html" if self.is_link else "support_apply/account.html"

    def href(self, page: str = "", **kwargs: str | int) -> str:
        """The address of a page of the case: "" for where it stands, else "need", "costs", …"""
        name = _LINK if self.is_link else _ACCOUNT
        return reverse(f"{name}-{page}" if page else name, kwargs={"public_id": self.case.public_id, **kwargs})

    def page(self, title: Text, answer: Text = "", *, chip: Chip | None = None, acts: Sequence[Act] = ()) -> Page:
        """The head of a page of the case."""
        way = [] if self.is_link else [Crumb(_("Hỗ trợ của đơn vị"), reverse("own-support"))]
        if title != self.title:
            way.append(Crumb(self.title, self.href()))
        return Page(title, answer, way, SECTION, acts, chip)

    @property
    def title(self) -> str:
        """What the case is called."""
        if self.case.submitted_at is None:
            return _("Đơn đang soạn: %(content)s") % {"content": self.content}
        return _("Hồ sơ %(label)s: %(content)s") % {"label": self.case.label, "content": self.content}

    @property
    def content(self) -> str:
        """What it asks support for."""
        return self.case.content_name or _("chưa chọn nội dung")


# A page of a case, and the view behind its address: what else the address names goes from the one to the other.
CaseView: TypeAlias = Callable[..., HttpResponseBase]
AddressView: TypeAlias = Callable[..., HttpResponseBase]


def by_account(view: CaseView, *methods: str) -> AddressView:
    """The view for whoever signed in for the organisation whose case it is; for anybody else there is no such page."""

    @requires(Permission.APPLY_SUPPORT)
    @unlisted
    @require_http_methods([*methods])
    @wraps(view)
    def wrapped(request: HttpRequest, /, *, public_id: str, **named: str | int) -> HttpResponseBase:
        try:
            case = find_own_case(viewer(request), public_id)
        except CaseMissing as missing:
            raise Http404 from missing
        return _opened(view, request, CasePlace(case, viewer(request), actor(request)), named)

    return wrapped


def by_link(view: CaseView, *methods: str) -> AddressView:
    """The view for the browser that opened a link of the case; any other is told how to get a link."""

    @public
    @unlisted
    @require_http_methods([*methods])
    @wraps(view)
    def wrapped(request: HttpRequest, /, *, public_id: str, **named: str | int) -> HttpResponseBase:
        if is_spent(WRONG, client_address(request)):
            return refuse(request, WRONG)
        key = browser_key(request)
        try:
            holder = link_holder(public_id, key, timezone.now())
            case = find_own_case(holder, public_id)
        except CaseMissing:
            spend(WRONG, client_address(request))
            return not_here(request)
        by = Actor(None, _("%(name)s (qua đường dẫn)") % {"name": case.organisation})
        return _opened(view, request, CasePlace(case, holder, by, link_seal(key)), named)

    return wrapped


def _opened(view: CaseView, request: HttpRequest, place: CasePlace, named: Mapping[str, str | int]) -> HttpResponseBase:
    """The page; where it needs a rule and none is chosen, the page on which one is."""
    try:
        return view(request, place, **named)
    except NoRule:
        return redirect(place.href("contents"))


def not_here(request: HttpRequest) -> HttpResponse:
    """What a browser is told that has not opened a link of the case: the same whether there is such a case or not."""
    text = _(
        "Trang này chỉ mở trên trình duyệt đã mở đường dẫn trong thư, và đường dẫn có thời hạn. Hãy mở lại thư, "
        "hoặc xin đường dẫn mới bằng mã số thuế."
    )
    context = {
        "title": _("Chưa mở được hồ sơ ở đây"),
        "notice": Notice(_("Trình duyệt này chưa được mở hồ sơ"), text, Tone.WARN),
        "find": reverse("find-case"),
    }
    return render(request, "support_apply/door.html", context, status=HTTPStatus.NOT_FOUND)


def case_page(
    request: HttpRequest,
    place: CasePlace,
    template: str,
    context: dict[str, object],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """A page of a case within the frame of whoever asks."""
    return show(request, template, {"frame": place.frame, "seal": place.seal, **context}, status)


def sent_version(request: HttpRequest) -> int:
    """The version that the form was drawn with; 0 where none that can be read was sent: then there is a conflict."""
    text = str(request.POST.get(VERSION, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 0
