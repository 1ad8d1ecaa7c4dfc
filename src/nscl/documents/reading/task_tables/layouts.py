"""The columns of a table that the document gives: where its heads are, and what each column is about."""

import re
from dataclasses import dataclass
from itertools import pairwise

from nscl.documents.reading.grids import Place
from nscl.documents.reading.task_tables.heads import are_task_heads, is_estimate, read_head, settle_roles
from nscl.documents.reading.task_tables.numbers import split_number
from nscl.documents.reading.task_tables.rows import ColumnRole
from nscl.text.folding import fold

# Heads stand at the top, under at most a few rows of title; they are one, two or three rows high.
_ROWS_ABOVE_HEADS = 6
_HIGHEST_HEADS = 3
_LONGEST_HEAD = 90

_YEAR_HEAD = re.compile(r"^(?:nam\s*)?(20\d\d)$")
_AMOUNT = re.compile(r"^\d[\d.,\s]*\*?$")

Grid = tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table: heads as printed, their roles, years of columns marked with crosses."""

    heads: tuple[str, ...]
    columns: tuple[ColumnRole, ...]
    years: tuple[int | None, ...]

    def places_of(self, role: ColumnRole) -> list[int]:
        """The columns of a role."""
        return [place for place, found in enumerate(self.columns) if found is role]


def find_layout(grid: Grid, *, damaged: bool = False) -> tuple[Layout, int] | None:
    """The heads of a grid and the row after them; None where it is no table of tasks (or one of money)."""
    for top in range(min(len(grid), _ROWS_ABOVE_HEADS)):
        for height in range(_HIGHEST_HEADS, 0, -1):
            body = top + height
            if body > len(grid):
                continue
            layout = _try_heads(grid[top:body], damaged=damaged)
            if layout is not None:
                return None if _is_money(grid[body:], layout) else (layout, body)
    return None


def _try_heads(rows: Grid, *, damaged: bool) -> Layout | None:
    width = len(rows[0])
    heads, roles, years = [], [], []
    for column in range(width):
        stacked = _stack([row[column] for row in rows])
        if any(_looks_like_body(text) for text in stacked):
            return None
        year = next((found for text in stacked if (found := _YEAR_HEAD.match(fold(text)))), None)
        years.append(int(year[1]) if year else None)
        roles.append(None if year else _role_of(stacked, damaged=damaged))
        heads.append(" ".join(stacked))
    if len(rows) > 1 and not _rows_belong_together(rows):
        return None
    return Layout(tuple(heads), settle_roles(roles), tuple(years)) if are_task_heads(roles) else None


def _stack(places: list[Place]) -> list[str]:
    """The different texts of a column of head cells, top down."""
    texts: list[str] = []
    for place in places:
        if place.text and not (place.down and texts) and (not texts or texts[-1] != place.text):
            texts.append(place.text)
    return texts


def _role_of(stacked: list[str], *, damaged: bool) -> ColumnRole | None:
    """The lowest head of a column decides; a head that says nothing leaves it to the one above."""
    for text in reversed(stacked):
        role = read_head(text, damaged=damaged)
        if role is not None:
            return role
    return read_head(" ".join(stacked), damaged=damaged) if stacked else None


def _looks_like_body(text: str) -> bool:
    number, rest = split_number(text)
    return (number is not None and bool(rest)) or len(text) > _LONGEST_HEAD


def _rows_belong_together(rows: Grid) -> bool:
    """Whether lower rows are part of the heads: cells above reach into them or over them, and all in them are heads."""
    for upper, lower in pairwise(rows):
        own = [fold(place.text) for place in lower if place.text and not place.down]
        joined = any(place.down for place in lower) or any(place.across for place in upper)
        if not own or any(split_number(text)[0] for text in own if not _YEAR_HEAD.match(text)):
            return False
        heads = sum(bool(read_head(text) or (joined and _YEAR_HEAD.match(text))) for text in own)
        if heads < len(own) and not (joined and heads):
            return False
    return True


def _is_money(body: Grid, layout: Layout) -> bool:
    """Whether the table is an estimate: columns of years, or of funds without a schedule, hold amounts."""
    years = [place for place, year in enumerate(layout.years) if year]
    if any(_AMOUNT.match(row[place].text) for row in body for place in years):
        return True
    if not is_estimate(layout.columns):
        return False
    funds = layout.places_of(ColumnRole.FUNDS)
    if years and not any(row[place].text for row in body for place in (*years, *funds)):
        # The form of an estimate, which nobody has filled in yet.
        return True
    amounts = sum(bool(_AMOUNT.match(row[place].text)) for row in body for place in funds)
    return amounts * 2 > len(body)
