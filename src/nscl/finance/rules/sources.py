"""Which source of money the words of a plan mean: the one place where the plan's sources become ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nscl.finance.enums import UNSPLIT, MoneySource
from nscl.text.folding import fold

_BY_KEY: Final[Mapping[str, MoneySource]] = {
    UNSPLIT: MoneySource.UNSPLIT,
    "state": MoneySource.STATE,
    "enterprise": MoneySource.ENTERPRISE,
    "other": MoneySource.OTHER,
}
# Words by which the levels of the state budget are told apart (Law on the State Budget 83/2015/QH13, article 4).
_PROVINCIAL: Final = ("cap tinh", "ngan sach tinh", "ngan sach dia phuong", "nsdp", "nguon tinh")
_CENTRAL: Final = ("trung uong", "nstw")
_STATE: Final = ("ngan sach", "nsnn")
_ENTERPRISE: Final = ("doanh nghiep", "hop tac xa", "dn")
# A public body's lawful income is counterpart money of its own, though the plan prints it in the enterprises' column
# (own revenue: Decree 60/2021/NĐ-CP; as the footnote of such a line says).
_OWN_FUNDS: Final = ("kinh phi hop phap", "thu hop phap", "nguon hop phap cua", "thu su nghiep", "nguon thu cua don vi")


def money_source(key: str, name: str) -> MoneySource:
    """The source that a plan means by a column of this key and name.

    key: as in the pack ("state", "enterprise", "other", "all" or the plan's own); name: as printed. State budget whose
    name says one level is that level's; an unknown key is read by its name, and is OTHER where that says nothing.
    """
    known = _BY_KEY.get(key)
    words = fold(name)
    if known is MoneySource.STATE or (known is None and _says(words, (*_STATE, *_PROVINCIAL, *_CENTRAL))):
        provincial, central = _says(words, _PROVINCIAL), _says(words, _CENTRAL)
        if provincial == central:
            return MoneySource.STATE
        return MoneySource.STATE_PROVINCIAL if provincial else MoneySource.STATE_CENTRAL
    if known is None and _says(words, _OWN_FUNDS):
        return MoneySource.OWN_FUNDS
    if known is None and _says(words, _ENTERPRISE):
        return MoneySource.ENTERPRISE
    return known or MoneySource.OTHER


def source_of_line(source: MoneySource, note: str) -> MoneySource:
    """The source of a column in a line with this footnote: what is said to be a body's own lawful income is that."""
    if source is MoneySource.ENTERPRISE and _says(fold(note), _OWN_FUNDS):
        return MoneySource.OWN_FUNDS
    return source


def _says(words: str, terms: tuple[str, ...]) -> bool:
    padded = f" {words} "
    return any(f" {term} " in padded for term in terms)


class PrintedColumns:
    """The columns of a plan's table, and which of our sources each of them holds.

    A column that the plan calls the enterprises' also holds bodies' own funds, unless the plan prints those by
    themselves; `UNSPLIT` holds everything.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        """names: key of a source in the plan → its printed name."""
        self._source = {key: money_source(key, name) for key, name in names.items()}
        own_column = MoneySource.OWN_FUNDS in self._source.values()
        self._holds: dict[str, frozenset[MoneySource]] = {}
        for key, source in self._source.items():
            holds = {source}
            if source is MoneySource.ENTERPRISE and not own_column:
                holds.add(MoneySource.OWN_FUNDS)
            if source is MoneySource.STATE:
                holds |= {MoneySource.STATE_CENTRAL, MoneySource.STATE_PROVINCIAL} - set(self._source.values())
            self._holds[key] = frozenset(MoneySource) if source is MoneySource.UNSPLIT else frozenset(holds)

    def source(self, key: str, note: str = "") -> MoneySource:
        """Our source of the plan's column in a line with this footnote."""
        return source_of_line(self._source.get(key, MoneySource.OTHER), note)

    def holds(self, key: str | None) -> frozenset[MoneySource]:
        """Our sources whose money the plan's column holds; None: all columns together."""
        return frozenset(MoneySource) if key is None else self._holds.get(key, frozenset())
