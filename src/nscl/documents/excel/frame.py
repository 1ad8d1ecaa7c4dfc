"""What every workbook for printing shares: the typeface, its properties, the page of A4 paper."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

# The typeface of administrative papers (Decree 30/2020/NĐ-CP, annex I).
FONT: Final = {"font_name": "Times New Roman", "font_size": 12}
TITLE_FORMAT: Final = {**FONT, "bold": True, "font_size": 14}
HEADING_FORMAT: Final = {
    **FONT,
    "bold": True,
    "border": 1,
    "text_wrap": True,
    "align": "center",
    "valign": "vcenter",
    "bg_color": "#E8EEF4",
}
A4: Final = 9
# A text is always written as text: one that begins with = + - @ never becomes a formula, none a link or a number.
AS_TEXT: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def edged_format(number_format: str | None = None, **more: object) -> dict[str, object]:
    """The properties of a cell of a table; a text wraps, a number has its format."""
    shown: dict[str, object] = {"text_wrap": True} if number_format is None else {"num_format": number_format}
    return {**FONT, "border": 1, "valign": "top", **shown, **more}


def new_workbook(buffer: BytesIO, *, title: str, created: datetime, author: str = "") -> Any:
    """A workbook to be closed by `with`; xlsxwriter comes without types.

    created: with its time zone, for the file's properties; the same input gives the same bytes.
    """
    book = xlsxwriter.Workbook(buffer, AS_TEXT)
    # xlsxwriter takes the time in UTC, without saying so.
    stamp = created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": title, "author": author, "created": stamp})
    return book


def set_up_page(worksheet: Any, first_heading: int, last_heading: int | None = None) -> None:
    """A4 across, as wide as the paper, the rows of headings (from 0) again on every page, which has its number."""
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(first_heading, last_heading)
    worksheet.set_footer("&CTrang &P/&N")
