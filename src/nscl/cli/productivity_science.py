"""`nscl tfp --science`: what science and technology gave to growth by five named ways, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from nscl.cli.printing import Row
from nscl.cli.productivity_options import rows_of
from nscl.cli.productivity_tables import points
from nscl.economics.growth.accounting import GrowthAccount, Method
from nscl.economics.growth.periods import Refused, period, shares_of_growth
from nscl.economics.growth.study import Study
from nscl.economics.problems import DataProblem
from nscl.economics.science import (
    METHOD_FORMULAS,
    METHOD_NAMES,
    Given,
    ScienceMethod,
    Told,
    restructuring_of,
    side_by_side,
)
from nscl.economics.tables import DecimalMark, sectors_of, series_of, without_total


@dataclass(frozen=True)
class Science:
    """What the five ways may be told from, as the options name it."""

    science: bool
    sectors: Path | None
    research_elasticity: float | None
    research_return: float | None


def science_rows(
    asked: Science, made: Study, table: Path, decimal: DecimalMark | None, spans: Sequence[tuple[int, int]]
) -> tuple[list[Row], list[str]]:
    """Points of growth by way and year, and over each period (none: all its years); why a way says nothing.

    Raises DataProblem without the account by Törnqvist, on which the ways rest, and for a period beyond its years.
    """
    account = made.account(Method.TORNQVIST)
    given = _given(asked, account, table, decimal)
    told = side_by_side(given)
    rows = [row for method, years in told.told.items() for row in _rows(account, method, years, spans)]
    notes = ["Khoa học, công nghệ: chưa có công thức chính thức; mỗi cách trả lời một câu hỏi khác nhau."]
    notes += [f"{method.value}: {METHOD_NAMES[method]}. Tính: {METHOD_FORMULAS[method]}." for method in told.told]
    if told.components and given.capacity is None:
        notes.append(
            "components: mức dùng công suất chưa tách riêng (không có cột cong_suat), còn trong tiến bộ kỹ thuật."
        )
    notes += [f"{method.value}: chưa tính. {why}" for method, why in told.refused.items()]
    return rows, notes


def _given(asked: Science, account: GrowthAccount, table: Path, decimal: DecimalMark | None) -> Given:
    series = series_of(rows_of(table), decimal)
    research, output = series.get("research"), series["output"]
    years = [year.year for year in account.years]
    moved = {}
    if asked.sectors is not None:
        sectors, _total = without_total(sectors_of(rows_of(asked.sectors), decimal))
        moved = restructuring_of(sectors, years[0] - 1, years[-1])
    spending = {}
    if research is not None:
        spending = {year: research[year] / output[year] for year in years if year in research.values}
    return Given(
        account,
        restructuring=moved,
        capacity=series.get("capacity"),
        research=research,
        elasticity=asked.research_elasticity,
        spending_share=spending,
        rate=asked.research_return,
    )


def _rows(
    account: GrowthAccount, method: ScienceMethod, told: Sequence[Told], spans: Sequence[tuple[int, int]]
) -> list[Row]:
    """The years that the account has too; periods with their part of growth."""
    known = account.tfp_by_year
    by_year = {one.year: one.points for one in told if one.year in known}
    if not by_year:
        raise DataProblem(METHOD_NAMES[method], "không có năm nào chung với TFP.", "Hãy bổ sung số liệu.")
    rows: list[Row] = [_row(method, str(year), value, None) for year, value in by_year.items()]
    for first, last in spans or [(min(by_year), max(by_year))]:
        absent = next((year for year in range(first, last + 1) if year not in by_year), None)
        if absent is not None:
            raise DataProblem(f"{METHOD_NAMES[method]}, năm {absent}", "không có.", "Hãy chọn giai đoạn khác.")
        whole = period(account, first, last)
        mean = fmean(by_year[year] for year in range(first, last + 1))
        refused = isinstance(shares_of_growth(whole), Refused)
        rows.append(_row(method, f"{first}–{last}", mean, None if refused else points(mean / whole.output)))
    return rows


def _row(method: ScienceMethod, label: str, value: float, part: float | None) -> Row:
    return {"cách": method.value, "năm": label, "điểm %": points(value), "trong tăng trưởng %": part}
