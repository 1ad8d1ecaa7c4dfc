"""Which figures of provinces can be set side by side or added up under one indicator, which cannot, and why.

Provinces word one indicator differently. A figure that the system counts is counted alike whatever a plan calls it; a
stated one is taken at its word. Shares and means are never added, and never averaged without their weights.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeAlias

from django.utils.translation import gettext as _

from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.documents.pack.labels import value_label
from nscl.progress.enums import ValueSource
from nscl.text.folding import fold as fold_text

# Over the years of a phase: another phase has another base.
_MEANS: Final = frozenset({MeasureWhen.AVERAGE_PER_YEAR, MeasureWhen.GROWTH_PER_YEAR})
_PERCENT: Final = "%"
# A country has some hundred different words, each many times.
fold: Final = lru_cache(maxsize=1024)(fold_text)
Way: TypeAlias = tuple[str, str, str, str]


class Origin(StrEnum):
    """Where a province's figures come from: records of this deployment, or a package of another."""

    HERE = "here"
    PACKAGE = "package"


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """What is compared of one province's measure of an indicator.

    plan: which plan of which province, as one word. unit: as the plan has it; counted_unit: as the catalogue counts it,
    "" where the catalogue does not know the indicator. is_ratio: the catalogue divides two counts.
    """

    plan: Hashable
    province: int
    unit: str
    counted_unit: str
    op: MeasureOp
    when: MeasureWhen
    of: str
    phase: tuple[int, int]
    source: ValueSource
    target: Decimal
    value: Decimal | None
    value_year: Decimal | None
    is_ratio: bool = False

    @property
    def is_share(self) -> bool:
        """Whether it is a share or a rate in per cent."""
        return self.unit.startswith(_PERCENT)

    @property
    def is_stated(self) -> bool:
        """Whether somebody said it and nothing was counted."""
        return self.source is ValueSource.STATED

    @property
    def way(self) -> Way:
        """How its figure is made: figures made in one way can be compared."""
        of = fold(self.of)
        if self.is_share:
            phase = f"{self.phase[0]}-{self.phase[1]}" if self.when in _MEANS else ""
            return (_PERCENT, self.when.value, of, phase)
        unit = self.unit if self.is_stated or not self.counted_unit else self.counted_unit
        return (fold(unit), "", of, "")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is to be said of one of them. differences: why it does not compare; remarks: what to know where it does.

    is_double: another measure of the same plan counts the same records in the year, so it is not added once more.
    """

    compares: bool
    differences: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    is_double: bool = False


@dataclass(frozen=True, slots=True)
class PhaseSum:
    """The figures of one phase as a whole, added up. target: the least that all plans ask for."""

    phase_start: int
    phase_end: int
    value: Decimal
    target: Decimal
    provinces: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """What a country's figures come to, of those that compare.

    adds: whether they may be added; why_not: a sentence where not. value_year: their sum; least, most: of the year;
    provinces: how many give a figure of the year; left_out: measures that have a figure and are in no sum.
    """

    adds: bool
    why_not: str = ""
    value_year: Decimal | None = None
    provinces: int = 0
    least: Decimal | None = None
    most: Decimal | None = None
    phases: tuple[PhaseSum, ...] = ()
    left_out: int = 0


def compare(measures: Sequence[Compared]) -> tuple[Comparison, ...]:
    """Each measure against how most of them are made; of two ways equally frequent, the one that comes first."""
    if not measures:
        return ()
    ways = [one.way for one in measures]
    counts = Counter(ways)
    most = max(counts.values())
    usual = next(one for one, way in zip(measures, ways, strict=True) if counts[way] == most)
    found = [_against(one, usual) for one in measures]
    for place in _doubles(measures, found):
        remark = _("cùng đếm hồ sơ với chỉ tiêu khác của kế hoạch này: không cộng thêm")
        found[place] = replace(found[place], is_double=True, remarks=(*found[place].remarks, remark))
    return tuple(found)


def _against(one: Compared, usual: Compared) -> Comparison:
    if one.way == usual.way:
        return Comparison(compares=True, remarks=_remarks(one, usual))
    return Comparison(compares=False, differences=_differences(one, usual), remarks=_remarks(one, usual))


def _differences(one: Compared, usual: Compared) -> tuple[str, ...]:
    found = []
    if one.way[0] != usual.way[0]:
        found.append(_("đơn vị tính khác: “%(own)s”, số đông “%(usual)s”") % {"own": one.unit, "usual": usual.unit})
    elif one.way[1] != usual.way[1]:
        words = {"own": value_label(one.when), "usual": value_label(usual.when)}
        found.append(_("tính theo thời gian khác: %(own)s, số đông %(usual)s") % words)
    elif one.way[3] != usual.way[3]:
        words = {"own": _years(one), "usual": _years(usual)}
        found.append(_("gốc so sánh khác: giai đoạn %(own)s, số đông %(usual)s") % words)
    if one.way[2] != usual.way[2]:
        words = {"own": one.of or _("không nêu"), "usual": usual.of or _("không nêu")}
        found.append(_("tính trên mẫu số khác: “%(own)s”, số đông “%(usual)s”") % words)
    return tuple(found)


def _remarks(one: Compared, usual: Compared) -> tuple[str, ...]:
    found = []
    if one.is_stated:
        found.append(_("số do cán bộ nêu, không đếm từ hồ sơ"))
    elif not one.is_share and one.counted_unit and fold(one.unit) != fold(one.counted_unit):
        words = {"unit": one.unit, "counted": one.counted_unit}
        found.append(_("kế hoạch gọi là “%(unit)s”, hệ thống đếm như nhau: %(counted)s") % words)
    if one.op is not usual.op:
        words = {"own": value_label(one.op), "usual": value_label(usual.op)}
        found.append(_("mức giao là “%(own)s”, số đông là “%(usual)s”") % words)
    if one.phase != usual.phase and not one.is_share:
        found.append(_("giai đoạn %(years)s: so được số trong năm, không so số lũy kế") % {"years": _years(one)})
    return tuple(found)


def _years(one: Compared) -> str:
    return f"{one.phase[0]}–{one.phase[1]}"


def _doubles(measures: Sequence[Compared], found: Sequence[Comparison]) -> list[int]:
    """The places of measures whose plan has another one of the same way; the one of the shortest phase is kept."""
    of_plan: dict[Hashable, list[int]] = defaultdict(list)
    for place, (one, said) in enumerate(zip(measures, found, strict=True)):
        if said.compares:
            of_plan[one.plan].append(place)

    def length(place: int) -> tuple[int, int]:
        start, end = measures[place].phase
        return end - start, place

    return [place for places in of_plan.values() for place in sorted(places, key=length)[1:]]


def total(measures: Sequence[Compared], said: Sequence[Comparison]) -> Totals:
    """What the measures of one indicator come to, with what `compare` said of them."""
    together = [one for one, what in zip(measures, said, strict=True) if what.compares and not what.is_double]
    known = [one for one in together if one.value_year is not None]
    values = [one.value_year for one in known if one.value_year is not None]
    why_not = _why_no_sum(together)
    with_figures = sum(1 for one in measures if one.value_year is not None)
    return Totals(
        adds=not why_not,
        why_not=why_not,
        value_year=sum(values, Decimal(0)) if values and not why_not else None,
        provinces=len({one.province for one in known}),
        least=min(values, default=None),
        most=max(values, default=None),
        phases=() if why_not else _phases(together),
        left_out=with_figures - (0 if why_not else len(known)),
    )


def _why_no_sum(together: Sequence[Compared]) -> str:
    if any(one.is_share for one in together):
        return _("Không cộng được: là tỷ lệ, mỗi tỉnh một mẫu số; cũng không lấy bình quân khi không có quyền số.")
    if any(one.is_ratio or one.of for one in together):
        return _("Không cộng được: là số bình quân trên một đơn vị.")
    if any(one.op is MeasureOp.AT_MOST for one in together):
        return _("Không cộng được: có kế hoạch giao mức trần.")
    return ""


def _phases(together: Sequence[Compared]) -> tuple[PhaseSum, ...]:
    """The sums of those that share a phase: what was reached in other years does not add up."""
    by_phase: dict[tuple[int, int], list[Compared]] = defaultdict(list)
    for one in together:
        if one.value is not None and one.when not in _MEANS and one.when is not MeasureWhen.EACH_YEAR:
            by_phase[one.phase].append(one)
    return tuple(
        PhaseSum(
            *phase,
            value=_sum(rows, lambda one: one.value),
            target=_sum(rows, lambda one: one.target),
            provinces=len({one.province for one in rows}),
        )
        for phase, rows in sorted(by_phase.items())
    )


def _sum(rows: Sequence[Compared], take: Callable[[Compared], Decimal | None]) -> Decimal:
    return sum((take(one) or Decimal(0) for one in rows), Decimal(0))
