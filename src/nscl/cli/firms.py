"""`nscl firms tfp|dea|malmquist|sfa`: productivity of firms from survey microdata, without a database."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from nscl.cli.printing import Row, stop, tell, told_as
from nscl.economics.analytics import MissingExtra
from nscl.economics.problems import DataProblem
from nscl.economics.tables import DecimalMark

if TYPE_CHECKING:
    from nscl.economics.firms.production import Estimate
    from nscl.economics.firms.reading import Cleaned
    from nscl.economics.frontiers.units import Units

P = ParamSpec("P")
METHODS = ("acf", "op", "lp", "wrdg", "ols", "fe", "twfe")
DECIMALS = 4


@click.group("firms")
def firms() -> None:
    """Năng suất của doanh nghiệp từ số liệu điều tra (.csv, .parquet)."""


def refusing(command: Callable[P, None]) -> Callable[P, None]:
    """Tell what cannot be used, or what is not installed, in one line."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (DataProblem, MissingExtra) as problem:
            stop(problem)

    return told


def every(command: Callable[P, None]) -> Callable[P, None]:
    """The options that all of these commands have."""
    options: list[Callable[[Callable[P, None]], Callable[P, None]]] = [
        click.argument("table", type=click.Path(path_type=Path)),
        click.option("--firm", default="ma", show_default=True, help="cột mã doanh nghiệp"),
        click.option("--decimal", type=click.Choice([mark.value for mark in DecimalMark]), help="dấu thập phân"),
        told_as,
    ]
    for option in reversed(options):
        command = option(command)
    return command


def names_of(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Column names written with commas between."""
    return tuple(name.strip() for name in (value or "").split(",") if name.strip())


def _mark(decimal: str | None) -> DecimalMark | None:
    return DecimalMark(decimal) if decimal else None


def _notes(cleaned: Cleaned) -> list[str]:
    """What was read and what was left out, as lines below the table."""
    firms = cleaned.rows.firm_count
    lines = [f"Đọc {cleaned.rows_read} dòng, dùng {cleaned.rows_used} dòng của {firms} doanh nghiệp."]
    for one in cleaned.dropped:
        where = f"dòng {one.line}" + (f", {one.firm} năm {one.year}" if one.firm else "")
        lines.append(f"Bỏ {one.rows} dòng: {one.why} (đầu tiên: {where}).")
    if cleaned.moved:
        lines.append(f"{cleaned.moved} doanh nghiệp đổi ngành; mỗi năm tính vào ngành của năm ấy.")
    return lines


@firms.command("tfp")
@every
@click.option("--year", default="nam", show_default=True, help="cột năm")
@click.option("--output", default="va", show_default=True, help="cột giá trị gia tăng, giá so sánh")
@click.option(
    "--labour", default="lao_dong", show_default=True, callback=names_of, help="cột lao động (nhiều cột: a,b)"
)
@click.option("--capital", default="von", show_default=True, callback=names_of, help="cột vốn (nhiều cột: a,b)")
@click.option("--proxy", help="cột đại diện: nguyên liệu (lp, acf, wrdg) hoặc đầu tư (op)")
@click.option("--group", help="cột ngành; mỗi ngành ước lượng riêng")
@click.option("--method", type=click.Choice(METHODS), multiple=True, help="mặc định acf; có thể nêu nhiều lần")
@click.option("--exit", "exits", is_flag=True, help="op: tính cả việc doanh nghiệp rút lui")
@click.option("--draws", type=int, default=0, help="số mẫu bootstrap theo doanh nghiệp cho sai số chuẩn (từ 20)")
@click.option("--seed", type=int, default=1, show_default=True, help="hạt giống của bootstrap")
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="máy đọc và tính: duckdb (một máy), spark (nhiều máy, cần Java; nơi chạy nêu ở NSCL_SPARK_MASTER)",
)
@click.option(
    "--show", type=click.Choice(["coefficients", "years", "firms"]), default="coefficients", show_default=True
)
@refusing
def tfp(  # noqa: PLR0917  (one parameter an option)
    table: Path,
    firm: str,
    decimal: str | None,
    as_format: str,
    to: Path | None,
    year: str,
    output: str,
    labour: tuple[str, ...],
    capital: tuple[str, ...],
    proxy: str | None,
    group: str | None,
    method: tuple[str, ...],
    exits: bool,
    draws: int,
    seed: int,
    engine: str,
    show: str,
) -> None:
    """Ước lượng hàm sản xuất và TFP của doanh nghiệp từ tệp TABLE (số dương, chưa lấy lô-ga-rít).

    Mã kết thúc: 0 tính được, 2 số liệu không dùng được.
    """
    from nscl.cli.firm_tables import coefficient_rows, firm_rows, year_rows
    from nscl.economics.firms.engines import Engine
    from nscl.economics.firms.production import Estimator, Production
    from nscl.economics.firms.reading import read_firms
    from nscl.economics.firms.summary import estimates_by_group

    production = Production(output, labour, capital, proxy)
    columns = dict.fromkeys((output, *labour, *capital, *([proxy] if proxy else [])))
    cleaned = read_firms(
        table,
        firm=firm,
        year=year,
        numbers=tuple(columns),
        group=group,
        decimal=_mark(decimal),
        engine=Engine(engine),
    )
    chosen = [Estimator(one) for one in method] or [Estimator.ACKERBERG_CAVES_FRAZER]
    if show != "coefficients" and len(chosen) > 1:
        raise DataProblem("--method", "chỉ nêu một phương pháp khi in từng năm, từng doanh nghiệp.", "Bỏ bớt.")
    notes = _notes(cleaned)
    found: list[tuple[str, Estimate]] = []
    for one in chosen:
        made, refused = estimates_by_group(cleaned, production, one, exits=exits, draws=draws, seed=seed)
        found += made
        notes += refused
    if not found:
        raise DataProblem("Hàm sản xuất", notes[-1], "Hãy chọn phương pháp khác, hoặc bổ sung số liệu.")
    rows = {
        "coefficients": lambda: coefficient_rows(found),
        "years": lambda: year_rows(cleaned, found),
        "firms": lambda: firm_rows(cleaned, found),
    }[show]()
    notes += [note for _, one in found for note in one.notes]
    tell(rows, as_format, notes, to=to, decimals=DECIMALS)


@firms.command("dea")
@every
@click.option("--year", help="cột năm; mỗi năm một đường biên")
@click.option("--inputs", required=True, callback=names_of, help="các cột đầu vào: a,b")
@click.option("--outputs", required=True, callback=names_of, help="các cột đầu ra: a,b")
@click.option("--returns", type=click.Choice(["crs", "vrs", "nirs", "ndrs", "fdh"]), default="vrs", show_default=True)
@click.option("--orientation", type=click.Choice(["in", "out"]), default="in", show_default=True)
@click.option("--slacks", is_flag=True, help="thêm phần dư từng cột")
@click.option("--super", "ranked", is_flag=True, help="thêm điểm siêu hiệu quả")
@click.option("--bootstrap", "draws", type=int, default=0, help="số lần lấy mẫu Simar–Wilson (từ 100)")
@click.option("--explained-by", "explained", callback=names_of, help="các cột giải thích khoảng cách tới biên: a,b")
@click.option("--seed", type=int, default=1, show_default=True)
@refusing
def dea(  # noqa: PLR0917  (one parameter an option)
    table: Path,
    firm: str,
    decimal: str | None,
    as_format: str,
    to: Path | None,
    year: str | None,
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    returns: str,
    orientation: str,
    slacks: bool,
    ranked: bool,
    draws: int,
    explained: tuple[str, ...],
    seed: int,
) -> None:
    """Phân tích bao dữ liệu: mỗi đơn vị so với tổ hợp tốt nhất của các đơn vị trong tệp TABLE.

    Với --explained-by: bảng hệ số của Simar–Wilson 2007 (dương là làm xa biên hơn) thay cho bảng điểm.
    """
    from nscl.cli.frontier_tables import explanation_rows, score_rows
    from nscl.economics.frontiers.units import Orientation, Returns

    if explained and (slacks or ranked):
        raise DataProblem("--explained-by", "in bảng hệ số, không in --slacks, --super.", "Hãy chạy hai lần.")
    cleaned, by_year = _units(table, firm, year, inputs, outputs, decimal, explained)
    of_years = by_year.items() if year else [(None, one) for one in by_year.values()]
    way, side = Returns(returns), Orientation(orientation)
    rows: list[Row] = []
    for when, units in of_years:
        if explained:
            rows += explanation_rows(cleaned.panel, when, units, explained, way, side, draws=draws, seed=seed)
        else:
            options = {"slacks": slacks, "ranked": ranked}
            rows += score_rows(when, units, (inputs, outputs), way, side, draws=draws, seed=seed, **options)
    tell(rows, as_format, _notes(cleaned), to=to, decimals=DECIMALS)


@firms.command("malmquist")
@every
@click.option("--year", default="nam", show_default=True, help="cột năm")
@click.option("--inputs", required=True, callback=names_of, help="các cột đầu vào: a,b")
@click.option("--outputs", required=True, callback=names_of, help="các cột đầu ra: a,b")
@click.option("--index", type=click.Choice(["malmquist", "global", "hicks-moorsteen"]), default="malmquist",
              show_default=True, help="chỉ số: biên từng năm, một biên chung các năm, đầu ra trên đầu vào")  # fmt: skip
@click.option("--split", type=click.Choice(["none", "fgnz", "rd"]), default="none", show_default=True,
              help="malmquist: tách tiếp thành thuần và quy mô")  # fmt: skip
@refusing
def malmquist(  # noqa: PLR0917  (one parameter an option)
    table: Path,
    firm: str,
    decimal: str | None,
    as_format: str,
    to: Path | None,
    year: str,
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    index: str,
    split: str,
) -> None:
    """Chỉ số Malmquist từng cặp năm liền nhau: TFP = thay đổi hiệu quả × tiến bộ công nghệ."""
    from nscl.cli.frontier_tables import index_rows
    from nscl.economics.frontiers.malmquist import Split

    cleaned, by_year = _units(table, firm, year, inputs, outputs, decimal)
    rows, missing = index_rows(by_year, firm, index, Split(split))
    tell(rows, as_format, [*_notes(cleaned), *missing], to=to, decimals=DECIMALS)


@firms.command("sfa")
@every
@click.option("--year", help="cột năm (cần cho bc92)")
@click.option("--output", default="va", show_default=True, help="cột đầu ra, hoặc chi phí với --cost")
@click.option("--inputs", required=True, callback=names_of, help="các cột đầu vào: a,b")
@click.option(
    "--law",
    type=click.Choice(["half-normal", "truncated", "exponential", "bc92", "bc95"]),
    default="half-normal",
    show_default=True,
    help="phân phối của phi hiệu quả",
)
@click.option("--explained-by", callback=names_of, help="bc95: các cột giải thích phi hiệu quả (không lấy lô-ga-rít)")
@click.option("--mean-constant", is_flag=True, help="bc92, bc95: thêm hằng số vào trung bình của phi hiệu quả")
@click.option("--cost", is_flag=True, help="hàm chi phí thay vì hàm sản xuất")
@click.option("--show", type=click.Choice(["coefficients", "firms"]), default="coefficients", show_default=True)
@refusing
def sfa(  # noqa: PLR0917  (one parameter an option)
    table: Path,
    firm: str,
    decimal: str | None,
    as_format: str,
    to: Path | None,
    year: str | None,
    output: str,
    inputs: tuple[str, ...],
    law: str,
    explained_by: tuple[str, ...],
    mean_constant: bool,
    cost: bool,
    show: str,
) -> None:
    """Hàm biên ngẫu nhiên: tách nhiễu khỏi phi hiệu quả; cột đầu ra, đầu vào là số dương chưa lấy lô-ga-rít."""
    from nscl.cli.firm_tables import frontier_rows
    from nscl.economics.firms.reading import read_firms
    from nscl.economics.frontiers.stochastic import Law, stochastic_frontier

    if law == Law.DECAYING.value and year is None:
        raise DataProblem("bc92", "cần cột năm.", "Hãy nêu --year.")
    cleaned = read_firms(
        table, firm=firm, year=year, numbers=(output, *inputs), levels=explained_by, decimal=_mark(decimal)
    )
    found = stochastic_frontier(
        cleaned.panel, output, inputs, Law(law), explained_by=explained_by, mean_constant=mean_constant, cost=cost
    )
    notes = _notes(cleaned)
    if show == "coefficients":
        notes.append(
            f"Hiệu quả kỹ thuật bình quân {found.mean_efficiency:.4f}; lnL {found.log_likelihood:.4f}, "
            f"không có phi hiệu quả {found.likelihood_of_ols:.4f}.".replace(".", ",", 1)
        )
    tell(frontier_rows(cleaned, found, show), as_format, notes, to=to, decimals=DECIMALS)


def _units(  # noqa: PLR0917  (a file and its columns)
    table: Path,
    firm: str,
    year: str | None,
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    decimal: str | None,
    others: tuple[str, ...] = (),
) -> tuple[Cleaned, dict[int, Units]]:
    """The rows of a file as units of each year; others: columns that are read beside inputs and outputs."""
    import numpy as np

    from nscl.economics.firms.reading import read_firms
    from nscl.economics.frontiers.units import units_of

    levels = (*inputs, *outputs, *others)
    if year in levels:  # deaR's manual example takes the period as an input, and a wrong index with it
        raise DataProblem(f"Cột {year}", "là cột năm, không thể là đầu vào hay đầu ra.", "Hãy nêu đúng tên cột.")
    cleaned = read_firms(table, firm=firm, year=year, numbers=(), levels=levels, decimal=_mark(decimal))
    panel, by_year = cleaned.panel, {}
    for one in np.unique(panel.years):
        here = np.flatnonzero(panel.years == one)
        used, made = (np.column_stack([panel.column(name)[here] for name in columns]) for columns in (inputs, outputs))
        try:
            by_year[int(one)] = units_of([panel.names[who] for who in panel.firms[here]], used, made)
        except DataProblem as problem:
            when = f"Năm {one}, " if year else ""
            raise DataProblem(f"{when}{problem.where}", problem.why, problem.remedy) from None
    return cleaned, by_year
