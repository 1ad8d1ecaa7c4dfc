"""The result seen and accepted: what is paid is computed anew on what it cost, and is never more than was approved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change
from nscl.records.operations.evidence import EvidenceSubject
from nscl.rulebook.policies import Case, Cost, Decision, State, assess
from nscl.support.enums import CaseState, PaperKind, SupportKind
from nscl.support.models import (
    FOLLOW_UP_MONTHS,
    Acceptance,
    AcceptanceCost,
    Contract,
    FollowUp,
    SupportCase,
    UsedPaper,
)
from nscl.support.operations.assessing import record_assessment
from nscl.support.operations.errors import NotGranted, ReasonMissing, StateRefused
from nscl.support.operations.funds import draw_on, give_back
from nscl.support.operations.opening import Saved, move, open_case, record, refuse, refuse_stale
from nscl.support.operations.refusals import day_words
from nscl.support.operations.slots import refuse_used, require_slot
from nscl.support.queries.access import case_label
from nscl.support.queries.assessing import build_case, paper_keys, used_by_others, values_of
from nscl.support.queries.rulebook import policies, vocabulary
from nscl.support.rules.granting import AcceptanceValues, check_acceptance, months_after
from nscl.support.rules.scopes import invoice_key
from nscl.support.rules.values import CaseValues, CertificateValue
from nscl.text.formats import format_vnd
from nscl.work.operations.provinces import province_on
from nscl.work.rules.problems import Problem

# In the slip itself, whose words are Vietnamese whatever the screen's language.
_ON_ACTUAL_COSTS: Final = (
    "Tính lại theo chi phí thực tế đến ngày nghiệm thu %(accepted)s; các điều kiện khác theo ngày duyệt %(decided)s."
)
_FROM: Final = (CaseState.APPROVED, CaseState.CONTRACTED)


@dataclass(frozen=True, slots=True)
class Payable:
    """What would be paid on these costs: the least of the approval, the contract, and what the rules give."""

    payable_vnd: int
    approved_vnd: int
    contract_vnd: int | None
    decision: Decision


@transaction.atomic
def accept_result(
    *,
    case: int,
    version: int | None,
    values: AcceptanceValues,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Saved:
    """Accept the result of a case. What of the approved is not payable goes back to the fund; follow-ups are planned.

    Raises CaseGone, NotAllowed, Conflict, StateRefused, AlreadySupported, Refused, PaperUsed, NotGranted (on these
    costs the rules give nothing, or cannot tell).
    """
    opened = open_case(case, viewer, Permission.HANDLE_SUPPORT)
    refuse_stale(opened, version)
    row, today = opened.row, localdate(at)
    if row.state not in _FROM:
        words = _("Chỉ nghiệm thu hồ sơ được duyệt hoặc đã ký hợp đồng; hồ sơ đang ở bước “%(state)s”.")
        raise StateRefused(words % {"state": CaseState(row.state).label})
    require_slot(row)
    refuse(_problems(row, values, today))
    _claim_papers(row, values)
    payable = compute_payable(row, values, today)
    if payable.decision.state is not State.GRANTED or payable.payable_vnd <= 0:
        raise NotGranted(payable.decision)
    record_assessment(case=row, on=payable.decision.on, by=by, at=at, decision=payable.decision)
    acceptance = _write(row, values, payable, by, at)
    if payable.payable_vnd < payable.approved_vnd:
        give_back(row.fund_id or 0, payable.approved_vnd - payable.payable_vnd)
    row.approved_vnd = payable.payable_vnd
    FollowUp.objects.bulk_create(
        FollowUp(case=row, months=months, due_on=months_after(acceptance.on, months)) for months in FOLLOW_UP_MONTHS
    )
    move(opened, CaseState.ACCEPTED, by=by, at=at, comment=acceptance.result)
    changes = [
        Change("Chi phí thực tế", "", format_vnd(acceptance.cost_vnd)),
        Change("Được chi", format_vnd(payable.approved_vnd), format_vnd(payable.payable_vnd)),
    ]
    record(opened, "accepted", by=by, at=at, changes=changes, comment=acceptance.result)
    return Saved(row.pk, row.version)


@transaction.atomic
def take_back_acceptance(
    *, case: int, version: int | None, reason: str, viewer: Viewer | None, by: Actor, at: datetime
) -> Saved:
    """Take an acceptance back that was written by mistake, while nothing is paid; the fund is charged in full again.

    Raises CaseGone, NotAllowed, Conflict, StateRefused, ReasonMissing, CeilingExceeded.
    """
    opened = open_case(case, viewer, Permission.HANDLE_SUPPORT)
    refuse_stale(opened, version)
    row = opened.row
    if row.state != CaseState.ACCEPTED or row.paid_vnd:
        raise StateRefused(_("Chỉ hủy nghiệm thu khi chưa chi. Nếu đã chi, hãy hủy khoản chi trước."))
    if not reason.strip():
        raise ReasonMissing(_("Hãy nêu vì sao hủy nghiệm thu; lý do được lưu lại."))
    acceptance = Acceptance.objects.get(case=row)
    back = acceptance.approved_vnd - acceptance.payable_vnd
    if back and row.fund_id:
        units = {row.unit_id, province_on(row.unit_id, localdate(at))}
        draw_on(row.fund_id, back, unit_ids=units, is_sample=row.is_sample)
    row.approved_vnd = acceptance.approved_vnd
    _free_papers(row)
    acceptance.delete()
    FollowUp.objects.filter(case=row).delete()
    contracted = Contract.objects.filter(case=row).exists()
    move(opened, CaseState.CONTRACTED if contracted else CaseState.APPROVED, by=by, at=at, comment=reason.strip())
    record(opened, "acceptance_taken_back", by=by, at=at, comment=reason.strip())
    return Saved(row.pk, row.version)


def evidence_subject(acceptance: Acceptance) -> EvidenceSubject:
    """An acceptance as a thing that evidence of the result belongs to; load it with its case."""
    case = acceptance.case
    return EvidenceSubject(
        kind=SupportKind.ACCEPTANCE,
        number=acceptance.pk,
        label=f"{case_label(case.year, case.number)}, {acceptance.on:%d/%m/%Y}",
        unit_id=case.unit_id,
        agency_id=case.agency_id,
        is_sample=case.is_sample,
    )


def compute_payable(row: SupportCase, values: AcceptanceValues, on: date) -> Payable:
    """What would be paid on these costs on a day; nothing is written. Load the case with its organisation."""
    approved = row.approved_vnd or 0
    contract = Contract.objects.filter(case=row).values_list("support_vnd", flat=True).first()
    decided_on = min(on, localdate(row.decided_at)) if row.decided_at else on
    answer = assess(_with_actual_costs(row, values, decided_on), policies()[row.policy], decided_on)
    said = _ON_ACTUAL_COSTS % {"decided": day_words(decided_on), "accepted": day_words(values.on or on)}
    decision = answer._replace(cautions=(*answer.cautions, said))  # noqa: SLF001  # a named tuple's own
    bounds = [approved, decision.amount_vnd, *([] if contract is None else [contract])]
    return Payable(min(bounds), approved, contract, decision)


def _with_actual_costs(row: SupportCase, values: AcceptanceValues, decided_on: date) -> Case:
    """The case as it stood when it was decided, with what it cost in the end: that alone is looked at anew.

    What was borne after the decision counts as on its day; our own reading, for no text that was read says it.
    """
    used = used_by_others(paper_keys(_as_application(row, values)), row.pk, names_others=True)
    costs = tuple(
        Cost(
            head=one.head,
            vnd=one.vnd or 0,
            on=None if one.on is None else min(one.on, decided_on),
            used_by=used.get(
                (PaperKind.INVOICE.value, invoice_key(one.seller_tax_code, one.invoice_symbol, one.invoice_number)), ""
            ),
        )
        for one in values.costs
    )
    return replace(build_case(row, decided_on), costs=costs)


def _as_application(row: SupportCase, values: AcceptanceValues) -> CaseValues:
    """The application with what it cost in the end, and the certificate that came of it."""
    sent = values_of(row)
    certificate = sent.certificate
    if values.certificate_number.strip():
        certificate = CertificateValue(number=values.certificate_number, body=values.certificate_body)
    return replace(sent, costs=values.costs, certificate=certificate)


def _problems(row: SupportCase, values: AcceptanceValues, today: date) -> list[Problem]:
    signed = Contract.objects.filter(case=row).values_list("on", flat=True).first()
    first = signed or row.decision_on
    return list(check_acceptance(values, heads=vocabulary().heads.keys(), first=first, today=today))


def _claim_papers(row: SupportCase, values: AcceptanceValues) -> None:
    """Have the invoices and the certificate serve this case and no other. Raises PaperUsed."""
    keys = paper_keys(_as_application(row, values))
    refuse_used(keys, row.pk, names_others=True)
    own = set(UsedPaper.objects.filter(case=row).values_list("kind", "key"))
    rows = [UsedPaper(case=row, kind=kind, key=key) for kind, key in keys if (kind, key) not in own]
    try:
        with transaction.atomic():
            UsedPaper.objects.bulk_create(rows)
    except IntegrityError:  # somebody else claimed one at the same moment
        refuse_used(keys, row.pk, names_others=True)
        raise


def _free_papers(row: SupportCase) -> None:
    """Let go of those that came with the acceptance."""
    applied = paper_keys(values_of(row))
    for paper in UsedPaper.objects.filter(case=row).order_by("pk"):
        if (paper.kind, paper.key) not in applied:
            paper.delete()


def _write(row: SupportCase, values: AcceptanceValues, payable: Payable, by: Actor, at: datetime) -> Acceptance:
    acceptance = Acceptance.objects.create(
        case=row,
        on=values.on or localdate(at),
        result=values.result.strip(),
        minutes_number=" ".join(values.minutes_number.split()),
        certificate_number=" ".join(values.certificate_number.split()),
        certificate_body=" ".join(values.certificate_body.split()),
        certificate_until=values.certificate_until,
        cost_vnd=values.cost_vnd,
        approved_vnd=payable.approved_vnd,
        payable_vnd=payable.payable_vnd,
        at=at,
        by_id=by.number,
    )
    AcceptanceCost.objects.bulk_create(
        AcceptanceCost(
            acceptance=acceptance,
            position=position,
            head=one.head,
            about=" ".join(one.about.split()),
            vnd=one.vnd or 0,
            on=one.on or acceptance.on,
            seller_tax_code="".join(one.seller_tax_code.split()),
            invoice_symbol="".join(one.invoice_symbol.split()),
            invoice_number="".join(one.invoice_number.split()),
        )
        for position, one in enumerate(values.costs)
    )
    return acceptance
