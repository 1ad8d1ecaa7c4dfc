"""Sheet "Số liệu": every figure that was computed with, and where it is from."""

from __future__ import annotations

from typing import Final

from nscl.documents.productivity_papers.paper import RunPaper
from nscl.documents.productivity_papers.workbook.frame import Book, Look, YearSheet

NAME: Final = "Số liệu"
# Shares are small numbers; two decimals would hide them.
_SMALL: Final = 10.0


def write_inputs(book: Book) -> None:
    """The sheet. The stock of capital is left to its own sheet where that computes it."""
    sheet = YearSheet(book, NAME, "Số liệu đã dùng để tính")
    for part, title in ((False, "Toàn tỉnh"), (True, "Theo ngành, loại tài sản, loại lao động, loại chi phí")):
        chosen = [
            one
            for one in book.paper.series
            if (":" in one.key) is part and not (one.key == "capital" and book.makes_capital)
        ]
        if chosen:
            sheet.block(title)
        for one in chosen:
            look = Look.COEFFICIENT if all(abs(value) < _SMALL for value in one.values.values()) else Look.FIGURE
            book.series[one.key] = sheet.line(
                one.name, one.values, look=look, unit=one.unit, how=sources_of(book.paper, one.key)
            )


def sources_of(paper: RunPaper, key: str) -> str:
    """Where a series is from, in words; "" where nothing is said of it."""
    found = (
        f"{one.source} ({one.province}, bản số {one.vintage}{', số liệu mẫu' if one.is_sample else ''})"
        for one in paper.sources
        if key in one.keys
    )
    return "; ".join(dict.fromkeys(found))
