"""The tables that `nscl firms` prints, from the results of `economics`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nscl.cli.printing import Row
from nscl.economics.firms.indexes import log_labour_productivity
from nscl.economics.firms.production import Estimate
from nscl.economics.firms.reading import Cleaned
from nscl.economics.firms.reallocation import PART_NAMES, Reallocation
from nscl.economics.firms.summary import by_year, log_tfp
from nscl.economics.frontiers.bootstrap import bootstrap
from nscl.economics.frontiers.scores import Scores
from nscl.economics.frontiers.stochastic import Frontier
from nscl.economics.frontiers.units import Orientation, Returns, Units

MOST_PEERS = 6


def coefficient_rows(found: Sequence[tuple[str, Estimate]]) -> list[Row]:
    """One row an input, with its standard error where there is one, and one of returns to scale."""
    rows: list[Row] = []
    for name, one in found:
        head = {"ngành": name} if name else {}
        for column, value in one.coefficients.items():
            error = one.errors[column] if one.errors else None
            rows.append({**head, "ước lượng": one.estimator.value, "đầu vào": column, "hệ số": value,
                         "sai số chuẩn": error, "số dòng": one.rows, "số DN": one.firms})  # fmt: skip
        rows.append({**head, "ước lượng": one.estimator.value, "đầu vào": "tổng", "hệ số": one.returns_to_scale,
                     "sai số chuẩn": None, "số dòng": one.rows, "số DN": one.firms})  # fmt: skip
    return rows


def firm_rows(cleaned: Cleaned, found: Sequence[tuple[str, Estimate]]) -> list[Row]:
    """ln TFP and ln labour productivity of each firm and year whose group has an estimate."""
    panel, omega = cleaned.panel, log_tfp(cleaned, found)
    production = found[0][1].production
    per_worker = log_labour_productivity(panel, production.output, production.free[0]) if production.free else None
    return [
        {
            "doanh nghiệp": panel.names[panel.firms[row]],
            "năm": int(panel.years[row]),
            **({"ngành": cleaned.groups[int(panel.column("group")[row])]} if len(cleaned.groups) > 1 else {}),
            "ln TFP": float(omega[row]),
            **({} if per_worker is None else {"ln NSLĐ": float(per_worker[row])}),
        }
        for row in np.flatnonzero(np.isfinite(omega))
    ]


def year_rows(cleaned: Cleaned, found: Sequence[tuple[str, Estimate]]) -> list[Row]:
    """Each year's productivity weighed by output, its Olley–Pakes covariance, and what moved it since last year."""
    names = PART_NAMES[Reallocation.MELITZ_POLANEC]
    rows: list[Row] = []
    for one in by_year(cleaned, found):
        parts = one.shift.parts if one.shift else (None,) * len(names)
        whole = one.aggregate
        rows.append({"năm": whole.year, "số DN": whole.firms, "ln TFP": whole.total, "bình quân": whole.mean,
                     "hiệp phương sai": whole.covariance, **dict(zip(names, parts, strict=True))})  # fmt: skip
    return rows


def score_row(
    scores: Scores, beyond: Scores | None, place: int, columns: tuple[tuple[str, ...], tuple[str, ...]]
) -> Row:
    """A unit's score, its peers, and where asked for its super-efficiency and slacks."""
    row: dict[str, str | int | float | None] = {
        "đơn vị": scores.names[place],
        "điểm": float(scores.values[place]),
        "hiệu quả kỹ thuật": float(scores.technical[place]),
    }
    if beyond is not None:
        row["siêu hiệu quả"] = float(beyond.values[place]) if beyond.reached[place] else None
    for names, slack in zip(columns, (scores.slack_in, scores.slack_out), strict=True):
        if slack is not None:
            row |= {f"dư {name}": float(value) for name, value in zip(names, slack[place], strict=True)}
    peers = scores.peers(place)[:MOST_PEERS]
    row["so với"] = "; ".join(f"{peer.name} ({peer.weight:.3f})" for peer in peers)
    return row


def interval_columns(
    units: Units, returns: Returns, orientation: Orientation, *, draws: int, seed: int
) -> list[dict[str, float]]:
    """Each unit's technical efficiency without its bias, and the bounds of its interval."""
    one = bootstrap(units, returns, orientation, draws=draws, seed=seed)
    return [
        {"đã bỏ chệch": float(middle), "cận dưới": float(low), "cận trên": float(high)}
        for middle, low, high in zip(one.corrected, one.low, one.high, strict=True)
    ]


def frontier_rows(cleaned: Cleaned, found: Frontier, show: str) -> list[Row]:
    """The parameters with their standard errors, or each row's efficiency."""
    panel = cleaned.panel
    if show == "firms":
        several = len(np.unique(panel.years)) > 1
        return [
            {
                "doanh nghiệp": panel.names[panel.firms[row]],
                **({"năm": int(panel.years[row])} if several else {}),
                "hiệu quả kỹ thuật": float(found.efficiencies[row]),
            }
            for row in range(len(panel))
        ]
    values = {**found.coefficients, "sigma2": found.sigma2, "gamma": found.gamma, **found.explained}
    values |= {name: value for name, value in (("mu", found.mu), ("eta", found.eta)) if value is not None}
    return [{"tham số": name, "ước lượng": value, "sai số chuẩn": found.errors[name]} for name, value in values.items()]
