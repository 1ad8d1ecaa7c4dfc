"""Vintages of a series as one: the newer over the older, what must be asked of the seams, and answers applied.

A yearbook prints five years; the years before stay as an older one gave them. Where the newer changes the level of
the years that both have, the older years cannot simply go before it: that is asked, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from nscl.economics import linking
from nscl.economics.series import Series, percent
from nscl.productivity.enums import Answer, QuestionKind

# Of the level in the first year that both have. Yearbooks round to about a thousandth.
SMALLEST_REVISION: Final = 0.005
# By how much growth over the seam may differ from the year before without being asked about.
_UNUSUAL: Final = 0.1


@dataclass(frozen=True, slots=True)
class Layer:
    """Figures of one origin in the base unit. name: of the origin in a question ("bản 2", "tổng hai tỉnh cũ")."""

    name: str
    figures: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that a person must say. factor: for the years before, where both levels are known."""

    kind: QuestionKind
    year: int
    says: str
    likely: str
    factor: float | None = None


@dataclass(frozen=True, slots=True)
class Overlaid:
    """figures by year; origin: the place of the layer that each year is from; seams: what to ask of where they meet."""

    figures: Mapping[int, float]
    origin: Mapping[int, int]
    seams: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that changes figures when they are used: that year's × factor, or all earlier years'."""

    answer: Answer
    year: int
    factor: float | None


def overlaid(name: str, layers: Sequence[Layer]) -> Overlaid:
    """The layers from the oldest to the newest as one series: of each year the newest that has it."""
    figures: dict[int, float] = {}
    origin: dict[int, int] = {}
    seams: dict[int, Asked] = {}
    for place, layer in enumerate(layers):
        if figures and layer.figures:
            seam = _seam(name, figures, layer)
            # A seam is gone where the newer layer has both of its sides.
            seams = {year: one for year, one in seams.items() if not {year - 1, year} <= layer.figures.keys()}
            if seam is not None:
                seams[seam.year] = _together(seams.get(seam.year), seam)
        figures |= layer.figures
        origin |= dict.fromkeys(layer.figures, place)
    return Overlaid(dict(sorted(figures.items())), origin, tuple(seams[year] for year in sorted(seams)))


def _together(older: Asked | None, newer: Asked) -> Asked:
    """Two seams in one year: the level changed twice there."""
    if older is None or older.factor is None or newer.factor is None:
        return newer
    return replace(newer, factor=older.factor * newer.factor)


def _seam(name: str, below: Mapping[int, float], layer: Layer) -> Asked | None:
    first = min(layer.figures)
    before = [year for year in below if year < first]
    if not before:
        return None
    shared = next((year for year in sorted(layer.figures) if year in below), None)
    if shared is None:
        return _unusual(name, below, layer, max(before), first)
    old, new = below[shared], layer.figures[shared]
    if old <= 0 or new <= 0 or abs(new / old - 1) <= SMALLEST_REVISION:
        return None
    says = _(
        "%(name)s năm %(year)s theo %(layer)s khác số trước đó %(change)s; các năm trước %(first)s chưa chỉnh theo."
    )
    words = {"name": name, "year": shared, "layer": layer.name, "change": percent(new / old - 1), "first": first}
    likely = _("Có lẽ nguồn đã tính lại; hãy nối các năm trước bằng hệ số, hoặc xác nhận các năm trước cùng mức.")
    return Asked(QuestionKind.BREAK, first, says % words, likely, new / old)


def _unusual(name: str, below: Mapping[int, float], layer: Layer, last: int, first: int) -> Asked | None:
    """Two layers that share no year: asked where growth from one to the other is not that of the years around."""
    earlier = below.get(last - 1)
    if first != last + 1 or earlier is None or min(earlier, below[last], layer.figures[first]) <= 0:
        return None
    over, usual = layer.figures[first] / below[last] - 1, below[last] / earlier - 1
    if abs(over - usual) <= _UNUSUAL:
        return None
    says = _("%(name)s năm %(year)s (%(layer)s) thay đổi %(change)s so với năm trước, năm trước đó là %(usual)s.")
    words = {"name": name, "year": first, "layer": layer.name, "change": percent(over), "usual": percent(usual)}
    likely = _("Hai bản số liệu không có năm chung nên không rõ có cùng mức không; hãy xác nhận hoặc nêu hệ số nối.")
    return Asked(QuestionKind.BREAK, first, says % words, likely)


def asked_of(name: str, unit: str, whole: Overlaid) -> tuple[Asked, ...]:
    """Everything to ask of a series: of its seams, and what `nscl.economics.linking` sees in its figures."""
    seen = linking.questions(Series(name, unit, whole.figures))
    found = {
        (QuestionKind(one.kind), one.year): Asked(QuestionKind(one.kind), one.year, one.says, one.likely)
        for one in seen
    }
    found |= {(one.kind, one.year): one for one in whole.seams}
    return tuple(sorted(found.values(), key=lambda one: (one.year, one.kind)))


def answered(figures: Mapping[int, float], answers: Iterable[Answered]) -> dict[int, float]:
    """The figures as they are computed with. What is printed stays as it is."""
    used = dict(figures)
    for one in answers:
        if one.factor is None:
            continue
        if one.answer is Answer.RESCALED and one.year in used:
            used[one.year] *= one.factor
        elif one.answer is Answer.LINKED:
            used |= {year: value * one.factor for year, value in used.items() if year < one.year}
    return used


# What each question may be answered with; an answer with a factor needs one.
ANSWERS: Final[Mapping[QuestionKind, tuple[Answer, ...]]] = {
    QuestionKind.HOLE: (Answer.ABSENT,),
    QuestionKind.UNIT: (Answer.RIGHT, Answer.RESCALED),
    QuestionKind.BREAK: (Answer.RIGHT, Answer.LINKED, Answer.RESCALED),
}
WITH_FACTOR: Final = frozenset({Answer.RESCALED, Answer.LINKED})
