"""Spark says what DuckDB says: the same rows left out, the same coefficients and errors to nine digits.

One test holds all that needs a session, so that one is started, whichever worker runs it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from click.testing import CliRunner

from nscl.cli.firms import firms
from nscl.economics.analytics import MissingExtra
from nscl.economics.firms import spark
from nscl.economics.firms.engines import Engine
from nscl.economics.firms.estimation import estimate
from nscl.economics.firms.panel import FirmYears
from nscl.economics.firms.production import Estimator, Production
from nscl.economics.firms.reading import Cleaned, read_firms
from nscl.economics.problems import DataProblem
from tests.economics.firms.simulation import simulated

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# PySpark leaves the sockets of `collect` to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
BAD_ROWS = [
    ("x", 2012, "A", "0", 1, 1, 1),
    ("x", 2013, "A", 5, -1, 1, 1),
    ("y", "20x1", "A", 1, 1, 1, 1),
    ("y", 2014, "A", "abc", 1, 1, 1),
    ("", 2014, "A", 1, 1, 1, 1),
    ("y", 2015, "A", "", 1, 1, 1),
    ("z", 2014, "B", 1, 1, 1, 1),
    ("z", 2014, "B", 1, 1, 1, 1),
    ("w", 2014, "B", 1, 1, 1, 1),
    ("w", 2014, "B", 2, 1, 1, 1),
]


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    """A session that starts quickly: two cores, no code compiled for a few hundred rows."""
    if shutil.which("java") is None:
        if os.environ.get("CI"):
            pytest.fail("Java is missing: CI must run Spark (apt-get install openjdk-17-jre-headless)")
        pytest.skip("Spark needs Java, which this machine has not")
    from pyspark.sql import SparkSession  # noqa: PLC0415  (slow)

    os.environ["PYSPARK_PYTHON"] = sys.executable
    quick = {
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in quick.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    spark.session.cache_clear()
    yield made
    made.stop()
    spark.session.cache_clear()


def survey(folder: Path) -> Path:
    """150 firms in 8 years and two branches, one of which moves, and rows that cannot be used."""
    panel, path = simulated(firms=150, years=8, seed=3), folder / "dn.csv"
    lines = ["ma;nam;nganh;va;l;k;m"]
    for row, firm in enumerate(panel.firms):
        branch = "AB"[int(firm % 2 if firm else panel.years[row] > 3)]
        figures = [f"{np.exp(panel.column(name)[row]):.9f}" for name in "ylkm"]
        lines.append(";".join([f"f{firm}", str(2010 + panel.years[row]), branch, *figures]))
    lines += [";".join(map(str, row)) for row in BAD_ROWS]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(path: Path, engine: Engine) -> Cleaned:
    return read_firms(path, firm="ma", year="nam", numbers=("va", "l", "k", "m"), group="nganh", engine=engine)


def test_spark_says_what_duckdb_says(session: SparkSession, tmp_path: Path) -> None:
    assert session.sparkContext.defaultParallelism == 2
    path = survey(tmp_path)
    here, there = read(path, Engine.DUCKDB), read(path, Engine.SPARK)
    assert len(here.dropped) == 8
    assert (there.dropped, there.groups, there.moved) == (here.dropped, here.groups, here.moved)
    assert (there.rows_read, there.rows_used) == (here.rows_read, here.rows_used)
    assert here.moved == 1
    ours, theirs = here.panel, there.panel
    assert theirs.names == ours.names
    assert (theirs.previous == ours.previous).all()
    for name in ours.column_names:
        assert theirs.column(name) == pytest.approx(ours.column(name), abs=1e-14)
    for estimator in Estimator:
        same_figures(here.rows, there.rows, estimator, 0)
    same_figures(here.rows.of_group(1), there.rows.of_group(1), Estimator.LEVINSOHN_PETRIN, 20)
    ragged = tmp_path / "lech.csv"
    ragged.write_text("ma;nam;nganh;va;l;k;m\na;2020;A;1;1;1;1\nb;2020;A;1;1;1;1;9;9\n", encoding="utf-8")
    with pytest.raises(DataProblem, match="không đọc được"):
        read(ragged, Engine.SPARK)


def same_figures(here: FirmYears, there: FirmYears, estimator: Estimator, draws: int) -> None:
    """The same coefficients, errors and counts."""
    production = Production("va", ("l",), ("k",), "m")
    ours, theirs = (estimate(rows, production, estimator, draws=draws) for rows in (here, there))
    assert theirs.coefficients == pytest.approx(ours.coefficients, abs=1e-9), estimator
    assert (theirs.errors is None) == (ours.errors is None)
    if ours.errors is not None:
        assert theirs.errors == pytest.approx(ours.errors, abs=1e-9), estimator
    assert (theirs.rows, theirs.firms, theirs.failed_draws) == (ours.rows, ours.firms, ours.failed_draws)


def test_a_firm_is_not_cut_where_spark_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "_CHUNK", 4)
    numbers = [0, 0, 0, 1, 1, 2, 3, 3, 3, 3, 3, 3, 4]
    batches = pa.table({"number": numbers}).to_batches(max_chunksize=2)
    tables = [table["number"].to_pylist() for table in spark.whole_firms(iter(batches), "number")]
    assert [number for table in tables for number in table] == numbers
    assert len(tables) > 2
    assert not any(set(one) & set(two) for one in tables for two in tables if one is not two)


def test_without_java_or_pyspark_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spark.session.cache_clear()
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    path = survey(tmp_path)
    result = CliRunner().invoke(firms, ["tfp", str(path), "--engine", "spark"])
    assert result.exit_code == 2
    assert "Java 17" in result.output
    monkeypatch.setattr(spark, "find_spec", lambda _name: None)
    with pytest.raises(MissingExtra, match="extra spark"):
        spark.require_spark()
