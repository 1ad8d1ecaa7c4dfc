"""Growth and where it came from: by year for one method, over the whole period for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.documents.productivity_papers.accounts import AccountPaper, PeriodPaper, YearPaper
from nscl.documents.productivity_papers.paper import RunPaper
from nscl.web.productivity.drawing.frame import ACTUAL, EXPECTED, SECOND, THIRD
from nscl.web.productivity.drawing.stacked import Mark, Piece, Stack, stack
from nscl.web.productivity.pictures.picture import Picture
from nscl.web.productivity.words import log_mark, method_words, points, years_words
from nscl.web.statistics.figures import per_cent

_FEWEST: Final = 2


def contributions(paper: RunPaper, account: AccountPaper | None) -> Picture | None:
    """Each year's growth in its parts; None without an account."""
    del paper
    if account is None or not account.years:
        return None
    labels = [str(year.year) for year in account.years]
    unit = log_mark(in_logs=account.in_logs)
    drawn = Stack(labels, _pieces(account.years), unit, _growth(account.years))
    return Picture(
        title=_years_title(account),
        head=[_("Năm"), *_headings(account.years), _("Tăng trưởng")],
        rows=[[label, *cells] for label, cells in zip(labels, _cells(account.years), strict=True)],
        draw=lambda: stack(drawn),
    )


def _years_title(account: AccountPaper) -> str:
    best = max(account.years, key=lambda year: year.tfp)
    worst = min(account.years, key=lambda year: year.tfp)
    return _("TFP đóng góp nhiều nhất năm %(best)s (%(high)s điểm %%), ít nhất năm %(worst)s (%(low)s điểm %%)") % {
        "best": best.year,
        "high": points(best.tfp),
        "worst": worst.year,
        "low": points(worst.tfp),
    }


def methods(paper: RunPaper, account: AccountPaper | None) -> Picture | None:
    """Every method over the run's years; None where fewer than two have an account."""
    del account
    if len(paper.accounts) < _FEWEST:
        return None
    rows = [one.periods[0] for one in paper.accounts]
    labels = [capfirst(method_words(one.method)) for one in paper.accounts]
    drawn = Stack(labels, _pieces(rows), _("điểm % mỗi năm"), _growth(rows), across=True)
    return Picture(
        title=_methods_title(rows, labels),
        head=[_("Phương pháp"), *_headings(rows), _("Tăng trưởng")],
        rows=[[label, *cells] for label, cells in zip(labels, _cells(rows), strict=True)],
        draw=lambda: stack(drawn),
        height=drawn.height,
    )


def _methods_title(rows: Sequence[PeriodPaper], labels: Sequence[str]) -> str:
    told = sorted((one.parts.tfp, label) for one, label in zip(rows, labels, strict=True) if one.parts is not None)
    years = years_words(rows[0].first, rows[0].last)
    if len(told) < _FEWEST:
        return _("TFP %(years)s theo các phương pháp") % {"years": years}
    (low, lowest), (high, highest) = told[0], told[-1]
    return _("Tỷ trọng của TFP %(years)s: từ %(low)s (%(lowest)s) đến %(high)s (%(highest)s)") % {
        "years": years,
        "low": per_cent(low),
        "lowest": lowest,
        "high": per_cent(high),
        "highest": highest,
    }


def _pieces(rows: Sequence[YearPaper | PeriodPaper]) -> list[Piece]:
    pieces = [
        Piece(_("Từ vốn"), THIRD, [one.from_capital * 100 for one in rows]),
        Piece(_("Từ lao động"), SECOND, [one.from_labour * 100 for one in rows]),
    ]
    if _has_intermediates(rows):
        pieces.append(Piece(_("Từ chi phí trung gian"), EXPECTED, [one.from_intermediates * 100 for one in rows]))
    return [*pieces, Piece(_("TFP"), ACTUAL, [one.tfp * 100 for one in rows])]


def _has_intermediates(rows: Sequence[YearPaper | PeriodPaper]) -> bool:
    return any(one.from_intermediates for one in rows)


def _growth(rows: Sequence[YearPaper | PeriodPaper]) -> Mark:
    return Mark(_("Tăng trưởng"), [one.output * 100 for one in rows], [points(one.output) for one in rows])


def _headings(rows: Sequence[YearPaper | PeriodPaper]) -> list[str]:
    return [piece.name for piece in _pieces(rows)]


def _cells(rows: Sequence[YearPaper | PeriodPaper]) -> list[list[str]]:
    has = _has_intermediates(rows)
    return [
        [
            points(one.from_capital),
            points(one.from_labour),
            *([points(one.from_intermediates)] if has else []),
            points(one.tfp),
            points(one.output),
        ]
        for one in rows
    ]
