"""What a frontier is drawn from: units with their inputs and outputs, checked once before any programme is solved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nscl.economics.problems import DataProblem
from nscl.economics.series import plain

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]
# Inputs and outputs of one programme: beyond, nearly every unit is its own best practice.
MOST_DIMENSIONS: Final = 30


class Returns(StrEnum):
    """What the technology may do with the size of a unit (Charnes et al. 1978; Banker et al. 1984)."""

    CONSTANT = "crs"
    VARIABLE = "vrs"
    NON_INCREASING = "nirs"
    NON_DECREASING = "ndrs"
    FREE_DISPOSAL = "fdh"  # no combinations at all: another unit dominates, or none does (Deprins et al. 1984)


class Orientation(StrEnum):
    """What is scaled to reach the frontier: all inputs down (θ ≤ 1), or all outputs up (φ ≥ 1)."""

    INPUT = "in"
    OUTPUT = "out"


@dataclass(frozen=True)
class Units:
    """Units of one period: names (n), inputs (n × m), outputs (n × s), each column in any unit of measurement."""

    names: tuple[str, ...]
    inputs: Floats
    outputs: Floats

    def __len__(self) -> int:
        return len(self.names)

    def chosen(self, indexes: Ints) -> Units:
        """The units at these places, in that order."""
        return Units(tuple(self.names[i] for i in indexes), self.inputs[indexes], self.outputs[indexes])


def units_of(names: Sequence[str], inputs: object, outputs: object) -> Units:
    """Units from rows of numbers.

    Raises DataProblem naming the unit (and the column) where a number is missing or below nought, where a unit uses no
    input or makes no output, where a name stands twice, and where there are no units or far too many columns.
    """
    labels = tuple(names)
    table = {"đầu vào": _matrix(inputs, labels), "đầu ra": _matrix(outputs, labels)}
    if not labels:
        raise DataProblem("Bảng đơn vị", "không có dòng nào.", "Hãy chọn tệp có số liệu.")
    twice, times = Counter(labels).most_common(1)[0]
    if times > 1:
        raise DataProblem(f"Đơn vị {twice}", "đứng ở hai dòng.", "Hãy bỏ bớt một dòng, hoặc đặt tên khác.")
    if sum(matrix.shape[1] for matrix in table.values()) > MOST_DIMENSIONS:
        raise DataProblem("Bảng đơn vị", f"có hơn {MOST_DIMENSIONS} cột.", "Hãy gộp bớt đầu vào, đầu ra.")
    for kind, matrix in table.items():
        _check(kind, matrix, labels)
    return Units(labels, table["đầu vào"], table["đầu ra"])


def _matrix(rows: object, names: tuple[str, ...]) -> Floats:
    matrix = np.asarray(rows, dtype=np.float64)
    if matrix.ndim == 1:
        matrix = matrix.reshape(-1, 1)
    if len(matrix) != len(names) or not matrix.size:
        raise DataProblem("Bảng đơn vị", f"có {len(names)} tên và {len(matrix)} dòng số.", "Hãy kiểm tra lại tệp.")
    return np.ascontiguousarray(matrix)


def _check(kind: str, matrix: Floats, names: tuple[str, ...]) -> None:
    bad = ~np.isfinite(matrix) | (matrix < 0)
    if bad.any():
        row, column = (int(place[0]) for place in np.nonzero(bad))
        raise DataProblem(
            f"{names[row]}, {kind} thứ {column + 1}",
            f"là {plain(float(matrix[row, column]))}, trong khi phải là số không âm.",
            "Hãy sửa số này, hoặc bỏ đơn vị này.",
        )
    empty = np.flatnonzero(matrix.sum(axis=1) <= 0)
    if empty.size:
        raise DataProblem(
            names[int(empty[0])], f"không có {kind} nào lớn hơn 0.", "Hãy bổ sung số liệu, hoặc bỏ đơn vị này."
        )
    unused = np.flatnonzero(matrix.max(axis=0) <= 0)
    if unused.size:
        raise DataProblem(f"Cột {kind} thứ {int(unused[0]) + 1}", "toàn số 0.", "Hãy bỏ cột này.")
