"""`nscl tfp`, `nscl lp`: growth accounting and labour productivity from CSV files, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from nscl.cli.printing import Row, stop, tell, told_as
from nscl.cli.productivity_options import (
    Companions,
    Further,
    Stock,
    and_further,
    gathered,
    of_the_stock,
    of_the_tables,
    periods_of,
    rows_of,
)
from nscl.cli.productivity_science import Science, science_rows
from nscl.cli.productivity_tables import (
    account_rows,
    asked_about,
    band_rows,
    deepening_rows,
    fan_rows,
    forecast_lines,
    part_of_year_rows,
    sector_rows,
    target_rows,
)
from nscl.economics.decomposition import DECOMPOSITION_NAMES, Decomposition, Parts, Table, chained, decompose
from nscl.economics.growth.accounting import GrowthAccount, Method
from nscl.economics.growth.figures import Figures
from nscl.economics.growth.periods import Average
from nscl.economics.growth.study import Options, Study, study, with_table_shares
from nscl.economics.problems import DataProblem
from nscl.economics.tables import sectors_of, without_total

DEEPENING: Final = "capital-deepening"
BAND: Final = "Dải TFP theo giả định"
FAN: Final = "Phân vị của tốc độ tăng TFP"
TARGET: Final = "Mục tiêu"
PER_CENT: Final = 100
SCIENCE: Final = "Khoa học, công nghệ trong tăng trưởng"
_FILE: Final = click.Path(path_type=Path)


@click.command("tfp")
@click.argument("table", type=_FILE)
@click.option(
    "--method",
    type=click.Choice([one.value for one in Method]),
    multiple=True,
    help="phương pháp; có thể nêu nhiều lần",
)
@of_the_stock
@of_the_tables
@click.option("--klems", type=_FILE, help="tệp KLEMS: nam, yeu_to, loai, luong, chi_phi")
@click.option("--plain", is_flag=True, help="tornqvist: không dùng chất lượng lao động, dịch vụ vốn")
@click.option(
    "--average",
    type=click.Choice([one.value for one in Average]),
    multiple=True,
    default=[Average.CUMULATED.value],
    show_default=True,
    help="cách tính cả giai đoạn; có thể nêu nhiều lần",
)
@click.option("--period", multiple=True, help="giai đoạn, ví dụ 2021-2025 (nhiều lần); không nêu: mọi năm")
@click.option("--trend", is_flag=True, help="regression: có thêm xu thế thời gian")
@and_further
@gathered(
    "science",
    Science,
    click.option("--science", is_flag=True, help="khoa học, công nghệ trong tăng trưởng, năm cách đặt cạnh nhau"),
    click.option("--sectors", type=_FILE, help="--science: tệp theo ngành (như của nscl lp), cho cách năm thành phần"),
    click.option("--research-elasticity", type=float, help="--science: độ co giãn theo vốn nghiên cứu, ví dụ 0.1"),
    click.option("--research-return", type=float, help="--science: suất sinh lợi của chi nghiên cứu, ví dụ 0.3"),
)
@told_as
def tfp(  # noqa: PLR0917  (one parameter an option)
    table: Path,
    method: tuple[str, ...],
    stock: Stock,
    companions: Companions,
    klems: Path | None,
    plain: bool,
    average: tuple[str, ...],
    period: tuple[str, ...],
    trend: bool,
    further: Further,
    science: Science,
    as_format: str,
    to: Path | None,
) -> None:
    """Tính tốc độ tăng TFP và đóng góp từ tệp TABLE (.csv).

    Cột: nam, grdp (giá so sánh), lao_dong, von hoặc dau_tu (giá so sánh); thêm thu_nhap_lao_dong và grdp_hien_hanh,
    hoặc ty_trong_lao_dong, cho phương pháp cần tỷ trọng từng năm; gio_lam_viec cho --hours; chi_nghien_cuu, cong_suat
    cho --science. Không nêu phương pháp thì tính mọi phương pháp mà số liệu cho phép, và nói vì sao phương pháp khác
    chưa tính được. Mã kết thúc: 0 tính được, 2 số liệu không dùng được.
    """
    try:
        figures = companions.figures(table, klems)
        options = companions.options(stock, [Method(one) for one in method], quality=not plain, trend=trend)
        made = study(figures, options)
        _refuse(made, figures, options)
        spans = periods_of(period)
        rows, notes = account_rows(made.accounts, spans, [Average(one) for one in average])
        more, said = _further(figures, options, made.accounts, spans, further)
        if science.science:
            more[SCIENCE], ways = science_rows(science, made, table, companions.mark, spans)
            said += ways
    except DataProblem as problem:
        stop(problem)
    refused = [f"{one.value}: chưa tính. {why}" for one, why in made.refused.items()]
    tell(rows, as_format, [*asked_about(figures), *made.notes, *notes, *said, *refused], to=to, more=more)


@click.command("lp")
@click.argument("table", type=_FILE)
@click.option(
    "--method",
    type=click.Choice([*(one.value for one in Decomposition), DEEPENING]),
    multiple=True,
    default=[Decomposition.FABRICANT.value],
    show_default=True,
    help="cách tách; có thể nêu nhiều lần",
)
@click.option("--from", "first", type=int, help="năm đầu")
@click.option("--until", "last", type=int, help="năm cuối")
@click.option("--end-points", is_flag=True, help="so hai năm đầu, cuối, không cộng từng năm")
@click.option("--show", type=click.Choice(["sectors", "years"]), default="sectors", show_default=True)
@of_the_stock
@of_the_tables
@told_as
def lp(  # noqa: PLR0917  (one parameter an option)
    table: Path,
    method: tuple[str, ...],
    first: int | None,
    last: int | None,
    end_points: bool,
    show: str,
    stock: Stock,
    companions: Companions,
    as_format: str,
    to: Path | None,
) -> None:
    """Tách tốc độ tăng năng suất lao động từ tệp TABLE (.csv).

    Cột: nganh, nam, grdp (giá so sánh), lao_dong; thêm grdp_hien_hanh cho gead và diewert. capital-deepening (vốn trên
    lao động, chất lượng lao động, TFP) dùng tệp của `nscl tfp` và một tỷ trọng lao động. Mã kết thúc: 0 tính được, 2 số
    liệu không dùng được.
    """
    try:
        if DEEPENING in method:
            if len(method) > 1:
                raise DataProblem(DEEPENING, "dùng tệp khác với các cách theo ngành.", "Hãy tính riêng.")
            rows, notes = _deepening(companions.figures(table), companions.options(stock))
            tell(rows, as_format, notes, to=to)
            return
        sectors, total = without_total(sectors_of(rows_of(table), companions.mark))
        begin, end = _years_of(sectors, first, last)
        tables = {
            DECOMPOSITION_NAMES[one]: _of_sectors(sectors, begin, end, one, end_points=end_points, show=show)
            for one in (Decomposition(name) for name in method)
        }
    except DataProblem as problem:
        stop(problem)
    (title, main), *others = tables.items()
    how = "hai năm đầu, cuối" if end_points else "cộng từng năm"
    unit = "Điểm % (lmdi: điểm lô-ga-rít × 100)"
    notes = [f"Năng suất lao động {begin}–{end}, {how}. {unit}.", f"{title}."]
    notes += [f"Dòng “{total}”: khớp với tổng các ngành, không tính là một ngành."] if total else []
    tell(main, as_format, notes, to=to, more=dict(others))


def _refuse(made: Study, figures: Figures, options: Options) -> None:
    """Raise what is wrong where a method that was named gives nothing, or where none gives anything."""
    if made.accounts and not (options.methods and made.refused):
        return
    if figures.capital is None and figures.investment is None and not figures.assets and figures.klems is None:
        raise DataProblem("Tệp", "không có cột von hoặc dau_tu.", "Hãy thêm một trong hai cột, hoặc nêu --assets.")
    if options.methods and Method.GSO in made.refused and not options.table_shares:
        raise DataProblem(
            "Phương pháp gso", "cần tỷ trọng lao động của bảng cân đối liên ngành.", "Hãy nêu --labour-share."
        )
    # The convention needs nothing but the series themselves: what it lacks, all lack.
    raise made.refused.get(Method.CONVENTION) or next(iter(made.refused.values()))


def _further(
    figures: Figures,
    options: Options,
    accounts: Sequence[GrowthAccount],
    spans: Sequence[tuple[int, int]],
    further: Further,
) -> tuple[dict[str, Sequence[Row]], list[str]]:
    """The tables and sentences that were asked for beside the accounts."""
    more: dict[str, Sequence[Row]] = {}
    notes: list[str] = []
    if further.target_growth is not None and further.target_share is None:
        raise DataProblem("--target-growth", "cần mục tiêu tỷ trọng TFP.", "Hãy nêu thêm --target-share.")
    if further.target_share is not None:
        growth = None if further.target_growth is None else further.target_growth / PER_CENT
        rows, said = target_rows(accounts, further.target_share / PER_CENT, growth, spans)
        if not rows:
            raise DataProblem(TARGET, " ".join(said), "Hãy chọn giai đoạn khác.")
        more[f"{TARGET}: TFP chiếm {further.target_share:g} % tăng trưởng"] = rows
        notes += said
    if further.band:
        longest = max((one for one in accounts if one.method is not Method.KLEMS), key=lambda one: len(one.years))
        first, last = spans[-1] if spans else (longest.years[0].year, longest.years[-1].year)
        rows, said = band_rows(figures, options, first, last)
        more[f"{BAND}, {first}–{last}"] = rows
        notes += said
    if further.draws is not None:
        more[FAN] = fan_rows(figures, options, accounts, draws=further.draws, seed=further.seed)
    if further.forecast_to is not None:
        notes += [line for one in accounts for line in forecast_lines(one, further.forecast_to)]
    return more, notes


def _deepening(figures: Figures, options: Options) -> tuple[list[Row], list[str]]:
    """Labour productivity by capital per worker, by the measured labour share or that of the input-output tables."""
    made = study(with_table_shares(figures, options), options)
    rows = deepening_rows(made.account(Method.TORNQVIST))
    return rows, ["Điểm lô-ga-rít × 100; ba phần cộng lại bằng tốc độ tăng năng suất lao động.", *made.notes]


def _years_of(sectors: Table, first: int | None, last: int | None) -> tuple[int, int]:
    """The years to compare, the first and last of the table where none are named."""
    years = sorted({year for rows in sectors.values() for year in rows})
    if len(years) < 2:  # noqa: PLR2004  (growth needs two years)
        raise DataProblem("Tệp", "có ít hơn hai năm.", "Hãy bổ sung số liệu.")
    return first or years[0], last or years[-1]


def _of_sectors(
    sectors: Table, first: int, last: int, method: Decomposition, *, end_points: bool, show: str
) -> list[Row]:
    if show == "years":
        by_year: dict[int, Parts] = {
            year: decompose(sectors, year - 1, year, method) for year in range(first + 1, last + 1)
        }
        return part_of_year_rows(by_year)
    return sector_rows((decompose if end_points else chained)(sectors, first, last, method))
