"""A table of targets in the chapter on goals: one row a target, columns for its unit and for the values by year."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nscl.documents.pack.schema import Period
from nscl.documents.pack.values import FIRST_YEAR, LAST_YEAR, Span
from nscl.documents.reading.blocks import Cell, Table
from nscl.documents.reading.lexicon import load
from nscl.documents.reading.quantities import Quantity, find_quantities
from nscl.documents.reading.targets.drafts import Draft, drafts_by_milestone
from nscl.documents.reading.targets.items import GoalTable
from nscl.documents.reading.targets.measures import measure_all
from nscl.text.folding import fold_words

_COLUMNS = {name: {" ".join(fold_words(head)) for head in heads} for name, heads in load("targets")["columns"].items()}
_TITLE_STARTS = ("chi tieu ", "ten chi tieu ", "muc tieu ", "noi dung ")
_MOST_HEAD_ROWS = 3
_YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_FIGURE = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class _ValueColumn:
    place: int
    phase: Period


@dataclass(frozen=True, slots=True)
class _Columns:
    title: int
    unit: int | None
    values: tuple[_ValueColumn, ...]


def read_goal_table(goals: GoalTable, *, damaged: bool) -> Iterator[Draft]:
    """The targets of a table; nothing where its heads name no targets and no values."""
    heads, body = _split(goals.table)
    columns = _columns(heads, goals.phase)
    if columns is None:
        return
    for row in body:
        yield from _row(row, columns, damaged=damaged)


def _split(table: Table) -> tuple[list[list[str]], list[tuple[Cell | None, ...]]]:
    """The heads of every column, from the widest to the narrowest, and the rows below them."""
    count = 0
    for row in table.rows[:_MOST_HEAD_ROWS]:
        numbered = row and row[0] is not None and row[0].text.strip().rstrip(".").isdigit()
        if numbered or not any(cell is not None for cell in row):
            break
        if count and not _continues_head(table.rows[count - 1], row):
            break
        count += 1
    width = max((len(row) for row in table.rows), default=0)
    heads: list[list[str]] = [[] for _ in range(width)]
    for row in table.rows[:count]:
        for place, cell in enumerate(row):
            if cell is not None:
                for covered in range(place, min(place + cell.columns, width)):
                    heads[covered].append(" ".join(fold_words(cell.text)))
    return heads, list(table.rows[count:])


def _continues_head(above: Sequence[Cell | None], row: Sequence[Cell | None]) -> bool:
    """Whether a second row belongs to the heads: something above reaches over it, or it holds years alone."""
    merged = any(cell is not None and (cell.columns > 1 or cell.rows > 1) for cell in above)
    return merged and all(cell is None or not _FIGURE.search(cell.text) or _YEARS.search(cell.text) for cell in row)


def _columns(heads: Sequence[Sequence[str]], phase: Period) -> _Columns | None:
    joined = [" ".join(head) for head in heads]
    unit = next((place for place, head in enumerate(joined) if head in _COLUMNS["unit"]), None)
    title = next((place for place, head in enumerate(joined) if _is_title(head)), None)
    if title is None:
        return None
    values = [
        _ValueColumn(place, found)
        for place, head in enumerate(heads)
        if place not in (unit, title)
        and joined[place] not in _COLUMNS["number"]
        and (found := _value_phase(head, phase))
    ]
    return _Columns(title, unit, tuple(values)) if values else None


def _is_title(head: str) -> bool:
    """Whether a column names the targets: its head begins so and names no year."""
    return not _YEARS.search(head) and (head in _COLUMNS["title"] or head.startswith(_TITLE_STARTS))


def _value_phase(heads: Sequence[str], phase: Period) -> Period | None:
    """The time that the heads of a column of values name; None of any other column ("Ghi chú", "Hiện trạng 2020").

    Of merged heads the narrowest that names a year decides: "Năm 2026" under "Giai đoạn 2026-2030".
    """
    head = next((head for head in reversed(heads) if _YEARS.search(head)), " ".join(heads))
    years = sorted(year for year in map(int, _YEARS.findall(head)) if FIRST_YEAR <= year <= LAST_YEAR)
    if not years:
        return phase if head in _COLUMNS["value"] else None
    if years[-1] < phase.start:
        return None  # where things stood before the plan
    if len(years) > 1:
        return Period(start=years[0], end=years[-1])
    until = re.search(r"\b(?:den|het|cuoi)\b", head) is not None
    return Period(start=phase.start if until else years[0], end=years[0])


def _row(row: Sequence[Cell | None], columns: _Columns, *, damaged: bool) -> Iterator[Draft]:
    title, unit = _text(row, columns.title), _text(row, columns.unit)
    if not title:
        return
    at = _span(row)
    for column in columns.values:
        value = _text(row, column.place)
        if not _FIGURE.search(value):
            continue
        text, quantities = _quantities(title, value, unit, damaged=damaged)
        found = list(measure_all(text, quantities, lead_in="", damaged=damaged))
        yield from (draft for draft in drafts_by_milestone(text, at, column.phase, found) if found)


def _quantities(title: str, value: str, unit: str, *, damaged: bool) -> tuple[str, tuple[Quantity, ...]]:
    """The row as one phrase, and the quantities of its value: with a unit of their own, else the row's."""
    for text in (f"{title}: {value}", f"{title}: {value} {unit}"):
        found = find_quantities(text, damaged=damaged, money=True)
        found = tuple(quantity for quantity in found if quantity.start > len(title))
        if found and found[0].unit is not None and (found[0].unit_known or not unit):
            return text, found
    return text, found


def _text(row: Sequence[Cell | None], place: int | None) -> str:
    cell = row[place] if place is not None and place < len(row) else None
    return " ".join(cell.text.split()) if cell is not None else ""


def _span(row: Sequence[Cell | None]) -> Span:
    spans = [cell.span for cell in row if cell is not None]
    return Span(min(span.first for span in spans), max(span.last for span in spans))
