"""Where files are read and cleaned: DuckDB on this machine, or Spark for data that outgrow it.

An engine opens files as an Ibis table, keeps what an expression gives, and hands rows over; what is to be kept is said
once, in `cleaning`. What Ibis does not say the engine does: number the lines of a file, and hold a table on disk.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from nscl.economics.firms.cleaning import Asked, Table
from nscl.economics.problems import DataProblem

if TYPE_CHECKING:
    import pyarrow as pa

    from nscl.economics.firms.panel import FirmYears

_SEPARATORS: Final = ";,\t|"
_HEAD_BYTES: Final = 1 << 16


class Engine(StrEnum):
    """What reads and cleans."""

    DUCKDB = "duckdb"
    SPARK = "spark"


@dataclass(frozen=True)
class Files:
    """A file of microdata, or a folder of Parquet files.

    separator, heads: of a text file's columns; empty for Parquet. Engines are told both: left to guess, one took a
    ragged file's second line for its heads.
    """

    told: Path
    paths: tuple[str, ...]
    separator: str = ""
    heads: tuple[str, ...] = ()

    def unreadable(self, error: Exception) -> DataProblem:
        """What to say where the engine cannot read it."""
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        return DataProblem(str(self.told), f"không đọc được ({first}).", "Hãy lưu thành CSV UTF-8 hoặc Parquet.")


@dataclass(frozen=True)
class Used:
    """What stays: rows; names of firms by number; names of groups in order, and how many firms each has."""

    rows: int
    names: tuple[str, ...]
    groups: tuple[str, ...]
    sizes: tuple[int, ...]


class Store(Protocol):
    """An open engine. errors: what it raises for files that it cannot read."""

    errors: tuple[type[Exception], ...]

    def opened(self, files: Files) -> Table:
        """The files as a table, with the column `cleaning.LINE`. Raises DataProblem where they cannot be read."""
        ...

    def at_hand(self, name: str, expression: Table) -> Table:
        """The rows of an expression that is read several times and may have as many as the files."""
        ...

    def stored(self, name: str, expression: Table) -> Table:
        """The rows of an expression that has few, computed once."""
        ...

    def fetched(self, expression: Table) -> pa.Table:
        """The rows of an expression that has few: of groups, or of firms."""
        ...

    def line_numbers(self, source: Table, lines: Sequence[int]) -> list[int]:
        """Where rows of `LINE` stand among all rows, from 0."""
        ...

    def rows(self, kept: Table, asked: Asked, used: Used) -> FirmYears:
        """The kept rows, sorted by firm and year."""
        ...

    def close(self) -> None:
        """Let go of what is held, except the rows handed over."""
        ...


def store_of(engine: Engine) -> Store:
    """The engine, open. Raises MissingExtra where it is not installed, or where Spark finds no Java."""
    if engine is Engine.SPARK:
        from nscl.economics.firms.spark import SparkStore  # noqa: PLC0415  (only with the extra)

        return SparkStore()
    from nscl.economics.firms.duck import DuckStore  # noqa: PLC0415  (the one or the other)

    return DuckStore()


def files_of(path: Path) -> Files:
    """The files that a path names. Raises DataProblem where there is none, or text that is not UTF-8."""
    if path.is_dir():
        parts = tuple(str(part) for part in sorted(path.glob("*.parquet")))
        if not parts:
            raise DataProblem(str(path), "không có tệp .parquet nào.", "Hãy nêu một tệp, hoặc thư mục có tệp .parquet.")
        return Files(path, parts)
    if not path.is_file():
        raise DataProblem(str(path), "không mở được.", "Hãy kiểm tra tên tệp.")
    if path.suffix.lower() in {".parquet", ".pq"}:
        return Files(path, (str(path),))
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").splitlines()
    try:
        titles = head[0].decode("utf-8") if head else ""
    except UnicodeDecodeError as error:
        raise Files(path, ()).unreadable(error) from None
    if not titles.strip():
        raise DataProblem(str(path), "dòng đầu không có tên cột.", "Hãy ghi tên cột ở dòng đầu.")
    separator = max(_SEPARATORS, key=titles.count)
    names = [name.strip() for name in next(csv.reader([titles], delimiter=separator))]
    heads = tuple(name or f"cột {place}" for place, name in enumerate(names, start=1))
    twice = next((name for place, name in enumerate(heads) if name in heads[:place]), None)
    if twice is not None:
        raise DataProblem(str(path), f"có hai cột cùng tên {twice}.", "Hãy đổi tên một cột.")
    return Files(path, (str(path),), separator, heads)


def column_names(asked: Asked) -> Iterator[tuple[str, str]]:
    """The columns of figures of `cleaning.kept`, and what they are called in the file."""
    for place, name in enumerate(asked.numbers):
        yield f"v{place}", name
