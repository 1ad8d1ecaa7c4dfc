"""Columns of figures over rows of a run, each with its arithmetic where it was computed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar

from nscl.web.statistics.figures import exact
from nscl.web.ui.parts import Text
from nscl.web.ui.tables import Column, Kind, Worked

Row = TypeVar("Row")
Number = Callable[[Row], float | None]


def rounded(value: float | None, places: int = 2) -> Decimal | None:
    """A figure with so many decimals, halves away from nought, as they are printed."""
    if value is None:
        return None
    return exact(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def in_points(value: float | None) -> Decimal | None:
    """A fraction in points (or per cent)."""
    return None if value is None else rounded(float(exact(value) * 100))


def points_column(
    key: str,
    heading: Text,
    value: Number[Row],
    *,
    unit: Text = "",
    href: Callable[[Row], str | None] | None = None,
    note: Callable[[Row], Text | None] | None = None,
) -> Column[Row]:
    """Fractions shown in points or per cent, with two decimals."""
    return Column(
        key, heading, Kind.NUMBER, lambda row: in_points(value(row)), href=href, note=note, unit=unit, sortable=False
    )


def worked_column(key: str, heading: Text, value: Callable[[Row], Worked | None], *, unit: Text = "") -> Column[Row]:
    """Computed figures that open to their arithmetic."""
    return Column(key, heading, Kind.WORKED, value, unit=unit, sortable=False)


def plain_column(key: str, heading: Text, value: Callable[[Row], Any], *, filling: bool = False) -> Column[Row]:
    """Words, in the table's own order."""
    return Column(key, heading, value=value, sortable=False, filling=filling)
