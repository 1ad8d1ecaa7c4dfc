"""The classes that take names, and one of them: for everybody."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.text.folding import sort_key
from nscl.training.enums import EnrolmentState
from nscl.training.queries.access import ClassMissing, PublicClass, find_public_class, list_public_classes
from nscl.training.queries.public import SentPerson, people_sent, public_trainers
from nscl.web.access import public, require_safe, viewer
from nscl.web.class_registration.words import class_facts, closed_notice, place_words, places_chip, queue_notice
from nscl.web.training.words import ENROLMENT_CHIPS, class_words, days_words, span_words
from nscl.web.ui.parts import Act, Chip, Empty, Weight
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.unlisted import unlisted


@public
@unlisted
@require_safe
def open_classes(request: HttpRequest) -> HttpResponse:
    """Every class that takes names now, by province, the next to begin first."""
    at = timezone.now()
    classes = list_public_classes(at)
    provinces = sorted({one.province for one in classes}, key=sort_key)
    groups = [(name, [_row(one, at) for one in classes if one.province == name]) for name in provinces]
    context = {
        "answer": _("%(classes)s đang nhận ghi danh. Không cần tài khoản.") % {"classes": class_words(len(classes))}
        if classes
        else "",
        "groups": groups,
        "notices": sample_notices(is_sample=any(one.is_sample for one in classes)),
        "empty": Empty(
            _("Chưa có lớp nào đang nhận ghi danh"),
            _("Hãy quay lại sau, hoặc liên hệ Sở Khoa học và Công nghệ của tỉnh."),
            "calendar-x",
        ),
    }
    return render(request, "class_registration/list.html", context)


def _row(one: PublicClass, at: datetime) -> dict[str, object]:
    return {
        "title": one.title,
        "href": class_page_href(one.public_id),
        "when": days_words(one.starts_on, one.ends_on),
        "place": one.place,
        "agency": one.agency,
        "audience": one.audience,
        "chip": places_chip(one, at),
    }


@public
@unlisted
@require_safe
def class_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One class: what, when, where, for whom, by whom, how many places; and how to put down names."""
    one, at = public_class_or_404(public_id), timezone.now()
    notices = [closed_notice(one, at), queue_notice(one, at)]
    context = {
        "title": one.title,
        "chip": places_chip(one, at),
        "notices": [*sample_notices(is_sample=one.is_sample), *[notice for notice in notices if notice]],
        "facts": class_facts(one, public_trainers(one.number)),
        "about": one.description,
        "notice_text": one.notice,
        "sessions": [
            (span_words(session.starts_at, session.ends_at), session.topic, session.place, session.is_cancelled)
            for session in one.sessions
        ],
        "acts": _acts(one, at),
        "sent": _sent(request, one),
        "back": reverse("open-classes"),
    }
    return render(request, "class_registration/class.html", context)


def class_page_href(public_id: str, name: str = "public-class") -> str:
    """A public page of a class, by the name of its address."""
    return reverse(name, kwargs={"public_id": public_id})


def public_class_or_404(public_id: str) -> PublicClass:
    """A class that was opened to the public. Raises Http404."""
    try:
        return find_public_class(public_id)
    except ClassMissing as missing:
        raise Http404 from missing


def _acts(one: PublicClass, at: datetime) -> list[Act]:
    if not one.takes_names(at):
        return [Act(_("Xem các lớp khác"), reverse("open-classes"), "list")]
    own, others = class_page_href(one.public_id, "class-enrol"), class_page_href(one.public_id, "class-enrol-people")
    return [
        Act(_("Ghi danh cho đơn vị"), others, "building-2"),
        Act(_("Ghi danh cho tôi"), own, "user-plus", Weight.PRIMARY),
    ]


def _sent(request: HttpRequest, one: PublicClass) -> list[tuple[str, str, Chip, str]]:
    """Whom the organisation of the person signed in has sent; nothing for a stranger."""
    if not request.user.is_authenticated:
        return []
    return [
        (person.name, person.position, ENROLMENT_CHIPS[person.state], _queued(person))
        for person in people_sent(viewer(request), one.number)
    ]


def _queued(person: SentPerson) -> str:
    return place_words(person.waiting_place) if person.state is EnrolmentState.WAITING else ""
