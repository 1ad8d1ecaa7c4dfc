"""All series of some provinces as they stand, by the place that they are of: what a file is judged against."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.db.models import Q

from nscl.productivity.queries.joining import Joiner, Link, load_links
from nscl.productivity.queries.series_figures import Loaded, load_series
from nscl.productivity.queries.territory import Territory, territories_of
from nscl.productivity.rules.series_values import SeriesKey


@dataclass(frozen=True, slots=True)
class SeriesState:
    """loaded: by key, whose unit is that of the place, whichever of its units the series was kept under."""

    territory: Territory
    loaded: Mapping[SeriesKey, Loaded]
    links: tuple[Link, ...]

    def joiner(self, loaded: Mapping[SeriesKey, Loaded] | None = None) -> Joiner:
        """The series as they are computed with; loaded: as they would stand instead."""
        return Joiner(self.loaded if loaded is None else loaded, self.territory, self.links)

    def touched(self, keys: Collection[SeriesKey]) -> tuple[SeriesKey, ...]:
        """The series whose questions may change where these do: themselves, and those of later provinces."""
        found = dict.fromkeys(keys)
        for key in keys:
            for above in self.territory.above(key.unit_id):
                found.setdefault(replace(key, unit_id=above))
        return tuple(found)


def load_state(
    unit_ids: Collection[int] | None, *, territory: Territory | None = None, only: Q | None = None
) -> SeriesState:
    """The series of provinces, of all that merged into them and of what they became. Seven queries at most.

    only: a condition on the series.
    """
    found = territories_of(unit_ids) if territory is None else territory
    units = list(found.canonical)
    loaded = {}
    for key, one in load_series(units, only).items():
        canonical = replace(key, unit_id=found.canonical[key.unit_id])
        loaded[canonical] = replace(one, key=canonical)
    return SeriesState(found, loaded, load_links(units))
