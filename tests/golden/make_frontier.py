"""Makes frontier_*.csv: made-up units, and what frontiers say of them, by ways that share nothing with `economics`.

Run: `.venv/bin/python tests/golden/make_frontier.py` (half a minute). Envelopment: every basis of every programme is
solved in fractions, and the best feasible one is taken: exact. Stochastic frontiers: densities by Python's `math.erfc`,
brought to their top by Nelder and Mead and then by Newton's steps on differences. The tables are read by
tests/economics/frontiers/test_golden_frontier.py.
"""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from pathlib import Path

FOLDER = Path(__file__).parent
# Unit, then (two inputs, one output) of 2020 and of 2021; H makes more from more by a worse ratio, I falls back.
UNITS = {
    "A": ((2, 5, 10), (2, 5, 12)),
    "B": ((3, 3, 11), (3, 2, 12)),
    "C": ((6, 2, 12), (5, 2, 12)),
    "D": ((4, 6, 13), (5, 6, 15)),
    "E": ((7, 7, 18), (7, 8, 21)),
    "F": ((5, 5, 9), (4, 5, 10)),
    "G": ((3, 7, 8), (4, 6, 9)),
    "H": ((9, 9, 20), (9, 10, 22)),
    "I": ((6, 4, 12), (6, 3, 11)),
}
YEARS = (2020, 2021)
ORIENTATIONS = ("in", "out")
RETURNS = ("crs", "vrs", "nirs", "ndrs")
Row = tuple[int, int, int]


def main() -> None:
    """Write the tables."""
    write("frontier_units.csv", ("ma", "nam", "x1", "x2", "y"),
          [(name, year, *rows[at]) for at, year in enumerate(YEARS) for name, rows in UNITS.items()])  # fmt: skip
    write("frontier_scores.csv", ("ma", "nam", "returns", "orientation", "score"), scores())
    write("frontier_malmquist.csv", ("ma", "malmquist", "hieu_qua", "cong_nghe", "thuan", "cong_nghe_vrs"), indexes())
    rows = made_up_rows()
    write("frontier_rows.csv", ("ma", "y", "l", "k"), [(i, *row) for i, row in enumerate(rows)])
    write("frontier_likelihood.csv", ("law", "hang_so", "l", "k", "sigma2", "gamma", "lnL", "hieu_qua_dau"),
          [(law, *estimated(density, rows)) for law, density in DENSITIES.items()])  # fmt: skip


def write(name: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A CSV file of this folder."""
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def rows_of(at: int) -> list[Row]:
    """All units of a year."""
    return [rows[at] for rows in UNITS.values()]


def scores() -> list[tuple[object, ...]]:
    """The scores of all units against those of their year."""
    return [
        (name, year, returns, orientation, score(rows_of(at), own[at], returns, orientation))
        for returns in RETURNS
        for orientation in ORIENTATIONS
        for at, year in enumerate(YEARS)
        for name, own in UNITS.items()
    ]


def score(reference: Sequence[Row], own: Row, returns: str, orientation: str) -> Fraction | None:
    """min θ or max φ by trying every basis; None where none is feasible."""
    (a, b, c), shrinks = own, orientation == "in"
    # Columns of: Σλy − s = y₀·φ, −Σλx − t = −x₀·θ, Σλ ± q = 1.
    columns = [[y, -x1, -x2, 1] for x1, x2, y in reference]
    columns += [[-1, 0, 0, 0], [0, -1, 0, 0], [0, 0, -1, 0]]
    columns.append([0, a, b, 0] if shrinks else [-c, 0, 0, 0])
    scaled = len(columns) - 1
    right = [c, 0, 0, 1] if shrinks else [0, -a, -b, 1]
    if returns in {"nirs", "ndrs"}:
        columns.append([0, 0, 0, 1 if returns == "nirs" else -1])
    rows = 3 if returns == "crs" else 4
    best: Fraction | None = None
    for basis in combinations(range(len(columns)), rows):
        if scaled in basis:
            level = solved([[Fraction(columns[j][i]) for j in basis] for i in range(rows)], right[:rows])
            if level is not None and min(level) >= 0:
                value = level[basis.index(scaled)]
                best = value if best is None else (min if shrinks else max)(best, value)
    return best


def solved(matrix: list[list[Fraction]], right: Sequence[int]) -> list[Fraction] | None:
    """The solution of a square system; None where it has not one."""
    count = len(matrix)
    table = [[*row, Fraction(value)] for row, value in zip(matrix, right, strict=True)]
    for place in range(count):
        pivot = next((row for row in range(place, count) if table[row][place] != 0), None)
        if pivot is None:
            return None
        table[place], table[pivot] = table[pivot], table[place]
        table[place] = [value / table[place][place] for value in table[place]]
        for row in range(count):
            if row != place and table[row][place] != 0:
                factor = table[row][place]
                table[row] = [a - factor * b for a, b in zip(table[row], table[place], strict=True)]
    return [row[-1] for row in table]


def indexes() -> list[tuple[object, ...]]:
    """Malmquist by constant returns, its two parts, pure efficiency change, and the move of the VRS frontier."""
    made: list[tuple[object, ...]] = []
    for name, (old, new) in UNITS.items():
        parts: list[float] = []
        for returns in ("crs", "vrs"):
            d = [[score(rows_of(frontier), own, returns, "out") for own in (old, new)] for frontier in (0, 1)]
            (old_old, new_old), (old_new, new_new) = d
            if old_old is None or new_new is None:
                raise ArithmeticError("a unit within its own frontier always has a score")
            change = float(old_old / new_new)
            if new_old is None or old_new is None:
                parts += [change, math.nan]
            else:
                parts += [change, math.sqrt(old_new / old_old * (new_new / new_old))]
        moved = "" if math.isnan(parts[3]) else repr(parts[3])
        made.append((name, repr(parts[0] * parts[1]), repr(parts[0]), repr(parts[1]), repr(parts[2]), moved))
    return made


def made_up_rows() -> list[tuple[float, float, float]]:
    """y, l, k of 80 firms, in logarithms."""
    chance = random.Random(20261121)
    rows = []
    for _ in range(80):
        labour, capital = chance.gauss(2, 0.8), chance.gauss(3, 1)
        short = abs(chance.gauss(0, 0.5))
        rows.append((round(1 + 0.6 * labour + 0.3 * capital + chance.gauss(0, 0.2) - short, 6),
                     round(labour, 6), round(capital, 6)))  # fmt: skip
    return rows


def log_below(x: float) -> float:
    """ln Φ(x)."""
    return math.log(0.5 * math.erfc(-x / math.sqrt(2)))


def half_normal(error: float, short: float, noise: float) -> float:
    """Log-density of an error (Aigner, Lovell and Schmidt 1977)."""
    spread = math.hypot(short, noise)
    return (math.log(2 / spread) - 0.5 * math.log(2 * math.pi) - 0.5 * (error / spread) ** 2
            + log_below(-error * short / noise / spread))  # fmt: skip


def exponential(error: float, short: float, noise: float) -> float:
    """Log-density of an error (Meeusen and van den Broeck 1977)."""
    return -math.log(short) + error / short + 0.5 * (noise / short) ** 2 + log_below(-error / noise - noise / short)


DENSITIES: dict[str, Callable[[float, float, float], float]] = {"half-normal": half_normal, "exponential": exponential}


def estimated(
    density: Callable[[float, float, float], float], rows: Sequence[tuple[float, float, float]]
) -> tuple[str, ...]:
    """β, σ², γ, the log-likelihood and the first firm's efficiency (by integration)."""

    def loss(p: Sequence[float]) -> float:
        short, noise = math.exp(p[3]), math.exp(p[4])
        return -math.fsum(density(y - p[0] - p[1] * a - p[2] * b, short, noise) for y, a, b in rows)

    top = newton(loss, nelder_mead(loss, [1.2, 0.5, 0.4, -1.0, -1.5]))
    short, noise = math.exp(top[3]), math.exp(top[4])
    y, a, b = rows[0]
    error = y - top[0] - top[1] * a - top[2] * b
    efficiency = kept(density is half_normal, error, short, noise)
    values = (*top[:3], short**2 + noise**2, short**2 / (short**2 + noise**2), -loss(top), efficiency)
    return tuple(f"{value:.9f}" for value in values)


def kept(normal: bool, error: float, short: float, noise: float) -> float:
    """E[exp(−u) | error] by Simpson's rule over u."""
    steps, most = 4000, 10 * (short + noise)
    sums = [0.0, 0.0]
    for step in range(steps + 1):
        u = most * step / steps
        weight = 1 if step in {0, steps} else 4 if step % 2 else 2
        of_u = math.exp(-0.5 * (u / short) ** 2) if normal else math.exp(-u / short)
        mass = weight * of_u * math.exp(-0.5 * ((error + u) / noise) ** 2)
        sums[0] += mass
        sums[1] += mass * math.exp(-u)
    return sums[1] / sums[0]


def nelder_mead(loss: Callable[[Sequence[float]], float], start: list[float]) -> list[float]:
    """The least point of a simplex that turns over, stretches and shrinks."""
    points = [start, *([*start[:i], start[i] + 0.2, *start[i + 1 :]] for i in range(len(start)))]
    found = sorted((loss(point), point) for point in points)
    for _ in range(3000):
        worst = found[-1]
        middle = [math.fsum(point[i] for _, point in found[:-1]) / len(start) for i in range(len(start))]
        turned = [2 * m - w for m, w in zip(middle, worst[1], strict=True)]
        tries = [(loss(turned), turned)]
        far = [3 * m - 2 * w for m, w in zip(middle, worst[1], strict=True)]
        near = [0.5 * (m + w) for m, w in zip(middle, worst[1], strict=True)]
        tries += [(loss(far), far)] if tries[0][0] < found[0][0] else [(loss(near), near)]
        best = min(tries)
        if best[0] < worst[0]:
            found[-1] = best
        else:
            low = found[0][1]
            shrunk = [[0.5 * (a + b) for a, b in zip(low, point, strict=True)] for _, point in found[1:]]
            found[1:] = [(loss(point), point) for point in shrunk]
        found.sort()
    return found[0][1]


def newton(loss: Callable[[Sequence[float]], float], point: list[float]) -> list[float]:
    """A few of Newton's steps, slope and curvature by differences."""
    count, step = len(point), 1e-4
    for _ in range(4):

        def at(*moves: tuple[int, float], here: list[float] = point) -> float:
            moved = list(here)
            for place, by in moves:
                moved[place] += by
            return loss(moved)

        slope = [(at((i, step)) - at((i, -step))) / (2 * step) for i in range(count)]
        bend = [
            [
                (at((i, step), (j, step)) - at((i, step), (j, -step)) - at((i, -step), (j, step))
                 + at((i, -step), (j, -step))) / (4 * step * step)
                for j in range(count)
            ]
            for i in range(count)
        ]  # fmt: skip
        point = [a - b for a, b in zip(point, solved_floats(bend, slope), strict=True)]
    return point


def solved_floats(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a system of floats, in fractions."""
    denominator = 10**12
    found = solved([[Fraction(value) for value in row] for row in matrix], [round(v * denominator) for v in right])
    if found is None:
        raise ArithmeticError("the curvature is singular")
    return [float(value / denominator) for value in found]


if __name__ == "__main__":
    main()
