"""DuckDB: one machine, files larger than its memory. Cleaned rows lie in files of columns, mapped into memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from typing import IO, Any, Final

import duckdb
import ibis
import numpy as np
import pyarrow as pa

from nscl.economics.firms.cleaning import LINE, Asked, Table
from nscl.economics.firms.engines import Files, Used, column_names
from nscl.economics.firms.panel import Panel

# Rows handed over at once.
BATCH: Final = 200_000
# What DuckDB may hold; beyond it, it goes on in its file.
MEMORY: Final = "1200MB"


class DuckStore:
    """A database in memory, which goes on in a temporary folder where that is full."""

    errors: tuple[type[Exception], ...] = (duckdb.Error, OSError)

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="nscl-firms-")
        self._store: Any = ibis.duckdb.connect(temp_directory=self._folder.name, memory_limit=MEMORY)

    def opened(self, files: Files) -> Table:
        """The files as a table, with the column `LINE`. Raises DataProblem where they cannot be read."""
        try:
            if files.separator:
                columns = dict.fromkeys(files.heads, "VARCHAR")
                told = {"auto_detect": False, "header": True, "delim": files.separator, "quote": '"', "escape": '"'}
                table = self._store.read_csv(files.paths[0], columns=columns, **told)
            else:
                table = self._store.read_parquet(list(files.paths))
        except self.errors as error:
            raise files.unreadable(error) from None
        return table.mutate(**{LINE: ibis.row_number()})

    def at_hand(self, name: str, expression: Table) -> Table:
        """Read from the files anew each time: for 15M rows that takes 2 s, and keeping them 1.4 GB."""
        return self._store.create_view(name, expression)

    def stored(self, name: str, expression: Table) -> Table:
        """The rows of an expression that has few, computed once."""
        return self._store.create_table(name, expression)

    def fetched(self, expression: Table) -> pa.Table:
        """The rows of an expression that has few."""
        return self._store.to_pyarrow(expression)

    def line_numbers(self, source: Table, lines: Sequence[int]) -> list[int]:
        """Lines are numbered as they are read."""
        del source
        return list(lines)

    def rows(self, kept: Table, asked: Asked, used: Used) -> Panel:
        """The kept rows, sorted by firm and year."""
        places = ibis.cases(*((kept.grp == group, float(place)) for place, group in enumerate(used.groups)))
        chosen = kept.select(
            "number", "year", "follows", group=places, **{name: kept[value] for value, name in column_names(asked)}
        )
        query = self._store.compile(chosen.order_by("number", "year"))
        return panel_of_batches(self._store.raw_sql(query).to_arrow_reader(BATCH), used.names)

    def close(self) -> None:
        """Delete the database."""
        self._store.disconnect()
        self._folder.cleanup()


def panel_of_batches(batches: Iterable[pa.RecordBatch], names: Sequence[str]) -> Panel:
    """Sorted rows of `number`, `year`, `follows` and columns of figures as a panel whose columns lie in files.

    The files have no name any more: they go with the panel.
    """
    with ExitStack() as opened:
        files: dict[str, IO[bytes]] = {}
        for batch in batches:
            for name, column in zip(batch.schema.names, batch.columns, strict=True):
                if name not in files:
                    files[name] = opened.enter_context(tempfile.TemporaryFile(prefix="nscl-firms-"))
                files[name].write(np.ascontiguousarray(column.to_numpy(zero_copy_only=False), _type_of(name)).data)
        columns: dict[str, Any] = {
            name: np.memmap(_flushed(file), dtype=_type_of(name), mode="r") for name, file in files.items()
        }
    firms, years, follows = (columns.pop(name) for name in ("number", "year", "follows"))
    return Panel(firms, years, columns, names, follows)


def _type_of(name: str) -> type[np.int64 | np.bool_ | np.float64]:
    if name in {"number", "year"}:
        return np.int64
    return np.bool_ if name == "follows" else np.float64


def _flushed(file: IO[bytes]) -> IO[bytes]:
    file.flush()
    return file
