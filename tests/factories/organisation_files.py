"""Files of organisations as offices fill them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from nscl.organisations.imports.columns import ORGANISATIONS
from tests.factories.xlsx import filled_sheet


def organisations_file(rows: Iterable[Mapping[str, Any]], *, more: Callable[[Any, Any], None] | None = None) -> bytes:
    """A file with these rows, by key of the column; columns that no row has are left out."""
    every = list(rows)
    used = {key for row in every for key in row} | {"name"}
    keys = [column.key for column in ORGANISATIONS.columns if column.key in used]
    headings = {column.key: column.heading for column in ORGANISATIONS.columns}
    return filled_sheet(every, ORGANISATIONS.name, headings, keys=keys, more=more)
