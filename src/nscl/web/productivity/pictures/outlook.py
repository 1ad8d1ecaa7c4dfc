"""How sure and where to: the tornado, the fan of the simulation, what the target needs, the forecast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.documents.productivity_papers.accounts import AccountPaper
from nscl.documents.productivity_papers.outlook import FanPaper, ForecastPaper
from nscl.documents.productivity_papers.paper import RunPaper
from nscl.web.productivity.drawing.bands import Band, Bands, Line, bands
from nscl.web.productivity.drawing.frame import ACTUAL
from nscl.web.productivity.drawing.stacked import Mark, Piece, Stack, stack
from nscl.web.productivity.drawing.tornado import Swing, Tornado, tornado
from nscl.web.productivity.pictures.picture import Picture
from nscl.web.productivity.run.outlook import forecast_words
from nscl.web.productivity.words import ASSUMPTIONS, method_words, named, points, years_words

_MIDDLE: Final = 0.5


def swings(paper: RunPaper, account: AccountPaper | None) -> Picture | None:
    """What each assumption moves, the widest on top; None where nothing was put otherwise."""
    del account
    one = paper.sensitivity
    if one is None or one.central is None or not one.bars:
        return None
    rows = [
        Swing(capfirst(named(ASSUMPTIONS, bar.name)), bar.tfp_at_low * 100, bar.tfp_at_high * 100, bar.low, bar.high)
        for bar in one.bars
    ]
    central = _("như đã chọn: %(n)s") % {"n": points(one.central)}
    drawn = Tornado(
        rows,
        one.central * 100,
        central,
        _("TFP, điểm % mỗi năm"),
        low_name=_("giả định ở đầu thấp"),
        high_name=_("giả định ở đầu cao"),
    )
    widest = max(one.bars, key=lambda bar: abs(bar.tfp_at_high - bar.tfp_at_low))
    low, high = sorted((widest.tfp_at_low, widest.tfp_at_high))
    words = _("TFP nhạy nhất với %(name)s: từ %(low)s đến %(high)s điểm %% mỗi năm")
    return Picture(
        title=words % {"name": named(ASSUMPTIONS, widest.name), "low": points(low), "high": points(high)},
        head=[_("Giả định"), _("Đầu thấp"), _("Đầu cao"), _("TFP ở đầu thấp"), _("TFP ở đầu cao")],
        rows=[
            [capfirst(named(ASSUMPTIONS, bar.name)), bar.low, bar.high, points(bar.tfp_at_low), points(bar.tfp_at_high)]
            for bar in one.bars
        ],
        draw=lambda: tornado(drawn),
        height=drawn.height,
    )


def shown_fan(paper: RunPaper, account: AccountPaper | None) -> FanPaper | None:
    """The simulation of the account looked at, else of the main method, else the first."""
    asked = account.method if account is not None else paper.method
    found = {one.method: one for one in paper.fans}
    return found.get(asked) or found.get(paper.method) or next(iter(paper.fans), None)


def fan(paper: RunPaper, account: AccountPaper | None) -> Picture | None:
    """TFP by year inside the quantiles of the simulation; None where nothing was drawn."""
    one = shown_fan(paper, account)
    if one is None or not one.by_year:
        return None
    years = sorted(one.by_year)
    labels = list(map(str, years))
    by_quantile = {
        quantile: [one.by_year[year][place] * 100 for year in years] for place, quantile in enumerate(one.quantiles)
    }
    drawn = Bands(labels, _bands(labels, by_quantile), _middle(labels, by_quantile), _("TFP, điểm lô-ga-rít × 100"))
    low, high = one.together[0], one.together[-1]
    words = _("Mô phỏng, %(method)s: TFP bình quân năm từ %(low)s đến %(high)s, với xác suất %(sure)s")
    return Picture(
        title=words
        % {
            "method": method_words(one.method),
            "low": points(low),
            "high": points(high),
            "sure": _share(one.quantiles[-1] - one.quantiles[0]),
        },
        head=[_("Năm"), *map(_share, one.quantiles)],
        rows=[[str(year), *map(points, one.by_year[year])] for year in years],
        draw=lambda: bands(drawn),
    )


def _share(quantile: float) -> str:
    return f"{round(quantile * 100, 1):g} %".replace(".", ",")


def _bands(labels: Sequence[str], by_quantile: Mapping[float, Sequence[float]]) -> list[Band]:
    """From the widest pair of quantiles to the narrowest."""
    lower = sorted(quantile for quantile in by_quantile if quantile < _MIDDLE)
    upper = sorted((quantile for quantile in by_quantile if quantile > _MIDDLE), reverse=True)
    return [
        Band(f"{_share(low)}–{_share(high)}", labels, by_quantile[low], by_quantile[high])
        for low, high in zip(lower, upper, strict=False)
    ]


def _middle(labels: Sequence[str], by_quantile: Mapping[float, Sequence[float]]) -> list[Line]:
    values = by_quantile.get(_MIDDLE)
    return [] if values is None else [Line(_("trung vị"), labels, values)]


def needed(paper: RunPaper, account: AccountPaper | None) -> Picture | None:
    """TFP as it was and as the target needs it, by method; None without a target."""
    del account
    rows = [one for one in paper.needed if one.tfp is not None and one.past_tfp is not None]
    if not rows:
        return None
    labels = [capfirst(method_words(one.method)) for one in rows]
    needs = [one.tfp or 0.0 for one in rows]
    past = [one.past_tfp or 0.0 for one in rows]
    drawn = Stack(
        labels,
        [Piece(_("TFP đã qua"), ACTUAL, [value * 100 for value in past])],
        _("TFP, điểm % mỗi năm"),
        Mark(
            _("cần có"),
            [value * 100 for value in needs],
            [_("cần %(n)s") % {"n": points(value)} for value in needs],
            is_goal=True,
        ),
        across=True,
    )
    reached = sum(was >= need for was, need in zip(past, needs, strict=True))
    words = _("TFP đã qua đủ cho mục tiêu %(share)s ở %(n)s trên %(all)s phương pháp")
    return Picture(
        title=words % {"share": _share(rows[0].target_share), "n": reached, "all": len(rows)},
        head=[_("Phương pháp"), _("TFP đã qua"), _("TFP cần có")],
        rows=[[label, points(was), points(need)] for label, was, need in zip(labels, past, needs, strict=True)],
        draw=lambda: stack(drawn),
        height=drawn.height,
    )


def shown_forecast(paper: RunPaper) -> ForecastPaper | None:
    """The forecast that is drawn: the first that could be made, of TFP by the main method."""
    return next((one for one in paper.forecasts if one.intervals), None)


def forecasts(paper: RunPaper, account: AccountPaper | None) -> Picture | None:
    """What was, then what is expected with its interval; None without a forecast."""
    del account
    one, main = shown_forecast(paper), paper.main
    if one is None or main is None:
        return None
    ahead = sorted((i for i in one.intervals if i.first == i.last), key=lambda i: i.first)
    if not ahead:
        return None
    past = {str(year.year): year.tfp * 100 for year in main.years}
    labels = [str(i.first) for i in ahead]
    drawn = Bands(
        [*past, *labels],
        [Band(_("khoảng tin cậy"), labels, [i.low * 100 for i in ahead], [i.high * 100 for i in ahead])],
        [
            Line(_("đã qua"), list(past), list(past.values())),
            Line(_("dự báo"), labels, [i.central * 100 for i in ahead], is_expected=True),
        ],
        _("TFP, điểm % mỗi năm"),
    )
    words = _("%(what)s %(years)s: %(central)s điểm %% mỗi năm, từ %(low)s đến %(high)s")
    whole = next((i for i in one.intervals if i.first != i.last), ahead[-1])
    return Picture(
        title=words
        % {
            "what": forecast_words(one, paper),
            "years": years_words(whole.first, whole.last),
            "central": points(whole.central),
            "low": points(whole.low),
            "high": points(whole.high),
        },
        head=[_("Năm"), _("Đã qua"), _("Dự báo"), _("Thấp"), _("Cao")],
        rows=[
            *([year, points(value / 100), "", "", ""] for year, value in past.items()),
            *([str(i.first), "", points(i.central), points(i.low), points(i.high)] for i in ahead),
        ],
        draw=lambda: bands(drawn),
    )
