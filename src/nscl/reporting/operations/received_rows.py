"""The rows of a package as the tables here hold them: every word known, every text short enough, every number sane."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from django.db import models
from django.utils.translation import gettext as _

from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.documents.province_package import OpenPackage, PackageFault, TableHead
from nscl.documents.province_package.schema import MEASURES_HEAD, SUPPORTS_HEAD, TIMELINESS_HEAD, Cell
from nscl.progress.enums import StandingStatus, ValueSource
from nscl.reporting.models import ReceivedMeasure, ReceivedSupport, ReceivedTimeliness
from nscl.reporting.operations.package_errors import Distrust, PackageRefused
from nscl.text.tax_codes import parse_tax_code

Values: TypeAlias = tuple[Any, ...]
_YEARS: Final = range(1990, 2101)
_MOST: Final = 2**31
_WORDS: Final = {
    "op": frozenset(one.value for one in MeasureOp),
    "when": frozenset(one.value for one in MeasureWhen),
    "status": frozenset(StandingStatus.values),
    "source": frozenset(ValueSource.values),
}
_YEAR_COLUMNS: Final = frozenset({"year", "phase_start", "phase_end"})


@dataclass(frozen=True, slots=True)
class ReceivedRows:
    """What is written of a package."""

    measures: tuple[Values, ...]
    supports: tuple[Values, ...]
    timeliness: tuple[Values, ...]

    @classmethod
    def of(cls, package: OpenPackage) -> ReceivedRows:
        """Read and check them all, before anything is written. Raises PackageRefused with the row and the column."""
        try:
            return cls(
                tuple(_checked(package, MEASURES_HEAD, ReceivedMeasure, _measure_problem)),
                tuple(_checked(package, SUPPORTS_HEAD, ReceivedSupport, _support_problem)),
                tuple(_checked(package, TIMELINESS_HEAD, ReceivedTimeliness, _timeliness_problem())),
            )
        except PackageFault as fault:
            raise PackageRefused(fault.fault, fault.where) from fault

    def tables(self) -> Iterator[tuple[type[models.Model], tuple[str, ...], Sequence[Values]]]:
        """Model, columns, rows."""
        measures = [(place, *row) for place, row in enumerate(self.measures)]
        yield ReceivedMeasure, ("position", *_names(MEASURES_HEAD)), measures
        yield ReceivedSupport, _names(SUPPORTS_HEAD), self.supports
        yield ReceivedTimeliness, _names(TIMELINESS_HEAD), self.timeliness


def _names(head: TableHead) -> tuple[str, ...]:
    return tuple(field.name for field in head.fields)


Problem: TypeAlias = Callable[[dict[str, Any]], str]


def _checked(package: OpenPackage, head: TableHead, model: type[models.Model], problem: Problem) -> Iterator[Values]:
    """The rows of a table; a text that is wanting is "" here."""
    lengths = {field.name: _length(model, field.name) for field in head.fields}
    names = _names(head)
    for number, row in enumerate(package.rows(head), start=1):
        cells = dict(zip(names, row, strict=True))
        wrong = next((name for name, cell in cells.items() if not _fits(name, cell, lengths[name])), "")
        wrong = wrong or problem(cells)
        if wrong:
            place = {"file": head.path, "row": number, "column": wrong}
            raise PackageRefused(Distrust.BEYOND, _("%(file)s, dòng %(row)d, cột %(column)s") % place)
        yield tuple("" if cells[name] is None and lengths[name] else cells[name] for name in names)


def _length(model: type[models.Model], name: str) -> int | None:
    """How long a text of a column may be; None for what is no text."""
    field = model._meta.get_field(name)
    return field.max_length if isinstance(field, models.CharField) else None


def _fits(name: str, cell: Cell, length: int | None) -> bool:
    if isinstance(cell, str):
        allowed = _WORDS.get(name)
        return length is not None and len(cell) <= length and "\0" not in cell and (allowed is None or cell in allowed)
    return not isinstance(cell, int) or name not in _YEAR_COLUMNS or cell in _YEARS


def _measure_problem(cells: dict[str, Any]) -> str:
    return "phase_end" if cells["phase_end"] < cells["phase_start"] else ""


def _support_problem(cells: dict[str, Any]) -> str:
    if cells["vnd"] < 0:
        return "vnd"
    try:
        parse_tax_code(cells["tax_code"])
    except ValueError:
        return "tax_code"
    return ""


def _timeliness_problem() -> Problem:
    """Each year once; in time within submitted, within asked."""
    seen: set[int] = set()

    def problem(cells: dict[str, Any]) -> str:
        if cells["year"] in seen:
            return "year"
        seen.add(cells["year"])
        return "" if 0 <= cells["on_time"] <= cells["submitted"] <= cells["asked"] < _MOST else "on_time"

    return problem
