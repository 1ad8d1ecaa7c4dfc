"""The formulas of our workbooks computed again from what stands in the cells, without Excel: a reader of its own."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Iterator
from statistics import fmean, linear_regression
from typing import Any, Final

import openpyxl

_TOKEN: Final = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")|(?:'(?P<sheet>[^']+)'!)?(?P<first>[A-Z]{1,3}\d+)(?::(?P<last>[A-Z]{1,3}\d+))?(?![\w(])"""
    r"""|(?P<call>[A-Z]+)(?=\()|(?P<name>[a-z_]\w*)|(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?)|(?P<sign>[-+*/^=<>(),])"""
)


class Recalculated:
    """Every cell of the file by its formula. changes: named cells put otherwise."""

    def __init__(self, data: bytes, **changes: float) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self._known: dict[tuple[str, str], Any] = {}
        self._names: dict[str, Any] = {}
        for name, defined in self.book.defined_names.items():
            sheet, cell = next(iter(defined.destinations))
            self._names[name] = changes.get(name, self.book[sheet][cell.replace("$", "")].value)

    def formulas(self) -> Iterator[tuple[str, str]]:
        """Sheet and place of every formula."""
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.data_type == "f":
                        yield sheet.title, cell.coordinate

    def value(self, sheet: str, cell: str) -> Any:
        """What the cell gives."""
        if (sheet, cell) not in self._known:
            found = self.book[sheet][cell]
            given = self._computed(sheet, str(found.value)[1:]) if found.data_type == "f" else found.value
            self._known[sheet, cell] = Text(given) if isinstance(given, str) else given
        return self._known[sheet, cell]

    def _range(self, sheet: str, first: str, last: str) -> list[Any]:
        return Values(self.value(sheet, cell.coordinate) for row in self.book[sheet][f"{first}:{last}"] for cell in row)

    def _computed(self, sheet: str, formula: str) -> Any:
        """Excel's notation as Python's, each reference a call."""
        tokens, place = [], 0
        while place < len(formula):
            found = _TOKEN.match(formula, place)
            assert found, formula[place:]
            tokens.append(self._told(found, sheet))
            place = found.end()
        names: dict[str, Any] = {"cell": self.value, "span": self._range, "name": self._names.__getitem__}
        return eval("".join(tokens), {"__builtins__": {}}, names | _FUNCTIONS)  # noqa: S307  (our own file)

    @staticmethod
    def _told(found: re.Match[str], sheet: str) -> str:
        where = found["sheet"] or sheet
        if found["first"]:
            if found["last"]:
                return f"span({where!r},{found['first']!r},{found['last']!r})"
            return f"cell({where!r},{found['first']!r})"
        if found["name"]:
            return f"name({found['name']!r})"
        if found["text"] is not None:
            return repr(found["text"][1:-1].replace('""', '"'))
        return {"^": "**", "=": "=="}.get(found[0], f"excel_{found[0]}" if found["call"] else found[0])


def _log(value: Any) -> Any:
    return Values(math.log(one) for one in value) if isinstance(value, list) else math.log(value)


class Text(str):
    """A cell of words: a figure less words is an error in Excel, which IF may leave out."""

    __slots__ = ()

    def __sub__(self, other: float) -> Text:
        return Text("#VALUE!")


class Values(list[float]):
    """A row of cells that arithmetic goes through one by one."""

    def __radd__(self, other: float) -> Values:
        return Values(other + one for one in self)


_FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "excel_IF": lambda test, then, otherwise: then if test else otherwise,
    "excel_LN": _log,
    "excel_EXP": math.exp,
    "excel_ABS": abs,
    "excel_OR": lambda *tests: any(tests),
    "excel_ISNUMBER": lambda value: isinstance(value, int | float),
    "excel_SUM": math.fsum,
    "excel_MIN": min,
    "excel_MAX": lambda *values: max(max(one) if isinstance(one, list) else one for one in values),
    "excel_AVERAGE": fmean,
    "excel_GEOMEAN": lambda values: math.exp(fmean(map(math.log, values))),
    "excel_SUMPRODUCT": lambda one, other=None: math.fsum(
        one if other is None else map(lambda a, b: a * b, one, other)
    ),
    "excel_SLOPE": lambda of, on: linear_regression(on, of).slope,
}
