"""`nscl tfp`, `nscl lp`: growth accounting and labour productivity from a CSV file, without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from nscl.cli.printing import FORMATS, Row, printed, stop
from nscl.economics.capital import (
    DEFAULT_DEPRECIATION,
    CapitalBasis,
    InitialStock,
    InvestmentTiming,
    capital_input,
    output_ratio,
    perpetual_inventory,
    steady_state,
)
from nscl.economics.decomposition import PART_NAMES, Decomposition, chained, decompose
from nscl.economics.growth.accounting import (
    CONVENTION_LABOUR_SHARE,
    METHOD_NAMES,
    GrowthAccount,
    Method,
    YearOfGrowth,
    account,
    fixed_share,
    share_of_income,
)
from nscl.economics.growth.forecasting import back_test, forecast, say
from nscl.economics.growth.periods import Average, PeriodOfGrowth, Refused, period, shares_of_growth
from nscl.economics.growth.regression import FittedShare, fitted_share, shares_by_year
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, percent, plain
from nscl.economics.tables import DecimalMark, read_rows, sectors_of, series_of


@click.command("tfp")
@click.argument("table", type=click.Path(path_type=Path))
@click.option(
    "--method", type=click.Choice([m.value for m in Method]), multiple=True, help="phương pháp; có thể nêu nhiều lần"
)
@click.option("--labour-share", type=float, help="tỷ trọng lao động cố định (phương pháp gso), ví dụ 0.6")
@click.option(
    "--depreciation", type=float, default=DEFAULT_DEPRECIATION, show_default=True, help="khấu hao vốn mỗi năm"
)
@click.option("--initial-stock", type=float, help="vốn đầu kỳ, cùng đơn vị với vốn đầu tư")
@click.option("--capital-output", type=float, help="vốn đầu kỳ bằng số này lần GRDP năm đầu")
@click.option("--timing", type=click.Choice([t.value for t in InvestmentTiming]), default="end", show_default=True)
@click.option("--basis", type=click.Choice([b.value for b in CapitalBasis]), default="average", show_default=True)
@click.option("--average", type=click.Choice([a.value for a in Average]), default="cumulated", show_default=True)
@click.option("--trend", is_flag=True, help="phương pháp regression có thêm xu thế thời gian")
@click.option("--forecast-to", type=int, help="dự báo tốc độ tăng TFP đến năm này, kèm kiểm nghiệm ngược")
@click.option("--decimal", type=click.Choice([d.value for d in DecimalMark]), help="dấu thập phân của tệp")
@click.option("--format", "as_format", type=FORMATS, default="text", show_default=True, help="cách in kết quả")
def tfp(  # noqa: PLR0917  (one parameter an option)
    table: Path,
    method: tuple[str, ...],
    labour_share: float | None,
    depreciation: float,
    initial_stock: float | None,
    capital_output: float | None,
    timing: str,
    basis: str,
    average: str,
    trend: bool,
    forecast_to: int | None,
    decimal: str | None,
    as_format: str,
) -> None:
    """Tính tốc độ tăng TFP và đóng góp từ tệp TABLE (.csv).

    Cột: nam, grdp (giá so sánh), lao_dong, von hoặc dau_tu (giá so sánh); thêm thu_nhap_lao_dong và grdp_hien_hanh,
    hoặc ty_trong_lao_dong, cho phương pháp cần tỷ trọng từng năm. Mã kết thúc: 0 tính được, 2 số liệu không dùng được.
    """
    try:
        series = series_of(read_rows(_text(table)), DecimalMark(decimal) if decimal else None)
        stock = _initial(series, depreciation, initial_stock, capital_output)
        capital = _capital(series, stock, depreciation, InvestmentTiming(timing), CapitalBasis(basis))
        chosen = [Method(one) for one in method] or _possible(series, labour_share)
        fitted = None
        if Method.REGRESSION in chosen:
            fitted = fitted_share(_need(series, "output"), capital, _need(series, "labour"), trend=trend)
        made = [
            account(
                _need(series, "output"),
                capital,
                _need(series, "labour"),
                _weights(series, one, labour_share, fitted),
                one,
            )
            for one in chosen
        ]
        rows = [row for one in made for row in _rows(one, Average(average))]
        ahead = [line for one in made for line in _ahead(one, forecast_to)] if forecast_to else []
    except DataProblem as problem:
        stop(problem)
    notes = [f"Vốn ban đầu: {stock.how}; khấu hao {percent(depreciation)}."] if stock else []
    notes += [_fit_line(fitted)] if fitted else []
    click.echo(printed(rows, as_format, [*notes, *_method_lines(rows), *ahead]))


@click.command("lp")
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--method", type=click.Choice([m.value for m in Decomposition]), default="fabricant", show_default=True)
@click.option("--from", "first", type=int, help="năm đầu")
@click.option("--to", "last", type=int, help="năm cuối")
@click.option("--end-points", is_flag=True, help="so hai năm đầu, cuối, không cộng từng năm")
@click.option("--decimal", type=click.Choice([d.value for d in DecimalMark]), help="dấu thập phân của tệp")
@click.option("--format", "as_format", type=FORMATS, default="text", show_default=True, help="cách in kết quả")
def lp(  # noqa: PLR0917  (one parameter an option)
    table: Path,
    method: str,
    first: int | None,
    last: int | None,
    end_points: bool,
    decimal: str | None,
    as_format: str,
) -> None:
    """Tách tốc độ tăng năng suất lao động theo ngành từ tệp TABLE (.csv).

    Cột: nganh, nam, grdp (giá so sánh), lao_dong; thêm grdp_hien_hanh cho gead và diewert. Mã kết thúc: 0 tính
    được, 2 số liệu không dùng được.
    """
    way = Decomposition(method)
    try:
        sectors = sectors_of(read_rows(_text(table)), DecimalMark(decimal) if decimal else None)
        years = sorted({year for rows in sectors.values() for year in rows})
        if len(years) < 2:  # noqa: PLR2004  (growth needs two years)
            raise DataProblem("Tệp", "có ít hơn hai năm.", "Hãy bổ sung số liệu.")
        begin, end = first or years[0], last or years[-1]
        parts = (decompose if end_points else chained)(sectors, begin, end, way)
    except DataProblem as problem:
        stop(problem)
    names = PART_NAMES[way]
    rows: list[Row] = [
        {
            "ngành": sector,
            **{name: _points(value) for name, value in zip(names, values, strict=True)},
            "cộng": _points(sum(values)),
        }
        for sector, values in parts.by_sector.items()
    ]
    totals = {name: _points(value) for name, value in zip(names, parts.totals, strict=True)}
    rows.append({"ngành": "toàn bộ", **totals, "cộng": _points(parts.growth)})
    unit = "điểm lô-ga-rít × 100" if way is Decomposition.LMDI else "điểm %"
    how = "hai năm đầu, cuối" if end_points else "cộng từng năm"
    click.echo(printed(rows, as_format, [f"Năng suất lao động {begin}–{end}, {unit}, {how}."]))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataProblem(str(path), "không phải UTF-8.", "Trong Excel hãy lưu thành “CSV UTF-8”.") from None
    except OSError as error:
        raise DataProblem(str(path), f"không mở được ({error.strerror}).", "Hãy kiểm tra tên tệp.") from None


def _need(series: Mapping[str, Series], head: str) -> Series:
    if head not in series:
        columns = {
            "output": "grdp",
            "labour": "lao_dong",
            "current": "grdp_hien_hanh",
            "labour_income": "thu_nhap_lao_dong",
        }
        raise DataProblem("Tệp", f"không có cột {columns[head]}.", "Hãy thêm cột này.")
    return series[head]


def _initial(
    series: Mapping[str, Series], depreciation: float, given: float | None, ratio: float | None
) -> InitialStock | None:
    """How the stock begins, None where the file brings the stock itself."""
    if "capital" in series:
        return None
    if "investment" not in series:
        raise DataProblem("Tệp", "không có cột von hoặc dau_tu.", "Hãy thêm một trong hai cột.")
    if given is not None:
        return InitialStock(given, f"{plain(given)} (nêu)")
    if ratio is not None:
        return output_ratio(_need(series, "output"), series["investment"].years[0], ratio)
    return steady_state(series["investment"], depreciation)


def _capital(
    series: Mapping[str, Series],
    stock: InitialStock | None,
    depreciation: float,
    timing: InvestmentTiming,
    basis: CapitalBasis,
) -> Series:
    if stock is None:
        return series["capital"]
    stocks = perpetual_inventory(series["investment"], stock, depreciation=depreciation, timing=timing)
    return capital_input(stocks, basis)


def _possible(series: Mapping[str, Series], labour_share: float | None) -> list[Method]:
    """The methods for which the file brings what they need, the convention always."""
    methods = [Method.GSO] if labour_share is not None else []
    if "labour_share" in series or {"labour_income", "current"} <= series.keys():
        methods += [Method.VNPI, Method.TORNQVIST]
    return [*methods, Method.CONVENTION]


def _weights(
    series: Mapping[str, Series], method: Method, labour_share: float | None, fitted: FittedShare | None
) -> Mapping[int, float]:
    if fitted is not None and method is Method.REGRESSION:
        return shares_by_year(fitted)
    years = range(_need(series, "output").years[0], _need(series, "output").years[-1] + 1)
    if method is Method.CONVENTION:
        return fixed_share(CONVENTION_LABOUR_SHARE, years)
    if method is Method.GSO:
        if labour_share is None:
            raise DataProblem(
                "Phương pháp gso", "cần tỷ trọng lao động của bảng cân đối liên ngành.", "Hãy nêu --labour-share."
            )
        return fixed_share(labour_share, years)
    if "labour_share" in series:
        return series["labour_share"].values
    return share_of_income(_need(series, "labour_income"), _need(series, "current"))


def _rows(made: GrowthAccount, average: Average) -> list[Row]:
    """One row a year and one of the whole period, in per cent."""
    whole = period(made, made.years[0].year, made.years[-1].year, average)
    named: list[tuple[str, YearOfGrowth | PeriodOfGrowth]] = [(str(year.year), year) for year in made.years]
    named.append((f"{whole.first}–{whole.last} ({average.value})", whole))
    rows: list[Row] = []
    for label, one in named:
        shares = shares_of_growth(one)
        rows.append(
            {
                "phương pháp": made.method.value,
                "năm": label,
                "GRDP %": _points(one.output),
                "do vốn": _points(one.from_capital),
                "do lao động": _points(one.from_labour),
                "TFP": _points(one.tfp),
                "TFP trong tăng trưởng %": None if isinstance(shares, Refused) else _points(shares.tfp),
                "ghi chú": shares.why if isinstance(shares, Refused) else "",
            }
        )
    return rows


def _ahead(made: GrowthAccount, until: int) -> list[str]:
    """The forecast of TFP growth to a year and how it would have done before, in sentences."""
    rates = {year.year: year.tfp for year in made.years}
    ahead = forecast(rates, until)
    lines = [f"{made.method.value}, dự báo TFP. {say(ahead)}"]
    try:
        tested = back_test(rates, len(ahead.by_year))
    except DataProblem as problem:
        return [*lines, f"{made.method.value}: chưa kiểm nghiệm ngược được. {problem}"]
    told = (
        f"{made.method.value}, kiểm nghiệm ngược: {len(tested.misses)} lần, {tested.held} lần nằm trong khoảng; sai số "
        f"bình quân {percent(tested.mean_size)} (nói “như năm trước”: {percent(tested.same_as_last)})."
    )
    return [*lines, told]


def _fit_line(fitted: FittedShare) -> str:
    return (
        f"Hồi quy {fitted.years[0]}–{fitted.years[1]}: tỷ trọng vốn {plain(round(fitted.capital_share, 4))} (sai số "
        f"chuẩn {plain(round(fitted.standard_error, 4))}), R² {plain(round(fitted.r_squared, 3))}, Durbin–Watson "
        f"{plain(round(fitted.durbin_watson, 2))}."
    )


def _points(fraction: float) -> float:
    return round(fraction * 100, 4)


def _method_lines(rows: Sequence[Row]) -> list[str]:
    methods = dict.fromkeys(str(row["phương pháp"]) for row in rows if "phương pháp" in row)
    return [f"{one}: {METHOD_NAMES[Method(one)]}." for one in methods]
