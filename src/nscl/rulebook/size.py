"""The size class of an enterprise: dated thresholds of `data/norms/enterprise-size.yaml`, and how it came out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nscl.rulebook.rulebook import Parameter, Rulebook
from nscl.text.formats import format_number


class SizeClass(StrEnum):
    """How large an enterprise is, in the law's classes; LARGE is what is in none of the three below it."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Sector(StrEnum):
    """The field of the main registered line of business, as the decree groups it."""

    PRODUCTION = "production"
    SERVICES = "services"


SIZE_NAMES = {
    SizeClass.MICRO: "doanh nghiệp siêu nhỏ",
    SizeClass.SMALL: "doanh nghiệp nhỏ",
    SizeClass.MEDIUM: "doanh nghiệp vừa",
    SizeClass.LARGE: "không phải doanh nghiệp nhỏ và vừa",
}
SECTOR_NAMES = {
    Sector.PRODUCTION: "nông nghiệp, lâm nghiệp, thủy sản; công nghiệp và xây dựng",
    Sector.SERVICES: "thương mại và dịch vụ",
}


@dataclass(frozen=True, kw_only=True)
class SizeFigures:
    """What the class is computed from, all of the year before (Decree 80/2021, articles 7 to 9); None: not known.

    workers: mean of the month-ends of those paying social insurance, not rounded; revenue_vnd: 0 where the enterprise
    has had none yet, then the capital decides; capital_vnd: at the year's end.
    """

    sector: Sector | None
    workers: Decimal | None
    revenue_vnd: int | None
    capital_vnd: int | None


@dataclass(frozen=True)
class Sizing:
    """A size class with the comparisons that led to it, or None with what is missing."""

    size: SizeClass | None
    steps: tuple[str, ...]
    missing: tuple[str, ...]
    cites: tuple[str, ...]
    is_unverified: bool


def size_class(figures: SizeFigures, rulebook: Rulebook, on: date) -> Sizing:
    """The class on a day: workers within the limit, and revenue or capital within theirs, the smallest class first.

    A figure that is missing is no obstacle where the others decide. Raises OutsideDates where the rule of that day is
    not known, ValueError for figures below nought.
    """
    if any(one is not None and one < 0 for one in (figures.workers, figures.revenue_vnd, figures.capital_vnd)):
        raise ValueError("Số lao động, doanh thu, nguồn vốn không thể âm.")
    if figures.sector is None:
        return Sizing(None, (), ("lĩnh vực của ngành nghề kinh doanh chính",), (), is_unverified=False)
    steps: list[str] = []
    used: list[Parameter] = []
    for size in (SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM):
        limits = _limits(rulebook, figures.sector, size, on)
        used += limits
        fits, words = _fits(figures, *limits)
        steps.append(f"{SIZE_NAMES[size].capitalize()}: {words}")
        if fits is None:
            return _sizing(None, steps, used, _missing(figures))
        if fits:
            return _sizing(size, steps, used, ())
    return _sizing(SizeClass.LARGE, steps, used, ())


def _sizing(size: SizeClass | None, steps: list[str], used: list[Parameter], missing: tuple[str, ...]) -> Sizing:
    cites = tuple(dict.fromkeys(one.cite for one in used))
    return Sizing(size, tuple(steps), missing, cites, is_unverified=any(one.is_unverified for one in used))


def _limits(rulebook: Rulebook, sector: Sector, size: SizeClass, on: date) -> tuple[Parameter, Parameter, Parameter]:
    workers, revenue, capital = (
        rulebook.parameter_for(f"size.{sector}.{size}.{part}", on) for part in ("workers", "revenue", "capital")
    )
    return workers, revenue, capital


def _fits(figures: SizeFigures, workers: Parameter, revenue: Parameter, capital: Parameter) -> tuple[bool | None, str]:
    """Whether the figures lie within a class, None where a missing one decides; and the comparisons in words."""
    few, people = _within("lao động", figures.workers, workers)
    # An enterprise without revenue yet is judged by its capital alone.
    earned, turnover = _within("doanh thu", figures.revenue_vnd or None, revenue)
    if figures.revenue_vnd == 0:
        earned, turnover = False, "doanh thu: chưa phát sinh"
    owned, funds = _within("nguồn vốn", figures.capital_vnd, capital)
    either = True if earned or owned else None if earned is None or owned is None else False
    both = False if few is False or either is False else None if few is None or either is None else True
    result = {True: "thuộc loại này", False: "không thuộc loại này", None: "chưa đủ số liệu"}[both]
    return both, f"{people}; {turnover}; {funds}: {result}."


def _within(name: str, value: int | Decimal | None, limit: Parameter) -> tuple[bool | None, str]:
    if value is None:
        return None, f"{name}: chưa biết"
    unit = limit.unit
    fits = value <= limit.value
    sign = "không quá" if fits else "quá"
    return fits, f"{name} {format_number(value)} {unit}, {sign} {format_number(limit.value)} {unit}"


def _missing(figures: SizeFigures) -> tuple[str, ...]:
    given = {
        "số lao động bình quân năm": figures.workers,
        "tổng doanh thu năm": figures.revenue_vnd,
        "tổng nguồn vốn": figures.capital_vnd,
    }
    return tuple(name for name, value in given.items() if value is None)
