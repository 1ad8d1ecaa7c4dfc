"""The calculation slip that was decided upon, as a Word file for its owner."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nscl.documents.support_papers import write_slip
from nscl.support.queries.access import CaseMissing
from nscl.support.queries.assessments import latest_assessment
from nscl.support.queries.papers import slip_paper
from nscl.web.support.papers import word_response
from nscl.web.support_apply.places import CasePlace
from nscl.web.support_apply.words import SLIP_SHOWN


def slip_word(_request: HttpRequest, place: CasePlace) -> HttpResponse:
    """The latest slip in Word, without the office's reminders to itself and the name of who made it."""
    slip = latest_assessment(place.case.number) if place.case.state in SLIP_SHOWN else None
    if slip is None or slip.number is None:
        raise Http404
    try:
        paper = slip_paper(place.case.number, number=slip.number)
    except CaseMissing as missing:
        raise Http404 from missing
    public = replace(paper, by="", gaps=(), cautions=())
    title = _("Phiếu tính mức hỗ trợ %(case)s") % {"case": place.case.label.replace("/", "-")}
    return word_response(write_slip(public), title, is_sample=place.case.is_sample)
