"""What the grid sends: cells as people typed or pasted them, read by the one parser of amounts before anything is kept.

A body is {"unit": đồng of one unit of the grid, "whole": …, "cells": […]}; a cell names its line and field, its year
and source where it is an amount, what the person saw (`was`), and either `text` (typed, pasted) or `vnd` (exact).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _

from nscl.finance.enums import MoneySource
from nscl.text.decimals import NumberFormatError, parse_number
from nscl.text.numbers.amounts import AmountError
from nscl.text.numbers.typed import Ambiguous, read_typed_amount

# A paste over the largest grid that the goals speak of, and some more.
MOST_CELLS: Final = 20_000
LONGEST_TEXT: Final = 4_000
GREATEST_NUMBER: Final = 2**53


class Field(StrEnum):
    """What a cell of the grid holds."""

    AMOUNT = "amount"
    UNIT_COST = "unit_cost"
    QUANTITY = "quantity"
    REASON = "reason"


MONEY: Final = frozenset({Field.AMOUNT, Field.UNIT_COST})
Value = int | Decimal | str | None


class MalformedBatch(Exception):
    """A body that our own script never sends."""


@dataclass(frozen=True, slots=True)
class SentCell:
    """One cell; `place` is its place in what was sent. text None: `vnd` is exact."""

    place: int
    line: int
    field: Field
    year: int
    source: MoneySource | None
    text: str | None
    vnd: int | None
    was: int | str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything that was sent. whole: nothing of it is kept while something must be asked about or is wrong."""

    unit_vnd: int
    whole: bool
    cells: Sequence[SentCell]


@dataclass(slots=True)
class Judged:
    """What the texts say: values by place; what cannot be read, with the reason; what must be asked about."""

    values: dict[int, Value] = field(default_factory=dict)
    wrong: dict[int, str] = field(default_factory=dict)
    ask: dict[int, Ambiguous] = field(default_factory=dict)


def read_batch(body: bytes, units: Mapping[int, object]) -> Batch:
    """The cells of a body; `units`: the units that a grid may stand in. Raises MalformedBatch."""
    try:
        sent = json.loads(body)
        unit, whole, cells = sent["unit"], sent["whole"], sent["cells"]
    except (ValueError, KeyError, TypeError) as error:
        raise MalformedBatch from error
    if unit not in units or not isinstance(whole, bool) or not isinstance(cells, list) or len(cells) > MOST_CELLS:
        raise MalformedBatch
    return Batch(unit, whole, [_cell(place, one) for place, one in enumerate(cells)])


def _cell(place: int, sent: Any) -> SentCell:
    try:
        kind = Field(sent["field"])
        is_amount = kind is Field.AMOUNT
        return SentCell(
            place,
            _whole(sent["line"]),
            kind,
            _whole(sent["year"]) if is_amount else 0,
            MoneySource(sent["source"]) if is_amount else None,
            _text(sent["text"]) if "text" in sent else None,
            None if "text" in sent or sent["vnd"] is None else _whole(sent["vnd"]),
            _was(sent.get("was"), kind),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise MalformedBatch from error


def _whole(value: Any) -> int:
    if type(value) is not int or not -GREATEST_NUMBER <= value <= GREATEST_NUMBER:
        raise TypeError(value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise TypeError(value)
    return value


def _was(value: Any, kind: Field) -> int | str | None:
    if value is None:
        return None
    return _whole(value) if kind in MONEY else _text(value)


def judge(batch: Batch) -> Judged:
    """Read every text of the batch."""
    judged = Judged()
    for cell in batch.cells:
        try:
            value = _value(cell, batch.unit_vnd)
        except (AmountError, NumberFormatError) as error:
            judged.wrong[cell.place] = error.reason
            continue
        if isinstance(value, Ambiguous):
            judged.ask[cell.place] = value
        elif isinstance(value, (int, Decimal)) and value < 0:
            judged.wrong[cell.place] = _("số âm; hãy ghi số từ 0 trở lên")
        else:
            judged.values[cell.place] = value
    return judged


def _value(cell: SentCell, unit_vnd: int) -> Value | Ambiguous:
    if cell.text is None:
        return cell.vnd
    if cell.field in MONEY:
        return read_typed_amount(cell.text, unit_vnd=unit_vnd)
    if cell.field is Field.REASON:
        return cell.text.strip()
    return parse_number(cell.text) if cell.text.strip() else None
