"""One commendation: for what, at which level, by which decision."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.records.queries import EventRow, history
from nscl.records.queries.evidence import list_evidence
from nscl.text.dates import format_date
from nscl.web.access import require_safe, requires, viewer
from nscl.web.commendations.views.pages import commendation_or_404, head
from nscl.web.commendations.words import CHIPS, EVENT_WORDS, state_of
from nscl.web.evidence.events import evidence_moment
from nscl.web.evidence.listing import evidence_part
from nscl.web.evidence.subjects import BY_KIND, asked_about
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.ui.parts import Act, EvidenceList, Fact, Facts, Moment, Timeline
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.samples import sample_notice
from nscl.work.enums import WorkKind
from nscl.work.queries.commendations import CommendationRow


@requires(Permission.VIEW_WORK)
@require_safe
def commendation_page(request: HttpRequest, number: int) -> HttpResponse:
    """The facts and the achievement; the audit trail for who may read history."""
    row = commendation_or_404(request, number)
    context = {
        "page": head(row.recipient, _answer(row), acts=_acts(request, row), chip=CHIPS[state_of(row)]),
        "notice": sample_notice(is_sample=row.is_sample),
        "evidence": _evidence(request, row.number),
        "achievement": row.achievement,
        "facts": _facts(row),
        "history": _history(request, row),
    }
    return render(request, "commendations/detail.html", context)


def _evidence(request: HttpRequest, number: int) -> EvidenceList:
    """What proves it, with the acts that the person may do."""
    kind, person = BY_KIND[WorkKind.COMMENDATION], viewer(request)
    rows = list_evidence(WorkKind.COMMENDATION, number)
    return evidence_part(
        asked_about(kind, person, kind.find(person, number)),
        rows,
        empty=_("Công văn, quyết định, bản quét, ảnh, đường dẫn."),
    )


def _answer(row: CommendationRow) -> str:
    values = {"level": capfirst(row.level.label), "year": row.year}
    if row.decided_on is None:
        return _("%(level)s, năm %(year)s: đang chờ quyết định.") % values
    values |= {"number": row.decision_number, "day": format_date(row.decided_on)}
    return _("%(level)s, năm %(year)s, theo quyết định số %(number)s ngày %(day)s.") % values


def _acts(request: HttpRequest, row: CommendationRow) -> list[Act]:
    if not viewer(request).may(Permission.COMMEND, row.unit_id):
        return []
    place = {"number": row.number}
    decide = reverse("commendation-decide", kwargs=place)
    if row.is_decided:
        return [Act(_("Ghi lại quyết định"), decide, "stamp")]
    return [
        Act(_("Rút đề nghị"), reverse("commendation-withdraw", kwargs=place), "undo-2"),
        Act(_("Sửa đề nghị"), reverse("commendation-edit", kwargs=place), "pencil"),
        Act(_("Ghi quyết định"), decide, "stamp", Weight.PRIMARY),
    ]


def _facts(row: CommendationRow) -> Facts:
    facts = [Fact(_("Đối tượng"), capfirst(row.recipient_kind.label))]
    if row.workplace:
        facts.append(Fact(_("Chức vụ, nơi làm việc"), row.workplace))
    if row.organisation_name:
        facts.append(Fact(_("Tổ chức trong danh mục"), row.organisation_name))
    facts += [
        Fact(_("Mức khen"), capfirst(row.level.label)),
        Fact(_("Năm được khen"), str(row.year)),
        Fact(_("Số quyết định"), row.decision_number or None),
        Fact(_("Ngày quyết định"), format_date(row.decided_on) if row.decided_on else None),
        Fact(_("Theo kế hoạch"), row.plan_label, reverse("plan", kwargs={"slug": row.plan_slug})),
        Fact(_("Người đề nghị"), row.proposed_by or _("Hệ thống")),
        Fact(_("Ngày đề nghị"), format_date(timezone.localtime(row.proposed_at).date())),
    ]
    return Facts(facts)


def _history(request: HttpRequest, row: CommendationRow) -> Timeline | None:
    """The audit trail, for who may read it in this province."""
    if not viewer(request).may(Permission.VIEW_HISTORY, row.unit_id):
        return None
    this = (WorkKind.COMMENDATION.value, row.number)
    events = history(subject=this, context=this)
    return Timeline([evidence_moment(event) or _moment(event) for event in events])


def _moment(event: EventRow) -> Moment:
    lines = [*map(change_in_words, event.changes), event.comment]
    return event_moment(event, EVENT_WORDS.get(event.action, event.action), lines, mark="\n")
