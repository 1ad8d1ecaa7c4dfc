"""What people choose by name in a file, and the numbers that the names stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from nscl.records.spreadsheets.cells import CellError
from nscl.records.spreadsheets.columns import folded


class Names:
    """Names and their numbers; one name may have several."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        self._numbers: dict[str, set[int]] = defaultdict(set)
        for name, number in pairs:
            self._numbers[folded(name)].add(number)

    def find(self, text: str, *, among: frozenset[int] | None = None, several: str = "") -> int | None:
        """The number of a name, None for an empty one.

        among: the only ones that count; several: what to do where several have that name. Raises CellError.
        """
        if not text:
            return None
        found = self._numbers.get(folded(text), set())
        if among is not None:
            found = found & among
        if not found:
            raise CellError(
                _("không có “%(name)s” trong danh sách") % {"name": text[:80]}, _("chọn trong danh sách của ô")
            )
        if len(found) > 1:
            raise CellError(
                _("có %(n)s mục tên “%(name)s”") % {"n": len(found), "name": text[:80]},
                several or _("để trống ô này, nhập xong thì chọn trên trang của hoạt động"),
            )
        return next(iter(found))
