"""The run as an Excel file that recalculates: from the figures to every result, each cell a formula to be followed."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from nscl.documents.excel.frame import new_workbook
from nscl.documents.productivity_papers.paper import RunPaper
from nscl.documents.productivity_papers.workbook.capital import write_capital
from nscl.documents.productivity_papers.workbook.cover import Cover
from nscl.documents.productivity_papers.workbook.frame import Book
from nscl.documents.productivity_papers.workbook.growth import write_growth
from nscl.documents.productivity_papers.workbook.inputs import write_inputs
from nscl.documents.productivity_papers.workbook.labour import write_labour
from nscl.documents.productivity_papers.workbook.periods import write_periods
from nscl.documents.productivity_papers.workbook.results import write_results

__all__ = ["write_workbook"]


def write_workbook(paper: RunPaper, *, created: datetime) -> bytes:
    """The xlsx file: "Lần tính", "Số liệu", "Vốn", "TFP", "Giai đoạn", "NSLĐ" and the kept results beside the formulas.

    Options have named cells ("khau_hao"): put otherwise, everything follows. Values stand beside the formulas for
    viewers that do not recalculate. created: with its time zone; the same input gives the same bytes. Raises
    FormulaError where the paper's figures make a formula that has no value.
    """
    buffer = BytesIO()
    with new_workbook(buffer, title=paper.title, created=created) as made:
        book = Book(made, paper)
        cover = Cover(book)
        cover.begin()
        write_inputs(book)
        write_capital(book)
        blocks, least = write_growth(book)
        write_periods(book, blocks, least)
        write_labour(book)
        write_results(book)
        cover.finish()
    return buffer.getvalue()
