"""The amount columns of a budget table, in their printed order, and the accounting identities between them."""

from dataclasses import dataclass
from functools import cached_property

from nscl.documents.pack.values import ALL_SOURCES


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A column of money: ``year`` None is the total over the years, ``source`` "all" the amount over all sources."""

    year: int | None
    source: str = ALL_SOURCES


@dataclass(frozen=True, slots=True)
class Identity:
    """Column ``whole`` is the sum of columns ``parts`` (places in the layout).

    It binds a row only where one of the parts is printed, or, with ``over_years``, any year column at all: a row of
    totals alone says nothing about years.
    """

    whole: int
    parts: tuple[int, ...]
    over_years: bool


@dataclass(frozen=True)
class Layout:
    """The amount columns from left to right."""

    columns: tuple[AmountColumn, ...]

    def __len__(self) -> int:
        return len(self.columns)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years with a column of their own, ascending."""
        return tuple(sorted({column.year for column in self.columns if column.year is not None}))

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Keys of the sources with columns of their own, from left to right."""
        return tuple(dict.fromkeys(column.source for column in self.columns if column.source != ALL_SOURCES))

    @cached_property
    def year_places(self) -> frozenset[int]:
        """Places of the columns that belong to a year."""
        return frozenset(place for place, column in enumerate(self.columns) if column.year is not None)

    def place(self, year: int | None, source: str) -> int | None:
        """The place of a column, None where the table has none such."""
        return self._places.get((year, source))

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """Whole = parts, as every budget table means it: over the sources of a group, and over the years."""
        found = []
        for year in (None, *self.years):
            whole = self.place(year, ALL_SOURCES)
            parts = self._present(year, self.sources)
            if whole is not None and parts:
                found.append(Identity(whole, parts, over_years=False))
        found += [Identity(whole, parts, over_years=True) for whole, parts in self._over_years()]
        return tuple(found)

    def mirrored(self) -> "Layout":
        """The same columns from right to left."""
        return Layout(self.columns[::-1])

    @cached_property
    def _places(self) -> dict[tuple[int | None, str], int]:
        return {(column.year, column.source): place for place, column in enumerate(self.columns)}

    def _present(self, year: int | None, sources: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(place for source in sources if (place := self.place(year, source)) is not None)

    def _over_years(self) -> list[tuple[int, tuple[int, ...]]]:
        """The totals with the year columns that they add up.

        Source by source where both are split; where only the total or only the years are split, the amounts over all
        sources are what can be compared.
        """
        pairs = []
        for source in self.sources:
            whole = self.place(None, source)
            parts = tuple(place for year in self.years if (place := self.place(year, source)) is not None)
            if whole is not None and parts:
                pairs.append((whole, parts))
        whole = self.place(None, ALL_SOURCES)
        if whole is not None:
            unsplit = tuple(place for year in self.years if (place := self.place(year, ALL_SOURCES)) is not None)
            if unsplit:
                pairs.append((whole, unsplit))
            elif not pairs and self.year_places:
                pairs.append((whole, tuple(sorted(self.year_places))))
        return pairs
