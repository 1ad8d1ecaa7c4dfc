"""Which province a cell of a file names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from nscl.productivity.imports.cells import unknown_name
from nscl.productivity.queries.territory import Place
from nscl.records.spreadsheets.cells import CellError
from nscl.records.spreadsheets.columns import folded


class PlaceNames:
    """The provinces that a file may have figures of: the one that takes it in, and those that merged into it."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = tuple(places)
        self._named: dict[str, dict[int, Place]] = defaultdict(dict)
        for place in places:
            for name in (*place.names, place.unit.code):
                self._named[folded(name)][place.unit_id] = place
        # What names one of them alone counts for it, whatever else it may be part of.
        self._exact = {folded(name): place for place in places for name in (place.words, place.area)}

    @property
    def own(self) -> Place:
        """The province that takes the file in."""
        return self._places[0]

    def find(self, text: str) -> Place:
        """The province of a name or code. Raises CellError for none and for several."""
        wanted = folded(text)
        if wanted in self._exact:
            return self._exact[wanted]
        found = self._named.get(wanted, {})
        if len(found) > 1:
            raise CellError(
                _("“%(name)s” có thể là nhiều tỉnh") % {"name": text[:80]},
                _("chọn một trong: %(names)s") % {"names": "; ".join(one.words for one in found.values())},
            )
        for place in found.values():
            return place
        raise unknown_name(text, [one.words for one in self._places])

    def find_area(self, text: str) -> Place:
        """The province of a REF_AREA. Raises CellError."""
        place = self._exact.get(folded(text))
        if place is None:
            raise unknown_name(text, [one.area for one in self._places])
        return place
