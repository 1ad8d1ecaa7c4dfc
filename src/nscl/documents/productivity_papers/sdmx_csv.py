"""The results of a run as SDMX-CSV (SDMX-CSV 1.0 for SDMX 2.1), with the columns of `documents.statistics.sdmx_csv`.

A period is a time range (2021-01-01/P5Y) of frequency A5, as the code list CL_FREQ makes multiples of a year.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from typing import Final

from nscl.documents.productivity_papers.marks import marks
from nscl.documents.productivity_papers.paper import PaperState, ResultPaper, RunPaper
from nscl.documents.statistics.sdmx_csv import NORMAL, TOTAL, YEARLY, safe_text, write_value

DATAFLOW: Final = "NSCL:PRODUCTIVITY_RESULTS(1.0)"
# CL_OBS_STATUS: O missing, P provisional.
_MISSING, _PROVISIONAL = "O", "P"
_OTHER: Final = "_O"
# UNIT_MEASURE and UNIT_MULT by what the paper says; rates, shares and points are pure numbers.
_UNITS: Final[Mapping[str, tuple[str, str]]] = {
    "": (TOTAL, "0"),
    "phần của 1": ("PN", "0"),
    "điểm lô-ga-rít": ("PN_LOG", "0"),
    "lần": ("PN", "0"),
    "tỷ đồng": ("XDC", "9"),
    "triệu đồng/người": ("XDC_PS", "6"),
    "nghìn đồng/giờ": ("XDC_HR", "3"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """An observation. The fields are the columns, in lower case and in this order."""

    dataflow: str = DATAFLOW
    freq: str
    ref_area: str
    run: str
    table: str
    method: str
    part: str
    indicator: str
    time_period: str
    obs_value: str
    unit_measure: str
    unit_mult: str
    obs_status: str
    part_name: str
    source: str
    comment: str


COLUMNS: Final = tuple(field.name.upper() for field in fields(ResultRow))
_TEXTS: Final = frozenset({"part", "part_name", "source", "comment"})


def write_results_sdmx(paper: RunPaper) -> bytes:
    """The file: UTF-8 with commas between, as the standard has it. The same paper gives the same bytes."""
    texts = [field.name in _TEXTS for field in fields(ResultRow)]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in paper.results:
        cells = astuple(_row(paper, one))
        writer.writerow(safe_text(cell) if text else cell for cell, text in zip(cells, texts, strict=True))
    return buffer.getvalue().encode("utf-8")


def _row(paper: RunPaper, one: ResultPaper) -> ResultRow:
    years = one.last - one.first + 1
    measure, mult = _UNITS.get(one.unit, (_OTHER, "0"))
    return ResultRow(
        freq=YEARLY if years == 1 else f"{YEARLY}{years}",
        ref_area=paper.area,
        run=str(paper.number),
        table=_code(one.table),
        method=_code(one.method),
        part=_code(one.part),
        indicator=_code(one.measure),
        time_period=str(one.first) if years == 1 else f"{one.first}-01-01/P{years}Y",
        obs_value="" if one.value is None else write_value(one.value),
        unit_measure=measure,
        unit_mult=mult,
        obs_status=_status(paper, one),
        part_name=one.part_name,
        source=paper.software,
        comment="; ".join(part for part in (*marks(paper), one.words) if part),
    )


def _status(paper: RunPaper, one: ResultPaper) -> str:
    if one.value is None:
        return _MISSING
    return _PROVISIONAL if paper.state is PaperState.DRAFT else NORMAL


def _code(text: str) -> str:
    """A code as SDMX has them: capitals, no hyphens; `_T` for the whole."""
    return text.upper().replace("-", "_") or TOTAL
