"""Free disposal without combinations (Deprins, Simar and Tulkens 1984): which single unit beats one by the most."""

from __future__ import annotations

from typing import Final

import numpy as np

from nscl.economics.frontiers.units import Floats, Ints, Orientation, Units

# Ratios computed at once: a few columns of them stay within the second cache.
CACHE: Final = 250_000


def free_disposal_scores(units: Units, reference: Units, orientation: Orientation) -> tuple[Floats, Ints]:
    """(scores, places of the unit that beats each one): θ = min over dominating units of the greatest input ratio.

    A unit that none in the reference dominates has the score 0 and the place −1.
    """
    scores, peers = np.zeros(len(units)), np.full(len(units), -1, dtype=np.intp)
    per_chunk = max(1, CACHE // len(reference))
    for first in range(0, len(units), per_chunk):
        some = slice(first, first + per_chunk)
        x, y = units.inputs[some], units.outputs[some]
        if orientation is Orientation.INPUT:
            ratio = _greatest(reference.inputs, x, by_own=True)
            _refuse_less(ratio, reference.outputs, y)
        else:
            ratio = _greatest(reference.outputs, y, by_own=False)
            _refuse_less(ratio, -reference.inputs, -x)
        best = ratio.argmin(axis=1)
        value = ratio[np.arange(len(x)), best]
        found = np.isfinite(value)
        if orientation is Orientation.OUTPUT:
            np.divide(1.0, value, out=value, where=found)
        scores[some] = np.where(found, value, 0.0)
        peers[some] = np.where(found, best, -1)
    return scores, peers


def _refuse_less(ratio: Floats, reference: Floats, own: Floats) -> None:
    """Infinity where the reference has less in some column; own units × reference, in place."""
    for column in range(own.shape[1]):
        ratio[reference[:, column] < own[:, column, None]] = np.inf


def _greatest(reference: Floats, own: Floats, *, by_own: bool) -> Floats:
    """The greatest of reference ÷ own (own ÷ reference) by column; a column that both have nought of does not count."""
    greatest = np.zeros((len(own), len(reference)))
    ratio = np.empty_like(greatest)
    for column in range(own.shape[1]):
        theirs, ours = reference[:, column], own[:, column, None]
        over, under = (theirs, ours) if by_own else (ours, theirs)
        ratio[:] = np.where(over > 0, np.inf, 0.0)
        np.divide(over, under, out=ratio, where=under > 0)
        np.maximum(greatest, ratio, out=greatest)
    return greatest
