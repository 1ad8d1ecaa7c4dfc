"""One unit's programme by HiGHS (scipy): the batched simplex's baseline and fallback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import linprog

from nscl.economics.frontiers.units import Floats, Orientation, Returns

_OPTIMAL: Final = 0
_INFEASIBLE: Final = 2
_TOLERANCE: Final = 1e-10


@dataclass(frozen=True)
class Solved:
    """The score of one unit (None where no combination of the reference reaches it) and the weights of its peers."""

    score: float | None
    weights: Floats


def solve_one(
    reference: tuple[Floats, Floats], unit: tuple[Floats, Floats], returns: Returns, orientation: Orientation
) -> Solved:
    """min θ (inputs) or max φ (outputs) of a unit against a reference; each pair is (inputs, outputs).

    Raises ArithmeticError where HiGHS itself gives up.
    """
    (inputs, outputs), (x, y) = reference, unit
    count = len(inputs)
    shrinks = orientation is Orientation.INPUT
    of_inputs = np.column_stack([-x if shrinks else np.zeros_like(x), inputs.T])
    of_outputs = np.column_stack([np.zeros_like(y) if shrinks else y, -outputs.T])
    bounds = [(0.0, None)] * (count + 1)
    above = np.vstack([of_inputs, of_outputs])
    limits = np.concatenate([np.zeros_like(x) if shrinks else x, -y if shrinks else np.zeros_like(y)])
    equal, exactly = None, None
    total = np.concatenate([[0.0], np.ones(count)])
    if returns is Returns.VARIABLE:
        equal, exactly = total[None, :], [1.0]
    elif returns in {Returns.NON_INCREASING, Returns.NON_DECREASING}:
        sign = 1.0 if returns is Returns.NON_INCREASING else -1.0
        above, limits = np.vstack([above, sign * total]), np.append(limits, sign)
    answer = linprog(
        np.concatenate([[1.0 if shrinks else -1.0], np.zeros(count)]),
        A_ub=above,
        b_ub=limits,
        A_eq=equal,
        b_eq=exactly,
        bounds=bounds,
        method="highs-ds",
        options={"primal_feasibility_tolerance": _TOLERANCE, "dual_feasibility_tolerance": _TOLERANCE},
    )
    if answer.status == _INFEASIBLE:
        return Solved(None, np.zeros(count))
    if answer.status != _OPTIMAL:
        raise ArithmeticError(str(answer.message))
    return Solved(float(answer.x[0]), np.asarray(answer.x[1:], dtype=np.float64))


def most_slack(
    reference: tuple[Floats, Floats],
    unit: tuple[Floats, Floats],
    returns: Returns,
    orientation: Orientation,
    score: float,
) -> Floats:
    """The slacks (of outputs, of inputs, and of the row of weights where there is one) of the greatest sum at a score.

    Raises ArithmeticError where HiGHS finds none.
    """
    (inputs, outputs), (x, y) = reference, unit
    shrinks = orientation is Orientation.INPUT
    target_in, target_out = (x * score, y) if shrinks else (x, y * score)
    rows = np.vstack([outputs.T, -inputs.T])
    limits = np.concatenate([target_out, -target_in]) - _TOLERANCE
    spare = -np.eye(len(rows))
    if returns is not Returns.CONSTANT:
        sign = {Returns.NON_INCREASING: 1.0, Returns.NON_DECREASING: -1.0}.get(returns, 0.0)
        rows, limits = np.vstack([rows, np.ones((1, len(inputs)))]), np.append(limits, 1.0)
        spare = np.pad(spare, ((0, 1), (0, 1)))
        spare[-1, -1] = sign
    worth = np.ones(len(rows))
    worth[len(x) + len(y) :] = 0.0
    answer = linprog(
        np.concatenate([np.zeros(len(inputs)), -worth]),
        A_eq=np.hstack([rows, spare]),
        b_eq=limits,
        bounds=[(0.0, None)] * (len(inputs) + len(rows)),
        method="highs-ds",
    )
    if answer.status != _OPTIMAL:
        raise ArithmeticError(str(answer.message))
    return np.asarray(answer.x[len(inputs) :], dtype=np.float64)
