"""The tables of `nscl firms dea` and `nscl firms malmquist`, from the results of `economics.frontiers`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nscl.cli.firm_tables import interval_columns, score_row
from nscl.cli.printing import Row
from nscl.economics.firms.panel import Panel
from nscl.economics.frontiers.bootstrap import DRAWS
from nscl.economics.frontiers.envelopment import efficiency, super_efficiency
from nscl.economics.frontiers.hicks_moorsteen import hicks_moorsteen
from nscl.economics.frontiers.malmquist import Change, Split, global_malmquist, malmquist
from nscl.economics.frontiers.pairs import LeftOut
from nscl.economics.frontiers.second_stage import second_stage
from nscl.economics.frontiers.units import Orientation, Returns, Units
from nscl.economics.problems import DataProblem


def index_rows(by_year: Mapping[int, Units], firm: str, index: str, split: Split) -> tuple[list[Row], list[str]]:
    """One row a unit and pair of years, and a sentence for each that has no index.

    Raises DataProblem where a split is asked of another index than Malmquist's, and where no unit has two years.
    """
    if split is not Split.NONE and index != "malmquist":
        raise DataProblem("--split", "chỉ dùng với --index malmquist.", "Hãy bỏ một trong hai.")
    rows: list[Row]
    left_out: tuple[LeftOut, ...]
    if index == "hicks-moorsteen":
        ratios = hicks_moorsteen(by_year)
        left_out = ratios.left_out
        rows = [
            {firm: one.name, "từ": one.first, "đến": one.last, "hicks-moorsteen": one.index, "đầu ra": one.outputs,
             "đầu vào": one.inputs}
            for one in ratios.changes
        ]  # fmt: skip
    else:
        made = global_malmquist(by_year) if index == "global" else malmquist(by_year, split=split)
        left_out = made.left_out
        rows = [{firm: one.name, "từ": one.first, "đến": one.last, **_parts(one, split)} for one in made.changes]
    if not rows:
        why = left_out[0].why if left_out else "không có đơn vị"
        raise DataProblem("Chỉ số Malmquist", f"không đơn vị nào có chỉ số ({why}).", "Hãy kiểm tra mã đơn vị.")
    return rows, [f"{one.name} {one.first}–{one.last} không có chỉ số: {one.why}." for one in left_out]


def _parts(one: Change, split: Split) -> dict[str, float | None]:
    if split is Split.RAY_DESLI:
        parts = {"hiệu quả thuần": one.pure, "công nghệ": one.technology, "quy mô": one.scale}
        return {"malmquist": one.malmquist, **parts}
    more = {"hiệu quả thuần": one.pure, "quy mô": one.scale} if split is Split.FGNZ else {}
    return {"malmquist": one.malmquist, "hiệu quả": one.efficiency, "công nghệ": one.technology, **more}


def score_rows(
    year: int | None, units: Units, columns: tuple[tuple[str, ...], tuple[str, ...]], returns: Returns,
    orientation: Orientation, *, slacks: bool, ranked: bool, draws: int, seed: int,
) -> list[Row]:  # fmt: skip
    """One row a unit; year: None where the file has none; draws: 0 where no interval is asked for."""
    scores = efficiency(units, returns, orientation, slacks=slacks)
    beyond = super_efficiency(units, returns, orientation) if ranked else None
    more = interval_columns(units, returns, orientation, draws=draws, seed=seed) if draws else [{} for _ in units.names]
    dated: Row = {} if year is None else {"năm": year}
    return [{**dated, **score_row(scores, beyond, place, columns), **more[place]} for place in range(len(units))]


def explanation_rows(  # noqa: PLR0917  (what the shell was told)
    panel: Panel, year: int | None, units: Units, names: tuple[str, ...], returns: Returns, orientation: Orientation,
    *, draws: int, seed: int,
) -> list[Row]:  # fmt: skip
    """What explains the distance to a year's frontier: a row for each column. draws: 0 for the default number."""
    here = np.arange(len(panel)) if year is None else np.flatnonzero(panel.years == year)
    columns = {name: panel.column(name)[here] for name in names}
    made = second_stage(units, columns, returns, orientation, draws=draws or DRAWS, seed=seed)
    dated: Row = {} if year is None else {"năm": year}
    return [
        {**dated, "giải thích": one.name, "hệ số": one.coefficient, "sai số chuẩn": one.error, "cận dưới": one.low,
         "cận trên": one.high}
        for one in made.explanations
    ]  # fmt: skip
