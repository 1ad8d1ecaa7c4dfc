"""A participant's own page: whoever has its address is the person. Sessions, code, withdrawal, calendar."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.records.operations import Actor
from nscl.training.enums import EnrolmentState
from nscl.training.operations.enrolments import withdraw
from nscl.training.operations.errors import TrainingError
from nscl.training.queries.enrolments import OwnSession, ParticipantView
from nscl.training.rules.values import REASON_LENGTH
from nscl.web.access import public, require_safe
from nscl.web.class_registration.letters import send_enrolment_letters
from nscl.web.class_registration.places import WRONG, participant_or_404
from nscl.web.class_registration.words import place_words
from nscl.web.questionnaires.own import answer_acts
from nscl.web.training.words import ATTENDANCE_CHIPS, ENROLMENT_CHIPS, days_words, span_words
from nscl.web.ui.parts import Act, Confirmation, Fact, Facts
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.throttle import client_address, is_spent, refuse
from nscl.web.ui.unlisted import unlisted
from nscl.web.work.icalendar import CONTENT_TYPE, Event, write_calendar
from nscl.work.rules.moves import OPEN_STATUSES

_LIVE: Final = frozenset({EnrolmentState.ENROLLED, EnrolmentState.WAITING})


class WithdrawForm(forms.Form):
    """Why somebody withdraws, if they want to say."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)
        self.fields["ly_do"] = forms.CharField(label=_("Lý do"), required=False, max_length=REASON_LENGTH)


@public
@unlisted
@require_safe
def participant(request: HttpRequest, token: str) -> HttpResponse:
    """Class, sessions with what was marked, place in the queue, code."""
    if is_spent(WRONG, client_address(request)):
        return refuse(request, WRONG)
    own = participant_or_404(request, token)
    context = {
        "own": own,
        "title": own.title,
        "chip": ENROLMENT_CHIPS[own.state],
        "queued": place_words(own.waiting_place) if own.state is EnrolmentState.WAITING else "",
        "notices": sample_notices(is_sample=own.is_sample),
        "facts": _facts(own),
        "code": own.code if own.state in _LIVE else "",
        "sessions": [_session(one) for one in own.sessions],
        "acts": [*answer_acts(own, token, timezone.localdate()), *_acts(own, token)],
    }
    return render(request, "class_registration/participant.html", context)


def _facts(own: ParticipantView) -> Facts:
    facts = [Fact(_("Học viên"), own.name)]
    facts += [Fact(_("Đơn vị"), own.organisation)] if own.organisation else []
    facts.append(Fact(_("Thời gian"), days_words(own.starts_on, own.ends_on)))
    facts += [Fact(_("Địa điểm"), own.place)] if own.place else []
    facts += [Fact(_("Học trực tuyến tại"), own.link, href=own.link)] if own.link else []
    facts.append(Fact(_("Đơn vị tổ chức"), f"{own.agency}, {own.province}"))
    return Facts(facts)


def _session(one: OwnSession) -> dict[str, object]:
    return {
        "when": span_words(one.starts_at, one.ends_at),
        "topic": one.topic,
        "place": one.place,
        "is_cancelled": one.is_cancelled,
        "chip": ATTENDANCE_CHIPS[one.mark] if one.mark else None,
    }


def _acts(own: ParticipantView, token: str) -> list[Act]:
    if own.state not in _LIVE:
        return [Act(_("Xem các lớp đang nhận ghi danh"), reverse("open-classes"), "list")]
    acts = [Act(_("Thêm vào lịch"), reverse("participant-calendar", kwargs={"token": token}), "calendar-plus")]
    if own.status in OPEN_STATUSES:
        withdrawal = reverse("participant-withdraw", kwargs={"token": token})
        acts.append(Act(_("Rút tên khỏi lớp"), withdrawal, "user-minus"))
    return acts


@public
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_page(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then take the person off the list; whoever gets the place is told."""
    own = participant_or_404(request, token)
    back = reverse("participant", kwargs={"token": token})
    if own.state not in _LIVE or own.status not in OPEN_STATUSES:
        messages.error(request, _("Không còn rút tên được: bạn đã rút, hoặc lớp đã kết thúc."))
        return redirect(back)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            saved = withdraw(
                enrolment=own.number,
                reason=form.cleaned_data["ly_do"],
                viewer=None,
                by=Actor(None, own.name),
                at=timezone.now(),
            )
        except TrainingError as refused:
            messages.error(request, str(refused))
        else:
            send_enrolment_letters(saved.promoted)
            messages.success(request, _("Đã rút tên. Muốn học lại thì ghi danh lại khi lớp còn nhận."))
        return redirect(back)
    question = Confirmation(
        _("Rút tên khỏi lớp “%(title)s”?") % {"title": own.title},
        [
            _("Chỗ của bạn được chuyển ngay cho người đang chờ."),
            _("Ghi danh lại thì đứng sau những người đã chờ."),
        ],
        _("Rút tên"),
        back,
        danger=True,
        icon="user-minus",
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"title": own.title, "confirmation": question, "form": form}
    return render(request, "class_registration/withdraw.html", context, status=status)


@public
@unlisted
@require_safe
def participant_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The sessions as a calendar file."""
    own = participant_or_404(request, token)
    address = request.build_absolute_uri(reverse("participant", kwargs={"token": token}))
    title = sample_title(own.title, is_sample=own.is_sample)
    events = [
        Event(
            uid=f"buoi-hoc-{one.number}@{request.get_host()}",
            first=timezone.localdate(one.starts_at),
            last=timezone.localdate(one.ends_at),
            summary=title,
            description=one.topic,
            location=one.place or own.place,
            url=address,
            is_cancelled=one.is_cancelled or own.state not in _LIVE,
            hours=(one.starts_at, one.ends_at),
        )
        for one in own.sessions
    ]
    data = write_calendar(title, events, at=timezone.now())
    return HttpResponse(
        data, content_type=CONTENT_TYPE, headers={"Content-Disposition": 'attachment; filename="lich-hoc.ics"'}
    )
