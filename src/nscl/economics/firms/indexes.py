"""Productivity of firms without estimation: output per worker, and the multilateral index against the mean firm.

Caves, Christensen and Diewert 1982 (Economic Journal 92), chained over years by Good, Nadiri and Sickles 1997, so that
any two firms of a branch can be compared in any year, whichever is looked at first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from nscl.economics.firms.panel import Floats, Panel
from nscl.economics.problems import DataProblem
from nscl.economics.series import plain


def log_labour_productivity(panel: Panel, output: str, labour: str) -> Floats:
    """ln(output ÷ labour) of each row; both columns are in logarithms."""
    return np.asarray(panel.column(output) - panel.column(labour))


def multilateral_index(
    panel: Panel, output: str, inputs: Sequence[str], shares: Mapping[str, Floats], group: str | None = None
) -> Floats:
    """ln TFP of each row against the mean firm of its group in the first year.

    inputs: columns in logarithms; shares: the cost share of each input by row, which sum to 1. Against the mean firm of
    the year by mean shares, and the mean firms of years linked one to the next. Raises DataProblem where shares are
    negative or do not sum to 1, naming the firm and year, and where a group lacks a year between its first and last.
    """
    weights = np.column_stack([shares[name] for name in inputs])
    bad = np.flatnonzero((np.abs(weights.sum(axis=1) - 1) > 1e-6) | (weights < 0).any(axis=1))  # noqa: PLR2004
    if bad.size:
        row = int(bad[0])
        raise DataProblem(
            f"Doanh nghiệp {panel.names[panel.firms[row]]} năm {panel.years[row]}",
            f"có tỷ trọng chi phí cộng lại là {plain(float(weights[row].sum()))}.",
            "Các tỷ trọng phải không âm và cộng lại bằng 1.",
        )
    y = panel.column(output)
    x = np.column_stack([panel.column(name) for name in inputs])
    groups = panel.column(group).astype(np.int64) if group else np.zeros(len(panel), dtype=np.int64)
    made = np.empty(len(panel))
    for one in np.unique(groups):
        _index_of_group(np.flatnonzero(groups == one), panel, y, x, weights, made)
    return made


def _index_of_group(  # noqa: PLR0917  (columns, and where the index goes)
    rows: np.ndarray[tuple[int], np.dtype[np.intp]], panel: Panel, y: Floats, x: Floats, weights: Floats, made: Floats
) -> None:
    years = panel.years[rows]
    base: tuple[float, Floats, Floats] | None = None
    level = 0.0
    for year in range(int(years.min()), int(years.max()) + 1):
        here = rows[years == year]
        if not here.size:
            raise DataProblem(f"Năm {year}", "một ngành không có doanh nghiệp nào.", "Hãy gộp ngành hoặc bớt năm.")
        mean = float(y[here].mean()), x[here].mean(axis=0), weights[here].mean(axis=0)
        if base is not None:
            level += mean[0] - base[0] - float((mean[2] + base[2]) / 2 @ (mean[1] - base[1]))
        own = y[here] - mean[0] - ((weights[here] + mean[2]) / 2 * (x[here] - mean[1])).sum(axis=1)
        made[here] = level + own
        base = mean
