"""Cells as HTML, written without a template: a page shows thousands of them (budget: 40 µs a cell, all told)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, TypeVar

from django.utils.safestring import SafeString, mark_safe

from nscl.text.dates import PartialDate, format_date, format_partial
from nscl.text.formats import format_million, format_number
from nscl.web.ui.icons import icon
from nscl.web.ui.parts.chips import Chip
from nscl.web.ui.tables.columns import Column, Kind, Link

Row = TypeVar("Row")
NOTHING = '<span class="none">–</span>'


def is_nothing(value: Any) -> bool:
    """Whether a cell is shown as "–": no value, an empty text, an empty sequence. Zero is a value."""
    return value is None or (not value and isinstance(value, (str, list, tuple)))


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "<br>".join(escape(str(item)) for item in value)
    return escape(str(value))


def _whole(value: int) -> str:
    return f"{value:,}".replace(",", ".").replace("-", "−")


def _number(value: Any) -> str:
    return _whole(value) if isinstance(value, int) else format_number(value).replace("-", "−")


def _million(value: int) -> str:
    return format_million(value).replace("-", "−")


def _date(value: Any) -> str:
    return format_partial(value) if isinstance(value, PartialDate) else format_date(value)


def chip_html(chip: Chip) -> str:
    """The chip's markup, the same as its template's."""
    return f'<span class="chip {chip.tone}">{icon(chip.icon)}<span>{escape(str(chip.label))}</span></span>'


def _links(value: Any) -> str:
    links: Sequence[Link] = (value,) if isinstance(value, Link) else value
    return "<br>".join(
        f'<a href="{escape(link.href)}">{escape(str(link.label))}</a>'
        + (f'<span class="note">{escape(str(link.note))}</span>' if link.note else "")
        for link in links
    )


WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _whole,
    Kind.NUMBER: _number,
    Kind.VND: _whole,
    Kind.MILLION: _million,
    Kind.DATE: _date,
    Kind.CHIP: chip_html,
    Kind.LINK: _links,
    Kind.GRAPHIC: lambda drawn: str(drawn.html),
    Kind.WORKED: lambda drawn: str(drawn.html),
}


def cell_class(column: Column[Any]) -> str:
    """The CSS classes of a column's cells."""
    names = []
    if column.kind.is_figure:
        names.append("figure")
    elif column.kind in {Kind.DATE, Kind.CHIP, Kind.GRAPHIC} or column.narrow:
        names.append("narrow")
    else:
        names.append("filling" if column.filling else "words")
    return " ".join(names)


def _cell_writer(column: Column[Row], *, is_heading: bool) -> Callable[[Row], str]:
    """A function from a row to its whole cell, with everything that does not depend on the row done beforehand."""
    tag, role = ('th scope="row"', "rowheader") if is_heading else ("td", "cell")
    classes = cell_class(column)
    class_text = f' class="{classes}"' if classes else ""
    opening = f'<{tag} role="{role}"{class_text} data-label="{escape(str(column.heading))}">'
    closing = f"</{tag[:2]}>"
    value_of, write, href_of, note_of = column.getter, WRITERS[column.kind], column.href, column.note

    def cell(row: Row) -> str:
        value = value_of(row)
        empty = is_nothing(value)
        html = NOTHING if empty else write(value)
        if href_of is not None and not empty and (href := href_of(row)):
            html = f'<a href="{escape(href)}">{html}</a>'
        if note_of is not None and (note := note_of(row)):
            html = f'{html}<span class="note">{escape(str(note))}</span>'
        return f"{opening}{html}{closing}"

    return cell


def body_html(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> SafeString:
    """The rows of the table's body; the first column heads its row."""
    writers = [_cell_writer(column, is_heading=place == 0) for place, column in enumerate(columns)]
    lines = ['<tr role="row">' + "".join([write(row) for write in writers]) + "</tr>" for row in rows]
    return mark_safe("".join(lines))


def total_html(kind: Kind, value: Any) -> SafeString:
    """A column's total as text."""
    return mark_safe(NOTHING if value is None else WRITERS[kind](value))
