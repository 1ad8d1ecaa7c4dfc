"""What differs between two runs, as tables."""

from __future__ import annotations

from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.productivity.queries.run_comparison import (
    ChangedFigure,
    ChangedInput,
    ComparedResult,
    RunComparison,
)
from nscl.productivity.queries.runs import RunRow
from nscl.productivity.rules.run_words import ChangedChoice
from nscl.web.productivity.figures import in_points, plain_column, points_column, rounded
from nscl.web.statistics.places import series_href
from nscl.web.ui.tables import Column, Kind, Table
from nscl.web.ui.tables.columns import Link


def run_label(row: RunRow) -> str:
    """A run by its title and number: two that are compared often share a title."""
    return _("%(title)s (số %(number)s)") % {"title": row.title, "number": row.number}


def result_table(found: RunComparison) -> Table[ComparedResult]:
    """The main figures of both, and by how much they moved."""
    columns: list[Column[ComparedResult]] = [
        plain_column("name", _("Kết quả"), lambda r: capfirst(r.name), filling=True),
        points_column("before", run_label(found.first), lambda r: r.before, unit="%"),
        points_column("after", run_label(found.second), lambda r: r.after, unit="%"),
        Column("change", _("Thay đổi"), Kind.NUMBER, _moved, unit=_("điểm %"), sortable=False),
    ]
    return Table("ket-qua", _("Kết quả thay đổi"), columns, found.results, exportable=False)


def _moved(row: ComparedResult) -> Decimal | None:
    return None if row.before is None or row.after is None else in_points(row.after - row.before)


def choice_table(found: RunComparison) -> Table[ChangedChoice]:
    """Choices that differ."""
    columns: list[Column[ChangedChoice]] = [
        plain_column("name", _("Lựa chọn"), lambda c: c.name, filling=True),
        plain_column("before", run_label(found.first), lambda c: c.before),
        plain_column("after", run_label(found.second), lambda c: c.after),
    ]
    return Table("lua-chon", _("Lựa chọn khác nhau"), columns, found.choices, exportable=False)


def input_table(found: RunComparison) -> Table[ChangedInput]:
    """Vintages that differ."""
    columns: list[Column[ChangedInput]] = [
        Column(
            "name",
            _("Chuỗi số liệu"),
            Kind.LINK,
            lambda c: Link(c.name, series_href(c.series), c.province),
            sortable=False,
            filling=True,
        ),
        plain_column("before", run_label(found.first), lambda c: _vintage(c.before)),
        plain_column("after", run_label(found.second), lambda c: _vintage(c.after)),
    ]
    return Table("ban-so-lieu", _("Bản số liệu khác nhau"), columns, found.inputs, exportable=False)


def _vintage(ordinal: int | None) -> str:
    return _("không dùng") if ordinal is None else _("bản %(n)s") % {"n": ordinal}


def figure_table(found: RunComparison) -> Table[ChangedFigure]:
    """Figures that differ, as they were computed with."""
    columns: list[Column[ChangedFigure]] = [
        Column("name", _("Số liệu"), value=lambda c: capfirst(c.name), note=lambda c: c.unit, filling=True),
        Column("year", _("Năm"), value=lambda c: str(c.year), narrow=True),
        Column("before", run_label(found.first), Kind.NUMBER, lambda c: rounded(c.before), sortable=False),
        Column("after", run_label(found.second), Kind.NUMBER, lambda c: rounded(c.after), sortable=False),
    ]
    return Table(
        "so-lieu-khac",
        _("Số liệu đưa vào tính khác nhau"),
        columns,
        found.figures,
        search=lambda c: f"{c.name} {c.year}",
        exportable=False,
    )
