"""On the phone: the code was read, the person says who they are, and is told what came of it."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.text.phones import PhoneError
from nscl.training.operations.check_in import Answer, CheckedIn, check_in
from nscl.training.queries.check_in import CheckInSession, find_check_in
from nscl.training.rules.check_in import Who, read_who
from nscl.web.access import public, require_safe
from nscl.web.check_in.phones import give_ticket, phone_of, ticket_of
from nscl.web.check_in.words import not_now, refusal, stale
from nscl.web.training.words import span_words
from nscl.web.ui.parts import Fact, Facts, Notice
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.throttle import Limit, client_address, is_spent, refuse, spend
from nscl.web.ui.unlisted import unlisted

# Wrong codes from one address: phones of a whole room share one, and many read the code a moment too late.
CODES: Final = Limit("check-in-code", 600, timedelta(minutes=10))
# Wrong names of one phone, and of all phones in a session: nobody tries out who is on the list.
NAMES_OF_PHONE: Final = Limit("check-in-phone", 10, timedelta(minutes=10))
NAMES_OF_SESSION: Final = Limit("check-in-session", 300, timedelta(minutes=10))
_TRIES: Final = frozenset({Answer.NOT_LISTED, Answer.WAITING, Answer.SHARED_PHONE, Answer.ALREADY, Answer.CORRECTED})
MOST_TYPED: Final = 40


class WhoForm(forms.Form):
    """Who somebody is: a whole telephone number, or the code of the enrolment."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)
        self.fields["ai"] = forms.CharField(
            label=_("Số điện thoại hoặc mã ghi danh"),
            help_text=_("Số điện thoại đã ghi danh, hoặc mã 6 ký tự trong thư ghi danh."),
            max_length=MOST_TYPED,
            widget=forms.TextInput({"autocomplete": "tel", "autofocus": True, "autocapitalize": "characters"}),
        )

    def clean_ai(self) -> Who:
        """The number or the code."""
        try:
            return read_who(self.cleaned_data["ai"])
        except PhoneError as error:
            raise ValidationError(str(error), code="phone") from error


@public
@unlisted
@require_safe
def open_check_in(request: HttpRequest, address: str, code: str) -> HttpResponse:
    """The address in the code: the phone that opens it in time may say who it is, for a few minutes."""
    session, at = find_check_in(address), timezone.now()
    if session is None:
        return _too_old(request)
    if notice := not_now(session, at):
        return _page(request, session, notice=notice)
    if not session.accepts(code, at):
        # Somebody who took their time and opens the page again still may.
        return _asking(request, address, session) if ticket_of(request, session, at) else _too_old(request)
    response = _asking(request, address, session)
    give_ticket(response, address, session, phone_of(request), at)
    return response


@public
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def check_in_page(request: HttpRequest, address: str) -> HttpResponse:
    """Who the person is; POST marks them as present."""
    session, at = find_check_in(address), timezone.now()
    if session is None:
        return _too_old(request)
    if notice := not_now(session, at):
        return _page(request, session, notice=notice)
    phone = ticket_of(request, session, at)
    if not phone:
        return _too_old(request)
    return _sent(request, address, session, phone) if request.method == "POST" else _asking(request, address, session)


def _sent(request: HttpRequest, address: str, session: CheckInSession, phone: str) -> HttpResponse:
    for limit, party in ((NAMES_OF_PHONE, phone), (NAMES_OF_SESSION, str(session.number))):
        if is_spent(limit, party):
            return refuse(request, limit)
    form = WhoForm(request.POST)
    if not form.is_valid():
        return _asking(request, address, session, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    done = check_in(session=session.number, who=form.cleaned_data["ai"], device=phone, at=timezone.now())
    if done.answer in _TRIES:
        spend(NAMES_OF_PHONE, phone)
        spend(NAMES_OF_SESSION, str(session.number))
    return _answer(request, address, session, form, done)


def _answer(
    request: HttpRequest, address: str, session: CheckInSession, form: WhoForm, done: CheckedIn
) -> HttpResponse:
    if done.answer in {Answer.DONE, Answer.AGAIN}:
        return _page(request, session, done=done.name, again=done.answer is Answer.AGAIN)
    if done.answer in {Answer.NOT_YET, Answer.OVER, Answer.CLOSED}:  # it ended while the person was typing
        return _page(request, session, notice=not_now(session, timezone.now()) or stale())
    notice = refusal(done.answer)
    if done.answer in {Answer.PHONE_USED, Answer.ALREADY, Answer.CORRECTED}:
        return _page(request, session, notice=notice)
    return _asking(request, address, session, form=form, notice=notice, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _asking(
    request: HttpRequest,
    address: str,
    session: CheckInSession,
    *,
    form: WhoForm | None = None,
    notice: Notice | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    action = reverse("check-in-phone", kwargs={"address": address})
    return _page(request, session, form=form or WhoForm(), action=action, notice=notice, status=status)


def _page(
    request: HttpRequest,
    session: CheckInSession,
    *,
    form: WhoForm | None = None,
    action: str = "",
    notice: Notice | None = None,
    done: str = "",
    again: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    facts = [Fact(_("Buổi học"), span_words(session.starts_at, session.ends_at))]
    facts += [Fact(_("Nội dung"), session.topic)] if session.topic else []
    facts += [Fact(_("Địa điểm"), session.place)] if session.place else []
    notices = sample_notices(is_sample=session.is_sample) + ([notice] if notice else [])
    context = {
        "title": session.title,
        "facts": Facts(facts),
        "notices": notices,
        "form": form,
        "action": action,
        "done": done,
        "again": again,
    }
    return render(request, "check_in/phone.html", context, status=status)


def _too_old(request: HttpRequest) -> HttpResponse:
    """The same for a code that is over and for a session that there is not."""
    where = client_address(request)
    if not spend(CODES, where):
        return refuse(request, CODES)
    context = {
        "title": _("Điểm danh"),
        "facts": None,
        "notices": [stale()],
        "form": None,
        "action": "",
        "done": "",
        "again": False,
    }
    return render(request, "check_in/phone.html", context, status=HTTPStatus.GONE)
