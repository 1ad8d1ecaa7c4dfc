"""One activity."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.records.operations.evidence import EvidenceSubject
from nscl.records.queries import history
from nscl.records.queries.evidence import list_evidence
from nscl.web.access import require_safe, requires, viewer
from nscl.web.evidence.listing import evidence_part
from nscl.web.evidence.subjects import BY_KIND, Asked
from nscl.web.training.doors import class_act
from nscl.web.ui.parts import EvidenceList
from nscl.web.ui.tables import TableQuery
from nscl.web.work.activity_page import activity_context
from nscl.web.work.places import activity_href, activity_or_404
from nscl.work.enums import WorkKind
from nscl.work.queries.activities import ActivityDetail, may_see_history


@requires(Permission.VIEW_WORK)
@require_safe
def activity(request: HttpRequest, number: int) -> HttpResponse:
    """One activity with all its facts, its evidence and its history."""
    detail = activity_or_404(request, number)
    row = detail.row
    sees_history = may_see_history(viewer(request), row.plan.unit_id, row.owner.number)
    this = (WorkKind.ACTIVITY.value, number)
    events = history(subject=this, context=this) if sees_history else None
    record = class_act(viewer(request), row) if detail.rule.tallied else None
    context = activity_context(detail, TableQuery.of(request), events=events, record=record)
    return render(request, "work/activity.html", {**context, "evidence": _evidence(request, detail)})


def _evidence(request: HttpRequest, detail: ActivityDetail) -> EvidenceList:
    """What proves it, with the acts that the person may do."""
    row, kind, person = detail.row, BY_KIND[WorkKind.ACTIVITY], viewer(request)
    subject = EvidenceSubject(
        kind=WorkKind.ACTIVITY,
        number=row.number,
        label=row.title,
        unit_id=row.plan.unit_id,
        agency_id=row.owner.number,
        is_sample=row.is_sample,
    )
    scope = (subject.unit_id, subject.agency_id)
    asked = Asked(
        kind,
        subject,
        activity_href(row.number),
        may_change=kind.may_change(person, *scope),
        may_see_originals=kind.may_see_originals(person, *scope),
    )
    rows = list_evidence(WorkKind.ACTIVITY, row.number)
    return evidence_part(asked, rows, empty=_("Chưa có minh chứng: ảnh, bản quét, đường dẫn."))
