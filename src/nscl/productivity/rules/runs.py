"""What must be chosen for a run, what of it cannot be, and where a run leads from each of its states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.economics.capital import DEFAULT_DEPRECIATION, STEADY_STATE_YEARS, CapitalBasis, InvestmentTiming
from nscl.economics.decomposition import Decomposition
from nscl.economics.growth.accounting import Method
from nscl.economics.growth.periods import Average
from nscl.economics.sensitivity import RANGES, Assumption
from nscl.productivity.enums import CapitalInput, LabourInput, RunState, StockStart
from nscl.work.rules.problems import Problem, Reason

DEFAULT_DRAWS: Final = 10_000
MOST_DRAWS: Final = 100_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
# A run over more years than these mixes economies that have little in common, and a forecast so far says nothing.
MOST_YEARS, MOST_YEARS_AHEAD = 60, 15
MOST_STEADY_YEARS: Final = 10
TITLE_LENGTH, SOURCE_LENGTH = 200, 250
# Growth of output that a plan may aim at; beyond it somebody wrote per cent for a fraction.
MOST_GROWTH: Final = 0.5

# From which state a run may come to which: nothing leads back to a draft.
MOVES: Final[Mapping[RunState, frozenset[RunState]]] = {
    RunState.DRAFT: frozenset({RunState.PUBLISHED}),
    RunState.PUBLISHED: frozenset({RunState.WITHDRAWN}),
    RunState.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunValues:
    """What a person chooses for a run. Years are years of growth: the levels begin a year before the first.

    Rates, shares and growth are fractions (0.055 is 5,5 %). labour_share: of the input-output table, for the
    statistics office's method, with its source. A range with None has none drawn for it; draws 0: no simulation.
    """

    title: str
    first_year: int
    last_year: int
    note: str = ""
    method: Method = Method.VNPI
    average: Average = Average.CUMULATED
    decomposition: Decomposition = Decomposition.FABRICANT
    labour_input: LabourInput = LabourInput.WORKERS
    capital_input: CapitalInput = CapitalInput.STOCK
    labour_share: float | None = None
    labour_share_source: str = ""
    depreciation: float = DEFAULT_DEPRECIATION
    stock_start: StockStart = StockStart.STEADY
    start_ratio: float | None = None
    start_years: int = STEADY_STATE_YEARS
    timing: InvestmentTiming = InvestmentTiming.END
    basis: CapitalBasis = CapitalBasis.AVERAGE
    share_low: float | None = RANGES[Assumption.LABOUR_SHARE][0]
    share_high: float | None = RANGES[Assumption.LABOUR_SHARE][1]
    depreciation_low: float | None = RANGES[Assumption.DEPRECIATION][0]
    depreciation_high: float | None = RANGES[Assumption.DEPRECIATION][1]
    draws: int = DEFAULT_DRAWS
    seed: int = 1
    target_share: float | None = None
    target_growth: float | None = None
    forecast_to: int | None = None
    research_elasticity: float | None = None


# What each choice is called, for the audit trail, conflicts and the comparison of runs.
FIELD_NAMES: Final[Mapping[str, Promise]] = {
    "title": gettext_lazy("Tên lần tính"),
    "note": gettext_lazy("Ghi chú"),
    "first_year": gettext_lazy("Năm đầu"),
    "last_year": gettext_lazy("Năm cuối"),
    "method": gettext_lazy("Phương pháp chính"),
    "average": gettext_lazy("Cách tính bình quân giai đoạn"),
    "decomposition": gettext_lazy("Cách tách năng suất lao động"),
    "labour_input": gettext_lazy("Lao động tính theo"),
    "capital_input": gettext_lazy("Vốn tính theo"),
    "labour_share": gettext_lazy("Hệ số của lao động theo bảng cân đối liên ngành"),
    "labour_share_source": gettext_lazy("Nguồn của hệ số lao động"),
    "depreciation": gettext_lazy("Tỷ lệ khấu hao"),
    "stock_start": gettext_lazy("Cách tính vốn ban đầu"),
    "start_ratio": gettext_lazy("Tỷ lệ vốn ban đầu trên GRDP"),
    "start_years": gettext_lazy("Số năm đầu lấy bình quân cho trạng thái dừng"),
    "timing": gettext_lazy("Thời điểm đầu tư bắt đầu hao mòn"),
    "basis": gettext_lazy("Vốn làm việc trong năm"),
    "share_low": gettext_lazy("Hệ số lao động thấp nhất khi thử"),
    "share_high": gettext_lazy("Hệ số lao động cao nhất khi thử"),
    "depreciation_low": gettext_lazy("Khấu hao thấp nhất khi thử"),
    "depreciation_high": gettext_lazy("Khấu hao cao nhất khi thử"),
    "draws": gettext_lazy("Số lần mô phỏng"),
    "seed": gettext_lazy("Số gieo của mô phỏng"),
    "target_share": gettext_lazy("Mục tiêu tỷ trọng đóng góp của TFP"),
    "target_growth": gettext_lazy("Mục tiêu tốc độ tăng GRDP"),
    "forecast_to": gettext_lazy("Dự báo đến năm"),
    "research_elasticity": gettext_lazy("Độ co giãn của GRDP theo vốn nghiên cứu"),
}
CHOICES: Final = tuple(one.name for one in fields(RunValues))


def check_run(values: RunValues, *, this_year: int) -> tuple[Problem, ...]:
    """What is wrong with the choices, all of it, each under its field. this_year: growth after it is not known."""
    return tuple(_problems(values, this_year))


def _problems(values: RunValues, this_year: int) -> Iterator[Problem]:
    yield from _text(values)
    yield from _years(values, this_year)
    yield from _coefficients(values)
    yield from _stock(values)
    yield from _ranges(values)
    yield from _targets(values)


def _text(values: RunValues) -> Iterator[Problem]:
    if not values.title.strip():
        yield Problem("title", Reason.MISSING, _("chưa có tên lần tính"), _("ghi tên, ví dụ “TFP 2021–2025”"))
    elif len(values.title) > TITLE_LENGTH:
        yield _too_long("title", TITLE_LENGTH)
    if len(values.labour_share_source) > SOURCE_LENGTH:
        yield _too_long("labour_share_source", SOURCE_LENGTH)


def _too_long(field: str, most: int) -> Problem:
    return Problem(field, Reason.TOO_LONG, _("dài quá %(most)s ký tự") % {"most": most}, _("viết ngắn lại"))


def _years(values: RunValues, this_year: int) -> Iterator[Problem]:
    if not FIRST_YEAR < values.first_year <= LAST_YEAR:
        yield Problem("first_year", Reason.UNFIT, _("năm đầu không phải một năm"), _("ghi năm bốn chữ số"))
    elif values.last_year < values.first_year:
        yield Problem("last_year", Reason.BACKWARD, _("năm cuối trước năm đầu"), _("ghi năm cuối từ năm đầu trở đi"))
    elif values.last_year - values.first_year >= MOST_YEARS:
        remedy = _("chọn giai đoạn không quá %(most)s năm") % {"most": MOST_YEARS}
        yield Problem("last_year", Reason.TOO_LARGE, _("giai đoạn quá dài"), remedy)
    if values.last_year > this_year:
        message = _("năm %(year)s chưa có số liệu") % {"year": values.last_year}
        yield Problem("last_year", Reason.IN_FUTURE, message, _("chọn đến năm đã có số liệu; sau đó dùng dự báo"))
    ahead = values.forecast_to
    if ahead is not None and not values.last_year < ahead <= values.last_year + MOST_YEARS_AHEAD:
        remedy = _("ghi một năm sau năm cuối, không quá %(most)s năm") % {"most": MOST_YEARS_AHEAD}
        yield Problem("forecast_to", Reason.OUTSIDE_PERIOD, _("năm dự báo không hợp lý"), remedy)


def _coefficients(values: RunValues) -> Iterator[Problem]:
    share = values.labour_share
    if share is not None and not 0 < share < 1:
        yield _fraction("labour_share", _("hệ số của lao động phải lớn hơn 0 và nhỏ hơn 1"))
    if share is not None and not values.labour_share_source.strip():
        message = _("hệ số của lao động chưa có nguồn")
        yield Problem("labour_share_source", Reason.MISSING, message, _("ghi bảng cân đối liên ngành nào, của năm nào"))
    if not 0 < values.depreciation < 1:
        yield _fraction("depreciation", _("tỷ lệ khấu hao phải lớn hơn 0 và nhỏ hơn 100 %"))
    elasticity = values.research_elasticity
    if elasticity is not None and not 0 <= elasticity <= 1:
        yield _fraction("research_elasticity", _("độ co giãn phải từ 0 đến 1"))


def _fraction(field: str, message: str) -> Problem:
    return Problem(field, Reason.UNFIT, message, _("kiểm tra lại số đã ghi, có thể nhầm phần trăm với phần của 1"))


def _stock(values: RunValues) -> Iterator[Problem]:
    if values.stock_start is StockStart.RATIO and not (values.start_ratio or 0) > 0:
        yield Problem("start_ratio", Reason.MISSING, _("chưa có tỷ lệ vốn ban đầu trên GRDP"), _("ghi tỷ lệ, ví dụ 2"))
    if values.stock_start is not StockStart.RATIO and values.start_ratio is not None:
        message = _("tỷ lệ vốn trên GRDP chỉ dùng khi vốn ban đầu tính theo tỷ lệ")
        yield Problem("start_ratio", Reason.UNFIT, message, _("xóa tỷ lệ, hoặc chọn cách tính vốn ban đầu theo tỷ lệ"))
    if not 2 <= values.start_years <= MOST_STEADY_YEARS:  # noqa: PLR2004  (growth needs two years)
        remedy = _("ghi từ 2 đến %(most)s năm, thường 3 đến 5") % {"most": MOST_STEADY_YEARS}
        yield Problem("start_years", Reason.UNFIT, _("số năm lấy bình quân không hợp lý"), remedy)


def _ranges(values: RunValues) -> Iterator[Problem]:
    for low_name, high_name in (("share_low", "share_high"), ("depreciation_low", "depreciation_high")):
        low, high = getattr(values, low_name), getattr(values, high_name)
        if (low is None) != (high is None):
            empty = low_name if low is None else high_name
            yield Problem(empty, Reason.MISSING, _("khoảng thử thiếu một đầu"), _("ghi cả hai đầu, hoặc xóa cả hai"))
        elif low is not None and not 0 < low < high < 1:
            remedy = _("ghi số nhỏ trước, số lớn sau, đều giữa 0 và 100 %")
            yield Problem(high_name, Reason.BACKWARD, _("khoảng thử không hợp lý"), remedy)
    if not 0 <= values.draws <= MOST_DRAWS:
        remedy = _("ghi từ 0 (không mô phỏng) đến %(most)s") % {"most": MOST_DRAWS}
        yield Problem("draws", Reason.TOO_LARGE, _("số lần mô phỏng ngoài giới hạn"), remedy)
    if values.seed < 0:
        yield Problem("seed", Reason.NEGATIVE, _("số gieo âm"), _("ghi một số nguyên không âm"))


def _targets(values: RunValues) -> Iterator[Problem]:
    if values.target_share is not None and not 0 < values.target_share < 1:
        yield _fraction("target_share", _("mục tiêu tỷ trọng phải lớn hơn 0 và nhỏ hơn 100 %"))
    growth = values.target_growth
    if growth is not None and not 0 < growth <= MOST_GROWTH:
        yield _fraction("target_growth", _("mục tiêu tốc độ tăng GRDP phải lớn hơn 0 và không quá 50 %"))
    if growth is not None and values.target_share is None:
        message = _("có mục tiêu tốc độ tăng GRDP mà chưa có mục tiêu tỷ trọng của TFP")
        yield Problem("target_share", Reason.MISSING, message, _("ghi mục tiêu tỷ trọng, ví dụ 55 %"))
