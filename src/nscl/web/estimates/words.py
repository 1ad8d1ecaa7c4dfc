"""States, units, steps and counts of estimates as words and chips of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy, ngettext

from nscl.finance.enums import EstimateState, MoneySource
from nscl.text.formats import format_number
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Chip, Text, Tone

STATE_CHIPS: Final[Mapping[EstimateState, Chip]] = {
    EstimateState.SUBMITTED: Chip(gettext_lazy("Chờ thẩm định"), Tone.INFO, "send", 0),
    EstimateState.RETURNED: Chip(gettext_lazy("Trả lại để sửa"), Tone.WARN, "undo-2", 1),
    EstimateState.DRAFT: Chip(gettext_lazy("Đang lập"), Tone.IDLE, "file-pen", 2),
    EstimateState.APPROVED: Chip(gettext_lazy("Đã duyệt"), Tone.GOOD, "badge-check", 3),
    EstimateState.SUPERSEDED: Chip(gettext_lazy("Đã thay thế"), Tone.UNKNOWN, "archive", 4),
}
# The units in which the grid may stand, in đồng.
MILLION: Final = 1_000_000
UNITS: Final[Mapping[int, Text]] = {
    1: gettext_lazy("đồng"),
    1_000: gettext_lazy("nghìn đồng"),
    MILLION: gettext_lazy("triệu đồng"),
}


def source_name(source: MoneySource) -> str:
    """A source as the head of a column has it."""
    label = str(source.label)
    return label if label[:2].isupper() else capital(label)


def lines_words(count: int) -> str:
    """How many lines carry figures."""
    return ngettext("%(n)s dòng chi", "%(n)s dòng chi", count) % {"n": format_number(count)}


def problems_words(count: int) -> str:
    """How many things are to be mended."""
    return ngettext("%(n)s chỗ phải sửa", "%(n)s chỗ phải sửa", count) % {"n": format_number(count)}
