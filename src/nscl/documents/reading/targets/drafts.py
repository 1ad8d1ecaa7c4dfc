"""A target on its way into the pack."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nscl.documents.pack.schema import Period
from nscl.documents.pack.values import Span
from nscl.documents.reading.quantities import Quantity
from nscl.documents.reading.targets.measures import Measured


@dataclass(frozen=True, slots=True)
class Draft:
    """A target before it has its key: what it says, where, when, its measures, and why to look at it."""

    text: str
    at: Span
    phase: Period
    measured: tuple[Measured, ...] = ()
    unmeasured: tuple[Quantity, ...] = ()
    doubts: tuple[tuple[str, str, str], ...] = ()


def drafts_by_milestone(text: str, at: Span, phase: Period, found: Sequence[Measured | Quantity]) -> Iterator[Draft]:
    """The target that a piece of text states: one for each milestone year that its figures name.

    "Năm 2028 đạt 30%, đến năm 2030 đạt 60%" is due in two phases; a text without figures is one target in ``phase``.
    """
    years = {_quantity_of(one).by for one in found} or {None}
    for year in sorted(years, key=lambda year: (year is not None, year or 0)):
        due = phase if year is None or year < phase.start else Period(start=phase.start, end=year)
        ours = [one for one in found if _quantity_of(one).by == year]
        measured = tuple(one for one in ours if isinstance(one, Measured))
        yield Draft(text, at, due, measured, tuple(one for one in ours if isinstance(one, Quantity)))


def _quantity_of(one: Measured | Quantity) -> Quantity:
    return one.quantity if isinstance(one, Measured) else one
