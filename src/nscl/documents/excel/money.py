"""A sheet of money: lines down, years across under two rows of headings; the annex and the appraisal are such."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from nscl.documents.excel.frame import FONT, HEADING_FORMAT, TITLE_FORMAT, edged_format, set_up_page

# Rows above the lines: title, subtitle, blank, two rows of headings.
HEAD_ROW: Final = 3
FIRST_ROW: Final = HEAD_ROW + 2
NUMBER_COLUMN, TITLE_COLUMN = 0, 1
MONEY_WIDTH: Final = 18.0
_WIDTHS: Final = (8.0, 52.0)
_WHOLE: Final = "#,##0"


@dataclass(frozen=True, slots=True)
class MoneyStyles:
    """The formats of the workbook. xlsxwriter comes without types."""

    title: Any
    subtitle: Any
    heading: Any
    text: Any
    bold: Any
    money: Any
    bold_money: Any
    quantity: Any


def money_styles(book: Any, *, quantity: str) -> MoneyStyles:
    """The formats. quantity: Excel's format of what may have decimals."""
    return MoneyStyles(
        title=book.add_format(TITLE_FORMAT),
        subtitle=book.add_format({**FONT, "italic": True}),
        heading=book.add_format(HEADING_FORMAT),
        text=book.add_format(edged_format()),
        bold=book.add_format(edged_format(bold=True)),
        money=book.add_format(edged_format(_WHOLE)),
        bold_money=book.add_format(edged_format(_WHOLE, bold=True)),
        quantity=book.add_format(edged_format(quantity)),
    )


def cut_style(book: Any, colour: str) -> Any:
    """The format of whole money that was taken away."""
    return book.add_format(edged_format(_WHOLE, font_color=colour))


def write_head(sheet: Any, title: str, subtitle: str, styles: MoneyStyles) -> None:
    """Title, subtitle, and the headings of the first two columns."""
    sheet.write_string(0, 0, title, styles.title)
    sheet.write_string(1, 0, subtitle, styles.subtitle)
    for column, name in ((NUMBER_COLUMN, "STT"), (TITLE_COLUMN, "Nội dung")):
        write_tall_heading(sheet, column, name, styles)
        sheet.set_column(column, column, _WIDTHS[column])


def write_tall_heading(sheet: Any, column: int, name: str, styles: MoneyStyles) -> None:
    """A heading over both rows of headings."""
    sheet.merge_range(HEAD_ROW, column, HEAD_ROW + 1, column, name, styles.heading)


def write_name(sheet: Any, row: int, number: str, title: str, style: Any) -> None:
    """The number and the title of a line."""
    sheet.write_string(row, NUMBER_COLUMN, number, style)
    sheet.write_string(row, TITLE_COLUMN, title, style)


def write_quantity(sheet: Any, row: int, column: int, quantity: Decimal | None, styles: MoneyStyles) -> None:
    """A quantity, blank where there is none."""
    if quantity is None:
        sheet.write_blank(row, column, None, styles.quantity)
    else:
        sheet.write_number(row, column, float(quantity), styles.quantity)


def finish_sheet(sheet: Any) -> None:
    """Headings and titles stay in sight; the page is set up for printing."""
    sheet.freeze_panes(FIRST_ROW, TITLE_COLUMN + 1)
    set_up_page(sheet, HEAD_ROW, HEAD_ROW + 1)
