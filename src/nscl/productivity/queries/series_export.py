"""Series as files: the Excel template filled in, or SDMX-CSV. Taken in again, they make nothing new."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.timezone import localtime

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.productivity.enums import FileForm
from nscl.productivity.imports.excel import write_template
from nscl.productivity.imports.sdmx import write_sdmx_file
from nscl.productivity.queries.series_access import reach
from nscl.productivity.queries.series_figures import Loaded, Vintage
from nscl.productivity.queries.series_state import SeriesState, load_state
from nscl.productivity.queries.territory import Place
from nscl.productivity.rules.series_values import StatedSeries

# Said of a sample in every file; nothing reads it back.
SAMPLE: Final = "Số liệu mẫu"


def export_series(
    viewer: Viewer | None,
    unit_ids: Collection[int],
    form: FileForm,
    at: datetime,
    numbers: Collection[int] | None = None,
) -> bytes:
    """The figures that count of series that a person sees (numbers: of these alone), each vintage's beside its source.

    unit_ids: provinces, the one that the file is for among them. Seven queries.
    """
    seen = reach(viewer, Permission.VIEW_PRODUCTIVITY)
    only = Q() if seen is None else Q(unit__in=seen)
    if numbers is not None:
        only &= Q(pk__in=list(numbers))
    state = load_state(unit_ids, only=only)
    places = _places(unit_ids, state)
    chosen = {place.unit_id for place in places}
    series = [one for one in state.loaded.values() if one.key.unit_id in chosen]
    found = [row for one in sorted(series, key=_order) for row in _stated(one, state)]
    if form is FileForm.SDMX:
        return write_sdmx_file((place, one, SAMPLE if is_sample else "") for place, one, is_sample in found)
    rows = [(place, one) for place, one, _is_sample in found]
    return write_template(places, localtime(at).year, rows, has_sample=any(is_sample for *_row, is_sample in found))


def _places(unit_ids: Collection[int], state: SeriesState) -> tuple[Place, ...]:
    """The provinces of the file, those of today first."""
    wanted = {state.territory.canonical[number] for number in unit_ids if number in state.territory.canonical}
    found = {place.unit_id: place for number in wanted for place in state.territory.within(number)}
    return tuple(sorted(found.values(), key=lambda place: (place.ends is not None, place.unit.code)))


def _order(one: Loaded) -> tuple[object, ...]:
    key = one.key
    return (
        key.unit_id,
        list(type(key.variable)).index(key.variable),
        key.breakdown,
        key.part,
        key.price_basis,
        key.base_year,
    )


def _stated(one: Loaded, state: SeriesState) -> Iterator[tuple[Place, StatedSeries, bool]]:
    """A row for each vintage that still has a year that counts, the oldest first; and whether it is a sample."""
    counting: dict[int, Vintage] = {year: vintage for vintage in one.vintages for year in vintage.figures}
    place = state.territory.place(one.key.unit_id)
    for vintage in one.vintages:
        figures = {year: value for year, value in vintage.figures.items() if counting[year] is vintage}
        if figures:
            stated = StatedSeries(
                one.key, one.part_name, vintage.measured_in, vintage.source, figures, vintage.released_on
            )
            yield place, stated, vintage.is_sample
