"""Firms from CSV or Parquet files, read and cleaned by DuckDB, larger than memory; what is left out is counted.

A row is left out for one reason, the first that holds in the order of `REASONS`; nothing goes without being counted.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import numpy as np

from nscl.economics.firms.panel import Panel
from nscl.economics.problems import DataProblem
from nscl.economics.tables import YEARS, DecimalMark

# Rows handed over at once.
BATCH: Final = 200_000
REASONS: Final[Mapping[str, str]] = {
    "no-firm": "không có mã doanh nghiệp",
    "no-year": "không có năm hợp lệ",
    "missing": "thiếu số ở cột {column}",
    "unreadable": "cột {column} không phải là số",
    "not-positive": "cột {column} không lớn hơn 0, không lấy lô-ga-rít được",
    "repeated": "lặp lại y hệt một dòng khác",
    "conflicting": "cùng doanh nghiệp, cùng năm mà số khác nhau",
}
_NUMERIC: Final = ("INT", "DOUBLE", "FLOAT", "DECIMAL", "REAL", "HUGEINT")
_ONLY_POINT: Final = r"-?(\d+\.(\d{1,2}|\d{4,})|\d{4,}\.\d+|0\.\d+|\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,})"
_ONLY_COMMA: Final = r"-?(\d+,(\d{1,2}|\d{4,})|\d{4,},\d+|0,\d+|\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,})"
_EXPONENT: Final = r"([eE][+-]?\d+)?"
_WRITTEN: Final = {
    DecimalMark.POINT: r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?" + _EXPONENT,
    DecimalMark.COMMA: r"-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?" + _EXPONENT,
}
_EITHER: Final = r"-?[1-9]\d{0,2}[.,]\d{3}"


@dataclass(frozen=True)
class Dropped:
    """Rows left out for one reason, and the first of them as a reader finds it: firm, year, line of the file."""

    why: str
    rows: int
    firm: str
    year: str
    line: int


@dataclass(frozen=True)
class Cleaned:
    """The panel with what was read and left out. moved: firms seen in more than one group; groups: by row."""

    panel: Panel
    rows_read: int
    dropped: tuple[Dropped, ...]
    groups: tuple[str, ...]
    moved: int


def read_firms(
    path: Path,
    *,
    firm: str,
    year: str | None,
    numbers: Sequence[str],
    levels: Sequence[str] = (),
    group: str | None = None,
    decimal: DecimalMark | None = None,
) -> Cleaned:
    """The rows of a file as a panel of the columns named: `numbers` in logarithms, `levels` as they are.

    year: None where the file is of one year only; all rows are then of the year 1900. group: a column of branches or
    provinces; the panel then has a column "group" of places in `groups`, and a firm that moves counts in each year
    where it is. Raises DataProblem for a file that cannot be read, a column that is not in it, a mark of thousands that
    could be a decimal one, and where no row is left.
    """
    store = duckdb.connect(config={"temp_directory": tempfile.gettempdir()})
    try:
        source = _source(path)
        types = _types(store, path, source)
        every = [*numbers, *levels]
        wanted = [firm, *every, *(name for name in (year, group) if name)]
        absent = next((name for name in wanted if name not in types), None)
        if absent is not None:
            raise DataProblem(str(path), f"không có cột {absent} (có: {', '.join(types)}).", "Hãy nêu tên cột khác.")
        marks = {name: _mark(store, path, source, name, types[name], decimal) for name in every}
        _judge(store, path, source, (firm, year, group), marks, len(numbers))
        return _collect(store, path, every, len(numbers))
    finally:
        store.close()


def _source(path: Path) -> str:
    if not path.is_file():
        raise DataProblem(str(path), "không mở được.", "Hãy kiểm tra tên tệp.")
    return (
        "read_parquet(?)"
        if path.suffix.lower() in {".parquet", ".pq"}
        else "read_csv(?, all_varchar=true, header=true)"
    )


def _types(store: duckdb.DuckDBPyConnection, path: Path, source: str) -> dict[str, str]:
    try:
        rows = store.execute(f"DESCRIBE SELECT * FROM {source}", [str(path)]).fetchall()
    except duckdb.Error as error:
        raise DataProblem(
            str(path), f"không đọc được ({str(error).splitlines()[0]}).", "Hãy lưu thành CSV UTF-8 hoặc Parquet."
        ) from None
    return {str(row[0]): str(row[1]) for row in rows}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _mark(  # noqa: PLR0917  (one column of one file)
    store: duckdb.DuckDBPyConnection, path: Path, source: str, name: str, kind: str, decimal: DecimalMark | None
) -> DecimalMark | None:
    """The decimal mark of a column of text: as told, or as its unmistakable cells have it; None where none is used."""
    if decimal is not None or any(kind.startswith(one) for one in _NUMERIC):
        return decimal
    cell = f"replace(trim(CAST({_quoted(name)} AS VARCHAR)), ' ', '')"
    found = store.execute(
        f"SELECT count(*) FILTER (regexp_full_match({cell}, ?)), count(*) FILTER (regexp_full_match({cell}, ?)), "
        f"any_value({cell}) FILTER (regexp_full_match({cell}, ?)) FROM {source}",
        [_ONLY_POINT, _ONLY_COMMA, _EITHER, str(path)],
    ).fetchone()
    point, comma, either = found or (0, 0, None)
    if point and comma:
        raise DataProblem(f"Cột {name}", "có cả dấu chấm và dấu phẩy thập phân.", "Hãy sửa về một cách ghi.")
    if point or comma:
        return DecimalMark.POINT if point else DecimalMark.COMMA
    if either is not None:
        raise DataProblem(
            f"Cột {name}",
            f"ghi “{either}”, có thể là hàng nghìn hoặc số lẻ.",
            "Hãy nêu dấu thập phân là chấm (point) hay phẩy (comma).",
        )
    return None


def _number(name: str, mark: DecimalMark | None) -> str:
    """A cell as a number; NULL where it is not written as the mark has it ("12.3456" is none with a decimal comma)."""
    cell = f"replace(trim(CAST({_quoted(name)} AS VARCHAR)), ' ', '')"
    if mark is None:
        return f"TRY_CAST({cell} AS DOUBLE)"
    plain = f"replace({cell}, ',', '')"
    if mark is DecimalMark.COMMA:
        plain = f"replace(replace({cell}, '.', ''), ',', '.')"
    return f"CASE WHEN regexp_full_match({cell}, '{_WRITTEN[mark]}') THEN TRY_CAST({plain} AS DOUBLE) END"


def _judge(  # noqa: PLR0917  (the file and its columns)
    store: duckdb.DuckDBPyConnection,
    path: Path,
    source: str,
    of_row: tuple[str, str | None, str | None],
    marks: Mapping[str, DecimalMark | None],
    positive: int,
) -> None:
    """Make the table `judged`: every row with its figures and the reason for leaving it out, NULL where it stays.

    of_row: the columns of firm, year and group; marks: of the columns of figures, the first `positive` of which must be
    above nought.
    """
    firm, year, group = of_row
    numbers = list(marks)
    of_year = _quoted(year) if year else str(YEARS.start)
    columns = ", ".join(f"{_number(name, marks[name])} AS v{place}" for place, name in enumerate(numbers))
    texts = ", ".join(f"nullif(trim(CAST({_quoted(name)} AS VARCHAR)), '') AS t{i}" for i, name in enumerate(numbers))
    of_group = f"coalesce(trim(CAST({_quoted(group)} AS VARCHAR)), '')" if group else "''"
    values = ", ".join(f"v{place}" for place in range(len(numbers)))
    cases = " ".join(
        f"WHEN t{i} IS NULL THEN 'missing:{i}' WHEN v{i} IS NULL OR NOT isfinite(v{i}) THEN 'unreadable:{i}' "
        + (f"WHEN v{i} <= 0 THEN 'not-positive:{i}'" if i < positive else "")
        for i in range(len(numbers))
    )
    store.execute(
        f"""
        CREATE TEMP TABLE judged AS
        WITH written AS (
            SELECT row_number() OVER () AS line, nullif(trim(CAST({_quoted(firm)} AS VARCHAR)), '') AS firm,
                   trim(CAST({of_year} AS VARCHAR)) AS year_text,
                   TRY_CAST({of_year} AS INTEGER) AS year, {of_group} AS grp, {columns}, {texts}
            FROM {source}
        ), told AS (
            SELECT *, CASE WHEN firm IS NULL THEN 'no-firm'
                           WHEN year IS NULL OR year NOT BETWEEN {YEARS.start} AND {YEARS.stop - 1} THEN 'no-year'
                           {cases} END AS reason
            FROM written
        ), numbered AS (
            SELECT *, count(*) OVER same AS times,
                   row_number() OVER (PARTITION BY firm, year, reason IS NULL, grp, {values} ORDER BY line) AS copy,
                   min(hash(grp, {values})) OVER same <> max(hash(grp, {values})) OVER same AS differ
            FROM told
            WINDOW same AS (PARTITION BY firm, year, reason IS NULL)
        )
        SELECT line, firm, year, year_text, grp, {values},
               CASE WHEN reason IS NOT NULL THEN reason
                    WHEN times > 1 AND differ THEN 'conflicting'
                    WHEN copy > 1 THEN 'repeated' END AS reason
        FROM numbered
        """,
        [str(path)],
    )


def _collect(store: duckdb.DuckDBPyConnection, path: Path, numbers: Sequence[str], logged: int) -> Cleaned:
    rows_read = int((store.execute("SELECT count(*) FROM judged").fetchone() or (0,))[0])
    dropped = _dropped(store, numbers)
    names = [str(row[0]) for row in store.execute(
        "SELECT DISTINCT firm FROM judged WHERE reason IS NULL ORDER BY firm"
    ).fetchall()]  # fmt: skip
    if not names:
        told = "; ".join(f"{one.why}: {one.rows}" for one in dropped) or "tệp không có dòng nào"
        raise DataProblem(str(path), f"không còn dòng nào dùng được ({told}).", "Hãy kiểm tra tên cột và số liệu.")
    groups = tuple(str(row[0]) for row in store.execute(
        "SELECT DISTINCT grp FROM judged WHERE reason IS NULL ORDER BY grp"
    ).fetchall())  # fmt: skip
    moved = store.execute(
        "SELECT count(*) FROM "
        "(SELECT firm FROM judged WHERE reason IS NULL GROUP BY firm HAVING count(DISTINCT grp) > 1)"
    ).fetchone()
    values = ", ".join(f"{'ln' if place < logged else ''}(v{place})" for place in range(len(numbers)))
    reader = store.execute(
        f"SELECT dense_rank() OVER (ORDER BY firm) - 1, year, dense_rank() OVER (ORDER BY grp) - 1, {values} "
        "FROM judged WHERE reason IS NULL ORDER BY firm, year"
    ).to_arrow_reader(BATCH)
    parts: list[list[np.ndarray[tuple[int], np.dtype[np.float64]]]] = [[] for _ in range(3 + len(numbers))]
    for batch in reader:
        for part, column in zip(parts, batch.columns, strict=True):
            part.append(np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.float64))
    whole = [np.concatenate(part) for part in parts]
    columns = dict(zip(numbers, whole[3:], strict=True))
    columns["group"] = whole[2]
    panel = Panel(whole[0].astype(np.int64), whole[1].astype(np.int64), columns, names)
    return Cleaned(panel, rows_read, dropped, groups, int((moved or (0,))[0]))


def _dropped(store: duckdb.DuckDBPyConnection, numbers: Sequence[str]) -> tuple[Dropped, ...]:
    rows = store.execute(
        "SELECT reason, count(*), arg_min(coalesce(firm, ''), line), arg_min(coalesce(year_text, ''), line), min(line) "
        "FROM judged WHERE reason IS NOT NULL GROUP BY reason"
    ).fetchall()
    order = list(REASONS)
    found = []
    for reason, count, firm, year, line in rows:
        kind, _, place = str(reason).partition(":")
        column = numbers[int(place)] if place else ""
        of_file = int(line) + 1  # the heads are line 1
        why = REASONS[kind].format(column=column)
        found.append((order.index(kind), place, Dropped(why, int(count), str(firm), str(year), of_file)))
    return tuple(one for _, _, one in sorted(found, key=lambda item: item[:2]))
