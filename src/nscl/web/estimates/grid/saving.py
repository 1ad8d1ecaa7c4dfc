"""Keeping what the grid sends: amounts in one act, unit costs and quantities by line, each told what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from nscl.finance.enums import MoneySource
from nscl.finance.operations.estimates.errors import CellsConflict, InvalidCells, LineConflict, LineMissing, Refused
from nscl.finance.queries.estimates.lines import GridLine
from nscl.finance.rules.line_values import CellChange, LineValues
from nscl.finance.rules.problems import Problem
from nscl.text.numbers.typed import reading_words
from nscl.web.estimates.grid.batch import Batch, Field, Judged, SentCell, Value, judge
from nscl.web.estimates.grid.rendering import quantity_text
from nscl.web.estimates.words import UNITS

# Keeps some amounts, all or none.
KeepAmounts = Callable[[Sequence[CellChange]], object]
# Keeps the values of a line that has this version.
KeepLine = Callable[[int, int, LineValues], object]


@dataclass(slots=True)
class Outcome:
    """A batch and what became of its cells, by their place in it.

    stored: what they hold now; wrong: why they could not be kept; ask: the two amounts to choose from; theirs: what
    somebody else put there meanwhile, with `conflict` saying who.
    """

    batch: Batch
    judged: Judged
    stored: dict[int, Value] = field(default_factory=dict)
    wrong: dict[int, str] = field(default_factory=dict)
    ask: dict[int, list[dict[str, object]]] = field(default_factory=dict)
    theirs: dict[int, Value] = field(default_factory=dict)
    conflict: str = ""

    @property
    def may_keep(self) -> bool:
        """Whether anything may be kept: not of a block in which something is asked about, wrong or taken."""
        return not (self.batch.whole and (self.ask or self.wrong or self.conflict))

    def sent(self, *fields: Field) -> list[SentCell]:
        """The cells of these fields that could be read."""
        return [cell for cell in self.batch.cells if cell.field in fields and cell.place in self.judged.values]

    def as_json(self) -> dict[str, object]:
        """As the script reads it."""
        answer: dict[str, object] = {
            "stored": [[place, shown(value)] for place, value in self.stored.items()],
            "wrong": list(self.wrong.items()),
            "ask": list(self.ask.items()),
        }
        if self.conflict:
            cells = [[place, shown(value)] for place, value in self.theirs.items()]
            answer["conflict"] = {"message": self.conflict, "cells": cells}
        return answer


def shown(value: Value) -> int | str | None:
    """A value as the script keeps it: money as a number, a quantity as it is written."""
    return quantity_text(value) if isinstance(value, Decimal) else value


def begun(batch: Batch) -> Outcome:
    """The batch read, before anything is kept."""
    judged, unit = judge(batch), str(UNITS[batch.unit_vnd])

    def choice(vnd: int) -> dict[str, object]:
        return {"vnd": vnd, "words": reading_words(vnd, batch.unit_vnd, unit)}

    ask = {place: [choice(one.first), choice(one.second)] for place, one in judged.ask.items()}
    return Outcome(batch, judged, wrong=dict(judged.wrong), ask=ask)


def keep_amounts(outcome: Outcome, keep: KeepAmounts) -> None:
    """Keep the amounts that could be read; those that cannot be kept are told, the rest is kept without them.

    Of a whole batch nothing is kept while something is wrong. Raises what `keep` raises beside InvalidCells and
    CellsConflict.
    """
    judged, sent = outcome.judged, outcome.sent(Field.AMOUNT)
    while sent and not outcome.conflict:
        try:
            keep([_change(cell, judged.values[cell.place]) for cell in sent])
        except InvalidCells as invalid:
            wrong = _by_place(sent, invalid.problems)
            outcome.wrong |= wrong
            if outcome.batch.whole or not wrong:
                return
            sent = [cell for cell in sent if cell.place not in wrong]
        except CellsConflict as conflict:
            outcome.conflict = str(conflict)
            theirs = {(one.line, one.year, one.source): one.theirs for one in conflict.cells}
            outcome.theirs |= {
                cell.place: theirs[key] for cell in sent if (key := (cell.line, cell.year, cell.source)) in theirs
            }
        else:
            outcome.stored |= {cell.place: judged.values[cell.place] for cell in sent}
            return


def _change(cell: SentCell, value: Value) -> CellChange:
    source = cell.source or MoneySource.UNSPLIT  # an amount always has one
    vnd = value if isinstance(value, int) else None
    return CellChange(cell.line, cell.year, source, vnd, cell.was if isinstance(cell.was, int) else None)


def _by_place(sent: Iterable[SentCell], problems: Sequence[Problem]) -> dict[int, str]:
    """Each problem at the cell that it is about; one about the whole at every cell."""
    sent = list(sent)
    wrong: dict[int, str] = {}
    for problem in problems:
        for cell in sent:
            if problem.line is None or (cell.line, cell.year, str(cell.source)) == (
                problem.line,
                problem.year,
                problem.source,
            ):
                wrong.setdefault(cell.place, f"{problem.message}; {problem.remedy}")
    return wrong


def keep_lines(outcome: Outcome, keep: KeepLine, lines: Mapping[int, GridLine]) -> None:
    """Keep unit costs and quantities, a line at a time. lines: as they are stored now."""
    sent: dict[int, list[SentCell]] = {}
    for cell in outcome.sent(*_FIELDS):
        sent.setdefault(cell.line, []).append(cell)
    for number, cells in sent.items():
        if number in lines:
            _keep_line(lines[number], cells, outcome, keep)
        else:
            outcome.wrong |= {cell.place: str(LineMissing(number)) for cell in cells}


def _keep_line(line: GridLine, cells: Sequence[SentCell], outcome: Outcome, keep: KeepLine) -> None:
    """What somebody else changed in another field of the line meanwhile stays as they have it."""
    judged, now = outcome.judged, values_of(line)
    changes: dict[str, Any] = {}
    for cell in cells:
        name, wanted = _FIELDS[cell.field], judged.values[cell.place]
        there = getattr(now, name)
        if shown(there) != (None if cell.was == "" else cell.was) and there != wanted:
            outcome.theirs[cell.place] = there
            outcome.conflict = str(LineConflict(line.version, ()))
        else:
            changes[name] = wanted
    kept = [cell for cell in cells if cell.place not in outcome.theirs]
    try:
        keep(line.number, line.version, replace(now, **changes))
    except LineConflict as conflict:
        outcome.conflict = str(conflict)
        outcome.theirs |= {cell.place: getattr(now, _FIELDS[cell.field]) for cell in kept}
    except Refused as refused:
        outcome.wrong |= {
            cell.place: f"{problem.message}; {problem.remedy}" for cell in kept for problem in refused.problems
        }
    else:
        outcome.stored |= {cell.place: judged.values[cell.place] for cell in kept}


def values_of(line: GridLine) -> LineValues:
    """What a person gave of a line, as it is stored."""
    return LineValues(
        key=line.key,
        title=line.title,
        agency_id=line.agency_number,
        task_id=line.task_number,
        unit_cost_vnd=line.unit_cost_vnd,
        quantity=line.quantity,
        quantity_unit=line.quantity_unit,
        norm="" if line.norm is None else line.norm.key,
        over_norm_reason=line.over_norm_reason,
        state_ahead_percent=line.state_ahead_percent,
        state_ahead_basis=line.state_ahead_basis,
        note=line.note,
    )


_FIELDS: Mapping[Field, str] = {Field.UNIT_COST: "unit_cost_vnd", Field.QUANTITY: "quantity"}
