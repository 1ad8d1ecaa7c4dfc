"""A run of a made-up province on paper, its figures computed by `nscl.economics`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from nscl.documents.productivity_papers.accounts import (
    AccountPaper,
    AverageKind,
    CapitalPaper,
    FactorGroup,
    FactorPaper,
    PartsOfGrowth,
    PeriodPaper,
    ShareKind,
    StartKind,
    StockPaper,
    YearPaper,
)
from nscl.documents.productivity_papers.breakdown import (
    DecompositionKind,
    DecompositionPaper,
    DeepeningYear,
    ProductivityPaper,
    SectorParts,
)
from nscl.documents.productivity_papers.outlook import (
    BarPaper,
    FanPaper,
    ForecastPaper,
    IntervalPaper,
    NeededPaper,
    SciencePaper,
    SensitivityPaper,
)
from nscl.documents.productivity_papers.paper import (
    ChoicePaper,
    PaperState,
    ResultPaper,
    RunPaper,
    SeriesPaper,
    SourcePaper,
)
from nscl.economics.capital import CapitalBasis, CapitalOptions, Initial, InvestmentTiming
from nscl.economics.decomposition import (
    DECOMPOSITION_NAMES,
    PART_NAMES,
    Decomposition,
    SectorYear,
    Table,
    capital_deepening,
    chained,
    decompose,
)
from nscl.economics.growth.accounting import METHOD_NAMES, GrowthAccount, Method, YearOfGrowth
from nscl.economics.growth.figures import Figures
from nscl.economics.growth.klems import Factor, FactorKind, Klems
from nscl.economics.growth.periods import (
    AVERAGE_NAMES,
    Average,
    PeriodOfGrowth,
    Refused,
    period,
    shares_of_growth,
)
from nscl.economics.growth.study import Options, Study, study
from nscl.economics.growth.targets import needed
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, percent

FIRST, LAST = 2018, 2025
OPENING = 2011
_SHARES = {
    Method.GSO: ShareKind.FIXED,
    Method.CONVENTION: ShareKind.FIXED,
    Method.VNPI: ShareKind.INCOME,
    Method.TORNQVIST: ShareKind.INCOME,
    Method.REGRESSION: ShareKind.FITTED,
    Method.KLEMS: ShareKind.COSTS,
}
_STARTS = {
    Initial.STEADY_STATE: StartKind.STEADY,
    Initial.RATIO: StartKind.RATIO,
    Initial.SURVEYED: StartKind.SURVEYED,
}
_FACTORS = {
    "máy móc": (FactorKind.CAPITAL, 0.12, 0.08),
    "lao động": (FactorKind.LABOUR, 0.24, 0.015),
    "năng lượng": (FactorKind.INTERMEDIATE, 0.09, 0.05),
    "nguyên liệu": (FactorKind.INTERMEDIATE, 0.55, 0.06),
}
_SECTORS = {"A": ("Nông nghiệp", 30.0, 500.0), "B": ("Công nghiệp", 90.0, 330.0), "C": ("Dịch vụ", 45.0, 210.0)}


def _path(start: float, pace: float, wave: float, first: int = OPENING) -> dict[int, float]:
    """A path that grows and swings, so that no two years are alike."""
    return {
        year: start * (1 + pace) ** (year - first) * (1 + wave * math.sin(1.7 * (year - first)))
        for year in range(first, LAST + 1)
    }


def figures() -> Figures:
    """Its series: billions of đồng, thousands of people."""
    output = Series("GRDP", "tỷ đồng", _path(120_000, 0.085, 0.02))
    current = {year: value * 1.03 ** (year - OPENING) for year, value in output.values.items()}
    income = {year: value * (0.52 + 0.004 * math.cos(year)) for year, value in current.items()}
    factors = {
        name: Factor(
            Series(name, "chỉ số", _path(100, pace, 0.01)),
            {year: share * value * 2.6 * (1 + 0.02 * math.sin(year * share * 9)) for year, value in current.items()},
            kind,
        )
        for name, (kind, share, pace) in _FACTORS.items()
    }
    return Figures(
        output=output,
        labour=Series("Lao động", "nghìn người", _path(1040, 0.008, 0.004)),
        investment=Series("Vốn đầu tư", "tỷ đồng", _path(30_000, 0.14, 0.05)),
        output_current=Series("GRDP giá hiện hành", "tỷ đồng", current),
        labour_income=Series("Thu nhập lao động", "tỷ đồng", income),
        klems=Klems(Series("Giá trị sản xuất", "tỷ đồng", _path(330_000, 0.075, 0.02)), factors),
    )


def sectors() -> Table:
    """Three sectors; people leave the first."""
    moves = {"A": (0.03, -0.02), "B": (0.1, 0.03), "C": (0.08, 0.02)}
    return {
        code: {
            year: SectorYear(
                output=start * 1000 * (1 + moves[code][0]) ** (year - OPENING) * (1 + 0.01 * math.sin(year)),
                labour=people * (1 + moves[code][1]) ** (year - OPENING) * (1 + 0.004 * math.cos(year)),
                current=start * 1000 * (1 + moves[code][0] + 0.01 * place) ** (year - OPENING),
            )
            for year in range(OPENING, LAST + 1)
        }
        for place, (code, (_name, start, people)) in enumerate(_SECTORS.items())
    }


def run_paper(
    way: Decomposition = Decomposition.FABRICANT, capital: CapitalOptions | None = None, **changes: Any
) -> RunPaper:
    """The whole run."""
    given = figures()
    stock = capital or CapitalOptions()
    made = study(given, Options(table_shares={2013: 0.6}, capital=stock))
    main = made.account(Method.VNPI)
    paper = RunPaper(
        number=7,
        title="Năng suất các nhân tố tổng hợp tỉnh Thử 2016–2025",
        province="tỉnh Thử",
        area="VN-99",
        agency="Sở Khoa học và Công nghệ",
        first=FIRST,
        last=LAST,
        method="vnpi",
        method_name=METHOD_NAMES[Method.VNPI],
        sentence="Giai đoạn 2016–2025, TFP của tỉnh Thử tăng 2,40 % một năm.",
        state=PaperState.PUBLISHED,
        software="nscl 0.1",
        computed_at=datetime(2026, 11, 20, 2, 30, tzinfo=UTC),
        published_at=datetime(2026, 11, 21, 2, 30, tzinfo=UTC),
        published_by="Nguyễn Văn Lãnh",
        choices=(ChoicePaper(name="Khấu hao", chosen="5,50 % mỗi năm"),),
        series=_series(given),
        sources=(
            SourcePaper(
                series="GRDP, giá so sánh 2010",
                province="tỉnh Thử",
                vintage=2,
                source="=Niên giám thống kê 2025",
                unit="tỷ đồng",
                basis="giá so sánh (gốc 2010)",
                first=OPENING,
                last=LAST,
                released_on=date(2026, 6, 30),
                keys=("output",),
            ),
        ),
        accounts=[account_paper(one) for one in made.accounts],
        capital=_capital(made, stock),
        productivity=_productivity(given),
        decompositions=[
            decomposition_paper(one, by_year=by_year, is_main=one is way)
            for one in Decomposition
            for by_year in (True, False)
        ],
        notes=("Chuỗi GRDP nối hai gốc so sánh năm 2010.", *made.notes),
        results=(_result("year", "vnpi", "tfp", main.years[-1].tfp), _result("forecast", "vnpi", "low", None)),
        refused={METHOD_NAMES[method]: str(why) for method, why in made.refused.items()},
    )
    return replace(paper, **_outlook(main), **changes)


def _result(table: str, method: str, measure: str, value: float | None) -> ResultPaper:
    return ResultPaper(
        table=table,
        table_name="Từng năm" if table == "year" else "Dự báo",
        method=method,
        method_name=METHOD_NAMES[Method(method)],
        part="",
        part_name="-1+1",
        first=LAST,
        last=LAST,
        measure=measure,
        measure_name="TFP",
        value=value,
        unit="phần của 1",
        words="" if value is not None else "Dự báo: chỉ có 3 năm.",
    )


def _series(given: Figures) -> list[SeriesPaper]:
    named = {
        "output": given.output,
        "labour": given.labour,
        "investment": given.investment,
        "output_current": given.output_current,
        "labour_income": given.labour_income,
        "gross_output": given.klems and given.klems.gross_output,
    }
    made = [SeriesPaper(key=key, name=one.name, unit=one.unit, values=one.values) for key, one in named.items() if one]
    for name, factor in given.klems.factors.items() if given.klems else ():
        quantity = factor.quantity
        made.append(SeriesPaper(key=f"input:{name}", name=name, unit=quantity.unit, values=quantity.values))
        earned = given.labour_income if factor.kind is FactorKind.CAPITAL and given.labour_income else None
        cost = {year: value + (earned[year] if earned else 0.0) for year, value in factor.cost.items()}
        made.append(SeriesPaper(key=f"cost:{name}", name=f"chi phí {name}", unit="tỷ đồng", values=cost))
    for code, years in sectors().items():
        name = _SECTORS[code][0]
        columns = {"output": "GRDP", "labour": "lao động", "output_current": "GRDP giá hiện hành"}
        for key, what in columns.items():
            values = {
                year: {"output": one.output, "labour": one.labour, "output_current": one.current or 0.0}[key]
                for year, one in years.items()
            }
            made.append(SeriesPaper(key=f"{key}:{code}", name=f"{name}: {what}", unit="", values=values))
    return made


def account_paper(account: GrowthAccount) -> AccountPaper:
    """An account with its three averages."""
    klems = account.method is Method.KLEMS
    factors = [
        FactorPaper(
            name=name,
            group=FactorGroup(kind.value),
            quantity=f"input:{name}",
            cost=f"cost:{name}",
            less="labour_income" if kind is FactorKind.CAPITAL else "",
        )
        for name, (kind, _share, _pace) in _FACTORS.items()
    ]
    return AccountPaper(
        method=account.method.value,
        name=METHOD_NAMES[account.method],
        in_logs=account.in_logs,
        share=_SHARES[account.method],
        years=[_year(one) for one in account.years],
        periods=[
            _period(period(account, FIRST, LAST, average))
            for average in (Average.CUMULATED, Average.ARITHMETIC, Average.GEOMETRIC)
        ],
        output="gross_output" if klems else "output",
        factors=factors if klems else (),
    )


def _year(one: YearOfGrowth) -> YearPaper:
    parts, refused = _parts(one)
    return YearPaper(
        year=one.year,
        output=one.output,
        capital=one.capital,
        labour=one.labour,
        capital_share=one.capital_share,
        labour_share=one.labour_share,
        from_capital=one.from_capital,
        from_labour=one.from_labour,
        tfp=one.tfp,
        from_intermediates=one.from_intermediates,
        parts=parts,
        refused=refused,
    )


def _period(one: PeriodOfGrowth) -> PeriodPaper:
    parts, refused = _parts(one)
    return PeriodPaper(
        first=one.first,
        last=one.last,
        average=AverageKind(one.average.value),
        average_name=AVERAGE_NAMES[one.average],
        output=one.output,
        from_capital=one.from_capital,
        from_labour=one.from_labour,
        tfp=one.tfp,
        from_intermediates=one.from_intermediates,
        parts=parts,
        refused=refused,
    )


def _parts(one: YearOfGrowth | PeriodOfGrowth) -> tuple[PartsOfGrowth | None, str]:
    made = shares_of_growth(one)
    if isinstance(made, Refused):
        return None, made.why
    return PartsOfGrowth(capital=made.capital, labour=made.labour, tfp=made.tfp, intermediates=made.intermediates), ""


def _capital(made: Study, options: CapitalOptions) -> CapitalPaper:
    capital = made.capital
    assert capital is not None
    assert capital.stocks is not None
    assert capital.initial is not None
    start = capital.stocks.years[0]
    return CapitalPaper(
        timing=options.timing.value,
        basis=options.basis.value,
        worn_at_once={InvestmentTiming.START: 1.0, InvestmentTiming.MIDDLE: 0.5, InvestmentTiming.END: 0.0}[
            options.timing
        ],
        closing_weight=0.5 if options.basis is CapitalBasis.AVERAGE else 0.0,
        stocks=[
            StockPaper(
                name="Vốn",
                investment="investment",
                depreciation=options.depreciation,
                start=_STARTS[options.initial],
                start_year=start,
                how=capital.initial.how,
                start_value=capital.initial.value,
                steady_years=options.steady_years,
                ratio=options.ratio,
            )
        ],
        closing=capital.stocks.values,
        working=capital.input.values,
    )


def _productivity(given: Figures) -> ProductivityPaper:
    levels = {year: given.output[year] / given.labour[year] for year in given.output.years}
    growth = {year: levels[year] / levels[year - 1] - 1 for year in list(levels)[1:]}
    count = LAST - FIRST + 1
    return ProductivityPaper(
        unit="triệu đồng một lao động",
        levels=levels,
        growth=growth,
        first=FIRST,
        last=LAST,
        geometric=(levels[LAST] / levels[FIRST - 1]) ** (1 / count) - 1,
        arithmetic=math.fsum(growth[year] for year in range(FIRST, LAST + 1)) / count,
    )


def decomposition_paper(way: Decomposition, *, by_year: bool, is_main: bool) -> DecompositionPaper:
    """The sectors' table taken apart in one way."""
    parts = (chained if by_year else decompose)(sectors(), FIRST - 1, LAST, way)
    return DecompositionPaper(
        method=DecompositionKind(way.value),
        name=DECOMPOSITION_NAMES[way],
        part_names=PART_NAMES[way],
        first=FIRST - 1,
        last=LAST,
        chained=by_year,
        growth=parts.growth,
        parts=parts.totals,
        shares=parts.shares,
        sectors=[
            SectorParts(
                code=code,
                name=_SECTORS[code][0],
                parts=values,
                output=f"output:{code}",
                labour=f"labour:{code}",
                current=f"output_current:{code}",
            )
            for code, values in parts.by_sector.items()
        ],
        is_main=is_main,
    )


def _outlook(main: GrowthAccount) -> Mapping[str, Any]:
    """What stands beside the account; words and quantiles are made up."""
    want = needed(main, 0.55, output_growth=0.11, first=FIRST, last=LAST)
    years = {one.year: one.tfp for one in main.years}
    return {
        "deepening": [
            DeepeningYear(
                first=one.year,
                last=one.year,
                productivity=one.productivity,
                from_capital=one.from_capital,
                from_quality=one.from_quality,
                tfp=one.tfp,
            )
            for one in capital_deepening(main)
        ],
        "science": [
            SciencePaper(method="proxy", name="lấy TFP làm thước đo", derived=False, by_year=years, mean=0.02),
            SciencePaper(
                method="components",
                name="năm thành phần của TFP",
                derived=True,
                by_year=years,
                mean=0.02,
                of_growth=0.25,
                parts={"tiến bộ kỹ thuật": years},
            ),
            SciencePaper(
                method="research",
                name="vốn nghiên cứu",
                derived=False,
                refused=str(DataProblem("Chi nghiên cứu", "không có.", "Hãy bổ sung.")),
            ),
        ],
        "sensitivity": SensitivityPaper(
            central=0.024,
            bars=(
                BarPaper(name="hệ số của lao động", low="0,40", high="0,70", tfp_at_low=0.012, tfp_at_high=0.034),
                BarPaper(name="khấu hao", low=percent(0.04), high=percent(0.08), tfp_at_low=0.021, tfp_at_high=0.026),
            ),
            low=0.008,
            high=0.037,
            share_central=0.28,
            share_low=0.09,
            share_high=0.43,
        ),
        "fans": [
            FanPaper(
                method="vnpi",
                name=METHOD_NAMES[Method.VNPI],
                quantiles=(0.05, 0.5, 0.95),
                by_year={year: (rate - 0.01, rate, rate + 0.01) for year, rate in years.items()},
                together=(0.01, 0.02, 0.03),
                draws=10_000,
                seed=1,
            )
        ],
        "needed": [
            NeededPaper(
                method="vnpi",
                name=METHOD_NAMES[Method.VNPI],
                target_share=want.target_share,
                output_growth=want.output_growth,
                tfp=want.tfp,
                past_output=want.past.output,
                past_tfp=want.past.tfp,
                capital_room=want.capital_room,
            )
        ],
        "forecasts": [
            ForecastPaper(
                what="TFP, cách của Viện Năng suất",
                intervals=(IntervalPaper(first=2026, last=2030, central=0.02, low=0.0, high=0.04),),
                says="Nếu mười năm tới như mười năm qua.",
                back_test="Trong 4 lần thử, 3 lần số thật nằm trong khoảng.",
            )
        ],
    }
