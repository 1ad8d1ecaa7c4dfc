"""Kinds of vouchers, stages and sums as words and chips of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.finance.enums import Stage, VoucherKind
from nscl.finance.queries.ledger import Figures, VoucherRow
from nscl.text.formats import format_million
from nscl.web.ui.parts import Chip, Text, Tone

STAGE_NAMES: Final[Mapping[Stage, Text]] = {
    Stage.PLANNED: gettext_lazy("Đề nghị"),
    Stage.APPRAISED: gettext_lazy("Thẩm định"),
    Stage.ALLOCATED: gettext_lazy("Giao dự toán"),
    Stage.COMMITTED: gettext_lazy("Cam kết chi"),
    Stage.DISBURSED: gettext_lazy("Giải ngân"),
    Stage.SETTLED: gettext_lazy("Quyết toán"),
}
KIND_NAMES: Final[Mapping[VoucherKind, Text]] = {
    VoucherKind.ALLOCATION: gettext_lazy("Giao dự toán"),
    VoucherKind.COMMITMENT: gettext_lazy("Cam kết chi"),
    VoucherKind.DISBURSEMENT: gettext_lazy("Giải ngân"),
    VoucherKind.SETTLEMENT: gettext_lazy("Quyết toán"),
    VoucherKind.CARRY_OVER: gettext_lazy("Chuyển nguồn"),
}
STANDS: Final = Chip(gettext_lazy("Có hiệu lực"), Tone.GOOD, "circle-check", 0)
REVERSED: Final = Chip(gettext_lazy("Đã hủy"), Tone.IDLE, "undo-2", 2)
REVERSAL: Final = Chip(gettext_lazy("Chứng từ hủy"), Tone.IDLE, "undo-2", 1)
BEYOND: Final = Chip(gettext_lazy("Ghi vượt"), Tone.BAD, "triangle-alert", 0)


def voucher_chip(row: VoucherRow) -> Chip:
    """Whether a voucher counts, and in red where it let a stage go beyond the earlier one."""
    if row.reverses is not None:
        return REVERSAL
    if row.reversed_at is not None:
        return REVERSED
    # What a carry-over adds is beyond the year's appraised money by its nature.
    return BEYOND if row.beyond_vnd > 0 and row.kind is not VoucherKind.CARRY_OVER else STANDS


def voucher_name(row: VoucherRow) -> str:
    """A voucher as people name it: "Giải ngân số PC-01"."""
    words = _("Hủy %(kind)s số %(number)s") if row.reverses is not None else _("%(kind)s số %(number)s")
    kind = str(KIND_NAMES[row.kind])
    if row.reverses is not None:
        kind = kind[:1].lower() + kind[1:]
    return words % {"kind": kind, "number": row.number}


def over_words(figures: Figures | None, stage: Stage) -> str:
    """By how much a stage stands beyond the earlier one; "" where it does not."""
    vnd = figures.over.get(stage, 0) if figures is not None else 0
    return _("vượt %(vnd)s triệu đồng") % {"vnd": format_million(vnd)} if vnd else ""


def spent_words(figures: Figures) -> str:
    """How far the money has come, in one sentence."""
    if not figures.allocated:
        if not figures.appraised:
            return _("Chưa có tiền nào được thẩm định.")
        return _("Đã thẩm định %(vnd)s triệu đồng, chưa giao dự toán.") % {"vnd": format_million(figures.appraised)}
    return _("Đã giải ngân %(spent)s trên %(given)s triệu đồng đã giao (%(percent)s%%).") % {
        "spent": format_million(figures.disbursed),
        "given": format_million(figures.allocated),
        "percent": figures.spent_percent,
    }
