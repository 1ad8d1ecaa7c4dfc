"""A series with its vintages side by side, what is computed with, what is asked, and its bases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from nscl.accounts.rules import Viewer
from nscl.productivity.enums import Answer, MeasureUnit
from nscl.productivity.models import Observation, RunInput, SeriesLink, SeriesQuestion, SeriesVintage, StatisticalSeries
from nscl.productivity.queries.questions import question_rows
from nscl.productivity.queries.run_access import visible_runs
from nscl.productivity.queries.series_access import SeriesMissing, may_keep, visible_series
from nscl.productivity.queries.series_figures import Loaded
from nscl.productivity.queries.series_list import HEAD_COLUMNS, VINTAGE_COLUMNS, series_row
from nscl.productivity.queries.series_rows import (
    EffectiveFigure,
    LinkChoice,
    LinkRow,
    QuestionRow,
    SeriesDetail,
    SeriesRow,
    VintageRow,
)
from nscl.productivity.queries.series_state import SeriesState, load_state
from nscl.productivity.rules.series_tables import base_unit_of, in_base_unit
from nscl.productivity.rules.series_words import unit_words


def find_series(viewer: Viewer | None, number: int) -> SeriesDetail:
    """One series. As many queries for any number of vintages. Raises SeriesMissing."""
    rows = visible_series(viewer).filter(pk=number)
    row = rows.first()
    if row is None:
        raise SeriesMissing(str(number))
    only = Q(variable=row.variable, breakdown=row.breakdown, part=row.part)
    state = load_state([row.unit_id], only=only)
    own = next(one for one in state.loaded.values() if one.number == number)
    joined = state.joiner().effective(own.key)
    vintages = _vintages(row, own, viewer)
    return SeriesDetail(
        row=_head(row, own, vintages, state),
        may_keep=may_keep(viewer, row.unit_id),
        base_unit=unit_words(base_unit_of(own.key.variable)),
        vintages=vintages,
        figures=tuple(_effective(own, joined.series.values if joined is not None else {})),
        questions=_questions(own, state),
        links=_links(row, state),
        may_link=tuple(_may_link(own, state)),
        notes=joined.notes if joined is not None else (),
        problems=tuple(map(str, joined.problems)) if joined is not None else (),
    )


def _head(row: StatisticalSeries, own: Loaded, vintages: Sequence[VintageRow], state: SeriesState) -> SeriesRow:
    """The series as the list has it, from what is read already."""
    told = [
        (row.pk, one.number, one.ordinal, *(getattr(one, name) for name in VINTAGE_COLUMNS[3:]))
        for one in reversed(vintages)
    ]
    years = {one.number: one.figures.keys() for one in own.all}
    asked = Counter(one.vintage for one in own.questions if one.answer is Answer.OPEN)
    head = tuple(getattr(row, name) for name in HEAD_COLUMNS)
    return series_row(head, told, years, asked, state.territory)


def _questions(own: Loaded, state: SeriesState) -> tuple[QuestionRow, ...]:
    if own.newest is None or not own.questions:
        return ()
    return question_rows(SeriesQuestion.objects.filter(vintage=own.newest.number), state)


def _vintages(row: StatisticalSeries, own: Loaded, viewer: Viewer | None) -> tuple[VintageRow, ...]:
    """Every vintage; the runs that it went into are those that the person sees."""
    rows = SeriesVintage.objects.filter(series=row).select_related("taking", "entered_by", "withdrawn_by")
    found = list(rows.order_by("-number"))
    figures: dict[int, Mapping[int, float]] = {one.number: one.figures for one in own.all}
    figures |= _withdrawn([one.pk for one in found if one.pk not in figures])
    used: dict[int, list[int]] = defaultdict(list)
    runs = RunInput.objects.filter(vintage__series=row, run__in=visible_runs(viewer)).order_by("run")
    for vintage, run in runs.values_list("vintage_id", "run_id"):
        used[vintage].append(run)
    return tuple(_vintage(one, figures.get(one.pk, {}), used[one.pk]) for one in found)


def _withdrawn(vintages: Sequence[int]) -> dict[int, dict[int, float]]:
    """The figures of vintages that no longer count. One query, none for no vintage."""
    figures: dict[int, dict[int, float]] = defaultdict(dict)
    if vintages:
        printed = Observation.objects.filter(vintage__in=vintages).order_by("year")
        for vintage, year, value in printed.values_list("vintage_id", "year", "value"):
            figures[vintage][year] = value
    return figures


def _vintage(one: SeriesVintage, figures: Mapping[int, float], used: Sequence[int]) -> VintageRow:
    return VintageRow(
        number=one.pk,
        ordinal=one.number,
        measured_in=MeasureUnit(one.measured_in),
        source=one.source,
        released_on=one.released_on,
        taking=(one.taking.pk, one.taking.file_name) if one.taking is not None else None,
        entered_at=one.entered_at,
        entered_by=one.entered_by.get_full_name() if one.entered_by is not None else "",
        withdrawn_at=one.withdrawn_at,
        withdrawn_by=one.withdrawn_by.get_full_name() if one.withdrawn_by is not None else "",
        withdrawal_reason=one.withdrawal_reason,
        is_sample=one.is_sample,
        figures=figures,
        used_by=tuple(used),
    )


def _effective(own: Loaded, used: Mapping[int, float]) -> Iterable[EffectiveFigure]:
    printed: dict[int, tuple[float, int]] = {}
    for one in own.vintages:
        printed |= {year: (value, one.ordinal) for year, value in in_base_unit(one.figures, one.measured_in).items()}
    for year, value in sorted(used.items()):
        own_value, ordinal = printed.get(year, (None, None))
        yield EffectiveFigure(year, value, own_value, ordinal)


def _links(row: StatisticalSeries, state: SeriesState) -> tuple[LinkRow, ...]:
    if not any(row.pk in {link.earlier, link.later} for link in state.links):
        return ()
    names = {one.number: one.name for one in state.loaded.values()}
    links = SeriesLink.objects.filter(Q(earlier=row) | Q(later=row)).select_related("linked_by")
    return tuple(
        LinkRow(
            number=link.pk,
            earlier=link.earlier_id,
            earlier_name=names[link.earlier_id],
            later=link.later_id,
            later_name=names[link.later_id],
            year=link.year,
            factor=link.factor,
            source=link.source,
            linked_at=link.linked_at,
            linked_by=link.linked_by.get_full_name() if link.linked_by is not None else "",
        )
        for link in links.order_by("year", "pk")
    )


def _may_link(own: Loaded, state: SeriesState) -> Iterable[LinkChoice]:
    """Other bases of the quantity that are not linked yet, nor have this series before them."""
    taken = {link.earlier for link in state.links}
    onward = {link.earlier: link.later for link in state.links}
    joiner = state.joiner()
    mine = joiner.effective(own.key)
    for one in sorted(state.loaded.values(), key=lambda one: one.key.base_year):
        same = (one.key.unit_id, one.key.price_basis) == (own.key.unit_id, own.key.price_basis)
        if one.number is None or one.number in {own.number, *taken} or not same:
            continue
        if own.number is not None and _reaches(own.number, one.number, onward):
            continue
        other = joiner.effective(one.key)
        if other is not None and mine is not None:
            shared = sorted(set(other.series.values) & set(mine.series.values))
            yield LinkChoice(one.number, one.name, tuple(shared))


def _reaches(start: int, end: int, onward: Mapping[int, int]) -> bool:
    place: int | None = start
    while place is not None and place != end:
        place = onward.get(place)
    return place == end
