"""What an annex says, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

Cell = tuple[int | None, str | None]
"""A year (None: all years) and the key of a source (None: all sources together)."""


@dataclass(frozen=True, kw_only=True)
class AnnexLine:
    """A row in tree order; a heading adds up what lies below. figures: VND by cell; one without a figure is blank."""

    number: str
    title: str
    depth: int
    is_heading: bool
    figures: Mapping[Cell, int]
    unit_cost_vnd: int | None = None
    quantity: Decimal | None = None
    quantity_unit: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AnnexPaper:
    """An annex. sources: key and name of the columns within a year, none where no amount is split by source.

    unit_vnd, unit: of the table's figures ("triệu đồng"). grand: the computed bottom row; printed: what the plan prints
    in it. words: the total in words.
    """

    title: str
    plan: str
    unit_vnd: int
    unit: str
    years: Sequence[int]
    sources: Sequence[tuple[str, str]]
    lines: Sequence[AnnexLine]
    grand: Mapping[Cell, int]
    printed: Mapping[Cell, int] = field(default_factory=dict)
    words: str = ""

    @property
    def blocks(self) -> Sequence[int | None]:
        """The years, and all of them together (None) unless there is exactly one."""
        return [*self.years] if len(self.years) == 1 else [*self.years, None]

    @property
    def within(self) -> Sequence[str | None]:
        """The columns of a block: sources, and all of them together (None) unless there is exactly one."""
        keys = [key for key, _name in self.sources]
        return keys if len(keys) == 1 else [*keys, None]

    def children(self, place: int) -> Sequence[int]:
        """Places of the lines right below a heading; of the first level for -1."""
        depth = -1 if place < 0 else self.lines[place].depth
        found: list[int] = []
        for other in range(place + 1, len(self.lines)):
            if self.lines[other].depth <= depth:
                break
            if not found or self.lines[other].depth <= self.lines[found[-1]].depth:
                found.append(other)
        return found
