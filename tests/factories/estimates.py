"""Estimates to work on, made by the real operations as the system."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from nscl.finance.enums import MoneySource
from nscl.finance.models import Estimate, EstimateAmount, EstimateLine
from nscl.finance.operations.estimates import (
    Start,
    add_lines,
    appraise_as_proposed,
    approve_estimate,
    set_amounts,
    start_estimate,
    submit_estimate,
)
from nscl.finance.rules.line_values import CellChange, CellValue, LineValues, NewLine
from nscl.records.operations import SYSTEM
from tests.factories.people import AT

MILLION = 1_000_000
STATE, ENTERPRISE, UNSPLIT = MoneySource.STATE, MoneySource.ENTERPRISE, MoneySource.UNSPLIT
DOCUMENT, DOCUMENT_ON = "12/QĐ-UBND", date(2026, 11, 20)

# Key, title, unit cost, quantity; year, source, proposed, appraised.
Row = tuple[str, str, int | None, Decimal | None, int, str, int, int | None]


def started(plan: int, start: Start = Start.EMPTY) -> int:
    """A new estimate of the plan. Returns its number."""
    return start_estimate(plan=plan, start=start, viewer=None, by=SYSTEM, at=AT)


def a_line(title: str = "Việc", *, depth: int = 0, cells: Mapping[int, int] | None = None, **values: Any) -> NewLine:
    """A line to be added; cells: millions of the state's money by year; values: further fields of the line."""
    money = tuple(CellValue(year, STATE, millions * MILLION) for year, millions in (cells or {}).items())
    return NewLine(values=LineValues(title=title, **values), depth=depth, cells=money)


def with_lines(estimate: int, *lines: NewLine, parent: int | None = None, before: int | None = None) -> tuple[int, ...]:
    """Lines added to an estimate. Returns their numbers."""
    added = add_lines(estimate=estimate, lines=lines, parent=parent, before=before, viewer=None, by=SYSTEM, at=AT)
    return added.numbers


def set_cell(line: int, year: int, vnd: int | None, was: int | None = None, source: MoneySource = STATE) -> None:
    """Another amount in one cell."""
    estimate = EstimateLine.objects.values_list("estimate_id", flat=True).get(pk=line)
    cell = CellChange(line, year, source, vnd, was)
    set_amounts(estimate=estimate, cells=[cell], viewer=None, by=SYSTEM, at=AT)


def submitted(estimate: int) -> int:
    """Submit an estimate. Returns its version."""
    submit_estimate(number=estimate, version=version_of(estimate), viewer=None, by=SYSTEM, at=AT)
    return version_of(estimate)


def approve(estimate: int) -> None:
    """Approve an estimate that was appraised."""
    approve_estimate(
        number=estimate,
        version=version_of(estimate),
        document=DOCUMENT,
        document_on=DOCUMENT_ON,
        viewer=None,
        by=SYSTEM,
        at=AT,
    )


def approved(estimate: int) -> None:
    """Take an estimate all the way, granted as it was proposed."""
    submitted(estimate)
    appraise_as_proposed(estimate=estimate, viewer=None, by=SYSTEM, at=AT)
    approve(estimate)


def version_of(estimate: int) -> int:
    """The estimate's version now."""
    return Estimate.objects.values_list("version", flat=True).get(pk=estimate)


def line_version(line: int) -> int:
    """The line's version now."""
    return EstimateLine.objects.values_list("version", flat=True).get(pk=line)


def keys(estimate: int) -> list[str]:
    """The titles of the lines, in the order of their positions."""
    return list(
        EstimateLine.objects.filter(estimate=estimate).order_by("position", "pk").values_list("title", flat=True)
    )


def content(estimate: int) -> list[Row]:
    """Every cell with its line, in the order of the table: what two estimates of the same content have alike."""
    rows = EstimateAmount.objects.filter(line__estimate=estimate).order_by("line__position", "line", "year", "source")
    line = ("line__key", "line__title", "line__unit_cost_vnd", "line__quantity")
    return list(rows.values_list(*line, "year", "source", "planned_vnd", "appraised_vnd"))
