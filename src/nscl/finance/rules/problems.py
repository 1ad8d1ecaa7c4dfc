"""What is wrong with an estimate, told by line, year and source so that a grid can show it where it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class Reason(StrEnum):
    """Why something is refused, for whoever must tell one refusal from another without reading its sentence."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    UNFIT = "unfit"
    UNKNOWN = "unknown"
    TWICE = "twice"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    OUTSIDE_YEARS = "outside_years"
    HEADING = "heading"
    CIRCLE = "circle"
    EMPTY = "empty"
    OVER_NORM = "over_norm"
    PRODUCT = "product"
    STATED = "stated"
    NOT_APPRAISED = "not_appraised"
    OVER_PROPOSED = "over_proposed"
    CUT_WITHOUT_REASON = "cut_without_reason"
    HAS_ENTRIES = "has_entries"
    BELOW_ALLOCATED = "below_allocated"
    YEAR_SETTLED = "year_settled"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and what to do about it.

    line: the number of the line, None where it is about the estimate; place: what people call that line; year, source:
    the cell, where it is about one; field: of the line ("unit_cost_vnd"), "" for the whole. blocks: False for what may
    be submitted nevertheless.
    """

    reason: Reason
    message: str
    remedy: str
    line: int | None = None
    place: str = ""
    year: int | None = None
    source: str | None = None
    field: str = ""
    blocks: bool = True

    def __str__(self) -> str:
        said = _("%(message)s. Cách sửa: %(remedy)s.") % {"message": self.message, "remedy": self.remedy}
        return f"{self.place}: {said}" if self.place else f"{said[:1].upper()}{said[1:]}"
