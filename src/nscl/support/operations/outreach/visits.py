"""Visits: recorded, corrected, taken back with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.institutions.models import Agency
from nscl.institutions.queries import territories_today
from nscl.organisations.models import Organisation
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.support.enums import RefusalReason, SupportKind, VisitOutcome
from nscl.support.models import SurveyForm, Visit
from nscl.support.operations.errors import FieldConflict, ReasonMissing, Refused
from nscl.support.operations.outreach.errors import VisitConflict, VisitGone
from nscl.support.queries.outreach.reach import may_visit, visiting_agencies
from nscl.support.rules.outreach import VisitDraft, check_visit, tidied
from nscl.work.operations.provinces import province_on
from nscl.work.queries.plan_choices import PlanChoice, PlanNotFound, plan_choice
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def record_visit(*, draft: VisitDraft, viewer: Viewer | None, by: Actor, at: datetime, is_sample: bool = False) -> int:
    """Write down that somebody went to an organisation, or rang it; returns the number. `viewer` None: the system.

    Raises NotAllowed, Refused.
    """
    draft = tidied(draft)
    plan = _plan(draft.plan_id, viewer)
    unit_id = province_on(plan.unit_id, draft.on)
    _require_valid(draft, plan, unit_id, viewer, localdate(at))
    # Of a sample's organisation it is one itself: it goes with it.
    is_sample = is_sample or Organisation.objects.get(pk=draft.organisation_id).is_sample
    visit = Visit(plan_id=plan.number, unit_id=unit_id, at=at, by_id=by.number, is_sample=is_sample)
    _put(visit, draft)
    visit.save()
    record(visit, "recorded", by=by, at=at)
    return visit.pk


@transaction.atomic
def edit_visit(*, number: int, version: int, draft: VisitDraft, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Correct a visit; returns its version. The plan stays. Raises VisitGone, NotAllowed, VisitConflict, Refused."""
    visit = _open(number, viewer)
    draft = tidied(draft)
    if version != visit.version:
        raise VisitConflict(visit.version, differences(_draft_of(visit), draft))
    plan = _plan(visit.plan_id, viewer)
    unit_id = province_on(plan.unit_id, draft.on)
    _require_valid(draft, plan, unit_id, viewer, localdate(at))
    with as_stored():
        changed = differences(_draft_of(visit), draft)
    if not changed:
        return visit.version
    visit.unit_id = unit_id
    _put(visit, draft)
    visit.version += 1
    visit.save()
    changes = [Change(one.label, one.theirs, one.mine) for one in changed]
    record(visit, "changed", by=by, at=at, changes=changes)
    return visit.version


@transaction.atomic
def remove_visit(*, number: int, version: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Take back a visit that was written down wrongly; the audit trail keeps it with the reason.

    Raises VisitGone, NotAllowed, VisitConflict, ReasonMissing, Refused (a survey was answered during it).
    """
    visit = _open(number, viewer)
    if version != visit.version:
        raise VisitConflict(visit.version)
    if not reason.strip():
        raise ReasonMissing(_("Xóa chuyến thăm phải ghi lý do."))
    if SurveyForm.objects.filter(visit=visit).exists():
        message = _("phiếu khảo sát đã được trả lời trong chuyến thăm này")
        raise Refused([Problem("", Reason.UNFIT, message, _("sửa chuyến thăm thay vì xóa"))])
    with as_stored():
        removed = [Change(label, text, "") for label, text in _texts(_draft_of(visit)).values() if text]
    record(visit, "removed", by=by, at=at, changes=removed, comment=reason.strip())
    visit.delete()


def record(
    visit: Visit, verb: str, *, by: Actor, at: datetime, changes: list[Change] | None = None, comment: str = ""
) -> None:
    """Write the one event of an act on a visit."""
    subject = Reference(SupportKind.VISIT, visit.pk, f"{visit.organisation.name}, {visit.on:%d/%m/%Y}")
    context = Reference("organisations.organisation", visit.organisation_id, visit.organisation.name)
    record_event(
        action=f"visit.{verb}", by=by, at=at, subject=subject, context=context, changes=changes or [], comment=comment
    )


def differences(theirs: VisitDraft, mine: VisitDraft) -> list[FieldConflict]:
    """The fields in which two differ, in words."""
    stored = _texts(theirs)
    return [
        FieldConflict(field, label, mine=text, theirs=stored[field][1])
        for field, (label, text) in _texts(mine).items()
        if text != stored[field][1]
    ]


def _texts(draft: VisitDraft) -> Mapping[str, tuple[str, str]]:
    organisation = Organisation.objects.filter(pk=draft.organisation_id).values_list("name", flat=True).first()
    agency = Agency.objects.filter(pk=draft.agency_id or 0).values_list("name", flat=True).first()
    return {
        "organisation_id": (_("Tổ chức"), organisation or ""),
        "agency_id": (_("Đơn vị đi thăm"), agency or ""),
        "on": (_("Ngày thăm"), f"{draft.on:%d/%m/%Y}"),
        "visitor": (_("Người đi thăm"), draft.visitor),
        "outcome": (_("Kết quả"), str(draft.outcome.label)),
        "refusal": (_("Lý do từ chối"), str(draft.refusal.label) if draft.refusal else ""),
        "note": (_("Ghi chú"), draft.note),
    }


def _open(number: int, viewer: Viewer | None) -> Visit:
    visit = Visit.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").filter(pk=number)
    found = visit.first()
    if found is None:
        raise VisitGone(number)
    if viewer is not None and not may_visit(viewer, found.unit_id, found.agency_id):
        raise NotAllowed(Permission.VISIT_ORGANISATIONS)
    return found


def _plan(number: int, viewer: Viewer | None) -> PlanChoice:
    if viewer is not None:
        viewer.require(Permission.VISIT_ORGANISATIONS)
    try:
        return plan_choice(number, viewer, Permission.VISIT_ORGANISATIONS)
    except PlanNotFound as missing:
        message = _("không có kế hoạch đã ban hành này, hoặc bạn không được ghi")
        raise Refused([Problem("plan_id", Reason.UNKNOWN, message, _("chọn kế hoạch trong danh sách"))]) from missing


def _require_valid(draft: VisitDraft, plan: PlanChoice, unit_id: int, viewer: Viewer | None, today: date) -> None:
    period = range(plan.period_start, plan.period_end + 1)
    problems = list(check_visit(draft, period, today))
    land = territories_today([unit_id])[unit_id]
    if not Organisation.objects.filter(pk=draft.organisation_id, unit__in=list(land)).exists():
        message = _("tổ chức này không có trong sổ của tỉnh")
        problems.append(Problem("organisation_id", Reason.UNKNOWN, message, _("tìm và chọn lại tổ chức")))
    if viewer is not None and not may_visit(viewer, unit_id, draft.agency_id):
        if draft.agency_id is not None or not visiting_agencies(viewer, unit_id, draft.on):
            raise NotAllowed(Permission.VISIT_ORGANISATIONS)
        message = _("chưa rõ đơn vị nào đi thăm")
        problems.append(Problem("agency_id", Reason.MISSING, message, _("chọn đơn vị của bạn")))
    if problems:
        raise Refused(problems)


def _put(visit: Visit, draft: VisitDraft) -> None:
    visit.agency_id = draft.agency_id
    visit.organisation_id = draft.organisation_id
    visit.on = draft.on
    visit.visitor = draft.visitor
    visit.outcome = draft.outcome
    visit.refusal = draft.refusal or ""
    visit.note = draft.note


def _draft_of(visit: Visit) -> VisitDraft:
    return VisitDraft(
        plan_id=visit.plan_id,
        agency_id=visit.agency_id,
        organisation_id=visit.organisation_id,
        on=visit.on,
        visitor=visit.visitor,
        outcome=VisitOutcome(visit.outcome),
        refusal=RefusalReason(visit.refusal) if visit.refusal else None,
        note=visit.note,
    )
