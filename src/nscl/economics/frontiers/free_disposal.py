"""Free disposal without combinations (Deprins, Simar and Tulkens 1984): which single unit beats one by the most."""

from __future__ import annotations

from typing import Final

import numpy as np

from nscl.economics.frontiers.units import Flags, Floats, Ints, Orientation, Units

# Units held against the reference at once.
CHUNK: Final = 256


def free_disposal_scores(units: Units, reference: Units, orientation: Orientation) -> tuple[Floats, Ints]:
    """(scores, places of the unit that beats each one): θ = min over dominating units of the greatest input ratio.

    A unit that none in the reference dominates has the score 0 and the place −1.
    """
    scores, peers = np.zeros(len(units)), np.full(len(units), -1, dtype=np.intp)
    for first in range(0, len(units), CHUNK):
        some = slice(first, first + CHUNK)
        x, y = units.inputs[some], units.outputs[some]
        if orientation is Orientation.INPUT:
            ratio = _greatest_ratio(reference.inputs, x)
            ratio[~_at_least(reference.outputs, y)] = np.inf
        else:
            ratio = _greatest_ratio(y, reference.outputs, transposed=True)
            ratio[~_at_least(-reference.inputs, -x)] = np.inf
        best = ratio.argmin(axis=1)
        value = ratio[np.arange(len(x)), best]
        found = np.isfinite(value)
        if orientation is Orientation.OUTPUT:
            np.divide(1.0, value, out=value, where=found)
        scores[some] = np.where(found, value, 0.0)
        peers[some] = np.where(found, best, -1)
    return scores, peers


def _at_least(reference: Floats, own: Floats) -> Flags:
    """own units × reference: whether the reference has no less in every column."""
    return np.asarray((reference[None, :, :] >= own[:, None, :]).all(axis=2))


def _greatest_ratio(over: Floats, under: Floats, *, transposed: bool = False) -> Floats:
    """Greatest of over ÷ under by column, own units × reference; a column that both have nought of does not count."""
    a, b = (over[:, None, :], under[None, :, :]) if transposed else (over[None, :, :], under[:, None, :])
    a, b = np.broadcast_arrays(a, b)
    ratio = np.where(a > 0, np.inf, 0.0)
    np.divide(a, b, out=ratio, where=b > 0)
    return np.asarray(ratio.max(axis=2))
