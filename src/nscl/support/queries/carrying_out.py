"""What came after the decision on a case: contract, acceptance, payments, follow-ups."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.support.enums import GRANTED, SessionState
from nscl.support.models import Acceptance, Contract, FollowUp, Payment, SupportCase
from nscl.support.queries.access import case_label
from nscl.support.queries.rulebook import vocabulary
from nscl.support.rules.values import CostValue


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRow:
    """A contract; voucher: the number of its commitment in the ledger's register, None where none was booked."""

    number: str
    on: date
    ends_on: date | None
    provider: str
    value_vnd: int
    support_vnd: int
    own_vnd: int
    voucher: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceRow:
    """An acceptance. row: its number, on which evidence hangs; approved_vnd: by the decision; payable_vnd: of that."""

    row: int
    on: date
    result: str
    minutes_number: str
    certificate_number: str
    certificate_body: str
    certificate_until: date | None
    cost_vnd: int
    approved_vnd: int
    payable_vnd: int
    costs: tuple[CostValue, ...]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """A payment with its voucher in the ledger. is_reversed: the voucher was taken back in the ledger itself."""

    number: int
    voucher: int
    voucher_number: str
    on: date
    vnd: int
    at: datetime
    by: str
    undone_at: datetime | None
    is_reversed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRow:
    """A follow-up; is_kept None: not done yet."""

    number: int
    months: int
    due_on: date
    done_on: date | None
    is_kept: bool | None
    findings: str
    by: str

    def is_late(self, on: date) -> bool:
        """Whether it should have been done before that day."""
        return self.done_on is None and self.due_on < on


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryingOut:
    """All of it. left_vnd: what is to be paid still."""

    contract: ContractRow | None
    acceptance: AcceptanceRow | None
    payments: tuple[PaymentRow, ...]
    follow_ups: tuple[FollowUpRow, ...]
    fund: str
    plan_slug: str
    left_vnd: int


@dataclass(frozen=True, slots=True)
class DueFollowUp:
    """A follow-up that is to be done."""

    number: int
    case: int
    label: str
    organisation: str
    content_name: str
    months: int
    due_on: date


def carrying_out(case: int) -> CarryingOut:
    """What came after the decision; the caller has found the case. Six queries."""
    row = SupportCase.objects.select_related("fund__plan").get(pk=case)
    acceptance = Acceptance.objects.select_related("by").filter(case=case).first()
    payments = Payment.objects.select_related("voucher", "by").filter(case=case).order_by("on", "pk")
    follow_ups = FollowUp.objects.select_related("by").filter(case=case).order_by("months")
    contract = Contract.objects.filter(case=case).first()
    return CarryingOut(
        contract=_contract(contract) if contract else None,
        acceptance=_acceptance(acceptance) if acceptance else None,
        payments=tuple(map(_payment, payments)),
        follow_ups=tuple(map(_follow_up, follow_ups)),
        fund=row.fund.name if row.fund else "",
        plan_slug=row.fund.plan.slug if row.fund else "",
        left_vnd=(row.approved_vnd or 0) - row.paid_vnd,
    )


def follow_ups_due(viewer: Viewer, on: date) -> tuple[DueFollowUp, ...]:
    """The follow-ups whose day has come in the provinces where the viewer handles cases, oldest first. One query."""
    rows = FollowUp.objects.select_related("case__organisation").filter(
        done_on__isnull=True, due_on__lte=on, case__state__in=GRANTED
    )
    units = viewer.units_with(Permission.HANDLE_SUPPORT)
    if units is not None:
        rows = rows.filter(case__unit__in=list(units))
    names = vocabulary().contents
    return tuple(
        DueFollowUp(
            row.pk,
            row.case_id,
            case_label(row.case.year, row.case.number),
            row.case.organisation.name,
            names.get(row.case.content, row.case.content),
            row.months,
            row.due_on,
        )
        for row in rows.order_by("due_on", "pk")
    )


def agenda_candidates(unit_ids: Collection[int], *, is_sample: bool | None = None) -> tuple[tuple[int, str, str], ...]:
    """Eligible cases before no planned meeting: number, label, organisation; the most urgent first. One query."""
    rows = SupportCase.objects.select_related("organisation").filter(state="eligible", unit__in=list(unit_ids))
    rows = rows.exclude(hearings__session__state=SessionState.PLANNED, hearings__conclusion="")
    if is_sample is not None:
        rows = rows.filter(is_sample=is_sample)
    return tuple(
        (row.pk, case_label(row.year, row.number), row.organisation.name) for row in rows.order_by("due_on", "pk")
    )


def _contract(row: Contract) -> ContractRow:
    return ContractRow(
        number=row.number,
        on=row.on,
        ends_on=row.ends_on,
        provider=row.provider,
        value_vnd=row.value_vnd,
        support_vnd=row.support_vnd,
        own_vnd=row.own_vnd,
        voucher=row.voucher_id,
    )


def _acceptance(row: Acceptance) -> AcceptanceRow:
    return AcceptanceRow(
        row=row.pk,
        on=row.on,
        result=row.result,
        minutes_number=row.minutes_number,
        certificate_number=row.certificate_number,
        certificate_body=row.certificate_body,
        certificate_until=row.certificate_until,
        cost_vnd=row.cost_vnd,
        approved_vnd=row.approved_vnd,
        payable_vnd=row.payable_vnd,
        costs=tuple(
            CostValue(
                head=one.head,
                about=one.about,
                vnd=one.vnd,
                on=one.on,
                seller_tax_code=one.seller_tax_code,
                invoice_symbol=one.invoice_symbol,
                invoice_number=one.invoice_number,
            )
            for one in row.costs.order_by("position")
        ),
        at=row.at,
        by=row.by.full_name if row.by else "",
    )


def _payment(row: Payment) -> PaymentRow:
    return PaymentRow(
        number=row.pk,
        voucher=row.voucher_id,
        voucher_number=row.voucher.number,
        on=row.on,
        vnd=row.vnd,
        at=row.at,
        by=row.by.full_name if row.by else "",
        undone_at=row.undone_at,
        is_reversed=row.voucher.reversed_at is not None,
    )


def _follow_up(row: FollowUp) -> FollowUpRow:
    return FollowUpRow(
        number=row.pk,
        months=row.months,
        due_on=row.due_on,
        done_on=row.done_on,
        is_kept=row.is_kept,
        findings=row.findings,
        by=row.by.full_name if row.by else "",
    )
