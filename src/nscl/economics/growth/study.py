"""Growth accounting of one area by every method side by side: what each gives, and why one gives nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from nscl.economics.capital import CapitalOptions, first_year
from nscl.economics.growth.accounting import (
    CONVENTION_LABOUR_SHARE,
    GrowthAccount,
    Method,
    account,
    common_years,
    fixed_share,
    share_of_tables,
)
from nscl.economics.growth.figures import Figures, check_workers
from nscl.economics.growth.klems import klems_account
from nscl.economics.growth.regression import FittedShare, fitted_share, shares_by_year
from nscl.economics.growth.stocks import CapitalMade, capital_of, measured_share, services_of
from nscl.economics.labour_quality import Services, labour_services
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, percent, plain


class LabourMeasure(StrEnum):
    """What stands for labour."""

    WORKERS = "workers"
    HOURS = "hours"


@dataclass(frozen=True)
class Options:
    """What must be chosen.

    methods: none named: all of them; table_shares: year of an input-output table → labour share, held until the next
    one (gso); quality: Törnqvist weighs workers by kind and assets by user cost where the figures bring them; rate: the
    nominal rate of return in user costs (None: the one that uses up the income of capital); trend: of the regression.
    """

    methods: tuple[Method, ...] = ()
    table_shares: Mapping[int, float] = field(default_factory=dict)
    capital: CapitalOptions = field(default_factory=CapitalOptions)
    labour: LabourMeasure = LabourMeasure.WORKERS
    quality: bool = True
    rate: float | None = None
    trend: bool = False


@dataclass(frozen=True)
class Study:
    """Accounts by method; refused: why a method gave none; notes: what was taken, in sentences.

    capital, labour, fitted: the capital stock, the quality of labour and the fitted share that the accounts rest on,
    None where none does.
    """

    accounts: tuple[GrowthAccount, ...]
    refused: Mapping[Method, DataProblem]
    capital: CapitalMade | None
    services: Services | None
    labour: Services | None
    fitted: FittedShare | None
    notes: tuple[str, ...]

    def account(self, method: Method) -> GrowthAccount:
        """The account by a method. Raises DataProblem where it gave none or was not asked for."""
        found = next((one for one in self.accounts if one.method is method), None)
        if found is not None:
            return found
        raise self.refused.get(method) or DataProblem(
            f"Phương pháp {method.value}", "chưa được tính.", "Hãy thêm vào các phương pháp đã chọn."
        )


def study(figures: Figures, options: Options | None = None) -> Study:
    """Every method that was chosen, in the order of `Method`; no DataProblem leaves: it is told where it belongs."""
    bench = _Bench(figures, options or Options())
    accounts, refused = [], {}
    for method in Method:
        if bench.options.methods and method not in bench.options.methods:
            continue
        try:
            accounts.append(bench.account(method))
        except DataProblem as problem:
            refused[method] = problem
    methods = {one.method for one in accounts}
    by_quality = Method.TORNQVIST in methods and bench.options.quality
    made = Study(
        tuple(accounts),
        refused,
        bench.capital if methods - {Method.KLEMS} else None,
        bench.services if by_quality else None,
        bench.kinds if by_quality else None,
        bench.fitted if Method.REGRESSION in methods else None,
        (),
    )
    return replace(made, notes=tuple(_notes(made, figures, bench.options)))


def labour_of(figures: Figures, measure: LabourMeasure) -> Series:
    """People in work or hours. Raises DataProblem where there are no hours."""
    if measure is LabourMeasure.WORKERS:
        return figures.labour
    if figures.hours is None:
        raise DataProblem("Giờ làm việc", "không có.", "Hãy bổ sung, hoặc tính theo số người làm việc.")
    return figures.hours


def with_table_shares(figures: Figures, options: Options) -> Figures:
    """The same figures, the labour share taken from the input-output tables where none is measured."""
    if figures.labour_share is not None or figures.labour_income is not None:
        return figures
    years = range(first_year(figures.output), figures.output.years[-1] + 1)
    shares = share_of_tables(options.table_shares, years)
    return replace(figures, labour_share=Series("Tỷ trọng lao động", "", shares))


class _Bench:
    """What several methods share, made once and only where a method asks for it."""

    def __init__(self, figures: Figures, options: Options) -> None:
        self.figures, self.options = figures, options

    @cached_property
    def capital(self) -> CapitalMade:
        return capital_of(self.figures, self.options.capital)

    @cached_property
    def labour(self) -> Series:
        return labour_of(self.figures, self.options.labour)

    @cached_property
    def fitted(self) -> FittedShare:
        return fitted_share(self.figures.output, self.capital.input, self.labour, trend=self.options.trend)

    @cached_property
    def services(self) -> Services | None:
        if not self.capital.assets:
            return None
        return services_of(self.figures, self.capital, self.options.rate)

    @cached_property
    def kinds(self) -> Services | None:
        kinds = self.figures.workers
        if not kinds:
            return None
        check_workers(self.figures)
        incomes = {
            name: {year: one.people[year] * one.wage[year] for year in one.people.years} for name, one in kinds.items()
        }
        return labour_services({name: one.people for name, one in kinds.items()}, incomes)

    def account(self, method: Method) -> GrowthAccount:
        """The account by one method. Raises DataProblem where the figures do not carry it."""
        if method is Method.KLEMS:
            if self.figures.klems is None:
                raise DataProblem(
                    "Phương pháp klems", "cần bảng giá trị sản xuất và các đầu vào.", "Hãy bổ sung bảng ấy."
                )
            return klems_account(self.figures.klems)
        if method is Method.TORNQVIST and self.options.quality:
            return self._by_quality()
        return account(self.figures.output, self.capital.input, self.labour, self._weights(method), method)

    def _weights(self, method: Method) -> Mapping[int, float]:
        years = common_years(self.figures.output, self.capital.input, self.labour)
        match method:
            case Method.CONVENTION:
                return fixed_share(CONVENTION_LABOUR_SHARE, years)
            case Method.GSO:
                return share_of_tables(self.options.table_shares, years)
            case Method.REGRESSION:
                return shares_by_year(self.fitted)
            case _:
                return measured_share(self.figures)

    def _by_quality(self) -> GrowthAccount:
        """Törnqvist on labour of constant quality and capital services, as far as the figures bring them."""
        kinds, services = self.kinds, self.services
        labour = self.labour if kinds is None else _of_quality(self.labour, kinds)
        capital = self.capital.input if services is None else services.index
        made = account(self.figures.output, capital, labour, measured_share(self.figures), Method.TORNQVIST)
        years = {year.year for year in made.years}
        qualities = [
            {} if one is None else {year: value for year, value in one.quality.items() if year in years}
            for one in (kinds, services)
        ]
        return replace(made, labour_quality=qualities[0], capital_quality=qualities[1])


def _of_quality(labour: Series, kinds: Services) -> Series:
    """People or hours times what their mix has added, for the years of the kinds."""
    values, added = {}, 0.0
    for year in kinds.index.years:
        added += kinds.quality.get(year, 0.0)
        if year in labour.values:
            values[year] = labour[year] * math.exp(added)
    return Series(f"{labour.name} theo chất lượng", labour.unit, values)


def _notes(made: Study, figures: Figures, options: Options) -> list[str]:
    notes = [made.capital.how] if made.capital else []
    if made.fitted:
        notes.append(_fit(made.fitted))
    if made.labour:
        notes.append("Törnqvist: lao động tính theo chất lượng (các loại lao động, trọng số là thu nhập).")
    if made.services:
        rate = "dùng hết thu nhập của vốn" if options.rate is None else f"{percent(options.rate)} một năm (nêu)"
        notes.append(f"Törnqvist: dịch vụ vốn theo chi phí sử dụng từng loại tài sản; lãi suất {rate}.")
    if options.labour is LabourMeasure.HOURS:
        notes.append("Lao động: tính bằng giờ làm việc.")
    wanted = figures.output.years[1:]
    for one in made.accounts:
        absent = [str(year) for year in wanted if year not in one.tfp_by_year]
        if absent and one.method is not Method.KLEMS:
            notes.append(f"{one.method.value}: không tính {', '.join(absent)} vì các chuỗi khác không đủ các năm ấy.")
    return notes


def _fit(fitted: FittedShare) -> str:
    return (
        f"Hồi quy {fitted.years[0]}–{fitted.years[1]}: tỷ trọng vốn {plain(round(fitted.capital_share, 4))} (sai số "
        f"chuẩn {plain(round(fitted.standard_error, 4))}), R² {plain(round(fitted.r_squared, 3))}, Durbin–Watson "
        f"{plain(round(fitted.durbin_watson, 2))}."
    )
