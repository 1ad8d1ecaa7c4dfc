"""Of which year figures decide on the size of an organisation on a day, and who has a size at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from nscl.organisations.enums import OrganisationKind
from nscl.rulebook import Rulebook
from nscl.rulebook.errors import OutsideDates
from nscl.rulebook.size import Sector, SizeClass, SizeFigures, Sizing, size_class

# The decree is about enterprises under the Law on Enterprises (Decree 80/2021/NĐ-CP, article 2): co-operatives,
# households and public bodies have no class of its.
SIZED_KINDS: Final = frozenset({OrganisationKind.ENTERPRISE})


@dataclass(frozen=True, slots=True)
class YearFigures:
    """Figures of one year as declared; None: not declared."""

    year: int
    workers: Decimal | None
    revenue_vnd: int | None
    capital_vnd: int | None


def without_zeros(workers: Decimal | None) -> Decimal | None:
    """A mean as it is read: 70, not 70.0."""
    return workers if workers is None or workers % 1 else workers.quantize(Decimal(1))


def deciding_year(founded_on: date | None, on: date) -> int:
    """The year whose figures decide on a day: the one before it, or the running one for an enterprise founded in it
    (Decree 80/2021/NĐ-CP, articles 7 to 9)."""
    return on.year if founded_on is not None and founded_on.year == on.year else on.year - 1


def sizing_on(
    *,
    kind: OrganisationKind,
    sector: Sector | None,
    figures: YearFigures | None,
    founded_on: date | None,
    on: date,
    rulebook: Rulebook,
) -> Sizing:
    """The class on a day with what led to it; without a class, `missing` or `steps` say why. Never raises for data.

    figures: of the deciding year (`deciding_year`); None: not declared.
    """
    if kind not in SIZED_KINDS:
        return _none(
            _("Nghị định 80/2021/NĐ-CP xếp quy mô cho doanh nghiệp; %(kind)s không có quy mô theo nghị định này.")
            % {"kind": kind.label}
        )
    if figures is None:
        year = deciding_year(founded_on, on)
        return Sizing(None, (), (_("số liệu năm %(year)s") % {"year": year},), (), is_unverified=False)
    given = SizeFigures(
        sector=sector, workers=figures.workers, revenue_vnd=figures.revenue_vnd, capital_vnd=figures.capital_vnd
    )
    try:
        return size_class(given, rulebook, on)
    except OutsideDates as unknown:
        return _none(str(unknown))


def latest_sizing(
    *,
    kind: OrganisationKind,
    sector: Sector | None,
    declared: Sequence[YearFigures],
    founded_on: date | None,
    on: date,
    rulebook: Rulebook,
) -> tuple[SizeClass | None, date | None]:
    """The class that the latest figures give, and the day of it: what lists show until newer figures are declared.

    The day is `on` where the figures decide on it still, else the last one on which they did; None without a class.
    Figures of a year that decides on no day until `on` are left for later.
    """
    usable = [figures for figures in declared if figures.year <= deciding_year(founded_on, on)]
    if not usable:
        return None, None
    figures = max(usable, key=lambda one: one.year)
    day = min(on, date(figures.year + 1, 12, 31))
    sizing = sizing_on(kind=kind, sector=sector, figures=figures, founded_on=founded_on, on=day, rulebook=rulebook)
    return (sizing.size, day) if sizing.size else (None, None)


def _none(why: str) -> Sizing:
    return Sizing(None, (why,), (), (), is_unverified=False)
