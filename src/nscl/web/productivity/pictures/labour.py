"""Labour productivity: which sectors it came from, and how much capital a worker gave of it."""

from __future__ import annotations

from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.documents.productivity_papers.accounts import AccountPaper
from nscl.documents.productivity_papers.breakdown import SectorParts
from nscl.documents.productivity_papers.paper import RunPaper
from nscl.web.productivity.drawing.frame import ACTUAL, EXPECTED, SECOND, THIRD
from nscl.web.productivity.drawing.stacked import Mark, Piece, Stack, stack
from nscl.web.productivity.pictures.picture import Picture
from nscl.web.productivity.run.labour import main_decomposition
from nscl.web.productivity.words import PARTS, named, points

# The first part is what grew within sectors: the accent.
_COLOURS: Final = (ACTUAL, THIRD, SECOND, EXPECTED)
# More sectors than these are no picture; the table has them all.
_MOST_SECTORS: Final = 20


def sectors(paper: RunPaper, account: AccountPaper | None) -> Picture | None:
    """The run's own decomposition by sector, those that gave most first; None where there is none."""
    del account
    one = main_decomposition(paper)
    if one is None or not one.sectors:
        return None
    shown = sorted(one.sectors, key=lambda sector: -sum(sector.parts))[:_MOST_SECTORS]
    names = [capfirst(named(PARTS, name)) for name in one.part_names]
    labels = _labels(shown)
    drawn = Stack(
        labels,
        [
            Piece(name, _COLOURS[place], [sector.parts[place] * 100 for sector in shown])
            for place, name in enumerate(names)
        ],
        _("điểm %"),
        Mark(_("Cộng"), [sum(sector.parts) * 100 for sector in shown], [points(sum(sector.parts)) for sector in shown]),
        across=True,
    )
    words = _("%(sector)s đóng góp nhiều nhất vào năng suất lao động %(first)s–%(last)s: %(points)s điểm %%")
    return Picture(
        title=words
        % {"sector": shown[0].name, "first": one.first, "last": one.last, "points": points(sum(shown[0].parts))},
        head=[_("Ngành"), *names, _("Cộng")],
        rows=[[sector.name, *map(points, sector.parts), points(sum(sector.parts))] for sector in shown],
        draw=lambda: stack(drawn),
        height=drawn.height,
    )


def _labels(shown: list[SectorParts]) -> list[str]:
    """Names; two sectors of one name are told apart by their codes."""
    names = [sector.name for sector in shown]
    return [f"{one.name} [{one.code}]" if names.count(one.name) > 1 else one.name for one in shown]


def deepening(paper: RunPaper, account: AccountPaper | None) -> Picture | None:
    """Log growth of labour productivity by year: capital a worker, quality of labour, TFP; None where there is none."""
    del account
    years = [one for one in paper.deepening if one.first == one.last]
    if not years:
        return None
    labels = [str(one.first) for one in years]
    pieces = [
        Piece(_("Vốn trên lao động"), THIRD, [one.from_capital * 100 for one in years]),
        Piece(_("Chất lượng lao động"), SECOND, [one.from_quality * 100 for one in years]),
        Piece(_("TFP"), ACTUAL, [one.tfp * 100 for one in years]),
    ]
    if not any(one.from_quality for one in years):
        del pieces[1]
    whole = Mark(
        _("Năng suất lao động"),
        [one.productivity * 100 for one in years],
        [points(one.productivity) for one in years],
    )
    drawn = Stack(labels, pieces, _("điểm lô-ga-rít × 100"), whole)
    by_tfp = sum(one.tfp > one.from_capital for one in years)
    return Picture(
        title=_("TFP góp vào năng suất lao động nhiều hơn vốn trên lao động ở %(n)s trên %(all)s năm")
        % {"n": by_tfp, "all": len(years)},
        head=[_("Năm"), _("Vốn trên lao động"), _("Chất lượng lao động"), _("TFP"), _("Năng suất lao động")],
        rows=[
            [str(one.first), *map(points, (one.from_capital, one.from_quality, one.tfp, one.productivity))]
            for one in years
        ],
        draw=lambda: stack(drawn),
    )
