"""One voucher: what it books, what proves it, how it was taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from nscl.accounts.enums import Permission
from nscl.finance.enums import MoneyKind, VoucherKind
from nscl.finance.queries.ledger import (
    MoneyPlan,
    VoucherDetail,
    VoucherEntry,
    VoucherNotFound,
    VoucherRow,
    voucher_detail,
    voucher_history,
)
from nscl.records.queries import EventRow
from nscl.records.queries.evidence import list_evidence
from nscl.text.dates import format_date
from nscl.text.formats import format_vnd
from nscl.web.access import require_safe, requires, viewer
from nscl.web.estimates.words import source_name
from nscl.web.evidence.events import evidence_moment
from nscl.web.evidence.kinds import FoundSubject
from nscl.web.evidence.listing import evidence_part
from nscl.web.evidence.subjects import BY_KIND, asked_about, voucher_subject
from nscl.web.ledger.places import entries_href, money_page, plan_or_404, voucher_href
from nscl.web.ledger.views.vouchers import voucher_crumb
from nscl.web.ledger.words import KIND_NAMES, STAGE_NAMES, voucher_chip, voucher_name
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.ui.parts import Act, EvidenceList, Fact, Facts, Moment, Notice, Text, Timeline, Tone, Weight
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import Column, Kind, Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response

_ACTS: Final[Mapping[str, tuple[Text, str, Tone]]] = {
    "voucher.recorded": (pgettext_lazy("việc đã làm", "Ghi chứng từ"), "receipt-text", Tone.GOOD),
    "voucher.reversed": (pgettext_lazy("việc đã làm", "Hủy chứng từ"), "undo-2", Tone.WARN),
}


def voucher_or_404(request: HttpRequest, slug: str, number: int) -> VoucherDetail:
    """A voucher of this plan as the person may see it. Raises Http404."""
    try:
        found = voucher_detail(viewer(request), number)
    except VoucherNotFound as missing:
        raise Http404 from missing
    if found.plan_slug != slug:
        raise Http404
    return found


@requires(Permission.VIEW_MONEY)
@require_safe
def voucher(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The entries, the facts, the evidence, the way back."""
    found = voucher_or_404(request, slug, number)
    plan, row = plan_or_404(request, slug), found.row
    view = entry_table(plan, found).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        title = sample_title(voucher_name(row), is_sample=row.is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    context = {
        "page": money_page(
            plan,
            voucher_name(row),
            f"{row.about}: {format_vnd(row.vnd)}.",
            below=[voucher_crumb(plan)],
            acts=_reversing(found),
            chip=voucher_chip(row),
        ),
        "notices": [*sample_notices(is_sample=row.is_sample), *_notices(found)],
        "view": view,
        "facts": _facts(plan, row),
        "evidence": _evidence(request, plan, row),
        "history": _history(request, plan, row),
    }
    return render(request, "ledger/voucher.html", context)


def entry_table(plan: MoneyPlan, found: VoucherDetail) -> Table[VoucherEntry]:
    """What the voucher books, by line, year, source and stage."""
    rows = found.entries
    is_moved = found.row.kind is VoucherKind.CARRY_OVER
    has_beyond = any(entry.beyond_vnd for entry in rows)

    def href(entry: VoucherEntry) -> str:
        at = entry.account
        return entries_href(plan, stage=entry.stage, line=at.line_id, year=at.year, source=at.source.value)

    beyond = Column[VoucherEntry]("beyond_vnd", _("Trong đó vượt"), Kind.VND, unit=_("đồng"), value=_beyond)
    return Table(
        name="but-toan",
        caption=_("Bút toán"),
        rows=rows,
        columns=[
            Column("line", _("Dòng"), value=lambda entry: entry.account.line, filling=True),
            Column("year", _("Năm"), value=lambda entry: str(entry.account.year), narrow=True),
            Column("source", _("Nguồn"), value=lambda entry: source_name(entry.account.source)),
            Column("stage", _("Bước"), value=lambda entry: STAGE_NAMES[entry.stage]),
            Column("vnd", _("Số tiền"), Kind.VND, unit=_("đồng"), total=not is_moved, href=href),
            *([beyond] if has_beyond else []),
        ],
        page_size=200,
    )


def _beyond(entry: VoucherEntry) -> int | None:
    return entry.beyond_vnd or None


def _reversing(found: VoucherDetail) -> list[Act]:
    if not found.may_reverse:
        return []
    label = _("Hủy quyết toán") if found.row.kind is VoucherKind.SETTLEMENT else _("Hủy chứng từ")
    return [Act(label, voucher_href(found.plan_slug, found.row.voucher, "voucher-reverse"), "undo-2", Weight.DANGER)]


def _notices(found: VoucherDetail) -> list[Notice]:
    row, notices = found.row, []
    if row.reversed_at is not None and row.reversed_by is not None:
        act = Act(_("Mở chứng từ hủy"), voucher_href(found.plan_slug, row.reversed_by), "undo-2")
        day = format_date(timezone.localtime(row.reversed_at).date())
        notices.append(Notice(_("Chứng từ này đã hủy ngày %(day)s.") % {"day": day}, tone=Tone.WARN, acts=[act]))
    if row.reverses is not None:
        act = Act(_("Mở chứng từ bị hủy"), voucher_href(found.plan_slug, row.reverses), "receipt-text")
        notices.append(Notice(_("Chứng từ này hủy một chứng từ khác."), row.reason, Tone.INFO, [act]))
    elif row.beyond_vnd > 0 and row.kind is not VoucherKind.CARRY_OVER:
        vnd = format_vnd(row.beyond_vnd)
        notices.append(Notice(_("Ghi vượt %(vnd)s so với bước trước.") % {"vnd": vnd}, row.reason, Tone.BAD))
    if row.stands and found.settled_by is not None and found.settled_by != row.voucher:
        act = Act(_("Mở quyết toán"), voucher_href(found.plan_slug, found.settled_by), "badge-check")
        notices.append(Notice(_("Năm của chứng từ này đã quyết toán nên không hủy được."), tone=Tone.INFO, acts=[act]))
    return notices


def _facts(plan: MoneyPlan, row: VoucherRow) -> Facts:
    at = timezone.localtime(row.recorded_at)
    return Facts(
        [
            Fact(_("Loại"), KIND_NAMES[row.kind]),
            Fact(_("Số"), row.number),
            Fact(_("Ngày"), format_date(row.on)),
            Fact(_("Niên độ"), str(row.year)),
            Fact(_("Cơ quan"), row.agency or None),
            Fact(_("Số tiền"), format_vnd(row.vnd)),
            *([Fact(_("Lý do"), row.reason)] if row.reason else []),
            Fact(_("Người ghi"), row.recorded_by or _("Hệ thống")),
            Fact(_("Ghi lúc"), f"{at:%H:%M} {format_date(at.date())}"),
            Fact(_("Kế hoạch"), plan.label),
        ]
    )


def _evidence(request: HttpRequest, plan: MoneyPlan, row: VoucherRow) -> EvidenceList:
    kind, person = BY_KIND[MoneyKind.VOUCHER], viewer(request)
    found = FoundSubject(voucher_subject(plan, row), voucher_href(plan.slug, row.voucher))
    rows = list_evidence(MoneyKind.VOUCHER, row.voucher)
    empty = _("Bản quét chứng từ, quyết định, hóa đơn, biên bản nghiệm thu.")
    return evidence_part(asked_about(kind, person, found), rows, empty=empty)


def _history(request: HttpRequest, plan: MoneyPlan, row: VoucherRow) -> Timeline | None:
    """The audit trail, for who may read it in this province."""
    if not viewer(request).may(Permission.VIEW_HISTORY, plan.unit_id):
        return None
    return Timeline([_moment(event) for event in voucher_history(viewer(request), row.voucher)])


def _moment(event: EventRow) -> Moment:
    label, icon, tone = _ACTS.get(event.action, (event.action, "circle-dot", Tone.IDLE))
    lines = [event.comment, *map(change_in_words, event.changes)]
    return evidence_moment(event) or event_moment(event, label, lines, icon=icon, tone=tone)
