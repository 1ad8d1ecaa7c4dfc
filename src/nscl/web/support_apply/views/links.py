"""By link, without an account: asking for one, opening it on this browser, having it sent again."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.support.enums import LinkTrouble
from nscl.support.operations.errors import LinkRefused
from nscl.support.operations.links import open_link, reissue_link, request_links
from nscl.support.queries.access import LinkState, find_link
from nscl.web.access import public, require_POST
from nscl.web.support_apply.browser import browser_key, keep_key, new_browser_key
from nscl.web.support_apply.forms.finding import TRAP, FindForm
from nscl.web.support_apply.letters import send_links, send_links_later
from nscl.web.support_apply.places import WRONG
from nscl.web.ui.parts import Notice, Tone
from nscl.web.ui.throttle import Limit, client_address, is_spent, refuse, spend
from nscl.web.ui.unlisted import unlisted

# Asking for letters, from one place, and to one address: nobody's box is to be filled from here.
ASKED: Final = Limit("support-find", 10, timedelta(minutes=10))
WRITTEN_TO: Final = Limit("support-letter", 4, timedelta(hours=1))


@public
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def find_case(request: HttpRequest) -> HttpResponse:
    """Tax code and e-mail; a letter goes out where both are known. What is said is the same where they are not."""
    if request.method != "POST":
        return _find_page(request, FindForm())
    if not spend(ASKED, client_address(request)):
        return refuse(request, ASKED)
    form = FindForm(request.POST)
    if not form.is_valid():
        return _find_page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    tax_code, email = form.cleaned_data["ma_so_thue"], form.cleaned_data["thu"]
    if not request.POST.get(TRAP) and spend(WRITTEN_TO, f"{tax_code} {email.lower()}"):
        issued = request_links(tax_code=tax_code, email=email, at=timezone.now())
        send_links_later(issued)
    said = _(
        "Nếu mã số thuế và thư điện tử khớp với sổ đăng ký tổ chức, đường dẫn sẽ tới hộp thư trong vài phút. "
        "Không thấy thư: xem mục thư rác, hoặc hỏi cơ quan xử lý để sửa thư đã đăng ký."
    )
    return _find_page(request, form, sent=Notice(_("Đã nhận yêu cầu"), said, Tone.GOOD))


def _find_page(
    request: HttpRequest, form: FindForm, *, sent: Notice | None = None, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    sign_in = f"{reverse('account_login')}?next={reverse('own-support')}"
    context: dict[str, Any] = {"form": form, "trap": TRAP, "sent": sent, "sign_in": sign_in}
    return render(request, "support_apply/find.html", context, status=status)


@public
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def case_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the letter leads to. A press of the button opens the case on this browser, and on no other afterwards.

    Not the look at the page: mail programs look at links before people do.
    """
    if is_spent(WRONG, client_address(request)):
        return refuse(request, WRONG)
    key = browser_key(request)
    state = find_link(token, key, timezone.now())
    if state.holder is not None:
        return redirect("linked-case", public_id=state.public_id)
    if state.trouble is not None:
        return _trouble(request, token, state.trouble, state.email_hint)
    if request.method != "POST":
        return _door(request, state)
    key = key or new_browser_key()
    try:
        open_link(token=token, browser_key=key, at=timezone.now())
    except LinkRefused as refused:
        return _trouble(request, token, refused.why, state.email_hint)
    response = redirect("linked-case", public_id=find_link(token, key, timezone.now()).public_id)
    keep_key(response, key)
    return response


def _door(request: HttpRequest, state: LinkState) -> HttpResponse:
    text = _(
        "Đường dẫn gửi tới %(email)s. Bấm nút dưới đây thì hồ sơ chỉ mở được trên trình duyệt này; người khác có "
        "đường dẫn cũng không xem được."
    ) % {"email": state.email_hint}
    context = {
        "title": _("Hồ sơ đề nghị hỗ trợ"),
        "notice": Notice(_("Mở hồ sơ trên trình duyệt này?"), text),
        "opens": True,
    }
    return render(request, "support_apply/door.html", context)


def _trouble(request: HttpRequest, token: str, why: LinkTrouble, email_hint: str) -> HttpResponse:
    spend(WRONG, client_address(request))
    sent_to = _("Thư đã đăng ký: %(email)s.") % {"email": email_hint} if email_hint else ""
    context = {
        "title": _("Chưa mở được hồ sơ ở đây"),
        "notice": Notice(str(why.label), sent_to, Tone.WARN),
        "resend": "" if why is LinkTrouble.UNKNOWN else reverse("case-link-resend", kwargs={"token": token}),
        "find": reverse("find-case"),
    }
    return render(request, "support_apply/door.html", context, status=HTTPStatus.NOT_FOUND)


@public
@unlisted
@require_POST
def send_again(request: HttpRequest, token: str) -> HttpResponse:
    """A new link to the same address; the old one opens nothing any more."""
    if not spend(ASKED, client_address(request)):
        return refuse(request, ASKED)
    try:
        issued = reissue_link(token=token, at=timezone.now())
    except LinkRefused as refused:
        return _trouble(request, token, refused.why, "")
    if not send_links([issued]):
        notice = Notice(
            _("Chưa gửi được thư"),
            _("Máy chủ thư không trả lời. Hãy thử lại sau ít phút, hoặc gọi cơ quan xử lý."),
            Tone.BAD,
        )
    else:
        said = _("Đường dẫn mới đã gửi tới thư đã đăng ký; đường dẫn cũ không dùng được nữa.")
        notice = Notice(_("Đã gửi lại đường dẫn"), said, Tone.GOOD)
    context = {"title": _("Hồ sơ đề nghị hỗ trợ"), "notice": notice, "find": reverse("find-case")}
    return render(request, "support_apply/door.html", context)
