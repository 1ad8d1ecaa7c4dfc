"""How sure the figure is and where it leads: assumptions put otherwise, simulation, the plan's target, the forecast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.documents.productivity_papers.outlook import (
    BarPaper,
    FanPaper,
    ForecastPaper,
    IntervalPaper,
    NeededPaper,
    SensitivityPaper,
)
from nscl.documents.productivity_papers.paper import RunPaper
from nscl.web.productivity.figures import plain_column, points_column, worked_column
from nscl.web.productivity.run.result import share_band
from nscl.web.productivity.words import ASSUMPTIONS, between, inside, method_words, named, points, years_words
from nscl.web.statistics.figures import per_cent
from nscl.web.ui.tables import Column, Table, Worked


@dataclass(frozen=True, slots=True)
class FanRow:
    """A year of a simulation, or all years together (`label`)."""

    label: str
    values: Sequence[float]


def outlook_sentence(paper: RunPaper) -> str:
    """The band, and what the target would need."""
    said = []
    spread = share_band(paper)
    if spread is not None:
        words = _("Khi cả ba giả định thay đổi trong khoảng thử, tỷ trọng của TFP từ %(low)s đến %(high)s.")
        low, high = sorted(spread)
        said.append(words % {"low": per_cent(low), "high": per_cent(high)})
    need = next((one for one in paper.needed if one.method == paper.method), None)
    if need is not None and need.tfp is not None and need.past_tfp is not None:
        words = _("Muốn TFP đóng góp %(share)s, TFP phải tăng %(need)s điểm %% mỗi năm; giai đoạn qua là %(past)s.")
        said.append(
            words % {"share": per_cent(need.target_share), "need": points(need.tfp), "past": points(need.past_tfp)}
        )
    return " ".join(said)


def sensitivity_table(one: SensitivityPaper) -> Table[BarPaper]:
    """Each assumption at both ends of its range, with the growth of TFP that follows."""
    unit = _("điểm % mỗi năm")
    columns: list[Column[BarPaper]] = [
        plain_column("name", _("Giả định"), lambda b: capfirst(named(ASSUMPTIONS, b.name)), filling=True),
        plain_column("range", _("Khoảng thử"), lambda b: f"{b.low} – {b.high}"),
        points_column("low", _("TFP ở đầu thấp"), lambda b: b.tfp_at_low, unit=unit),
        points_column("high", _("TFP ở đầu cao"), lambda b: b.tfp_at_high, unit=unit),
        worked_column("width", _("Chênh lệch"), _width, unit=unit),
    ]
    return Table("do-nhay-bang", _("Độ nhạy theo từng giả định"), columns, one.bars, exportable=False)


def _width(bar: BarPaper) -> Worked:
    low, high = sorted((bar.tfp_at_low, bar.tfp_at_high))
    return Worked(points(high - low), f"{points(high)} − {inside(low)}")


def band_sentence(one: SensitivityPaper) -> str:
    """All assumptions at once, in words; "" where there is no band."""
    if one.low is None or one.high is None or one.central is None:
        return one.refused
    low, high = sorted((one.low, one.high))
    return _(
        "Với giả định đã chọn, TFP tăng %(central)s điểm %% mỗi năm; cùng lúc đổi cả: từ %(low)s đến %(high)s."
    ) % {
        "central": points(one.central),
        "low": points(low),
        "high": points(high),
    }


def fan_rows(fan: FanPaper) -> list[FanRow]:
    """Every year, then all of them together."""
    rows = [FanRow(str(year), values) for year, values in sorted(fan.by_year.items())]
    return [*rows, FanRow(_("Cả giai đoạn"), fan.together)]


def fan_table(fan: FanPaper) -> Table[FanRow]:
    """Quantiles of the simulation, by year."""
    columns: list[Column[FanRow]] = [
        plain_column("label", _("Năm"), lambda r: r.label),
        *(
            points_column(f"q{place}", _quantile(quantile), _at(place), unit=_("điểm lô-ga-rít × 100"))
            for place, quantile in enumerate(fan.quantiles)
        ),
    ]
    words = _("Mô phỏng %(draws)s lần, phương pháp %(method)s")
    caption = words % {"draws": f"{fan.draws:,}".replace(",", "."), "method": method_words(fan.method)}
    return Table(f"mo-phong-{fan.method}", caption, columns, fan_rows(fan), exportable=False, scrolls=True)


_MIDDLE = 0.5


def _quantile(quantile: float) -> str:
    if quantile == _MIDDLE:
        return _("Trung vị")
    return _("Phân vị %(n)s") % {"n": f"{quantile * 100:g} %".replace(".", ",")}


def _at(place: int) -> Callable[[FanRow], float]:
    return lambda row: row.values[place]


def needed_table(rows: Sequence[NeededPaper]) -> Table[NeededPaper]:
    """What the plan's target asks for under each method, beside what was."""
    unit = _("điểm % mỗi năm")
    columns: list[Column[NeededPaper]] = [
        Column(
            "method",
            _("Phương pháp"),
            value=lambda n: method_words(n.method),
            note=lambda n: _("Không tính được: %(why)s") % {"why": n.refused} if n.refused else "",
            sortable=False,
            filling=True,
        ),
        points_column("past", _("TFP đã qua"), lambda n: n.past_tfp, unit=unit),
        worked_column("tfp", _("TFP cần có"), _need, unit=unit),
        points_column("growth", _("Khi GRDP tăng"), lambda n: n.output_growth, unit=_("% mỗi năm")),
        points_column("past_output", _("GRDP đã qua"), lambda n: n.past_output, unit=_("% mỗi năm")),
        points_column("room", _("Vốn tăng nhiều nhất"), lambda n: n.capital_room, unit=_("% mỗi năm")),
    ]
    return Table("can-co", _("TFP cần có để đạt mục tiêu"), columns, rows, exportable=False)


def _need(row: NeededPaper) -> Worked | None:
    if row.tfp is None or row.output_growth is None:
        return None
    return Worked(points(row.tfp), f"{per_cent(row.target_share)} × {points(row.output_growth)}")


def forecast_words(one: ForecastPaper, paper: RunPaper) -> str:
    """What is forecast."""
    if one.what.startswith("TFP"):
        return _("TFP theo phương pháp %(method)s") % {"method": method_words(paper.method)}
    return _("Năng suất lao động")


def forecast_sentence(one: ForecastPaper, paper: RunPaper) -> str:
    """What is forecast, and how such a forecast would have done in the past; or why there is none."""
    said = " ".join(filter(None, (one.refused, one.says, one.back_test)))
    return f"{forecast_words(one, paper)}. {said}"


def forecast_table(one: ForecastPaper, paper: RunPaper, name: str) -> Table[IntervalPaper]:
    """Each year to come with its interval."""
    columns: list[Column[IntervalPaper]] = [
        plain_column("year", _("Năm"), lambda i: years_words(i.first, i.last)),
        points_column("central", _("Dự báo"), lambda i: i.central, unit=_("% mỗi năm")),
        plain_column("interval", _("Khoảng tin cậy"), lambda i: between(i.low, i.high)),
    ]
    caption = _("%(what)s, khoảng tin cậy %(confidence)s") % {
        "what": forecast_words(one, paper),
        "confidence": f"{one.confidence * 100:g} %".replace(".", ","),
    }
    return Table(name, caption, columns, one.intervals, exportable=False)
