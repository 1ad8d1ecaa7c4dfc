"""What moved the productivity of a whole branch: firms themselves, resources between them, entry and exit.

Φ(t) = Σ s·ω over firms, s the share of output or of workers. Each method is an identity: its parts sum to ΔΦ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from nscl.economics.firms.panel import Floats, Panel
from nscl.economics.problems import DataProblem
from nscl.economics.series import plain


class Reallocation(StrEnum):
    """Ways of taking the change of a branch's productivity apart."""

    FOSTER_HALTIWANGER_KRIZAN = "fhk"  # 2001, against the first year's average; a cross term
    GRILICHES_REGEV = "gr"  # 1995, against the mean of both years; no cross term
    MELITZ_POLANEC = "mp"  # 2015, entrants and leavers against those that stay, in the same year


PART_NAMES: Final[Mapping[Reallocation, tuple[str, ...]]] = {
    Reallocation.FOSTER_HALTIWANGER_KRIZAN: ("trong doanh nghiệp", "giữa doanh nghiệp", "chéo", "gia nhập", "rút lui"),
    Reallocation.GRILICHES_REGEV: ("trong doanh nghiệp", "giữa doanh nghiệp", "gia nhập", "rút lui"),
    Reallocation.MELITZ_POLANEC: ("trong doanh nghiệp", "giữa doanh nghiệp", "gia nhập", "rút lui"),
}


@dataclass(frozen=True)
class Aggregate:
    """A year: Φ = mean + covariance (Olley and Pakes 1996): what comes of the better firms being larger."""

    year: int
    total: float
    mean: float
    covariance: float
    firms: int


@dataclass(frozen=True)
class Shift:
    """The change of Φ between two years; `parts` in the order of `PART_NAMES`, which sum to `change`."""

    method: Reallocation
    first: int
    last: int
    change: float
    parts: tuple[float, ...]
    staying: int
    entering: int
    leaving: int


@dataclass(frozen=True)
class _Year:
    firms: np.ndarray[tuple[int], np.dtype[np.int64]]
    share: Floats
    omega: Floats

    @property
    def total(self) -> float:
        return float(self.share @ self.omega)


def aggregate(panel: Panel, productivity: Floats, weights: Floats, year: int) -> Aggregate:
    """Φ of a year and its Olley–Pakes parts. weights: not negative, any unit (shares are taken within the year)."""
    one = _year(panel, productivity, weights, year)
    mean = float(one.omega.mean())
    covariance = float((one.share - one.share.mean()) @ (one.omega - mean))
    return Aggregate(year, one.total, mean, covariance, len(one.firms))


def reallocation(  # noqa: PLR0917  (what, by what, between which years, how)
    panel: Panel, productivity: Floats, weights: Floats, first: int, last: int, method: Reallocation
) -> Shift:
    """What moved Φ from one year to another.

    Raises DataProblem for a year without firms, a negative weight, and where no firm is in both years.
    """
    before, after = (_year(panel, productivity, weights, year) for year in (first, last))
    stay_before, stay_after = np.isin(before.firms, after.firms), np.isin(after.firms, before.firms)
    if not stay_before.any():
        raise DataProblem(f"Giai đoạn {first}–{last}", "không có doanh nghiệp nào ở cả hai năm.", "Hãy chọn năm khác.")
    parts = _METHODS[method](before, after, stay_before, stay_after)
    return Shift(
        method,
        first,
        last,
        after.total - before.total,
        parts,
        int(stay_before.sum()),
        int((~stay_after).sum()),
        int((~stay_before).sum()),
    )


def _year(panel: Panel, productivity: Floats, weights: Floats, year: int) -> _Year:
    here = np.flatnonzero(panel.years == year)
    if not here.size:
        raise DataProblem(f"Năm {year}", "không có doanh nghiệp nào.", "Hãy chọn năm khác.")
    chosen = weights[here]
    if (chosen < 0).any() or chosen.sum() <= 0:
        bad = int(here[int(chosen.argmin())])
        raise DataProblem(
            f"Doanh nghiệp {panel.names[panel.firms[bad]]} năm {year}",
            f"có trọng số {plain(float(weights[bad]))}.",
            "Trọng số (sản lượng hoặc lao động) phải không âm và không cùng bằng 0.",
        )
    return _Year(panel.firms[here], np.asarray(chosen / chosen.sum()), productivity[here])


Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


def _stayers(before: _Year, after: _Year, old: Flags, new: Flags) -> tuple[Floats, Floats, Floats, Floats]:
    """(s0, s1, ω0, ω1) of firms in both years; rows of a year come sorted by firm."""
    return before.share[old], after.share[new], before.omega[old], after.omega[new]


def _foster(before: _Year, after: _Year, old: Flags, new: Flags) -> tuple[float, ...]:
    s0, s1, w0, w1 = _stayers(before, after, old, new)
    base = before.total
    return (
        float(s0 @ (w1 - w0)),
        float((s1 - s0) @ (w0 - base)),
        float((s1 - s0) @ (w1 - w0)),
        float(after.share[~new] @ (after.omega[~new] - base)),
        -float(before.share[~old] @ (before.omega[~old] - base)),
    )


def _griliches(before: _Year, after: _Year, old: Flags, new: Flags) -> tuple[float, ...]:
    s0, s1, w0, w1 = _stayers(before, after, old, new)
    base = (before.total + after.total) / 2
    return (
        float((s0 + s1) / 2 @ (w1 - w0)),
        float((s1 - s0) @ ((w0 + w1) / 2 - base)),
        float(after.share[~new] @ (after.omega[~new] - base)),
        -float(before.share[~old] @ (before.omega[~old] - base)),
    )


def _melitz(before: _Year, after: _Year, old: Flags, new: Flags) -> tuple[float, ...]:
    s0, s1, w0, w1 = _stayers(before, after, old, new)
    total0, total1 = float(s0 @ w0 / s0.sum()), float(s1 @ w1 / s1.sum())
    means = float(w1.mean() - w0.mean())
    entering, leaving = float(1 - s1.sum()), float(1 - s0.sum())
    came = float(after.share[~new] @ after.omega[~new]) - entering * total1
    went = leaving * total0 - float(before.share[~old] @ before.omega[~old])
    return means, (total1 - total0) - means, came, went


_METHODS: Final = {
    Reallocation.FOSTER_HALTIWANGER_KRIZAN: _foster,
    Reallocation.GRILICHES_REGEV: _griliches,
    Reallocation.MELITZ_POLANEC: _melitz,
}
