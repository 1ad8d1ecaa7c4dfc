"""What a plan's target for the part of TFP in growth ("trên 55 %") asks of TFP, under one method's figures."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from nscl.economics.growth.accounting import METHOD_NAMES, GrowthAccount, Method
from nscl.economics.growth.periods import Average, PeriodOfGrowth, period
from nscl.economics.problems import DataProblem
from nscl.economics.series import percent, plain


@dataclass(frozen=True)
class Needed:
    """What a target asks for, growth a year as fractions (log points for a method in logarithms).

    output_growth: as the plan sets it, or what follows where inputs go on as before; tfp: growth of TFP that is needed;
    past: the years held against it; capital_room: the fastest growth of capital that leaves TFP its part when labour
    goes on as before (below nought: labour alone takes more than its part).
    """

    method: Method
    target_share: float
    output_growth: float
    tfp: float
    past: PeriodOfGrowth
    capital_room: float


def needed(
    account: GrowthAccount,
    target_share: float,
    *,
    output_growth: float | None = None,
    first: int | None = None,
    last: int | None = None,
    average: Average = Average.CUMULATED,
) -> Needed:
    """What TFP must do for its part of growth to reach `target_share`, held against the years first…last before.

    With output_growth given, TFP = share × growth. Without it capital and labour go on as they did: their contributions
    are then the other 1 − share of growth, so growth = contributions ÷ (1 − share). Raises DataProblem for a share
    outside 0…1, a growth that is not above nought, years outside the account, inputs that did not grow where they
    should go on, and an account of gross output, of which a target for GRDP says nothing.
    """
    _check(account, target_share, output_growth)
    begin = account.years[0].year if first is None else first
    end = account.years[-1].year if last is None else last
    past = period(account, begin, end, average)
    if output_growth is None:
        inputs = past.output - past.tfp
        if inputs <= 0:
            raise DataProblem(
                f"Đóng góp của các đầu vào {begin}–{end}",
                f"là {percent(inputs)} một năm, không tăng.",
                "Hãy nêu mục tiêu tăng trưởng.",
            )
        output_growth = inputs / (1 - target_share)
    return Needed(
        account.method,
        target_share,
        output_growth,
        target_share * output_growth,
        past,
        (output_growth * (1 - target_share) - past.from_labour)
        / fmean(year.capital_share for year in account.between(begin, end)),
    )


def _check(account: GrowthAccount, target_share: float, output_growth: float | None) -> None:
    if account.method is Method.KLEMS:
        raise DataProblem(
            METHOD_NAMES[Method.KLEMS], "mục tiêu nói về GRDP, không về giá trị sản xuất.", "Hãy dùng phương pháp khác."
        )
    if not 0 < target_share < 1:
        raise DataProblem("Mục tiêu tỷ trọng TFP", f"là {plain(target_share * 100)} %.", "Phải giữa 0 và 100 %.")
    if output_growth is not None and output_growth <= 0:
        raise DataProblem("Mục tiêu tăng trưởng", f"là {percent(output_growth)} một năm.", "Phải lớn hơn 0.")
