"""Rows of figures: as text for people, as CSV, JSON and Excel for others; and how a command refuses."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, ParamSpec

import click

from nscl.economics.problems import DataProblem

if TYPE_CHECKING:
    from nscl.documents.excel.sheets import Sheet

P = ParamSpec("P")
EXIT_UNREADABLE = 2
FORMATS = click.Choice(["text", "csv", "json", "xlsx"])
Row = Mapping[str, str | int | float | None]
# A name of a sheet may not be longer, nor hold one of these (Excel).
_LONGEST_SHEET: Final = 31
_NOT_IN_SHEETS: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_NOTE_WIDTH: Final = 120.0
# Columns of years: 2021 is no quantity, Excel would show it as 2,021.
_YEARS: Final = frozenset({"năm", "từ", "đến"})


def stop(problem: Exception) -> NoReturn:
    """Say what is wrong and end with the code of figures that cannot be used."""
    click.echo(f"✗ {problem}", err=True)
    sys.exit(EXIT_UNREADABLE)


def told_as(command: Callable[P, None]) -> Callable[P, None]:
    """The two options of every command that tells figures: in which format, and into which file."""
    place = click.Path(path_type=Path, dir_okay=False)
    command = click.option("-o", "--to", "to", type=place, help="ghi vào tệp này")(command)
    return click.option(
        "--format", "as_format", type=FORMATS, default="text", show_default=True, help="cách in kết quả"
    )(command)


def tell(
    rows: Sequence[Row],
    as_format: str,
    notes: Sequence[str],
    *,
    to: Path | None = None,
    decimals: int = 2,
    more: Mapping[str, Sequence[Row]] | None = None,
) -> None:
    """Print the rows, or write them into a file; end with a message where the format and the place do not go together.

    more: further tables by title, below the first in text, beside it in JSON, on sheets of their own in Excel; a CSV
    holds one table only.
    """
    try:
        for table in (rows, *(more or {}).values()):
            if not table:
                raise DataProblem("Kết quả", "không có dòng nào.", "Hãy kiểm tra số liệu đầu vào và các lựa chọn.")
            _only_figures(table)
        if as_format == "xlsx" and to is not None:
            _write_workbook(to, {"Kết quả": rows, **(more or {})}, notes)
            return
        text = printed(rows, as_format, notes, decimals=decimals, more=more)
        if to is None:
            click.echo(text)
        else:
            to.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        stop(DataProblem(str(to), f"không ghi được ({error.strerror}).", "Hãy chọn thư mục khác."))
    except DataProblem as problem:
        stop(problem)


def printed(
    rows: Sequence[Row],
    as_format: str,
    notes: Sequence[str],
    *,
    decimals: int = 2,
    more: Mapping[str, Sequence[Row]] | None = None,
) -> str:
    """The rows as text, CSV or JSON; notes go below text and into JSON. decimals: of fractions in text only.

    Raises DataProblem for several tables in one CSV, and for Excel, which is no text.
    """
    others = more or {}
    if as_format == "xlsx":
        raise DataProblem("Định dạng xlsx", "cần một tệp để ghi.", "Hãy nêu -o TÊN-TỆP.xlsx.")
    if as_format == "json":
        tables = {"tables": others} if others else {}
        return json.dumps({"rows": rows, **tables, "notes": notes}, ensure_ascii=False, indent=2, allow_nan=False)
    if as_format == "csv":
        if others:
            raise DataProblem("Định dạng csv", "chỉ chứa một bảng.", "Hãy dùng json hoặc xlsx, hoặc bớt lựa chọn.")
        return _as_csv(rows)
    lines = _as_text(rows, decimals)
    for title, table in others.items():
        lines += ["", title, *_as_text(table, decimals)]
    return "\n".join([*lines, "", *notes]).rstrip("\n")


def _as_csv(rows: Sequence[Row]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().rstrip("\n")


def _as_text(rows: Sequence[Row], decimals: int) -> list[str]:
    cells = [list(rows[0])] + [[_cell(value, decimals) for value in row.values()] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def _cell(value: str | float | None, decimals: int) -> str:
    if value is None:
        return "–"
    return f"{value:.{decimals}f}".replace(".", ",") if isinstance(value, float) else str(value)


def _only_figures(rows: Sequence[Row]) -> None:
    for number, row in enumerate(rows, start=1):
        bad = next((name for name, v in row.items() if isinstance(v, float) and not math.isfinite(v)), None)
        if bad is not None:
            raise DataProblem(
                f"Kết quả, dòng {number}, cột “{bad}”",
                "không tính được thành số.",
                "Số liệu đầu vào quá lớn, quá nhỏ hoặc không biến động; hãy kiểm tra lại.",
            )


def _write_workbook(path: Path, tables: Mapping[str, Sequence[Row]], notes: Sequence[str]) -> None:
    """Each table on a sheet, its figures as numbers; the notes on the last. Raises DataProblem, OSError."""
    # Only this format needs the writer, and it is slow to import.
    from nscl.documents.excel.sheets import Column, ColumnKind, Sheet, SheetError
    from nscl.documents.excel.workbook import write_workbook

    try:
        sheets = [_sheet(title, rows) for title, rows in tables.items()]
        said = [[note] for note in notes]
        sheets.append(Sheet("Ghi chú", "Ghi chú", None, [Column("Nội dung", ColumnKind.TEXT, _NOTE_WIDTH)], said))
        data = write_workbook(sheets, created=datetime.now().astimezone())
    except SheetError as error:
        raise DataProblem("Tệp Excel", str(error), "Hãy dùng json hoặc csv.") from None
    path.write_bytes(data)


def _sheet(title: str, rows: Sequence[Row]) -> Sheet:
    from nscl.documents.excel.sheets import Column, ColumnKind, Sheet

    texts = {head for head in rows[0] if head in _YEARS or any(isinstance(row[head], str) for row in rows)}
    kinds = {head: ColumnKind.TEXT if head in texts else ColumnKind.NUMBER for head in rows[0]}
    cells = [
        [str(value) if kinds[head] is ColumnKind.TEXT and value is not None else value for head, value in row.items()]
        for row in rows
    ]
    name = title.translate(_NOT_IN_SHEETS).strip()[:_LONGEST_SHEET]
    return Sheet(name, title, None, [Column(head, kind) for head, kind in kinds.items()], cells)
