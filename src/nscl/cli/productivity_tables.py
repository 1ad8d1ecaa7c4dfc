"""The tables that `nscl tfp` and `nscl lp` print, from the results of `economics`; rates and parts in per cent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from nscl.cli.printing import Row
from nscl.economics.decomposition import PART_NAMES, Decomposition, Parts, capital_deepening
from nscl.economics.growth.accounting import METHOD_NAMES, GrowthAccount, YearOfGrowth
from nscl.economics.growth.figures import Figures
from nscl.economics.growth.forecasting import back_test, forecast, say
from nscl.economics.growth.periods import AVERAGE_NAMES, Average, PeriodOfGrowth, Refused, period, shares_of_growth
from nscl.economics.growth.study import Options
from nscl.economics.growth.targets import needed
from nscl.economics.linking import questions
from nscl.economics.problems import DataProblem
from nscl.economics.sensitivity import ASSUMPTION_NAMES, Assumptions, band, tornado
from nscl.economics.series import percent, plain

DECIMALS: Final = 4
# Below this TFP growth a year a ratio to it says nothing.
_LEAST_PAST: Final = 0.001
_MAY_BE_ABSENT: Final = ("investment", "capital", "hours", "output_current", "labour_income")


def asked_about(figures: Figures) -> list[str]:
    """What a person must confirm before the figures are used: holes, units, jumps; the figures stand as they are."""
    brought = [figures.output, figures.labour, *(getattr(figures, name) for name in _MAY_BE_ABSENT)]
    return [
        f"Cần xác nhận: {one.says} {one.likely}"
        for series in brought
        if series is not None
        for one in questions(series)
    ]


def account_rows(
    accounts: Sequence[GrowthAccount], periods: Sequence[tuple[int, int]], averages: Sequence[Average]
) -> tuple[list[Row], list[str]]:
    """One row a year and one a period and average, by method; and why a period of an account is not there."""
    rows: list[Row] = []
    notes = []
    with_intermediates = any(year.intermediates for one in accounts for year in one.years)
    for one in accounts:
        named: list[tuple[str, YearOfGrowth | PeriodOfGrowth]] = [(str(year.year), year) for year in one.years]
        for first, last in periods or [(one.years[0].year, one.years[-1].year)]:
            try:
                named += [
                    (f"{first}–{last} ({average.value})", period(one, first, last, average)) for average in averages
                ]
            except DataProblem as problem:
                notes.append(f"{one.method.value}: {problem}")
        rows += [_account_row(one, label, what, with_intermediates=with_intermediates) for label, what in named]
    notes += [f"{one.method.value}: {METHOD_NAMES[one.method]}." for one in accounts]
    notes += [f"{average.value}: {AVERAGE_NAMES[average]}." for average in averages]
    return rows, notes


def _account_row(
    account: GrowthAccount, label: str, one: YearOfGrowth | PeriodOfGrowth, *, with_intermediates: bool
) -> Row:
    shares = shares_of_growth(one)
    return {
        "phương pháp": account.method.value,
        "năm": label,
        "tăng trưởng %": points(one.output),
        "do vốn": points(one.from_capital),
        "do lao động": points(one.from_labour),
        **({"do đầu vào trung gian": points(one.from_intermediates)} if with_intermediates else {}),
        "TFP": points(one.tfp),
        "TFP trong tăng trưởng %": None if isinstance(shares, Refused) else points(shares.tfp),
        "ghi chú": shares.why if isinstance(shares, Refused) else "",
    }


def band_rows(figures: Figures, options: Options, first: int, last: int) -> tuple[list[Row], list[str]]:
    """Each assumption over its range, the widest first; and the band over all of them together."""
    rows: list[Row] = [
        {
            "giả định": ASSUMPTION_NAMES[bar.assumption],
            "giá trị thấp": bar.low,
            "giá trị cao": bar.high,
            "TFP ở giá trị thấp": points(bar.tfp_at_low),
            "TFP ở giá trị cao": points(bar.tfp_at_high),
            "chênh lệch": points(bar.width),
        }
        for bar in tornado(figures, options, first, last)
    ]
    whole = band(figures, options, first, last)
    says = (
        f"Dải TFP {first}–{last}, hệ số cố định: {percent(whole.low)} đến {percent(whole.high)} một năm, giữa "
        f"{percent(whole.central)}. Thấp nhất khi {_said(whole.at_low)}; cao nhất khi {_said(whole.at_high)}."
    )
    return rows, [says]


def _said(one: Assumptions) -> str:
    return (
        f"tỷ trọng lao động {plain(round(one.labour_share, 3))}, khấu hao {percent(one.depreciation)}, vốn ban đầu "
        f"{plain(round(one.capital_output, 2))} lần GRDP"
    )


def fan_rows(
    figures: Figures, options: Options, accounts: Sequence[GrowthAccount], *, draws: int, seed: int
) -> list[Row]:
    """Quantiles of TFP growth by method and year, and of all years together (numpy is loaded for this only)."""
    from nscl.economics.simulation import simulate

    rows: list[Row] = []
    for fan in simulate(figures, [one.method for one in accounts], options, draws=draws, seed=seed).values():
        years = {**{str(year): values for year, values in fan.by_year.items()}, "cả giai đoạn": fan.together}
        for label, values in years.items():
            quantiles = {f"{plain(q * 100)} %": points(value) for q, value in zip(fan.quantiles, values, strict=True)}
            rows.append({"phương pháp": fan.method.value, "năm": label, **quantiles})
    return rows


def target_rows(
    accounts: Sequence[GrowthAccount], share: float, growth: float | None, periods: Sequence[tuple[int, int]]
) -> tuple[list[Row], list[str]]:
    """What TFP must do under each method, held against the last period; and why one says nothing."""
    rows: list[Row] = []
    notes = []
    for one in accounts:
        first, last = periods[-1] if periods else (one.years[0].year, one.years[-1].year)
        try:
            want = needed(one, share, output_growth=growth, first=first, last=last)
        except DataProblem as problem:
            notes.append(f"Mục tiêu, {one.method.value}: {problem}")
            continue
        rows.append(
            {
                "phương pháp": one.method.value,
                "tăng trưởng %": points(want.output_growth),
                "TFP cần": points(want.tfp),
                f"TFP {first}–{last}": points(want.past.tfp),
                "gấp (lần)": round(want.tfp / want.past.tfp, 2) if want.past.tfp >= _LEAST_PAST else None,
                "vốn tăng nhiều nhất": points(want.capital_room),
            }
        )
    if growth is None:
        notes.append("Mục tiêu: vốn, lao động tăng như trước; tăng trưởng là mức suy ra.")
    return rows, notes


def forecast_lines(account: GrowthAccount, until: int) -> list[str]:
    """The forecast of TFP growth to a year and how it would have done before, in sentences."""
    ahead = forecast(account.tfp_by_year, until)
    name = account.method.value
    lines = [f"{name}, dự báo TFP. {say(ahead)}"]
    try:
        tested = back_test(account.tfp_by_year, len(ahead.by_year))
    except DataProblem as problem:
        return [*lines, f"{name}: chưa kiểm nghiệm ngược được. {problem}"]
    told = (
        f"{name}, kiểm nghiệm ngược: {len(tested.misses)} lần, {tested.held} lần nằm trong khoảng; sai số "
        f"bình quân {percent(tested.mean_size)} (nói “như năm trước”: {percent(tested.same_as_last)})."
    )
    return [*lines, told]


def sector_rows(parts: Parts) -> list[Row]:
    """Each sector's share of each part, and all sectors together."""
    rows = [_part_row("ngành", sector, parts.method, values) for sector, values in parts.by_sector.items()]
    return [*rows, _part_row("ngành", "toàn bộ", parts.method, parts.totals)]


def part_of_year_rows(by_year: Mapping[int, Parts]) -> list[Row]:
    """The parts of each year over all sectors."""
    return [_part_row("năm", str(year), parts.method, parts.totals) for year, parts in by_year.items()]


def _part_row(head: str, label: str, method: Decomposition, values: Sequence[float]) -> Row:
    named = {name: points(value) for name, value in zip(PART_NAMES[method], values, strict=True)}
    return {head: label, **named, "cộng": points(sum(values))}


def deepening_rows(account: GrowthAccount) -> list[Row]:
    """Labour productivity by year: capital per worker, the quality of labour, TFP."""
    return [
        {
            "năm": str(one.year),
            "năng suất lao động %": points(one.productivity),
            "do vốn trên lao động": points(one.from_capital),
            "do chất lượng lao động": points(one.from_quality),
            "TFP": points(one.tfp),
        }
        for one in capital_deepening(account)
    ]


def points(fraction: float) -> float:
    """A fraction in per cent, to the decimals that are told."""
    return round(fraction * 100, DECIMALS)
