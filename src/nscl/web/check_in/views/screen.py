"""In front of the class: the code that phones read, renewed as it changes, and how many are in."""

from __future__ import annotations

from math import ceil
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nscl.documents.qr import qr_svg
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.check_in import CheckInScreen, check_in_screen
from nscl.training.queries.sessions import SessionMissing
from nscl.training.rules.check_in import Opening
from nscl.web.access import require_safe, signed_in
from nscl.web.check_in.words import clock_words
from nscl.web.training.places import attended_or_404, session_href
from nscl.web.training.words import span_words
from nscl.web.ui.parts import Notice, Tone
from nscl.web.ui.samples import sample_notice

# How often the count of those who are in is looked at, in seconds.
LOOKS_EVERY: Final = 10


@signed_in
def check_in_code(request: HttpRequest, number: int, session: int) -> HttpResponse:
    """The whole page; to htmx, the code alone with the moment at which to ask for the next.

    Who takes no attendance of the class meets nothing here, whatever the method.
    """
    return _screen(request, attended_or_404(request, number), session)


@require_safe
def _screen(request: HttpRequest, header: ClassHeader, session: int) -> HttpResponse:
    try:
        screen = check_in_screen(header, session, at=timezone.now())
    except SessionMissing as missing:
        raise Http404 from missing
    context = {
        "title": header.title,
        "when": span_words(screen.starts_at, screen.ends_at),
        "place": screen.place,
        "code": _drawn(request, screen),
        "notice": _notice(screen),
        "sample": sample_notice(is_sample=header.is_sample),
        "screen": screen,
        "seconds": _seconds(screen),
        "back": session_href("class-sheet", header, session),
    }
    template = "check_in/code.html" if request.headers.get("HX-Request") else "check_in/screen.html"
    response = render(request, template, context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _drawn(request: HttpRequest, screen: CheckInScreen) -> SafeString | str:
    """The code as a drawing; "" while there is none to show."""
    if not screen.code:
        return ""
    path = reverse("check-in", kwargs={"address": screen.address, "code": screen.code})
    return mark_safe(qr_svg(request.build_absolute_uri(path)))  # noqa: S308  (a drawing of our own)


def _seconds(screen: CheckInScreen) -> int:
    """In how many seconds to look again: when the code changes, or sooner for the count; 0: nothing will change."""
    if screen.is_closed or screen.opening is Opening.OVER:
        return 0
    return max(1, min(LOOKS_EVERY, ceil(screen.code_ends_in.total_seconds())))


def _notice(screen: CheckInScreen) -> Notice | None:
    """Why no code is shown; None where one is."""
    if screen.is_closed:
        return Notice(_("Buổi học này không điểm danh"), _("Buổi học đã hủy, hoặc lớp đã kết thúc."), Tone.WARN)
    if screen.opening is Opening.NOT_YET:
        when = {"time": clock_words(screen.opens_at)}
        return Notice(_("Chưa đến giờ điểm danh"), _("Mã hiện ở đây lúc %(time)s.") % when)
    if screen.opening is Opening.OVER:
        when = {"time": clock_words(screen.ends_at)}
        text = _("Buổi học kết thúc lúc %(time)s. Người đến mà chưa quét mã: ghi trên bảng điểm danh.") % when
        return Notice(_("Buổi học đã kết thúc"), text, Tone.WARN)
    return None
