"""Excel files of participants, as people fill them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from nscl.training.imports.columns import SHEET_NAME, shape_of
from tests.factories.xlsx import filled_sheet

HEADINGS = {column.key: column.heading for column in shape_of(()).columns}


def filled_list(
    rows: Iterable[Mapping[str, Any]],
    headings: Sequence[str],
    *,
    top: int = 0,
    more: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """A file with these rows, by key or heading, under the headings (keys of the template's columns, or any words)."""
    return filled_sheet(rows, SHEET_NAME, HEADINGS, keys=headings, top=top, more=more)
