"""Sources and stages of money, and the states of an estimate."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The key of the source that stands for "not split by source", in the pack format and in the table of sources.
UNSPLIT = "all"


class Stage(TextChoices):
    """How far an amount has come.

    PLANNED is the plan's own estimate; the others are booked as dated entries (`LedgerEntry`), in this order.
    """

    PLANNED = "planned", _("dự toán")
    APPRAISED = "appraised", _("thẩm định")
    ALLOCATED = "allocated", _("giao dự toán")
    COMMITTED = "committed", _("cam kết chi")
    DISBURSED = "disbursed", _("giải ngân")
    SETTLED = "settled", _("quyết toán")


# Stages that are entries of the ledger.
BOOKED: Final = (Stage.ALLOCATED, Stage.COMMITTED, Stage.DISBURSED, Stage.SETTLED)


class MoneySource(TextChoices):
    """Where the money of an estimate comes from (Decision 1322/QĐ-TTg; Circular 35/2021/TT-BTC, article 2).

    STATE: state budget that the document does not split by level. UNSPLIT: the document does not say at all.
    """

    STATE = "state", _("NSNN")
    STATE_CENTRAL = "state_central", _("NSNN trung ương")
    STATE_PROVINCIAL = "state_provincial", _("NSNN tỉnh")
    ENTERPRISE = "enterprise", _("doanh nghiệp")
    OWN_FUNDS = "own_funds", _("nguồn thu hợp pháp của đơn vị")
    OTHER = "other", _("nguồn khác")
    UNSPLIT = "all", _("chưa tách nguồn")


# Money of the state budget, of whatever level; the rest (without UNSPLIT) is the counterpart share.
STATE_SOURCES: Final = frozenset({MoneySource.STATE, MoneySource.STATE_CENTRAL, MoneySource.STATE_PROVINCIAL})
COUNTERPART_SOURCES: Final = frozenset({MoneySource.ENTERPRISE, MoneySource.OWN_FUNDS, MoneySource.OTHER})


class MoneyKind(StrEnum):
    """What the audit trail and evidence call a thing of this package that is not part of an edition."""

    ESTIMATE = "finance.estimate"
    ESTIMATE_LINE = "finance.estimate_line"
    VOUCHER = "finance.voucher"
    # The ledger of a plan, by the plan's number: what the events of its vouchers belong to.
    LEDGER = "finance.ledger"


class EstimateState(TextChoices):
    """Where an estimate stands between the department that proposes it and the one that appraises it."""

    DRAFT = "draft", _("đang lập")
    SUBMITTED = "submitted", _("chờ thẩm định")
    RETURNED = "returned", _("trả lại")
    APPROVED = "approved", _("đã duyệt")
    SUPERSEDED = "superseded", _("đã thay thế")


class VoucherKind(TextChoices):
    """What a voucher books. CARRIED_OVER moves what is unspent at 31 December into the next year's allocation."""

    ALLOCATION = "allocation", _("giao dự toán")
    COMMITMENT = "commitment", _("cam kết chi")
    DISBURSEMENT = "disbursement", _("giải ngân")
    SETTLEMENT = "settlement", _("quyết toán")
    CARRY_OVER = "carry_over", _("chuyển nguồn")
