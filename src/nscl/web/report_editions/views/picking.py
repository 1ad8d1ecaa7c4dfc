"""Paragraphs of the agencies, picked into the report and taken out again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.reporting.enums import Section
from nscl.reporting.operations.edition_errors import EditionError, ParagraphGone, WordsChanged
from nscl.reporting.operations.report_paragraphs import pick_paragraph, unpick
from nscl.reporting.queries.picking import Picking, picking
from nscl.web.access import actor, require_POST, requires, viewer
from nscl.web.report_editions.frame import PICK, edition_frame
from nscl.web.report_editions.picking import pick_href, pick_page, picked_words
from nscl.web.report_editions.places import AGENCY, PART, act_page, written_or_404
from nscl.web.reports.places import number_of
from nscl.web.ui.parts import Confirmation

# The button of the question before worked-on words are lost.
_SURE = "chac-chan"

writes = requires(Permission.VIEW_REPORTS, Permission.RUN_ROUNDS)


@writes
@require_http_methods(["GET", "HEAD", "POST"])
def report_pick(request: HttpRequest, number: int) -> HttpResponse:
    """One part of the report: the agencies' paragraphs beside each other. POST: one of them is taken over."""
    found = written_or_404(request, number)
    if request.method == "POST":
        return _pick(request, number)
    agency = number_of(request.GET.get(AGENCY))
    offered = picking(viewer(request), number, agency=agency)
    section = _section(request.GET.get(PART), offered)
    context: dict[str, Any] = {
        **edition_frame(request, found, PICK),
        "said": picked_words(offered),
        "pick": pick_page(number, offered, section, agency),
        "is_empty": not offered.agencies,
    }
    return render(request, "report_editions/pick.html", context)


def _pick(request: HttpRequest, number: int) -> HttpResponse:
    source = number_of(request.POST.get("doan")) or 0
    try:
        pick_paragraph(edition=number, source=source, viewer=viewer(request), by=actor(request), at=timezone.now())
    except EditionError as error:
        messages.error(request, str(error))
    section, agency = request.POST.get(PART), number_of(request.POST.get(AGENCY))
    known = Section(section) if section in Section.values else Section.ASSESSMENT
    return redirect(f"{pick_href(number, known, agency)}#cua-co-quan-{source}")


@writes
@require_POST
def report_unpick(request: HttpRequest, number: int, source: int) -> HttpResponse:
    """Take a picked paragraph out; where it was worked on since, its words are shown and asked about first."""
    found = written_or_404(request, number)
    row = next((one for one in found.paragraphs if one.picked_from == source), None)
    section = row.section if row is not None else Section.ASSESSMENT
    back = f"{pick_href(number, section, None)}#cua-co-quan-{source}"
    try:
        unpick(
            edition=number,
            source=source,
            also_changed=_SURE in request.POST,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except WordsChanged as changed:
        question = Confirmation(str(changed), [f"“{changed.text}”"], _("Bỏ chọn"), back, danger=True, icon="undo-2")
        return render(
            request,
            "report_editions/unpick.html",
            {"page": act_page(found.row, _("Bỏ chọn đoạn")), "confirmation": question, "sure": _SURE},
        )
    except ParagraphGone:
        messages.info(request, _("Đoạn này không còn trong báo cáo."))
    except EditionError as error:
        messages.error(request, str(error))
    return redirect(back)


def _section(sent: str | None, offered: Picking) -> Section:
    """The part that the address names; else the first that anything is offered for."""
    if sent in Section.values:
        return Section(sent)
    return next((one.section for one in offered.sections if one.offers), Section.ASSESSMENT)
