"""One visit: read, corrected, taken back."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.records.queries import history
from nscl.support.enums import SupportKind
from nscl.support.operations.errors import Refused, SupportError
from nscl.support.operations.outreach import VisitConflict, edit_visit, remove_visit
from nscl.support.queries.outreach.visits import VisitMissing, VisitRow, find_visit
from nscl.text.dates import format_date
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.difficulties.views.pages import sent_version
from nscl.web.organisations.places import organisation_href
from nscl.web.outreach.forms import ReasonForm, VisitForm, initial_of, show_problems
from nscl.web.outreach.places import outreach_only, outreach_page, visit_crumb, visit_href
from nscl.web.outreach.tables import agency_words
from nscl.web.outreach.views.visits import only_agency, visit_form
from nscl.web.outreach.words import EVENT_WORDS, OUTCOME_CHIPS
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.ui.parts import Act, Change, Confirmation, Difference, Fact, Facts, Page, Timeline
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.samples import sample_notices, sample_title


@outreach_only
@require_safe
def visit_page(request: HttpRequest, number: int) -> HttpResponse:
    """What happened; the audit trail for who may read history."""
    row = _or_404(request, number)
    context = {
        "page": _head(row, _acts(row)),
        "notices": sample_notices(is_sample=row.is_sample),
        "facts": _facts(row),
        "history": _history(request, row),
    }
    return render(request, "outreach/visit.html", context)


@requires(Permission.VISIT_ORGANISATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def visit_edit(request: HttpRequest, number: int) -> HttpResponse:
    """Correct a visit; what somebody else stored meanwhile is shown beside what was typed."""
    row = _to_write_or_404(request, number)
    form = visit_form(request, (), row.unit_id, initial=initial_of(row))
    version, difference, status = row.version, None, HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            _edit(request, row, form)
        except Refused as refused:
            show_problems(form, refused.problems)
        except SupportError as refused:
            status = HTTPStatus.CONFLICT
            form.add_error(None, str(refused))
            difference = _difference(refused)
        else:
            messages.success(request, _("Đã sửa chuyến thăm."))
            return redirect(visit_href(number))
    if form.errors and status is HTTPStatus.OK:
        version, status = sent_version(request), HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "page": _head(row, []),
        "form": form,
        "version": version,
        "difference": difference,
        "earlier": (),
        "verb": _("Lưu"),
        "back": visit_href(number),
    }
    return render(request, "outreach/visit_form.html", context, status=status)


def _edit(request: HttpRequest, row: VisitRow, form: VisitForm) -> None:
    agency = row.agency_id if row.agency_id is not None else only_agency(request, row.unit_id)
    edit_visit(
        number=row.number,
        version=sent_version(request),
        draft=form.draft(plan_id=row.plan_id, agency_id=agency, organisation_id=row.organisation_id),
        viewer=viewer(request),
        by=actor(request),
        at=timezone.now(),
    )


def _difference(refused: SupportError) -> Difference | None:
    fields = refused.fields if isinstance(refused, VisitConflict) else ()
    changes = [Change(field.label, field.theirs, field.mine) for field in fields]
    if not changes:
        return None
    return Difference(_("Chỗ khác nhau"), changes, _("Đang lưu (người khác vừa sửa)"), _("Bạn vừa nhập"))


def _or_404(request: HttpRequest, number: int) -> VisitRow:
    try:
        return find_visit(viewer(request), number)
    except VisitMissing as missing:
        raise Http404 from missing


def _to_write_or_404(request: HttpRequest, number: int) -> VisitRow:
    row = _or_404(request, number)
    if not row.may_write:
        raise NotAllowed(Permission.VISIT_ORGANISATIONS)
    return row


def _acts(row: VisitRow) -> list[Act]:
    if not row.may_write:
        return []
    place = {"number": row.number}
    return [
        Act(_("Xóa"), reverse("visit-remove", kwargs=place), "trash-2"),
        Act(_("Sửa"), reverse("visit-edit", kwargs=place), "pencil", Weight.PRIMARY),
    ]


def _head(row: VisitRow, acts: list[Act]) -> Page:
    return outreach_page(
        sample_title(row.organisation, is_sample=row.is_sample),
        _("%(day)s, %(who)s đi thăm.") % {"day": format_date(row.on), "who": row.visitor},
        crumbs=[visit_crumb()],
        acts=acts,
        chip=OUTCOME_CHIPS[row.outcome],
    )


def _facts(row: VisitRow) -> Facts:
    facts = [
        Fact(_("Tổ chức"), row.organisation, organisation_href(row.organisation_id)),
        Fact(_("Xã, phường"), row.commune),
        Fact(_("Đơn vị"), agency_words(row)),
        Fact(_("Người đi thăm"), row.visitor),
        Fact(_("Kết quả"), capfirst(row.outcome.label)),
    ]
    if row.refusal is not None:
        facts.append(Fact(_("Lý do từ chối"), capfirst(row.refusal.label)))
    if row.note:
        facts.append(Fact(_("Ghi chú"), row.note))
    return Facts([*facts, Fact(_("Người ghi"), row.by or _("Hệ thống"))])


def _history(request: HttpRequest, row: VisitRow) -> Timeline | None:
    if not viewer(request).may(Permission.VIEW_HISTORY, row.unit_id):
        return None
    events = history(subject=(SupportKind.VISIT.value, row.number))
    return Timeline(
        [
            event_moment(
                event,
                EVENT_WORDS.get(event.action, event.action),
                [*map(change_in_words, event.changes), event.comment],
                mark="\n",
            )
            for event in events
        ]
    )


@requires(Permission.VISIT_ORGANISATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def visit_remove(request: HttpRequest, number: int) -> HttpResponse:
    """Ask why, then take back what was written down wrongly."""
    row = _to_write_or_404(request, number)
    form, status = ReasonForm(request.POST if request.method == "POST" else None), HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            remove_visit(
                number=number,
                version=row.version,
                reason=form.cleaned_data["ly_do"],
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except SupportError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã xóa chuyến thăm."))
            return redirect(reverse("visit-list"))
    if form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    question = Confirmation(
        _("Xóa chuyến thăm tới %(name)s?") % {"name": sample_title(row.organisation, is_sample=row.is_sample)},
        [_("Chỉ xóa chuyến thăm ghi nhầm; nhật ký vẫn giữ nội dung và lý do.")],
        _("Xóa"),
        visit_href(number),
        danger=True,
        icon="trash-2",
    )
    page = outreach_page(_("Xóa chuyến thăm"), crumbs=[visit_crumb()])
    return render(request, "ui/confirm.html", {"page": page, "confirmation": question, "form": form}, status=status)
