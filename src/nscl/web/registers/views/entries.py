"""What the pages of one entry of any register share: found or 404, its evidence, its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from nscl.accounts.enums import Permission
from nscl.records.queries import history
from nscl.records.queries.evidence import list_evidence
from nscl.training.enums import TrainingKind
from nscl.training.queries.registers import ClubDetail, EntryNotFound, ExpertDetail, ProgrammeRow, get_programme
from nscl.training.queries.registers import get_club as find_club
from nscl.training.queries.registers import get_expert as find_expert
from nscl.web.access import viewer
from nscl.web.evidence.kinds import FoundSubject
from nscl.web.evidence.listing import evidence_part
from nscl.web.evidence.subjects import BY_KIND, asked_about
from nscl.web.registers.words import entry_timeline
from nscl.web.ui.parts import Fact, Facts, Page, Text
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response

D = TypeVar("D")


def _found(find: Callable[[], D]) -> D:
    try:
        return find()
    except EntryNotFound as missing:
        raise Http404 from missing


def expert_or_404(request: HttpRequest, number: int) -> ExpertDetail:
    """The expert as the person may see them. Raises Http404."""
    return _found(lambda: find_expert(viewer(request), number))


def kept_expert_or_404(request: HttpRequest, number: int) -> ExpertDetail:
    """The expert, for who keeps the register. Raises Http404."""
    detail = expert_or_404(request, number)
    if not detail.may_keep:
        raise Http404
    return detail


def club_or_404(request: HttpRequest, number: int) -> ClubDetail:
    """The club as the person may see it. Raises Http404."""
    return _found(lambda: find_club(viewer(request), number))


def kept_club_or_404(request: HttpRequest, number: int) -> ClubDetail:
    """The club, for who keeps the register. Raises Http404."""
    detail = club_or_404(request, number)
    if not detail.may_keep:
        raise Http404
    return detail


def programme_or_404(request: HttpRequest, number: int) -> ProgrammeRow:
    """The programme as the person may see it. Raises Http404."""
    return _found(lambda: get_programme(viewer(request), number))


def keeps(request: HttpRequest, row: ProgrammeRow) -> bool:
    """Whether the person keeps the register that it stands in."""
    return viewer(request).may(Permission.KEEP_REGISTERS, row.unit_id)


def kept_programme_or_404(request: HttpRequest, number: int) -> ProgrammeRow:
    """The programme, for who keeps the register. Raises Http404."""
    row = programme_or_404(request, number)
    if not keeps(request, row):
        raise Http404
    return row


def show_entry(
    request: HttpRequest,
    page: Page,
    kind: TrainingKind,
    subject: FoundSubject,
    facts: Sequence[Fact],
    *,
    no_evidence: str,
    tables: Sequence[Table[Any]] = (),
    note: str = "",
    asides: Sequence[tuple[str, Text, Sequence[Text]]] = (),
) -> HttpResponse:
    """The page of one entry. asides: cards at the side (anchor, heading, lines)."""
    query = TableQuery.of(request)
    views = [table.present(query) for table in tables]
    if query.wants_xlsx and views:
        return xlsx_response(
            views,
            title=sample_title(subject.subject.label, is_sample=subject.subject.is_sample),
            at=timezone.localtime(),
        )
    person = viewer(request)
    this = (kind.value, subject.subject.number)
    sees_history = person.may(Permission.VIEW_HISTORY, subject.subject.unit_id) or subject.may_change
    events = history(subject=this, context=this) if sees_history else ()
    context: dict[str, Any] = {
        "page": page,
        "notices": sample_notices(is_sample=subject.subject.is_sample),
        "views": views,
        "note": note,
        "facts": Facts(list(facts)),
        "asides": asides,
        "evidence": evidence_part(asked_about(BY_KIND[kind], person, subject), list_evidence(*this), empty=no_evidence),
        "timeline": entry_timeline(events) if events else None,
    }
    return render(request, "registers/entry.html", context)
