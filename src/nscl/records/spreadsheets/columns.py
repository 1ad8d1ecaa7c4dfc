"""What a sheet to fill in is made of: the same for the template and for what is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

from nscl.text.folding import fold_words


class Form(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    COUNT = "count"
    MONEY = "money"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column. key: what problems name it by; is_required: a row cannot do without it.

    is_of_one: its text belongs to one row alone, such as a phone number: cells merged over several rows are refused.
    also: other headings that people give it.
    """

    key: str
    heading: str
    form: Form
    is_required: bool = False
    is_of_one: bool = False
    also: tuple[str, ...] = ()

    @property
    def folded(self) -> str:
        """The heading as it is compared: without marks, case and stars."""
        return folded(self.heading)


@dataclass(frozen=True)
class SheetShape:
    """A sheet: its name, its columns, and the columns (`found_by`, keys) by which its line of headings is known.

    Headings are Vietnamese whatever the language of the screen: the file goes round the agencies.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    found_by: frozenset[str]

    @cached_property
    def by_heading(self) -> Mapping[str, SheetColumn]:
        """The columns by their folded headings."""
        others = {folded(name): column for column in self.columns for name in column.also}
        return others | {column.folded: column for column in self.columns}

    @cached_property
    def by_key(self) -> Mapping[str, SheetColumn]:
        """The columns by their key."""
        return {column.key: column for column in self.columns}

    @cached_property
    def required(self) -> tuple[SheetColumn, ...]:
        """The columns that a row cannot do without."""
        return tuple(column for column in self.columns if column.is_required)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A heading or a choice as it is compared; the same few come again in every row."""
    return " ".join(fold_words(text))
