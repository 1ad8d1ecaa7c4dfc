"""A statistical code by itself: `/don-vi/ma/24/`. It means nothing without a day: 24 was Bắc Giang and is Bắc Ninh."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.institutions.queries import unit_by_code
from nscl.institutions.rules import AmbiguousCode, OutsideKnownDates, UnknownUnit, period
from nscl.web.access import require_safe
from nscl.web.institutions.days import Day, day_asked
from nscl.web.institutions.tables import unit_href
from nscl.web.institutions.views.provinces import SECTION, crumbs, sees_institutions
from nscl.web.ui.parts import Chip, Page, Tone
from nscl.web.ui.tables import Link


@sees_institutions
@require_safe
def unit_of_code(request: HttpRequest, code: str) -> HttpResponse:
    """The page of the unit that bears the code on the day asked for; where several bore it and no day is given, a
    page that names them and asks for the day (300 Multiple Choices)."""
    day = day_asked(request)
    try:
        unit = unit_by_code(code, on=day.on if day.is_given and not day.problem else None)
    except UnknownUnit as unknown:
        raise Http404 from unknown
    except AmbiguousCode as several:
        return _ask_for_day(request, several, day)
    except OutsideKnownDates as outside:
        page = Page(_("Mã %(code)s") % {"code": code}, answer=str(outside), crumbs=crumbs(), section=SECTION)
        context = {"page": page, "bearers": [], "day": day, "problem": ""}
        return render(request, "institutions/code.html", context, status=HTTPStatus.NOT_FOUND)
    return redirect(unit_href(unit, day))


def _ask_for_day(request: HttpRequest, several: AmbiguousCode, day: Day) -> HttpResponse:
    page = Page(
        _("Mã %(code)s thuộc về nhiều đơn vị") % {"code": several.code},
        answer=_("Cùng một mã, mỗi thời kỳ là một đơn vị khác. Hãy nêu ngày cần tra cứu."),
        crumbs=crumbs(),
        section=SECTION,
        chip=Chip(_("Cần nêu ngày"), Tone.WARN, "calendar-search"),
    )
    bearers = [
        Link(
            bearer.label,
            reverse("unit-detail", args=[bearer.number]),
            period(bearer.valid_from, bearer.valid_to),
        )
        for bearer in several.bearers
    ]
    context = {"page": page, "bearers": bearers, "day": day, "problem": day.problem}
    return render(request, "institutions/code.html", context, status=HTTPStatus.MULTIPLE_CHOICES)
