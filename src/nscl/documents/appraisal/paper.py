"""What the papers of an appraisal say, as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = tuple[int, str]
"""A year and the key of a source."""


@dataclass(frozen=True, kw_only=True)
class AppraisalLine:
    """A row of the estimate in tree order. A heading has no figures of its own: it adds up what lies below it.

    proposed, appraised: VND by year and source; a cell that was not appraised yet is missing from `appraised`.
    """

    number: str
    title: str
    depth: int
    is_heading: bool
    unit_cost_vnd: int | None = None
    quantity: Decimal | None = None
    quantity_unit: str = ""
    proposed: Mapping[Cell, int]
    appraised: Mapping[Cell, int]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class AppraisalPaper:
    """An estimate with its appraisal. sources: key and name, in the order of the columns.

    document, document_on: of the approval; "" and None while it is not approved, and the papers then say "dự thảo".
    """

    province: str
    plan: str
    title: str
    years: Sequence[int]
    sources: Sequence[tuple[str, str]]
    lines: Sequence[AppraisalLine]
    document: str = ""
    document_on: date | None = None
    is_sample: bool = False

    @property
    def leaves(self) -> Iterator[AppraisalLine]:
        """The lines that carry figures."""
        return (line for line in self.lines if not line.is_heading)

    def proposed(self, year: int | None = None, source: str | None = None) -> int:
        """What was proposed in a year (None: all) from a source (None: all), in VND."""
        return sum(_sum(line.proposed, year, source) for line in self.leaves)

    def appraised(self, year: int | None = None, source: str | None = None) -> int:
        """What was appraised, likewise."""
        return sum(_sum(line.appraised, year, source) for line in self.leaves)

    @property
    def is_whole(self) -> bool:
        """Whether every proposed amount has been appraised."""
        return all(cell in line.appraised for line in self.leaves for cell in line.proposed)

    def below(self, place: int) -> Sequence[AppraisalLine]:
        """The lines that carry figures at this place of `lines` or below it."""
        line = self.lines[place]
        if not line.is_heading:
            return (line,)
        found = []
        for one in self.lines[place + 1 :]:
            if one.depth <= line.depth:
                break
            if not one.is_heading:
                found.append(one)
        return found

    def children(self, place: int) -> Sequence[int]:
        """Places of the lines right below a heading; of the first level for -1."""
        depth = -1 if place < 0 else self.lines[place].depth
        found: list[int] = []
        for other in range(place + 1, len(self.lines)):
            if place >= 0 and self.lines[other].depth <= depth:
                break
            if not found or self.lines[other].depth <= self.lines[found[-1]].depth:
                found.append(other)
        return found


def sum_of(lines: Sequence[AppraisalLine], *, appraised: bool) -> int:
    """The sum of what was proposed, or appraised, in these lines, in VND."""
    return sum(sum((line.appraised if appraised else line.proposed).values()) for line in lines)


def _sum(cells: Mapping[Cell, int], year: int | None, source: str | None) -> int:
    return sum(vnd for (y, s), vnd in cells.items() if year in (None, y) and source in (None, s))
