"""Sums over rows from which estimates are computed, however often: they add up over blocks of firms.

The lagged productivity ω₋₁ = φ₋₁ − β·x₋₁ is a linear form of (φ₋₁, x₋₁); its powers are polynomials of these whose
coefficients depend on β alone. So one pass that sums the products of all monomials gives every value of an
estimator's criterion by algebra on a few dozen numbers, exactly, whatever the number of rows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from nscl.economics.firms.panel import FirmYears, Floats, Ints, Panel, Sums
from nscl.economics.problems import DataProblem

# A Gram matrix of standardised columns whose condition is beyond this carries no coefficient worth printing.
WORST_CONDITION = 1e12
# A column that varies less than this part of its size is taken to be one figure throughout: squares carry no more.
FLAT = 1e-7


@cache
def exponents(count: int, degree: int) -> tuple[tuple[int, ...], ...]:
    """The exponents of all monomials of so many variables up to a degree, the constant first."""
    every = (one for one in product(range(degree + 1), repeat=count) if sum(one) <= degree)
    return tuple(sorted(every, key=lambda one: (sum(one), tuple(-power for power in one))))


def monomials(variables: Sequence[Floats], degree: int, out: Floats | None = None) -> Floats:
    """The monomials of columns, terms × rows, in the order of `exponents`; into `out` where it is given.

    A term lies in one piece, so that each is one product of two, and a Gram matrix is one product of the whole.
    """
    terms = exponents(len(variables), degree)
    place = {term: index for index, term in enumerate(terms)}
    made = np.empty((len(terms), len(variables[0]))) if out is None else out
    made[0] = 1.0
    for index, term in enumerate(terms[1:], start=1):
        first = next(i for i, power in enumerate(term) if power)
        lower = tuple(power - (i == first) for i, power in enumerate(term))
        np.multiply(made[place[lower]], variables[first], out=made[index])
    return made


def powers(weights: Floats, extra: int, degree: int) -> Floats:
    """The map from monomials to ωᵃ·z: ω = weights · (the first variables), z monomials of the last `extra` ones.

    powers × monomials: one row for each exponent (a, of z) up to the degree, the constant first.
    """
    rows, many, of_form = _expansion(len(weights), extra, degree)
    made = np.zeros((int(rows.max()) + 1, len(rows)))
    made[rows, np.arange(len(rows))] = many * np.prod(weights[None, :] ** of_form, axis=1)
    return made


@cache
def _expansion(count: int, extra: int, degree: int) -> tuple[Ints, Floats, Ints]:
    """For each monomial: its row, its multinomial coefficient, its exponents of the form's variables."""
    terms = exponents(count + extra, degree)
    place = {term: index for index, term in enumerate(exponents(1 + extra, degree))}
    rows = [place[(sum(term[:count]), *term[count:])] for term in terms]
    many = [
        math.factorial(sum(term[:count])) / math.prod(math.factorial(power) for power in term[:count]) for term in terms
    ]
    return np.array(rows), np.array(many), np.array([term[:count] for term in terms])


@dataclass(frozen=True)
class Spread:
    """Mean and spread of columns: moments are summed of standardised ones, so that sixth powers keep their digits."""

    mean: Floats
    scale: Floats

    def of(self, columns: Sequence[Floats]) -> list[Floats]:
        """The columns, standardised."""
        return [
            np.asarray((column - mean) / scale)
            for column, mean, scale in zip(columns, self.mean, self.scale, strict=True)
        ]


def spread_of(rows: FirmYears, names: Sequence[str]) -> Spread:
    """Mean and spread of columns, in one pass. Raises DataProblem naming a column that does not vary."""

    def of_block(block: Panel) -> Sums:
        columns = [block.column(name) for name in names]
        mean = np.array([column.mean() for column in columns])
        within = np.array([((column - one) ** 2).sum() for column, one in zip(columns, mean, strict=True)])
        return np.full(1, float(len(block))), len(block) * mean, within, len(block) * mean**2

    count, total, within, squares = rows.summed(of_block)
    mean = total / count
    scale = np.sqrt(np.maximum(within + squares - count * mean**2, 0.0) / count)
    flat = np.flatnonzero(scale <= FLAT * np.maximum(1.0, np.abs(mean)))
    if flat.size:
        raise DataProblem(f"Cột {names[int(flat[0])]}", "như nhau ở mọi dòng.", "Hãy bỏ cột này khỏi hàm sản xuất.")
    return Spread(mean, scale)


def solved(gram: Floats, right: Floats, what: str) -> Floats:
    """Gram⁻¹·right by eigenvalues of the matrix scaled to a unit diagonal.

    Raises DataProblem where the columns are (nearly) linear combinations of each other.
    """
    size = np.sqrt(np.maximum(np.diag(gram), 1e-300))
    values, vectors = np.linalg.eigh(gram / np.outer(size, size))
    if values[0] <= values[-1] / WORST_CONDITION:
        raise DataProblem(what, "có cột là tổ hợp của các cột khác.", "Hãy bớt cột, hoặc hạ bậc đa thức.")
    scaled = (right.T / size).T
    answer = vectors @ ((vectors.T @ scaled).T / values).T
    return np.asarray((answer.T / size).T)
