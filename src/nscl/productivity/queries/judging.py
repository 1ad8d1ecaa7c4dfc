"""What becomes of the series of a file: new, a new vintage, there already; and what contradicts what is there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from nscl.economics.series import plain
from nscl.productivity.imports.checks import check_together, is_slip, late_parts
from nscl.productivity.imports.read import ReadFile, ReadSeries
from nscl.productivity.queries.rehearsal import Rehearsal, RehearsedSeries
from nscl.productivity.queries.series_figures import Loaded, Vintage
from nscl.productivity.queries.series_state import SeriesState
from nscl.productivity.rules.series_tables import BASE_UNITS
from nscl.productivity.rules.series_values import SeriesKey, StatedSeries
from nscl.productivity.rules.series_words import unit_words

# A spreadsheet keeps sixteen digits, a double has up to seventeen; no yearbook prints more than fifteen.
_SAME: Final = 1e-14
_UNSAVED: Final = 0


def judged(read: ReadFile, state: SeriesState, *, asking: bool = True) -> Rehearsal:
    """The whole file against what is there. Makes no queries. asking: also what will be asked of each series."""
    check_together(read)
    judge = Judge(state)
    for one in read.series:
        slip = judge.slip(one.stated)
        if slip is not None:
            read.note_year(one, *slip)
        judge.add(one.stated)
    asks = judge.asks() if asking else {}
    return Rehearsal(
        form=read.form,
        sha256=read.sheet.sha256,
        rows=len(read.sheet.rows),
        series=tuple(_rehearsed(one, found, asks) for one, found in zip(read.series, judge.found, strict=True)),
        problems=tuple(sorted(read.problems, key=lambda one: (one.row, -1 if one.column is None else one.column))),
        doubts=tuple(late_parts(read.series)),
        hidden=read.sheet.hidden,
        unknown=read.sheet.unknown,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What a stated series is to what is there. same: the vintage that has it already; else it will be `ordinal`.

    before: the series as it counted, without samples.
    """

    stated: StatedSeries
    before: Loaded
    same: Vintage | None
    ordinal: int


class Judge:
    """Judges series one after the other; a second one of the same quantity is the next vintage."""

    def __init__(self, state: SeriesState) -> None:
        self._state = state
        self._loaded = dict(state.loaded)
        self.found: list[Found] = []

    def add(self, stated: StatedSeries) -> None:
        """Judge a series."""
        known = self._loaded.get(stated.key) or Loaded(None, stated.key, stated.part_name)
        same = _same_vintage(stated, known)
        ordinal = same.ordinal if same is not None else known.last + 1
        self.found.append(Found(stated, _real(known), same, ordinal))
        if same is None:
            vintage = Vintage(
                _UNSAVED, ordinal, stated.measured_in, stated.source, stated.released_on, False, stated.figures
            )
            self._loaded[stated.key] = replace(known, last=ordinal, all=(*known.all, vintage))

    def slip(self, stated: StatedSeries) -> tuple[int, str, str] | None:
        """Year, message and remedy where all that a series has is a thousand times what is there, or a thousandth."""
        known = self._loaded.get(stated.key)
        before = {} if known is None else _counted(_real(known), stated)
        shared = [year for year in sorted(stated.figures) if year in before]
        if not shared or not all(is_slip(stated.figures[year], before[year]) for year in shared):
            return None
        words = {"value": plain(stated.figures[shared[0]]), "before": plain(before[shared[0]])}
        message = _("số %(value)s lệch nghìn lần so với số đang có (%(before)s)") % words
        remedy = _(
            "xem lại đơn vị tính (triệu, tỷ; người, nghìn người); nếu bản đang có mới sai thì thu hồi bản ấy trước"
        )
        return shared[0], message, remedy

    def asks(self) -> dict[SeriesKey, tuple[str, ...]]:
        """What will be asked of each series that gets a new vintage."""
        joiner = self._state.joiner(self._loaded)
        keys = dict.fromkeys(one.stated.key for one in self.found if one.same is None)
        return {key: tuple(one.says for one in joiner.asked(key)) for key in keys}


def _rehearsed(one: ReadSeries, found: Found, asks: Mapping[SeriesKey, tuple[str, ...]]) -> RehearsedSeries:
    stated, before = found.stated, _counted(found.before, found.stated)
    newest = found.before.newest
    years = sorted(stated.figures)
    changed = tuple(
        (year, before[year], stated.figures[year])
        for year in years
        if year in before and not _equal(before[year], stated.figures[year])
    )
    added = tuple((year, stated.figures[year]) for year in years if year not in before)
    is_there = found.same is not None
    return RehearsedSeries(
        row=one.row,
        unit=one.place.words,
        name=one.name,
        stated=stated,
        state="same" if is_there else ("new" if newest is None else "revised"),
        series=found.before.number,
        vintage=found.ordinal,
        added=() if is_there else added,
        changed=() if is_there else changed,
        kept=len(years) if is_there else len(years) - len(added) - len(changed),
        says=() if is_there or newest is None else tuple(_differences(stated, newest)),
        asks=() if is_there else asks.get(stated.key, ()),
    )


def _counted(known: Loaded, stated: StatedSeries) -> dict[int, float]:
    """What counts of a series now, in the unit of a new vintage; as printed where the units are the same."""
    found: dict[int, float] = {}
    for one in known.vintages:
        ratio = BASE_UNITS[stated.measured_in].divisor / BASE_UNITS[one.measured_in].divisor
        found |= {year: value * ratio for year, value in one.figures.items()}
    return found


def _real(known: Loaded) -> Loaded:
    return replace(known, all=tuple(one for one in known.all if not one.is_sample))


def _differences(stated: StatedSeries, newest: Vintage) -> Iterator[str]:
    if stated.source != newest.source:
        yield _("nguồn trước: %(source)s") % {"source": newest.source}
    if stated.measured_in is not newest.measured_in:
        yield _("đơn vị trước: %(unit)s") % {"unit": unit_words(newest.measured_in)}


def _same_vintage(stated: StatedSeries, known: Loaded) -> Vintage | None:
    """The newest vintage of the same source and unit that has all these figures: they were taken in before."""
    for one in reversed(known.all):
        if (one.source, one.measured_in) == (stated.source, stated.measured_in) and all(
            year in one.figures and _equal(one.figures[year], value) for year, value in stated.figures.items()
        ):
            return one
    return None


def _equal(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_SAME)
