"""The results of a run as one table, a figure a row: for statistical software and for Excel."""

from __future__ import annotations

import csv
import io
from typing import Final

from nscl.documents.productivity_papers.marks import marks
from nscl.documents.productivity_papers.paper import ResultPaper, RunPaper
from nscl.documents.statistics.sdmx_csv import safe_text, write_value

COLUMNS: Final = (
    *("lan_tinh", "tinh", "danh_dau"),
    *("bang", "ten_bang", "phuong_phap", "ten_phuong_phap", "phan", "ten_phan"),
    *("tu_nam", "den_nam", "chi_tieu", "ten_chi_tieu", "gia_tri", "don_vi", "loi"),
)


def write_tidy_csv(paper: RunPaper) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel reads its letters; commas between, a decimal point.

    A refused figure has an empty value and its reason as words. A text never begins as a formula. The same paper gives
    the same bytes.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    marked = "; ".join(marks(paper))
    for one in paper.results:
        head = (str(paper.number), safe_text(paper.province), marked)
        writer.writerow((*head, *(safe_text(text) for text in _names(one)), *_figures(one)))
    return buffer.getvalue().encode("utf-8-sig")


def _names(one: ResultPaper) -> tuple[str, ...]:
    return one.table, one.table_name, one.method, one.method_name, one.part, one.part_name


def _figures(one: ResultPaper) -> tuple[str, ...]:
    value = "" if one.value is None else write_value(one.value)
    texts = (safe_text(text) for text in (one.measure, one.measure_name))
    return str(one.first), str(one.last), *texts, value, safe_text(one.unit), safe_text(one.words)
