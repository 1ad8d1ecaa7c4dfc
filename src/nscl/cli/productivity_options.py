"""Options of `nscl tfp` and `nscl lp`: companion tables, the labour share, the capital stock, what else is wanted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click

from nscl.economics.capital import (
    DEFAULT_DEPRECIATION,
    STEADY_STATE_YEARS,
    CapitalBasis,
    CapitalOptions,
    Initial,
    InvestmentTiming,
)
from nscl.economics.growth.accounting import Method
from nscl.economics.growth.figures import Figures
from nscl.economics.growth.reading import figures_of
from nscl.economics.growth.study import LabourMeasure, Options
from nscl.economics.problems import DataProblem
from nscl.economics.tables import DecimalMark, read_number, read_rows

Command = Callable[..., None]
_FILE: Final = click.Path(path_type=Path)
# The least years over which a steady state is averaged (productivity.md, section 1).
_LEAST_STEADY: Final = 3
_SHARE: Final = re.compile(r"(?:(\d{4})\s*[:=]\s*)?(0?[.,]\d+)")
_PERIOD: Final = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")
_FIRST_TABLE: Final = 1900  # a share without a year holds before every year there may be


@dataclass(frozen=True)
class Stock:
    """How the capital stock is computed, as the options name it."""

    depreciation: float
    initial_stock: float | None
    initial_year: int | None
    capital_output: float | None
    steady_years: int
    timing: str
    basis: str

    def options(self) -> CapitalOptions:
        """The same as the library takes it."""
        initial = Initial.STEADY_STATE if self.capital_output is None else Initial.RATIO
        return CapitalOptions(
            depreciation=self.depreciation,
            initial=initial if self.initial_stock is None else Initial.SURVEYED,
            surveyed=self.initial_stock,
            surveyed_year=self.initial_year,
            ratio=self.capital_output,
            steady_years=self.steady_years,
            timing=InvestmentTiming(self.timing),
            basis=CapitalBasis(self.basis),
        )


@dataclass(frozen=True)
class Companions:
    """The tables beside the first one, and how all of them are read."""

    workers: Path | None
    assets: Path | None
    hours: bool
    rate: float | None
    labour_share: tuple[str, ...]
    decimal: str | None

    @property
    def mark(self) -> DecimalMark | None:
        """The decimal mark that was named."""
        return DecimalMark(self.decimal) if self.decimal else None

    def figures(self, table: Path, klems: Path | None = None) -> Figures:
        """The figures of all tables. Raises DataProblem for what cannot be read."""
        return figures_of(
            rows_of(table),
            workers=rows_of(self.workers) if self.workers else (),
            assets=rows_of(self.assets) if self.assets else (),
            klems=rows_of(klems) if klems else (),
            decimal=self.mark,
        )

    def options(
        self, stock: Stock, methods: Sequence[Method] = (), *, quality: bool = True, trend: bool = False
    ) -> Options:
        """The options of a study. Raises DataProblem for a labour share that cannot be read."""
        return Options(
            methods=tuple(methods),
            table_shares=table_shares(self.labour_share),
            capital=stock.options(),
            labour=LabourMeasure.HOURS if self.hours else LabourMeasure.WORKERS,
            quality=quality,
            rate=self.rate,
            trend=trend,
        )


@dataclass(frozen=True)
class Further:
    """What is told beside the accounts."""

    forecast_to: int | None
    target_share: float | None
    target_growth: float | None
    band: bool
    draws: int | None
    seed: int


def gathered(name: str, kind: type[Any], *options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """A decorator that adds options and hands their values on as one parameter, a dataclass with a field for each."""
    names = [field.name for field in fields(kind)]

    def decorate(command: Command) -> Command:
        @wraps(command)
        def given(**values: Any) -> None:
            mine = {one: values.pop(one) for one in names}
            command(**values, **{name: kind(**mine)})

        made: Command = given
        for option in reversed(options):
            made = option(made)
        return made

    return decorate


of_the_stock = gathered(
    "stock",
    Stock,
    click.option(
        "--depreciation", type=float, default=DEFAULT_DEPRECIATION, show_default=True, help="khấu hao vốn mỗi năm"
    ),
    click.option("--initial-stock", type=float, help="vốn điều tra được, cùng đơn vị với vốn đầu tư"),
    click.option("--initial-year", type=int, help="vốn ấy của cuối năm nào; không nêu: trước năm đầu tư đầu tiên"),
    click.option("--capital-output", type=float, help="vốn đầu kỳ bằng số này lần GRDP năm đầu tư đầu tiên"),
    click.option(
        "--steady-years",
        type=click.IntRange(_LEAST_STEADY, STEADY_STATE_YEARS),
        default=STEADY_STATE_YEARS,
        show_default=True,
        help="vốn đầu kỳ theo trạng thái dừng: bình quân mấy năm đầu",
    ),
    click.option(
        "--timing",
        type=click.Choice([one.value for one in InvestmentTiming]),
        default=InvestmentTiming.END.value,
        show_default=True,
        help="vốn đầu tư hao mòn từ đầu, giữa hay cuối năm",
    ),
    click.option(
        "--basis",
        type=click.Choice([one.value for one in CapitalBasis]),
        default=CapitalBasis.AVERAGE.value,
        show_default=True,
        help="vốn của năm: bình quân đầu và cuối năm, hay vốn đầu năm",
    ),
)
of_the_tables = gathered(
    "companions",
    Companions,
    click.option(
        "--workers", type=_FILE, help="tệp lao động theo loại: nam, trinh_do, gioi, tuoi, lao_dong, tien_luong"
    ),
    click.option(
        "--assets", type=_FILE, help="tệp vốn theo loại: nam, tai_san, dau_tu, chi_so_gia, khau_hao, von_dau_ky"
    ),
    click.option("--hours", is_flag=True, help="tính lao động bằng giờ làm việc (cột gio_lam_viec)"),
    click.option("--rate", type=float, help="lãi suất danh nghĩa trong chi phí sử dụng vốn, ví dụ 0.1"),
    click.option("--labour-share", multiple=True, help="tỷ trọng lao động cố định: 0.6, hoặc 2019:0.58 (nhiều lần)"),
    click.option("--decimal", type=click.Choice([one.value for one in DecimalMark]), help="dấu thập phân của tệp"),
)
and_further = gathered(
    "further",
    Further,
    click.option("--forecast-to", type=int, help="dự báo tốc độ tăng TFP đến năm này, kèm kiểm nghiệm ngược"),
    click.option("--target-share", type=float, help="mục tiêu TFP trong tăng trưởng, %, ví dụ 55"),
    click.option("--target-growth", type=float, help="mục tiêu tăng trưởng GRDP một năm, %, ví dụ 13"),
    click.option("--band", is_flag=True, help="TFP đổi thế nào khi đổi tỷ trọng lao động, khấu hao, vốn ban đầu"),
    click.option("--draws", type=click.IntRange(100), help="mô phỏng: phân vị của TFP qua số lần rút này"),
    click.option("--seed", type=int, default=1, show_default=True, help="hạt giống của mô phỏng"),
)


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file. Raises DataProblem where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataProblem(str(path), "không phải UTF-8.", "Trong Excel hãy lưu thành “CSV UTF-8”.") from None
    except OSError as error:
        raise DataProblem(str(path), f"không mở được ({error.strerror}).", "Hãy kiểm tra tên tệp.") from None
    return read_rows(text)


def table_shares(written: Sequence[str]) -> dict[int, float]:
    """Year of an input-output table → labour share; a share without a year holds before all of them.

    Raises DataProblem for what is written otherwise.
    """
    shares = {}
    for one in written:
        found = _SHARE.fullmatch(one.strip())
        if found is None:
            raise DataProblem(
                "--labour-share", f"“{one}” không đọc được.", "Hãy ghi một số giữa 0 và 1, ví dụ 0.6 hoặc 2019:0.58."
            )
        shares[int(found[1] or _FIRST_TABLE)] = read_number(
            found[2].replace(",", "."), "--labour-share", DecimalMark.POINT
        )
    return shares


def periods_of(written: Sequence[str]) -> list[tuple[int, int]]:
    """First and last year of each period. Raises DataProblem for what is written otherwise."""
    periods = []
    for one in written:
        found = _PERIOD.fullmatch(one.strip())
        if found is None or int(found[1]) > int(found[2]):
            raise DataProblem("--period", f"“{one}” không phải là giai đoạn.", "Hãy ghi như 2021-2025.")
        periods.append((int(found[1]), int(found[2])))
    return periods
