"""A formula and what it gives, made together: what is written into a cell, and the value that stands beside it.

So every formula of the workbook has its figure for viewers that do not recalculate, and tests know it without Excel.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, linear_regression
from typing import Final, TypeAlias

from xlsxwriter.utility import xl_rowcol_to_cell

# None: what Excel would show as an error; such a cell is never written (`Live.checked`).
Value: TypeAlias = float | str | bool | None
Number: TypeAlias = "Live | float"
# How tightly a formula's outermost sign binds.
_COMPARED, _ADDED, _MULTIPLIED, _RAISED, _ATOM = range(5)
_LARGEST_WHOLE: Final = 1e15


class FormulaError(ValueError):
    """A formula that would show an error in Excel."""


@dataclass(frozen=True, slots=True)
class Live:
    """told: the formula as a cell of the named sheet has it (references to that sheet go without its name)."""

    value: Value
    told: Callable[[str], str]
    binds: int = _ATOM

    def __add__(self, other: Number) -> Live:
        return _joined("+", self, other, _ADDED, lambda a, b: a + b)

    def __sub__(self, other: Number) -> Live:
        return _joined("-", self, other, _ADDED, lambda a, b: a - b)

    def __rsub__(self, other: float) -> Live:
        return literal(other) - self

    def __mul__(self, other: Number) -> Live:
        return _joined("*", self, other, _MULTIPLIED, lambda a, b: a * b)

    def __truediv__(self, other: Number) -> Live:
        return _joined("/", self, other, _MULTIPLIED, lambda a, b: a / b if b else None)

    def __rtruediv__(self, other: float) -> Live:
        return literal(other) / self

    def __pow__(self, other: Number) -> Live:
        return _joined("^", self, other, _RAISED, lambda a, b: a**b if a > 0 else None)

    def below(self, other: Number) -> Live:
        """Whether it is less."""
        return _joined("<", self, other, _COMPARED, lambda a, b: a < b)

    def or_(self, other: Live) -> Live:
        """Whether this or the other is true."""
        value = bool(self.value) or bool(other.value)
        return Live(value, lambda here: f"OR({self.told(here)},{other.told(here)})")

    def equals(self, other: Number) -> Live:
        """Whether it is the same."""
        return _joined("=", self, other, _COMPARED, lambda a, b: a == b)

    def checked(self) -> float | str:
        """The value. Raises FormulaError where there is none that a cell may show."""
        if isinstance(self.value, str):
            return self.value
        if self.value is None or isinstance(self.value, bool) or not math.isfinite(self.value):
            raise FormulaError(f"Công thức {self.told('')} không cho ra số.")
        return self.value


@dataclass(frozen=True, slots=True)
class Span:
    """Cells in a row."""

    values: Sequence[float]
    told: Callable[[str], str]


def literal(number: float) -> Live:
    """A number as it is."""
    whole = float(number).is_integer() and abs(number) < _LARGEST_WHOLE
    text = str(int(number)) if whole else repr(float(number))
    return Live(number, lambda _sheet: text, _ATOM if number >= 0 else _ADDED)


def words(text: str) -> Live:
    """A text within a formula."""
    doubled = text.replace('"', '""')
    return Live(text, lambda _sheet: f'"{doubled}"')


def named(name: str, value: float) -> Live:
    """A cell that the workbook has a name for."""
    return Live(value, lambda _sheet: name)


def cell(sheet: str, row: int, column: int, value: Value) -> Live:
    """A cell (row and column from 0)."""
    place = xl_rowcol_to_cell(row, column)
    return Live(value, lambda here: place if here == sheet else f"'{sheet}'!{place}")


def span(sheet: str, row: int, columns: tuple[int, int], values: Sequence[float]) -> Span:
    """The cells of a row from one column to another."""
    place = f"{xl_rowcol_to_cell(row, columns[0])}:{xl_rowcol_to_cell(row, columns[1])}"
    return Span(values, lambda here: place if here == sheet else f"'{sheet}'!{place}")


def ln(of: Live) -> Live:
    """The natural logarithm."""
    return _call("LN", [of], lambda a: math.log(a) if a > 0 else None)


def absolute(of: Live) -> Live:
    """Its size."""
    return _call("ABS", [of], abs)


def either(test: Live, then: Live, otherwise: Live) -> Live:
    """IF; the branch that is not taken may hold an error."""
    value = then.value if test.value else otherwise.value
    return Live(value, lambda here: f"IF({test.told(here)},{then.told(here)},{otherwise.told(here)})")


def is_number(of: Live) -> Live:
    """Whether a cell holds a number."""
    held = isinstance(of.value, float | int) and not isinstance(of.value, bool)
    return Live(held, lambda here: f"ISNUMBER({of.told(here)})")


def added(parts: Sequence[Live]) -> Live:
    """One by one: a + b + …; 0 for none."""
    total = parts[0] if parts else literal(0)
    for part in parts[1:]:
        total += part
    return total


def total(of: Span) -> Live:
    """SUM."""
    return _over("SUM", [of], math.fsum(of.values))


def lowest(of: Span) -> Live:
    """MIN."""
    return _over("MIN", [of], min(of.values))


def mean(of: Span) -> Live:
    """AVERAGE."""
    return _over("AVERAGE", [of], fmean(of.values))


def geometric_level(of: Span) -> Live:
    """GEOMEAN."""
    good = all(value > 0 for value in of.values)
    return _over("GEOMEAN", [of], math.exp(fmean(math.log(one) for one in of.values)) if good else None)


def products(one: Span, other: Span) -> Live:
    """SUMPRODUCT."""
    return _over("SUMPRODUCT", [one, other], math.fsum(a * b for a, b in zip(one.values, other.values, strict=True)))


def slope(of: Span, on: Span) -> Live:
    """SLOPE: least squares with a constant."""
    return _over("SLOPE", [of, on], linear_regression(on.values, of.values).slope)


def compounded(rates: Span) -> Live:
    """The geometric mean of rates: EXP(mean of LN(1 + rate)) − 1."""
    good = all(rate > -1 for rate in rates.values)
    value = math.exp(fmean(math.log(1 + rate) for rate in rates.values)) - 1 if good else None
    count = len(rates.values)
    return Live(value, lambda here: f"EXP(SUMPRODUCT(LN(1+{rates.told(here)}))/{count})-1", _ADDED)


def widest(of: Span) -> Live:
    """The largest of all in size."""
    value = max(abs(one) for one in of.values)
    return Live(value, lambda here: f"MAX(MAX({of.told(here)}),-MIN({of.told(here)}))")


def _over(name: str, spans: Sequence[Span], value: float | None) -> Live:
    return Live(value, lambda here: f"{name}({','.join(one.told(here) for one in spans)})")


def _call(name: str, of: Sequence[Live], act: Callable[[float], float | None]) -> Live:
    value = of[0].value
    given = act(float(value)) if isinstance(value, float | int) else None
    return Live(given, lambda here: f"{name}({of[0].told(here)})")


def _joined(
    sign: str, left: Live, right: Number, binds: int, act: Callable[[float, float], float | bool | None]
) -> Live:
    other = right if isinstance(right, Live) else literal(right)
    values = (left.value, other.value)
    given = None
    if all(isinstance(value, float | int) for value in values):
        given = act(float(values[0] or 0), float(values[1] or 0))
    # What stands at the right of a sign must bind tighter: a - (b - c), a / (b * c).
    return Live(given, lambda here: f"{_put(left, binds, here)}{sign}{_put(other, binds + 1, here)}", binds)


def _put(part: Live, binds: int, here: str) -> str:
    text = part.told(here)
    return text if part.binds >= binds else f"({text})"
