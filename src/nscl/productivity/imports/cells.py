"""Cells of figures and of names, read in one way or refused."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, time, timedelta
from difflib import get_close_matches
from typing import Final

from django.utils.translation import gettext as _

from nscl.economics.problems import DataProblem
from nscl.economics.tables import read_number
from nscl.records.spreadsheets.cells import CellError, CellValue, text_of
from nscl.records.spreadsheets.columns import folded

# How yearbooks print that there is no figure. A dash is not among them: it says that there is nothing of the kind.
_NO_FIGURE: Final = frozenset({"...", "…", "..", "n/a", "na"})
_DASHES: Final = frozenset({"-", "–", "—"})
# xs:double as SDMX-CSV writes it: a decimal point, no separators.
_SDMX_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,25}(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?")
_SDMX_YEAR: Final = re.compile(r"[0-9]{4}")
_LIKE: Final = 0.5


def figure_of(value: CellValue) -> float | None:
    """A cell of a table of figures; None where the source has none. Raises CellError, also for two readings."""
    if isinstance(value, bool | date | time | timedelta):
        raise CellError(_("“%(value)s” không phải số") % {"value": text_of(value)}, _("ghi số, ví dụ 1234,5"))
    if isinstance(value, int | float):
        return float(value)
    text = value.strip()
    if not text or text.lower() in _NO_FIGURE:
        return None
    if text in _DASHES:
        raise CellError(
            _("“%(value)s” có thể là 0 hoặc không có số") % {"value": text}, _("ghi 0, hoặc để trống nếu không có số")
        )
    try:
        return read_number(text, "")
    except DataProblem as problem:
        raise CellError(
            problem.why.rstrip("."), _("gõ lại bằng số trong Excel, không có dấu ngăn hàng nghìn")
        ) from problem


def sdmx_figure(value: CellValue) -> float | None:
    """OBS_VALUE; None for an empty one or NaN, which SDMX-CSV writes for a missing value. Raises CellError."""
    text = text_of(value)
    if not text or text == "NaN":
        return None
    if not _SDMX_NUMBER.fullmatch(text):
        raise CellError(
            _("“%(value)s” không phải là số theo SDMX-CSV") % {"value": text[:40]},
            _("ghi dấu chấm trước phần lẻ, không ngăn hàng nghìn, ví dụ 1234.5"),
        )
    return float(text)


def sdmx_year(value: CellValue) -> int:
    """TIME_PERIOD, a year. Raises CellError."""
    text = text_of(value)
    if not _SDMX_YEAR.fullmatch(text):
        raise CellError(_("“%(value)s” không phải là năm") % {"value": text[:40]}, _("ghi năm bằng bốn chữ số"))
    return int(text)


def unknown_name(text: str, labels: Collection[str]) -> CellError:
    """A name that is not in the list, with the one nearest to it."""
    by_fold = {folded(label): label for label in labels}
    near = get_close_matches(folded(text), by_fold, n=1, cutoff=_LIKE)
    message = _("không có “%(name)s” trong danh sách") % {"name": text[:80]}
    if near:
        return CellError(message, _("chọn trong danh sách; gần nhất là “%(near)s”") % {"near": by_fold[near[0]]})
    return CellError(message, _("chọn trong danh sách: %(labels)s") % {"labels": ", ".join(labels)})
