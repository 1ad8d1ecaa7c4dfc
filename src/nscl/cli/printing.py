"""Rows of figures on the terminal: as text for people, as CSV and JSON for programs; and how a command refuses."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

import click

EXIT_UNREADABLE = 2
FORMATS = click.Choice(["text", "csv", "json"])
Row = Mapping[str, str | int | float | None]


def stop(problem: Exception) -> NoReturn:
    """Say what is wrong and end with the code of figures that cannot be used."""
    click.echo(f"✗ {problem}", err=True)
    sys.exit(EXIT_UNREADABLE)


def printed(rows: Sequence[Row], as_format: str, notes: Sequence[str], *, decimals: int = 2) -> str:
    """The rows in a format; notes go below text and into JSON. decimals: of fractions in text only."""
    if as_format == "json":
        return json.dumps({"rows": rows, "notes": notes}, ensure_ascii=False, indent=2)
    if as_format == "csv":
        file = io.StringIO()
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return file.getvalue().rstrip("\n")
    return "\n".join([*_as_text(rows, decimals), "", *notes]).rstrip("\n")


def _as_text(rows: Sequence[Row], decimals: int) -> list[str]:
    cells = [list(rows[0])] + [[_cell(value, decimals) for value in row.values()] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def _cell(value: str | float | None, decimals: int) -> str:
    if value is None:
        return "–"
    return f"{value:.{decimals}f}".replace(".", ",") if isinstance(value, float) else str(value)
