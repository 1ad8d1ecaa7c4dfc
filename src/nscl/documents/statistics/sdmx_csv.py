"""SDMX-CSV for SDMX 2.1: a column a component, a row an observation (SDMX Technical Specifications, SDMX-CSV 1.0).

The code lists are the cross-domain ones where SDMX has one (CL_FREQ, CL_UNIT_MULT, CL_OBS_STATUS, national accounts'
PRICES); indicators and parts are ours (docs/methods/nang-suat.md, section on files).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import Final

DATAFLOW: Final = "NSCL:PRODUCTIVITY_SERIES(1.0)"
YEARLY: Final = "A"
TOTAL: Final = "_T"
NOT_APPLICABLE: Final = "_Z"
NORMAL: Final = "A"
# What a spreadsheet would take for a formula; such a text gets an apostrophe before it, which `plain_text` takes away.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_APOSTROPHE: Final = "'"
_MOST_WHOLE: Final = 1e15


@dataclass(frozen=True, slots=True, kw_only=True)
class SdmxRow:
    """An observation. The fields are the columns, in lower case and in this order."""

    dataflow: str = DATAFLOW
    freq: str = YEARLY
    ref_area: str
    indicator: str
    breakdown: str = TOTAL
    part: str = TOTAL
    price_base: str = NOT_APPLICABLE
    base_per: str = NOT_APPLICABLE
    time_period: str
    obs_value: str
    unit_measure: str
    unit_mult: str
    obs_status: str = NORMAL
    part_name: str = ""
    source: str = ""
    released_on: str = ""
    comment: str = ""


COLUMNS: Final = tuple(field.name.upper() for field in fields(SdmxRow))
_TEXTS: Final = frozenset({"part_name", "source", "comment"})


def write_sdmx(rows: Iterable[SdmxRow]) -> bytes:
    """The file: UTF-8 with commas between, as the standard has it. The same input gives the same bytes."""
    texts = [field.name in _TEXTS for field in fields(SdmxRow)]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(safe_text(cell) if text else cell for cell, text in zip(astuple(row), texts, strict=True))
    return buffer.getvalue().encode("utf-8")


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return _APOSTROPHE + text if text.startswith(_FORMULA_STARTS) else text


def plain_text(text: str) -> str:
    """A text as it was before `safe_text`."""
    return text[1:] if text.startswith(_APOSTROPHE) and text[1:].startswith(_FORMULA_STARTS) else text


def write_value(value: float) -> str:
    """A figure with every digit that it has, a decimal point, no separators: read back it is the same double."""
    return str(int(value)) if value.is_integer() and abs(value) < _MOST_WHOLE else repr(value)
