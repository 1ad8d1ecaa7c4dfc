"""Deadlines for the calendar of a phone: a file, and an address of one's own that a calendar asks again and again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.web.access import actor, public, require_safe, requires, viewer
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.ui.parts import Act, Confirmation, Crumb
from nscl.web.work.icalendar import CONTENT_TYPE, Event, write_calendar
from nscl.web.work.places import activity_href, work_page
from nscl.web.work.words import counts_words, days_words, kind_words
from nscl.work.enums import ActivityStatus
from nscl.work.operations.calendar_addresses import renew_calendar_address
from nscl.work.queries.activities import count_activities, list_activities
from nscl.work.queries.calendar_addresses import address_serial
from nscl.work.queries.filters import ActivityFilter
from nscl.work.queries.rows import ActivityRow

_SALT: Final = "nscl.web.work.feed"
# So much of the hash over the password stands in the address: who changes the password makes the address void.
_KEY_LENGTH: Final = 16
# What was missed months ago still waits; a year back is enough of the past.
BEHIND: Final = timedelta(days=365)
AHEAD: Final = timedelta(days=400)
MOST_EVENTS: Final = 2000
# What goes on for longer is one event on its last day: a bar over a year hides everything else.
LONGEST_BAR: Final = timedelta(days=14)


@requires(Permission.VIEW_WORK)
@require_safe
def activity_feed(request: HttpRequest) -> HttpResponse:
    """The file, for whoever is signed in."""
    return _file(request, viewer(request))


@requires(Permission.VIEW_WORK)
@require_safe
def feed_address(request: HttpRequest) -> HttpResponse:
    """The person's own address, and how it is used."""
    address = request.build_absolute_uri(reverse("activity-feed-of", kwargs={"token": feed_token(request.user)}))
    now = timezone.localdate()
    counts = count_activities(viewer(request), _wanted(viewer(request), now), on=now)
    context = {
        "page": work_page(
            _("Đưa hoạt động vào lịch điện thoại"),
            counts_words(counts),
            crumbs=_way(),
        ),
        "address": address,
        "acts": [
            Act(_("Tải tệp lịch một lần"), reverse("activity-feed"), "calendar-arrow-down"),
            Act(_("Đổi địa chỉ"), reverse("activity-feed-renew"), "refresh-cw"),
        ],
    }
    return render(request, "work/feed.html", context)


@requires(Permission.VIEW_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def renew_address(request: HttpRequest) -> HttpResponse:
    """Ask, then make the person's address void and give another."""
    back = reverse("activity-feed-address")
    if request.method == "POST":
        renew_calendar_address(viewer=viewer(request), by=actor(request), at=timezone.now())
        messages.success(request, _("Đã đổi địa chỉ lịch. Địa chỉ cũ hết hiệu lực."))
        return go_to(request, back)
    question = Confirmation(
        _("Đổi địa chỉ lịch của bạn?"),
        [
            _("Địa chỉ đang dùng hết hiệu lực ngay: ai đã có nó không xem được lịch của bạn nữa."),
            _("Điện thoại, máy tính đã thêm lịch phải thêm lại bằng địa chỉ mới."),
        ],
        _("Đổi địa chỉ"),
        back,
        icon="refresh-cw",
    )
    page = work_page(_("Đổi địa chỉ lịch"), "", crumbs=[*_way(), Crumb(_("Địa chỉ lịch"), back)])
    return render(request, "ui/confirm.html", {"page": page, "confirmation": question})


@public
@require_safe
def activity_feed_of(request: HttpRequest, token: str) -> HttpResponse:
    """The file at a person's own address; 404 for a void one, and for who may no longer see the work."""
    person = _owner(token)
    if person is None or not person.may(Permission.VIEW_WORK):
        raise Http404
    return _file(request, person)


def _way() -> list[Crumb]:
    return [
        Crumb(_("Hoạt động"), reverse("annual-plan-list")),
        Crumb(_("Lịch"), reverse("activity-calendar")),
    ]


def feed_token(user: AbstractBaseUser | object) -> str:
    """The part of a person's own address that nobody can guess. Raises Http404 for a stranger."""
    if not isinstance(user, AbstractBaseUser):
        raise Http404
    return signing.dumps([user.pk, user.get_session_auth_hash()[:_KEY_LENGTH], address_serial(user.pk)], salt=_SALT)


def _owner(token: str) -> Viewer | None:
    """Whose address it is; None for one that was not made here, or is void."""
    try:
        number, key, serial = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    # An account that is locked has none.
    user: Any = ModelBackend().get_user(number)
    if user is None or not constant_time_compare(user.get_session_auth_hash()[:_KEY_LENGTH], key):
        return None
    return viewer_of(user) if address_serial(user.pk) == serial else None


def _wanted(person: Viewer, now: date) -> ActivityFilter:
    """The work of the person's agencies; of everything that they may see where they have none."""
    base = ActivityFilter(first=now - BEHIND, last=now + AHEAD)
    return replace(base, agency_ids=person.agencies) if person.agencies else base


def _file(request: HttpRequest, person: Viewer) -> HttpResponse:
    now = timezone.localdate()
    rows = list_activities(person, _wanted(person, now), on=now, limit=MOST_EVENTS)
    host = request.get_host()
    events = [_event(request, row, host) for row in rows]
    data = write_calendar(_("Hoạt động năng suất chất lượng"), events, at=timezone.now())
    headers = {"Content-Disposition": 'inline; filename="hoat-dong.ics"', "Cache-Control": "private, max-age=900"}
    return HttpResponse(data, content_type=CONTENT_TYPE, headers=headers)


def _event(request: HttpRequest, row: ActivityRow, host: str) -> Event:
    is_long = row.ends_on - row.starts_on > LONGEST_BAR
    title = _("Hạn: %(title)s") % {"title": row.title} if is_long else row.title
    if row.is_sample:
        title = f"[{_('Số liệu mẫu')}] {title}"
    about = [kind_words(row), row.agency.name, days_words(row), str(row.status.label), row.responsible]
    return Event(
        uid=f"hoat-dong-{row.number}@{host}",
        first=row.ends_on if is_long else row.starts_on,
        last=row.ends_on,
        summary=title,
        description="\n".join(filter(None, about)),
        location=", ".join(filter(None, [row.place, row.commune])),
        url=request.build_absolute_uri(activity_href(row.number)),
        is_cancelled=row.status is ActivityStatus.CANCELLED,
        sequence=row.version,
    )
