"""The contract of an approved case, with its commitment in the ledger where one is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.operations.ledger import EntryDraft, VoucherDraft, commit
from nscl.records.operations import Actor, Change
from nscl.support.enums import CaseState
from nscl.support.models import Contract, SupportCase, SupportFund
from nscl.support.operations.errors import StateRefused
from nscl.support.operations.opening import Saved, move, open_case, record, refuse, refuse_stale
from nscl.support.operations.refusals import day_words
from nscl.support.operations.slots import require_slot
from nscl.support.queries.access import case_label
from nscl.support.rules.granting import ContractValues, check_contract
from nscl.text.formats import format_vnd


@dataclass(frozen=True, slots=True)
class VoucherNumber:
    """A document of the ledger: its number and date as on the paper."""

    number: str
    on: date


@transaction.atomic
def sign_contract(
    *,
    case: int,
    version: int | None,
    values: ContractValues,
    commitment: VoucherNumber | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Saved:
    """Write the contract of an approved case down; with `commitment`, commit its support in the ledger at once.

    Raises CaseGone, NotAllowed, Conflict, StateRefused, AlreadySupported, Refused; of the ledger LedgerError.
    """
    opened = open_case(case, viewer, Permission.HANDLE_SUPPORT)
    refuse_stale(opened, version)
    row = opened.row
    if row.state != CaseState.APPROVED:
        words = _("Chỉ ký hợp đồng cho hồ sơ được duyệt; hồ sơ đang ở bước “%(state)s”. Hãy tải lại trang.")
        raise StateRefused(words % {"state": CaseState(row.state).label})
    if commitment is not None and row.is_sample:
        raise StateRefused(_("Hồ sơ mẫu không ghi sổ kinh phí: chứng từ trong sổ không xóa được."))
    require_slot(row)
    refuse(check_contract(values, approved=row.approved_vnd or 0, decided_on=row.decision_on, today=localdate(at)))
    support, own = values.support_vnd or 0, values.own_vnd or 0
    booked = None
    if commitment is not None and row.fund is not None:
        draft, entries = _voucher(row, row.fund, commitment), [EntryDraft(row.fund.account_id, support)]
        booked = commit(plan=row.fund.plan_id, voucher=draft, entries=entries, viewer=viewer, by=by, at=at)
    contract = Contract.objects.create(
        case=row,
        number=" ".join(values.number.split()),
        on=values.on or localdate(at),
        ends_on=values.ends_on,
        provider=" ".join(values.provider.split()),
        value_vnd=support + own,
        support_vnd=support,
        own_vnd=own,
        voucher_id=booked.voucher if booked else None,
    )
    move(opened, CaseState.CONTRACTED, by=by, at=at, comment=contract.number)
    changes = [
        Change("Hợp đồng", "", f"{contract.number} ({day_words(contract.on)})"),
        Change("Nhà nước hỗ trợ", "", format_vnd(support)),
        Change("Tổ chức tự chi", "", format_vnd(own)),
    ]
    record(opened, "contracted", by=by, at=at, changes=changes)
    return Saved(row.pk, row.version)


def about_case(row: SupportCase) -> str:
    """What a voucher of a case is about, in the ledger's register."""
    words = {"organisation": row.organisation.name, "case": case_label(row.year, row.number)}
    return _("Hỗ trợ %(organisation)s, hồ sơ %(case)s") % words


def _voucher(row: SupportCase, fund: SupportFund, commitment: VoucherNumber) -> VoucherDraft:
    return VoucherDraft(
        number=commitment.number, on=commitment.on, year=fund.year, about=about_case(row), agency_id=row.agency_id
    )
