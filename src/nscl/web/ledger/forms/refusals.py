"""What the ledger refused, told in the form: at the amount or field to mend, or on top."""

from __future__ import annotations

from nscl.finance.enums import STATE_SOURCES
from nscl.finance.operations.ledger import AheadOfCounterpart, Exceeds, InvalidVoucher, LedgerError, NotInPlan
from nscl.web.ledger.forms.amounts import AmountsForm
from nscl.web.ledger.forms.voucher import VoucherForm


def refuse(form: VoucherForm, amounts: AmountsForm, error: LedgerError) -> None:
    """Say why nothing was booked."""
    if isinstance(error, InvalidVoucher):
        for problem in error.problems:
            if problem.field == "entries":
                amounts.refuse(problem.entry, str(problem))
            else:
                form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return
    if isinstance(error, NotInPlan):
        for place, why in error.places:
            amounts.refuse(place, f"{why[:1].upper()}{why[1:]}.")
        return
    form.add_error(None, str(error))
    if isinstance(error, Exceeds):
        for row in error.rows:
            amounts.refuse_account(row.account, f"{row}.")
        if error.may_go_beyond:
            form.offer_beyond()
    elif isinstance(error, AheadOfCounterpart):
        _refuse_ahead(amounts, error)


def _refuse_ahead(amounts: AmountsForm, error: AheadOfCounterpart) -> None:
    """Say at the state money of each line how much may be paid now."""
    for row in error.rows:
        for one in amounts.accounts:
            at = one.account
            if at.line_id == row.line_id and at.source in STATE_SOURCES and amounts.is_written(at):
                amounts.refuse_account(at, f"{row}.")
