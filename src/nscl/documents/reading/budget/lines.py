"""Placed rows as the pack's budget lines: amounts by column, price and quantity, agencies, notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nscl.documents.pack.schema import BudgetLine, GrandTotal
from nscl.documents.pack.values import Span
from nscl.documents.reading.budget.bodies import Bodies
from nscl.documents.reading.budget.columns import Layout
from nscl.documents.reading.budget.figures import is_empty_cell
from nscl.documents.reading.budget.keys import RowKey
from nscl.documents.reading.budget.solving import Certainty, Solution
from nscl.documents.reading.budget.tables import BudgetRow, UnitCost
from nscl.documents.reading.results import Doubt

Amounts = dict[str, Decimal]
ByYear = dict[int, Amounts]


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with its key, its placement and its bodies."""

    row: BudgetRow
    key: RowKey
    solution: Solution | None
    bodies: Bodies


def make_lines(
    rows: Sequence[PlacedRow], layout: Layout, *, unit_vnd: int, footnotes: Mapping[str, str]
) -> tuple[BudgetLine, ...]:
    """The lines of the table, top to bottom. A line without bodies of its own has those of the heading over it."""
    by_key = {placed.key.key: placed for placed in rows}
    lines = []
    for placed in rows:
        total, by_year = amounts(placed.solution, layout)
        cost, quantity, unit = _price(placed.row.unit_cost, unit_vnd)
        bodies = _bodies(placed, by_key)
        lines.append(
            BudgetLine(
                key=placed.key.key,
                parent=placed.key.parent,
                title=_title(placed),
                unit_cost=cost,
                quantity=quantity,
                quantity_unit=unit,
                total=total,
                by_year=by_year,
                lead=bodies.lead,
                coordinate=bodies.coordinate,
                note=_note(placed, footnotes),
                at=placed.row.span,
            )
        )
    return tuple(lines)


def make_grand_total(solution: Solution | None, layout: Layout) -> GrandTotal:
    """The table's own sum row; empty where it has none."""
    total, by_year = amounts(solution, layout)
    return GrandTotal(total=total, by_year=by_year)


def amounts(solution: Solution | None, layout: Layout) -> tuple[Amounts, ByYear]:
    """The amounts of a placed row by source, in total and by year; blanks have no entry, printed zeros have one."""
    total: Amounts = {}
    by_year: ByYear = {}
    if solution is None:
        return total, by_year
    for figure, place in zip(solution.figures, solution.places, strict=True):
        if is_empty_cell(figure.printed):
            continue
        column = layout.columns[place]
        target = total if column.year is None else by_year.setdefault(column.year, {})
        target[column.source] = figure.value
    return total, dict(sorted(by_year.items()))


def doubt_of(subject: str, at: Span, solution: Solution) -> Doubt | None:
    """What a person should look at in a row's placement; None where it is certain."""
    match solution.certainty:
        case Certainty.OPEN:
            reason = (
                f"có ít nhất {solution.choices} cách xếp các số vào cột đều thỏa các phép cộng; đã lấy một cách,"
                " hãy đối chiếu với bản gốc"
            )
            return Doubt(subject, at, "budget-placement-open", reason)
        case Certainty.UNPROVEN:
            reason = (
                "không cách xếp nào làm các phép cộng của dòng này đúng; số được xếp theo thứ tự và khoảng trống,"
                " hãy đối chiếu với bản gốc"
            )
            return Doubt(subject, at, "budget-placement-unproven", reason)
        case _:
            return None


def _title(placed: PlacedRow) -> str:
    """The row's words; without the number at their end that turned out to be the first figure. Never empty."""
    title = placed.row.title
    if placed.solution is not None and len(placed.solution.figures) > len(placed.row.figures):
        before, _, after = title.rpartition(placed.solution.figures[0].printed)
        title = " ".join(f"{before} {after}".split())
    return title or placed.key.key


def _price(said: UnitCost | None, unit_vnd: int) -> tuple[Decimal | None, Decimal | None, str | None]:
    if said is None:
        return None, None, None
    cost = Decimal(said.unit_cost_vnd) / unit_vnd if said.unit_cost_vnd is not None else None
    return cost, Decimal(said.quantity) if said.quantity is not None else None, said.unit


def _bodies(placed: PlacedRow, by_key: Mapping[str, PlacedRow]) -> Bodies:
    """The row's own bodies, or where its cells are blank those that its heading prints once for all its lines."""
    current: PlacedRow | None = placed
    while current is not None:
        if current.bodies.stated:
            return current.bodies
        current = by_key.get(current.key.parent) if current.key.parent is not None else None
    return placed.bodies


def _note(placed: PlacedRow, footnotes: Mapping[str, str]) -> str | None:
    parts = [placed.row.note] if placed.row.note else []
    if placed.bodies.remark:
        parts.append(placed.bodies.remark)
    marks = {figure.mark for figure in placed.row.figures if figure.mark}
    if marks:
        explained = next((text for mark, text in footnotes.items() if text and _same_mark(mark, marks)), None)
        starred = ", ".join(figure.printed for figure in placed.row.figures if figure.mark)
        parts.append(f"Số có dấu: {starred}" + (f" = {explained}" if explained else ""))
    return "; ".join(parts) or None


def _same_mark(mark: str, marks: set[str]) -> bool:
    stars = mark.strip("().: ").strip("0123456789")
    return any(other.strip("()").strip("0123456789") == stars for other in marks)
