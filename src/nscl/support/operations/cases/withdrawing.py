"""A case is given up before anything was paid on it: what it took is free again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.finance.operations.ledger import reverse
from nscl.plans.operations.wording import stored
from nscl.records.operations import Actor, Change
from nscl.support.enums import GRANTED, CaseState
from nscl.support.models import CaseLink, Contract, SupportFund
from nscl.support.operations.errors import ReasonMissing, StateRefused
from nscl.support.operations.opening import Asker, OpenedCase, Saved, move, open_case, record, refuse_stale
from nscl.support.operations.slots import release
from nscl.text.formats import format_vnd


@transaction.atomic
def withdraw_case(*, number: int, version: int | None, reason: str, viewer: Asker, by: Actor, at: datetime) -> Saved:
    """Give a case up: by the organisation, or by an officer on its behalf; a commitment in the ledger is taken back.

    Raises CaseGone, NotAllowed, MoveRefused, Conflict, ReasonMissing, StateRefused (something was paid already), and
    what the ledger raises where it does not take the commitment back (a closed year).
    """
    opened = open_case(number, viewer, applicant_may=True)
    refuse_stale(opened, version)
    if not reason.strip():
        raise ReasonMissing
    row = opened.row
    if row.paid_vnd:
        raise StateRefused(_("Hồ sơ đã được chi tiền nên không rút được. Hãy hoàn lại khoản chi trước."))
    changes = _give_back(opened, reason, by, at) if opened.state in GRANTED else []
    release(row)
    links = CaseLink.objects.filter(case=row, revoked_at__isnull=True)
    move(opened, CaseState.WITHDRAWN, by=by, at=at, comment=reason)
    if row.submitted_at is None:
        links.update(revoked_at=at)
    record(opened, "withdrawn", by=by, at=at, changes=changes, comment=reason)
    return opened.saved()


def _give_back(opened: OpenedCase, reason: str, by: Actor, at: datetime) -> list[Change]:
    """What was approved goes back to the year's ceiling, what was committed to the ledger."""
    row = opened.row
    contract = Contract.objects.filter(case=row, voucher__reversed_at__isnull=True, voucher__isnull=False).first()
    if contract is not None and contract.voucher_id is not None:
        reverse(voucher=contract.voucher_id, reason=reason, viewer=None, by=by, at=at)
    amount = row.approved_vnd or 0
    SupportFund.objects.filter(cases=row).update(approved_vnd=F("approved_vnd") - amount, version=F("version") + 1)
    row.approved_vnd, row.fund = None, None
    row.decided_at, row.decided_by = None, None
    return [Change(stored(gettext_lazy("Đã duyệt")), format_vnd(amount), "")]
