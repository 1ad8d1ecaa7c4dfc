"""The state of a table in the address: `?q=…&sap-xep=-cot&trang=2&<bộ lọc>=…&tai-ve=xlsx`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest

SEARCH: Final = "q"
SORT: Final = "sap-xep"
PAGE: Final = "trang"
DOWNLOAD: Final = "tai-ve"
XLSX: Final = "xlsx"
# A page number with more digits than this is no page number; `int` of a very long text is slow.
MOST_DIGITS: Final = 7


@dataclass(frozen=True, slots=True)
class TableQuery:
    """What a person asked of a table. Anything unknown or malformed in the address is ignored, never an error.

    `prefix` tells several tables of one page apart (`muc-tieu-q`); parameters that are not this table's are kept
    in every address that it makes.
    """

    path: str
    parameters: Mapping[str, str]
    prefix: str = ""

    @classmethod
    def of(cls, request: HttpRequest, *, prefix: str = "") -> TableQuery:
        """The query of this request."""
        return cls(request.path, {key: str(value) for key, value in request.GET.items()}, prefix)

    def _own(self, name: str) -> str:
        return self.parameters.get(self.prefix + name, "").strip()

    @property
    def search(self) -> str:
        """Words to look for, as typed."""
        return self._own(SEARCH)

    @property
    def sort(self) -> str:
        """The key of the column to sort by, without its sign; "" for the table's own order."""
        return self._own(SORT).removeprefix("-")

    @property
    def is_descending(self) -> bool:
        """Whether the largest comes first."""
        return self._own(SORT).startswith("-")

    @property
    def page(self) -> int:
        """The page's number, from 1."""
        text = self._own(PAGE)
        return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 1

    @property
    def wants_xlsx(self) -> bool:
        """Whether the table is to be downloaded."""
        return self._own(DOWNLOAD) == XLSX

    def filter(self, key: str) -> str:
        """The chosen code of a filter, "" for all."""
        return self._own(key)

    def name(self, name: str) -> str:
        """The parameter's name in the address."""
        return self.prefix + name

    def address(self, changes: Mapping[str, str | None]) -> str:
        """This address with own parameters changed; "" or None takes one away.

        The page's number goes back to 1 unless it is given, and a download is never carried on.
        """
        own = {PAGE: None, DOWNLOAD: None} | dict(changes)
        merged: dict[str, str | None] = dict(self.parameters)
        merged |= {self.prefix + key: value for key, value in own.items()}
        text = urlencode([(key, value) for key, value in merged.items() if value])
        return f"{self.path}?{text}" if text else self.path

    def others(self, own: set[str]) -> list[tuple[str, str]]:
        """Parameters that a form with the own fields `own` must carry as hidden fields."""
        names = {self.prefix + key for key in (*own, PAGE, DOWNLOAD)}
        return [(key, value) for key, value in self.parameters.items() if key not in names and value]
