"""What a column shows of a row, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any, Generic, TypeVar

from nscl.web.ui.parts.base import Text

Row = TypeVar("Row")


class Kind(StrEnum):
    """How values of a column are written, aligned, sorted and exported.

    TEXT str, or a sequence of str; INTEGER int; NUMBER int or Decimal; VND and MILLION int đồng (MILLION is shown
    in triệu đồng, exactly); DATE date or PartialDate; CHIP parts.Chip; LINK Link or a sequence of Link; GRAPHIC a
    Graphic, exported in words (sorted by `sort_value` alone); WORKED the same of a Worked figure. None is "–".
    """

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    VND = "vnd"
    MILLION = "million"
    DATE = "date"
    CHIP = "chip"
    LINK = "link"
    GRAPHIC = "graphic"
    WORKED = "worked"

    @property
    def is_figure(self) -> bool:
        """Whether it stands at the right, in tabular figures."""
        return self in FIGURES


FIGURES = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.VND, Kind.MILLION, Kind.WORKED})


@dataclass(frozen=True, slots=True)
class Link:
    """A text that opens something; `note` is a second, muted line."""

    label: Text
    href: str
    note: Text = ""


# No slots below: `Column[TaskRow](…)` sets `__orig_class__`, at which a frozen class with slots raises TypeError.
@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column over rows of type Row.

    `value` gives the value (by default the row's attribute `key`); `href` makes the cell a door to what it is made
    of; `note` adds a muted second line; `total` sums the column over every row that passes the filters, not only
    those on the page. `unit` is printed under the heading. `sort_value` replaces the value for sorting.
    `filling` columns take the room that is left; `narrow` ones never wrap.
    """

    key: str
    heading: Text
    kind: Kind = Kind.TEXT
    value: Callable[[Row], Any] | None = None
    href: Callable[[Row], str | None] | None = None
    note: Callable[[Row], Text | None] | None = None
    sortable: bool = True
    sort_value: Callable[[Row], Any] | None = None
    total: bool = False
    unit: Text = ""
    filling: bool = False
    narrow: bool = False
    exported: bool = True

    @property
    def getter(self) -> Callable[[Row], Any]:
        """The function from a row to the value."""
        return self.value if self.value is not None else attrgetter(self.key)


@dataclass(frozen=True)
class Filter(Generic[Row]):
    """A choice that narrows the rows; its key stands in the address.

    `value` gives a row's code, or several (a task with two coordinating agencies passes for either). Without
    `options` the choices are the values met in the rows, in Vietnamese order, each being its own label.
    """

    key: str
    label: Text
    value: Callable[[Row], str | Sequence[str] | None]
    options: Sequence[tuple[str, Text]] | None = None

    def codes(self, row: Row) -> Sequence[str]:
        """The row's codes."""
        value = self.value(row)
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else value
