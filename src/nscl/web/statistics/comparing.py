"""Vintages of a series side by side: what each prints, what the next revised, what is computed with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from nscl.productivity.enums import Answer, MeasureUnit
from nscl.productivity.queries.series import EffectiveFigure, SeriesDetail, VintageRow
from nscl.productivity.rules.series_tables import in_base_unit
from nscl.productivity.rules.series_words import unit_words
from nscl.web.statistics.chart import Drawn
from nscl.web.statistics.figures import exact, per_cent
from nscl.web.statistics.words import VintageState, counting, vintage_state
from nscl.web.ui.tables import Column, Kind, Table


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year: the figure that is computed with, what each vintage prints by its ordinal, and how far it moved it."""

    year: int
    used: EffectiveFigure | None
    printed: Mapping[int, float]
    revised: Mapping[int, float]


def in_base(vintage: VintageRow) -> dict[int, float]:
    """A vintage's figures in the unit that is computed with."""
    return in_base_unit(vintage.figures, MeasureUnit(vintage.measured_in))


def year_rows(detail: SeriesDetail) -> list[YearRow]:
    """Every year that a vintage has. revised: by how much a vintage moved the figure of the one before, a fraction."""
    counted = {one.year: one for one in detail.figures}
    years = sorted({year for one in detail.vintages for year in one.figures} | counted.keys())
    moved = _moves(detail.vintages)
    return [
        YearRow(
            year=year,
            used=counted.get(year),
            printed={one.ordinal: one.figures[year] for one in detail.vintages if year in one.figures},
            revised={ordinal: moves[year] for ordinal, moves in moved.items() if year in moves},
        )
        for year in years
    ]


def _moves(vintages: Sequence[VintageRow]) -> dict[int, dict[int, float]]:
    """By ordinal and year: how far a vintage's figure is from that of the newest before it that counts."""
    moved: dict[int, dict[int, float]] = {}
    before: dict[int, float] = {}
    for vintage in reversed(counting(vintages)):
        now = in_base(vintage)
        moved[vintage.ordinal] = {
            year: value / before[year] - 1 for year, value in now.items() if before.get(year) and value != before[year]
        }
        before |= now
    return moved


def drawn_of(detail: SeriesDetail) -> Drawn | None:
    """The series as the chart draws it; None without a figure that counts."""
    if not detail.figures:
        return None
    before: dict[int, float] = {}
    for vintage in reversed(counting(detail.vintages)[1:]):
        before |= in_base(vintage)
    return Drawn(
        name=detail.row.name,
        unit=detail.base_unit,
        now={one.year: one.value for one in detail.figures},
        before=before,
        asked=[one.year for one in detail.questions if one.answer == Answer.OPEN],
    )


def year_table(detail: SeriesDetail) -> Table[YearRow]:
    """One row a year, one column a vintage, the newest first; withdrawn ones last."""
    ordered = sorted(detail.vintages, key=lambda one: one.withdrawn_at is not None)
    columns: list[Column[YearRow]] = [
        Column("year", _("Năm"), value=lambda row: str(row.year), narrow=True),
        Column(
            "value",
            _("Số để tính"),
            Kind.NUMBER,
            value=lambda row: _number(row.used.value if row.used else None),
            note=lambda row: _origin(row.used, len(detail.vintages)) if row.used else "",
            unit=detail.base_unit,
            sortable=False,
        ),
        *(_vintage_column(one, detail.vintages) for one in ordered),
    ]
    return Table(name="so", caption=_("Số theo từng bản"), rows=year_rows(detail), columns=columns, scrolls=True)


def _origin(used: EffectiveFigure, vintages: int) -> str:
    """Where a figure is from, where there is a choice, and that an answer changed it on the way."""
    if used.ordinal is None:
        return _("nối gốc hoặc cộng các tỉnh cũ")
    words = [_("bản %(n)s") % {"n": used.ordinal}] if vintages > 1 else []
    if used.printed != used.value:
        words.append(_("theo câu trả lời"))
    return ", ".join(words)


def _vintage_column(vintage: VintageRow, vintages: Sequence[VintageRow]) -> Column[YearRow]:
    ordinal = vintage.ordinal
    words = _("Bản %(n)s") % {"n": ordinal}
    if vintage_state(vintage, vintages) is VintageState.WITHDRAWN:
        words = _("Bản %(n)s (đã rút)") % {"n": ordinal}

    def note(row: YearRow) -> str:
        move = row.revised.get(ordinal)
        if move is None:
            return ""
        return _("sửa %(move)s") % {"move": f"{'+' if move > 0 else ''}{per_cent(move)}"}

    return Column(
        f"ban-{ordinal}",
        words,
        Kind.NUMBER,
        value=lambda row: _number(row.printed.get(ordinal)),
        note=note,
        unit=unit_words(vintage.measured_in),
        sortable=False,
    )


def _number(value: float | None) -> Decimal | None:
    return None if value is None else exact(value)
