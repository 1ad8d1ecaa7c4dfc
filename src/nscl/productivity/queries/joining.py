"""A series as it is computed with: its vintages over one another, over the sum of the provinces that merged into it,
answers applied, an earlier base linked before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from nscl.economics import linking
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series, plain
from nscl.productivity.enums import Answer
from nscl.productivity.models import SeriesLink
from nscl.productivity.queries.series_figures import Loaded, StoredQuestion, Vintage, name_of
from nscl.productivity.queries.territory import Territory
from nscl.productivity.rules.series_layers import Asked, Layer, Overlaid, answered, asked_of, overlaid
from nscl.productivity.rules.series_tables import ADDITIVE, base_unit_of, in_base_unit
from nscl.productivity.rules.series_values import SeriesKey
from nscl.productivity.rules.series_words import unit_words


class Link(NamedTuple):
    """An earlier base of a series. factor None: as the year that both have gives it."""

    earlier: int
    later: int
    year: int
    factor: float | None
    source: str


@dataclass(frozen=True, slots=True)
class Sum:
    """That years of a series before a merger are a sum: its name, the place, the places summed, in words."""

    name: str
    place: str
    parts: str


def sums_in_words(sums: Iterable[Sum]) -> tuple[str, ...]:
    """One sentence a place, with all series that were summed for it."""
    names: dict[tuple[str, str], dict[str, None]] = {}
    for one in sums:
        names.setdefault((one.place, one.parts), {})[one.name] = None
    note = _("Các năm trước khi sáp nhập của %(place)s là tổng của %(parts)s: %(names)s.")
    return tuple(
        note % {"place": place, "parts": parts, "names": ", ".join(series)} for (place, parts), series in names.items()
    )


@dataclass(frozen=True, slots=True)
class Effective:
    """A series in its base unit. vintages: what it was made of; questions: open ones of these; notes: in words.

    sums: of which merged provinces its early years are the sum.
    """

    series: Series
    vintages: tuple[Vintage, ...]
    questions: tuple[StoredQuestion, ...] = ()
    notes: tuple[str, ...] = ()
    sums: tuple[Sum, ...] = ()
    problems: tuple[DataProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Below:
    """The sum of the provinces that merged into one, for years before its own; None: there is none to be had."""

    layer: Layer | None
    parts: tuple[Effective, ...] = ()
    notes: tuple[str, ...] = ()
    sums: tuple[Sum, ...] = ()
    problems: tuple[DataProblem, ...] = ()


class Joiner:
    """The series of a territory as they are computed with. Makes no queries."""

    def __init__(self, loaded: Mapping[SeriesKey, Loaded], territory: Territory, links: Sequence[Link] = ()) -> None:
        self._loaded = loaded
        self._territory = territory
        self._by_number = {one.number: one for one in loaded.values() if one.number is not None}
        self._links: dict[int, list[Link]] = {}
        for link in links:
            self._links.setdefault(link.later, []).append(link)
        self._known: dict[SeriesKey, Effective | None] = {}

    def keys_of(self, unit_id: int) -> tuple[SeriesKey, ...]:
        """The series that a province has or that can be summed for it, in the order of their keys."""
        own = self._territory.canonical[unit_id]
        places = {one.unit_id for one in self._territory.within(unit_id)}
        found = {
            replace(key, unit_id=own): None
            for key, one in self._loaded.items()
            if one.vintages and key.unit_id in places
        }
        return tuple(sorted(found, key=lambda key: (key.variable, key.breakdown, key.part, key.base_year)))

    def effective(self, key: SeriesKey) -> Effective | None:
        """A series as it is computed with; None where there are no figures of it."""
        if key not in self._known:
            self._known[key] = self._effective(key)
        return self._known[key]

    def asked(self, key: SeriesKey) -> tuple[Asked, ...]:
        """What must be asked of a series' own figures. Words as they are stored where that language is on."""
        own = self._loaded[key]
        whole, _below = self._whole(key, own)
        first = min((year for one in own.vintages for year in one.figures), default=0)
        unit = unit_words(base_unit_of(key.variable))
        return tuple(one for one in asked_of(own.name, unit, whole) if one.year >= first)

    def printed(self, key: SeriesKey) -> Mapping[int, float]:
        """The figures of a series in the base unit, before answers and without earlier bases."""
        return self._whole(key, self._loaded.get(key))[0].figures

    def part_name(self, key: SeriesKey) -> str:
        """What the part of a series is called, by the province or one that merged into it."""
        for place in self._territory.within(key.unit_id):
            one = self._loaded.get(replace(key, unit_id=place.unit_id))
            if one is not None:
                return one.part_name
        return ""

    def _whole(self, key: SeriesKey, own: Loaded | None) -> tuple[Overlaid, _Below]:
        below = self._below(key)
        layers = [] if below.layer is None else [below.layer]
        for one in own.vintages if own is not None else ():
            name = _("bản %(n)s") % {"n": one.ordinal}
            layers.append(Layer(name, in_base_unit(one.figures, one.measured_in)))
        return overlaid(name_of(key, self.part_name(key)), layers), below

    def _effective(self, key: SeriesKey) -> Effective | None:
        own = self._loaded.get(key)
        whole, below = self._whole(key, own)
        if not whole.figures:
            return None
        asked = own.questions if own is not None else ()
        name, unit = name_of(key, self.part_name(key)), unit_words(base_unit_of(key.variable))
        series = Series(name, unit, answered(whole.figures, (one.answered for one in asked)))
        of_parts = below.parts if below.layer is not None and 0 in whole.origin.values() else ()
        found = Effective(
            series,
            (*(own.vintages if own is not None else ()), *(one for part in of_parts for one in part.vintages)),
            (
                *(one for one in asked if one.answer is Answer.OPEN),
                *(one for part in of_parts for one in part.questions),
            ),
            (*(below.notes if of_parts else ()), *(_said(name, one) for one in asked if one.answer is not Answer.OPEN)),
            below.sums if of_parts else (),
            below.problems,
        )
        for link in self._links.get(own.number, ()) if own is not None and own.number is not None else ():
            found = self._linked(found, link)
        return found

    def _below(self, key: SeriesKey) -> _Below:
        """The sum over the provinces that merged, at one base's prices, before any rate is taken."""
        place = self._territory.place(key.unit_id)
        if not place.parts or key.variable not in ADDITIVE:
            return _Below(None)
        parts = {number: self.effective(replace(key, unit_id=number)) for number in place.parts}
        had = {number: one for number, one in parts.items() if one is not None}
        if not had:
            return _Below(None)
        words = {number: self._territory.places[number].words for number in place.parts}
        name = name_of(key, self.part_name(key))
        problems = tuple(problem for one in had.values() for problem in one.problems)
        lacking = [words[number] for number in place.parts if number not in had]
        if lacking:
            why = _("%(units)s không có chuỗi này nên không cộng được các năm trước khi sáp nhập.")
            remedy = _("Hãy nhập số liệu của tỉnh ấy, cùng loại giá và năm gốc.")
            problem = DataProblem(f"{name}, {place.words}", why % {"units": ", ".join(lacking)}, remedy)
            return _Below(None, problems=(*problems, problem))
        try:
            total = linking.summed(name, {words[number]: one.series for number, one in had.items()})
        except DataProblem as problem:
            return _Below(None, problems=(*problems, problem))
        sums = (
            Sum(name, place.words, ", ".join(words.values())),
            *(below for one in had.values() for below in one.sums),
        )
        notes = tuple(note for one in had.values() for note in one.notes)
        layer = Layer(_("tổng các tỉnh hợp thành"), total.values)
        return _Below(layer, tuple(had.values()), notes, sums, problems)

    def _linked(self, later: Effective, link: Link) -> Effective:
        earlier_loaded = self._by_number.get(link.earlier)
        earlier = None if earlier_loaded is None else self.effective(earlier_loaded.key)
        if earlier is None:
            return later
        try:
            if link.factor is None:
                joined = linking.link(earlier.series, later.series, link.year)
            else:
                joined = linking.link_by(earlier.series, later.series, link.factor, link.year)
        except DataProblem as problem:
            return replace(later, problems=(*later.problems, problem))
        note = _("%(earlier)s nối vào %(later)s tại năm %(year)s, hệ số %(factor)s%(source)s.") % {
            "earlier": earlier.series.name,
            "later": later.series.name,
            "year": joined.year,
            "factor": plain(joined.factor),
            "source": f" ({link.source})" if link.source else "",
        }
        return Effective(
            joined.series,
            (*later.vintages, *earlier.vintages),
            (*later.questions, *earlier.questions),
            (*later.notes, *earlier.notes, note),
            (*later.sums, *earlier.sums),
            (*later.problems, *earlier.problems),
        )


def _said(name: str, question: StoredQuestion) -> str:
    """An answer as a note of whatever is computed with it."""
    words = {"name": name, "year": question.year, "answer": question.answer.label, "reason": question.reason}
    if question.factor is None:
        return _("%(name)s năm %(year)s: %(answer)s (%(reason)s).") % words
    return _("%(name)s năm %(year)s: %(answer)s, hệ số %(factor)s (%(reason)s).") % {
        **words,
        "factor": plain(question.factor),
    }


def load_links(unit_ids: Sequence[int]) -> tuple[Link, ...]:
    """The links between series of provinces, the latest seam first. One query."""
    rows = SeriesLink.objects.filter(later__unit__in=list(unit_ids)).order_by("-year", "pk")
    return tuple(Link(*row) for row in rows.values_list("earlier_id", "later_id", "year", "factor", "source"))
