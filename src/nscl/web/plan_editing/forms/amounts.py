"""The grid of a budget's figures: a row a year, a column a source, and the printed sum over all years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from nscl.web.plan_editing.forms.fields import AmountField
from nscl.web.plan_editing.forms.spec import AmountsSpec, Choices
from nscl.web.ui.parts.base import Text


@dataclass(frozen=True)
class GridRow:
    """A year's cells, or those of the printed sum."""

    label: str
    cells: Sequence[forms.BoundField]


@dataclass(frozen=True)
class Grid:
    """The grid as the template shows it."""

    caption: Text
    help: Text
    head: Sequence[str]
    rows: Sequence[GridRow]


def amount_fields(spec: AmountsSpec, choices: Choices) -> dict[str, forms.Field]:
    """The grid's cells by their place in the record."""
    fields: dict[str, forms.Field] = {}
    for label, name in _rows(spec, choices):
        for key, source in choices.sources:
            fields[f"{name}.{key}"] = AmountField(label=f"{label}, {source}")
    return fields


def grid_of(form: forms.Form, spec: AmountsSpec, choices: Choices) -> Grid:
    """The cells of a form in rows."""
    rows = []
    for label, name in _rows(spec, choices):
        cells = [form[f"{name}.{key}"] for key, _source in choices.sources]
        for cell in cells:
            cell.field.widget.attrs["aria-label"] = str(cell.label)
        rows.append(GridRow(label, cells))
    return Grid(spec.caption, spec.help, [name for _key, name in choices.sources], rows)


def _rows(spec: AmountsSpec, choices: Choices) -> list[tuple[str, str]]:
    start = f"{spec.prefix}." if spec.prefix else ""
    years = [(_("Năm %(year)s") % {"year": year}, f"{start}by_year.{year}") for year in choices.years]
    return [*years, (_("Tổng in trong bảng"), f"{start}total")]
