"""A run's choices and outcome in words: for the audit trail, conflicts, comparisons, sheets and lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.economics.capital import CapitalBasis, InvestmentTiming
from nscl.economics.decomposition import DECOMPOSITION_NAMES, Decomposition
from nscl.economics.growth.accounting import METHOD_NAMES, Method
from nscl.economics.growth.periods import AVERAGE_NAMES, Average
from nscl.economics.series import percent, plain
from nscl.productivity.enums import CapitalInput, LabourInput, StockStart
from nscl.productivity.rules.runs import CHOICES, FIELD_NAMES, RunValues

TIMING_NAMES: Final[Mapping[InvestmentTiming, str | Promise]] = {
    InvestmentTiming.START: gettext_lazy("từ đầu năm"),
    InvestmentTiming.MIDDLE: gettext_lazy("từ giữa năm"),
    InvestmentTiming.END: gettext_lazy("từ cuối năm (năm sau mới hao mòn)"),
}
BASIS_NAMES: Final[Mapping[CapitalBasis, str | Promise]] = {
    CapitalBasis.AVERAGE: gettext_lazy("bình quân đầu năm và cuối năm"),
    CapitalBasis.OPENING: gettext_lazy("vốn đầu năm"),
}
# Choices that are parts of a whole, told in per cent; coefficients stay plain numbers.
_PER_CENT: Final = frozenset({"depreciation", "depreciation_low", "depreciation_high", "target_share", "target_growth"})
_NAMES: Final[Mapping[type, Mapping[Any, str | Promise]]] = {
    Method: METHOD_NAMES,
    Average: AVERAGE_NAMES,
    Decomposition: DECOMPOSITION_NAMES,
    InvestmentTiming: TIMING_NAMES,
    CapitalBasis: BASIS_NAMES,
}


def choice_words(values: RunValues, field: str) -> str:
    """A choice as a person reads it; "" where nothing was chosen."""
    value = getattr(values, field)
    if value is None or value == "":
        return ""
    names = _NAMES.get(type(value))
    if names is not None:
        return _(str(names[value]))
    if isinstance(value, LabourInput | CapitalInput | StockStart):
        return str(value.label)
    if field in _PER_CENT:
        return percent(value)
    return plain(value) if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True)
class ChangedChoice:
    """A choice in which two sets of values differ, in words."""

    field: str
    name: str
    before: str
    after: str


def changed_choices(before: RunValues, after: RunValues) -> Iterator[ChangedChoice]:
    """Where two sets of choices differ, in their order."""
    for field in CHOICES:
        if getattr(before, field) != getattr(after, field):
            yield ChangedChoice(field, str(FIELD_NAMES[field]), choice_words(before, field), choice_words(after, field))


@dataclass(frozen=True, slots=True)
class Headline:
    """What a run says first, of its main method and average over its years. refused: why there is no share, or nothing.

    low, high: of the share over all corners of the assumptions; not told where the main method lies outside of them (a
    fitted coefficient may).
    """

    output: float | None = None
    tfp: float | None = None
    tfp_share: float | None = None
    refused: str = ""
    low: float | None = None
    high: float | None = None


def sentence(values: RunValues, found: Headline) -> str:
    """What came out, in one sentence; "" where nothing was computed."""
    if found.tfp is None or found.output is None:
        return found.refused
    words = {
        "years": str(values.last_year) if values.first_year == values.last_year else years_of(values),
        "method": _(METHOD_NAMES[values.method]),
        "tfp": percent(found.tfp),
        "output": percent(found.output),
    }
    if found.tfp_share is None:
        told = _("TFP tăng %(tfp)s một năm, GRDP tăng %(output)s một năm, %(years)s, theo phương pháp %(method)s.")
        return f"{told % words} {found.refused}".strip()
    words["share"] = percent(found.tfp_share)
    if found.low is None or found.high is None or not found.low <= found.tfp_share <= found.high:
        return (
            _(
                "TFP đóng góp %(share)s tăng trưởng GRDP %(years)s (%(tfp)s trong %(output)s một năm) theo phương pháp "
                "%(method)s."
            )
            % words
        )
    words |= {"low": percent(found.low), "high": percent(found.high)}
    return (
        _(
            "TFP đóng góp %(share)s tăng trưởng GRDP %(years)s (%(tfp)s trong %(output)s một năm) theo phương pháp "
            "%(method)s; tùy giả định, từ %(low)s đến %(high)s."
        )
        % words
    )


def years_of(values: RunValues) -> str:
    """The run's years: "2021–2025"."""
    return f"{values.first_year}–{values.last_year}"
