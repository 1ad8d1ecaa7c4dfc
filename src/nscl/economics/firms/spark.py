"""Spark: rows that outgrow one machine stay in the cluster's partitions; estimators send their block functions there.

Needs the extra `spark` and Java. On a cluster, nscl must be installed where the workers run.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pyarrow as pa

from nscl.economics.analytics import MissingExtra, one_core
from nscl.economics.firms.cleaning import LINE, Asked, Table
from nscl.economics.firms.engines import Files, Used, column_names
from nscl.economics.firms.panel import BLOCK, Floats, Panel, Sums, total_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

# Where Spark runs, as Spark itself writes it: local[*] for this machine's cores, spark://host:port for a cluster.
MASTER: Final = "NSCL_SPARK_MASTER"
# Rows of whole firms that a partition's worker holds at once.
_CHUNK: Final = 8 * BLOCK
_ROWS_OF_A_PARTITION: Final = 1_000_000
# A line's number is its partition's number and its place therein (`monotonically_increasing_id`).
_PLACE_BITS: Final = 33
_SETTINGS: Final = {
    "spark.app.name": "nscl",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.csv.parser.columnPruning.enabled": "false",  # a ragged line is refused, whichever columns are asked for
}
_HERE: Final = {  # on this machine alone nothing need be heard from outside, nor cut finer than its cores
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}


def require_spark() -> None:
    """Raise MissingExtra, saying what is absent and the remedy, unless Spark and Java are there."""
    if find_spec("pyspark") is None:
        raise MissingExtra(
            "Máy tính Spark cần thêm pyspark. "
            "Cách sửa: chạy “.tools/uv sync --extra spark”, hoặc “pip install 'nscl[spark]'”; "
            "hoặc bỏ --engine spark để dùng DuckDB."
        )
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") is None and not (home and (Path(home) / "bin" / "java").is_file()):
        raise MissingExtra(
            "Spark cần Java 17 mà máy này không có. "
            "Cách sửa: cài Java (Debian: apt-get install openjdk-17-jre-headless), "
            "hoặc bỏ --engine spark để dùng DuckDB."
        )


@cache
def session() -> SparkSession:
    """The one session of this process. Raises MissingExtra as `require_spark`."""
    require_spark()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the workers' packages are ours
    from pyspark.sql import SparkSession  # noqa: PLC0415  (only with the extra)

    master = os.environ.get(MASTER, "local[*]")
    builder = SparkSession.builder.master(master)
    for name, value in {**_SETTINGS, **(_HERE if master.startswith("local") else {})}.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made


class SparkStore:
    """The session, and the tables it was asked to keep."""

    def __init__(self) -> None:
        import ibis  # noqa: PLC0415  (its Spark backend comes with the extra)
        from py4j.protocol import Py4JError  # noqa: PLC0415
        from pyspark.errors import PySparkException  # noqa: PLC0415

        self.errors: tuple[type[Exception], ...] = (PySparkException, Py4JError)
        self._session = session()
        self._store: Any = ibis.pyspark.connect(self._session)
        self._kept: list[DataFrame] = []

    def opened(self, files: Files) -> Table:
        """The files as a table, with the column `LINE`. Raises DataProblem where they cannot be read."""
        from pyspark.sql.functions import monotonically_increasing_id  # noqa: PLC0415
        from pyspark.sql.types import StringType, StructField, StructType  # noqa: PLC0415

        try:
            if files.separator:
                options = {
                    "header": "true",
                    "enforceSchema": "true",
                    "sep": files.separator,
                    "escape": '"',
                    "mode": "FAILFAST",
                }
                schema = StructType([StructField(name, StringType()) for name in files.heads])
                frame = self._session.read.options(**options).schema(schema).csv(files.paths[0])
            else:
                frame = self._session.read.parquet(*files.paths)
            return self._named("opened", frame.withColumn(LINE, monotonically_increasing_id()))
        except self.errors as error:
            raise files.unreadable(error) from None

    def at_hand(self, name: str, expression: Table) -> Table:
        """Kept in the cluster's memory, and on its disks where that is full, from when they are first read."""
        frame = self._frame(expression).persist()
        self._kept.append(frame)
        return self._named(name, frame)

    def stored(self, name: str, expression: Table) -> Table:
        """The rows of an expression that has few, computed once."""
        return self.at_hand(name, expression)

    def fetched(self, expression: Table) -> pa.Table:
        """The rows of an expression that has few."""
        return self._frame(expression).toArrow()

    def line_numbers(self, source: Table, lines: Sequence[int]) -> list[int]:
        """Spark numbers lines within partitions, which follow each other in the file."""
        part = (source[LINE] >> _PLACE_BITS).name("part")
        found = self.fetched(source.group_by(part).aggregate(rows=source.count())).to_pylist()
        counts = {row["part"]: row["rows"] for row in found}
        before = {part: sum(rows for other, rows in counts.items() if other < part) for part in counts}
        return [before[line >> _PLACE_BITS] + (line & ((1 << _PLACE_BITS) - 1)) for line in lines]

    def rows(self, kept: Table, asked: Asked, used: Used) -> SparkFirms:
        """The kept rows, a firm's in one partition, sorted there by firm and year."""
        parts = max(self._session.sparkContext.defaultParallelism, used.rows // _ROWS_OF_A_PARTITION)
        frame = self._frame(kept).repartition(parts, "number").sortWithinPartitions("number", "year").persist()
        seen: dict[str, list[int]] = {group: [] for group in used.groups}
        for row in frame.select("grp", "year").distinct().collect():
            seen[row["grp"]].append(row["year"])
        calendars = tuple(tuple(sorted(years)) for years in seen.values())
        return SparkFirms(frame, dict(column_names(asked)), used, calendars)

    def close(self) -> None:
        """Let go of the tables on the way to the rows; the rows themselves stay."""
        for frame in self._kept:
            frame.unpersist()

    def _frame(self, expression: Table) -> DataFrame:
        return self._session.sql(self._store.compile(expression))

    def _named(self, name: str, frame: DataFrame) -> Table:
        view = f"nscl_{name}"
        frame.createOrReplaceTempView(view)
        return self._store.table(view)


@dataclass(frozen=True)
class SparkFirms:
    """Cleaned rows in partitions. columns: of figures, by their names in the frame; calendars: years of each group."""

    frame: DataFrame
    columns: Mapping[str, str]
    used: Used
    calendars: tuple[tuple[int, ...], ...]
    group: int | None = None

    @property
    def firm_count(self) -> int:
        """How many firms there are."""
        return len(self.used.names) if self.group is None else self.used.sizes[self.group]

    @property
    def calendar(self) -> tuple[int, ...]:
        """The years in which there are rows, in order."""
        if self.group is not None:
            return self.calendars[self.group]
        return tuple(sorted({year for one in self.calendars for year in one}))

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns that there are."""
        return tuple(sorted(self.columns.values()))

    def summed(self, of_block: Callable[[Panel], Sums], rows: int | None = None) -> Sums:
        """Each partition's sums, added in the order of the partitions."""
        number, columns = "number" if self.group is None else "number_in_group", dict(self.columns)

        def of_partition(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            with one_core():
                panels = (_panel_of(table, number, columns) for table in whole_firms(batches, number))
                total = total_of(of_block(part) for panel in panels for part in panel.parts(rows))
            if total:
                yield pa.record_batch([pa.array([pickle.dumps(total)], pa.binary())], names=["sums"])

        found = self._chosen().mapInArrow(cast("Any", of_partition), "sums binary").collect()
        return total_of(pickle.loads(row["sums"]) for row in found)  # noqa: S301  (our own workers' sums)

    def of_group(self, place: int) -> SparkFirms:
        """The rows of one group."""
        return SparkFirms(self.frame, self.columns, self.used, self.calendars, place)

    def gathered(self) -> Panel:
        """All rows here, sorted."""
        table = self._chosen().sort("number", "year").toArrow()
        panel = _panel_of(table, "number", self.columns)
        places = {group: float(place) for place, group in enumerate(self.used.groups)}
        group = np.array([places[name] for name in table["grp"].to_pylist()])
        return Panel(panel.firms, panel.years, {**panel.columns, "group": group}, self.used.names, panel.follows)

    def _chosen(self) -> DataFrame:
        if self.group is None:
            return self.frame
        return self.frame.filter(self.frame["grp"] == self.used.groups[self.group])


def whole_firms(batches: Iterator[pa.RecordBatch], number: str) -> Iterator[pa.Table]:
    """Rows sorted by firm, in tables that hold whole firms."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(map(len, held)) < _CHUNK:
            continue
        table = pa.Table.from_batches(held)
        numbers = table[number].to_numpy()
        last = int(np.searchsorted(numbers, numbers[-1]))
        if last:
            yield table[:last]
        held = table[last:].to_batches()
    if held and sum(map(len, held)):
        yield pa.Table.from_batches(held)


def _panel_of(table: pa.Table, number: str, columns: Mapping[str, str]) -> Panel:
    firms, years = (np.asarray(table[name].to_numpy(), dtype=np.int64) for name in (number, "year"))
    figures: dict[str, Floats] = {name: np.asarray(table[value].to_numpy()) for value, name in columns.items()}
    return Panel(firms, years, figures, (), np.asarray(table["follows"].to_numpy()))
