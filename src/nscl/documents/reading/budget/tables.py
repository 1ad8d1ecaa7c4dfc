"""A budget table as found in the document, before its figures are placed in columns."""

from dataclasses import dataclass

from nscl.documents.pack.values import Span
from nscl.documents.reading.budget.columns import Layout
from nscl.documents.reading.budget.figures import Figure
from nscl.documents.reading.budget.keys import RowLabel
from nscl.documents.reading.results import Doubt


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What a row says about price and amount: in VND per unit, None where it does not say."""

    unit_cost_vnd: int | None
    quantity: int | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One row. ``places``: the columns of its figures where the document's geometry says; None where it is lost.

    ``lead_text``, ``coordinate_text``: the agency cells; where their border is lost both stand in ``lead_text`` and
    ``agencies_joined`` is True. ``others``: other readings of the figures, where a number may belong to the title.
    """

    label: RowLabel
    title: str
    figures: tuple[Figure, ...]
    span: Span
    places: tuple[int, ...] | None = None
    lead_text: str = ""
    coordinate_text: str = ""
    agencies_joined: bool = False
    note: str | None = None
    is_total: bool = False
    unit_cost: UnitCost | None = None
    others: tuple[tuple[Figure, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """A table of money: its lines (title, heads and rows), its rows, and the layouts that its heads allow.

    ``layouts``: likeliest first; several where the heads have lost their geometry. ``unit_vnd`` None where no unit is
    stated. ``source_names``: key → the head as printed. ``has_task_columns``: the table also has columns of time or
    product, so that it is a task table with money.
    """

    span: Span
    title: str | None
    unit_vnd: int | None
    layouts: tuple[Layout, ...]
    source_names: tuple[tuple[str, str], ...]
    rows: tuple[BudgetRow, ...]
    footnotes: tuple[tuple[str, str], ...] = ()
    has_task_columns: bool = False
    doubts: tuple[Doubt, ...] = ()
