"""Where a row of a report has its page: the one map from a row's key ("measure:12") to an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from urllib.parse import quote, urlencode

from django.urls import reverse

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.report_papers.tables import TableCode
from nscl.finance.enums import Stage
from nscl.plans.enums import ItemKind
from nscl.web.ledger.places import LINE, STAGE, YEAR

_STAGES: Final = frozenset(stage.value for stage in Stage)


@dataclass(frozen=True)
class Doors:
    """The doors of one report, as far as its reader may open them.

    plan: its slug; year: whose money is meant; open_kinds: the words before the colon that lead somewhere; own: rows of
    this page that lead somewhere else than the map says, by their key (an agency to its report). behind: the page of
    what stood behind a sealed row, with "{table}" and "{row}" to be filled in; "" while figures are live.
    """

    plan: str
    year: int | None
    open_kinds: frozenset[str]
    own: Mapping[str, str] = field(default_factory=dict)
    behind: str = ""

    def href(self, key: str, column: str = "") -> str:
        """Where a row leads, its figure in `column` where that has rows of its own; "" where it leads nowhere."""
        if key in self.own:
            return self.own[key]
        kind, _colon, number = key.partition(":")
        if kind not in self.open_kinds or not number.isdecimal():
            return ""
        return _WAYS[kind].way(self, int(number), column)

    def sealed(self, table: TableCode, key: str) -> str:
        """Where the records that stood behind a sealed row are listed; "" while figures are live."""
        return self.behind.format(table=table.value, row=quote(key)) if self.behind else ""


def doors_of(
    viewer: Viewer,
    *,
    plan: str,
    unit_id: int,
    year: int | None,
    own: Mapping[str, str] | None = None,
    behind: str = "",
) -> Doors:
    """The doors of a report on a plan of that province, for this reader."""
    kinds = frozenset(kind for kind, to in _WAYS.items() if viewer.may(to.permission, unit_id))
    return Doors(plan, year, kinds, own or {}, behind)


class _To(NamedTuple):
    """The way to a page, and who may open it."""

    permission: Permission
    way: Callable[[Doors, int, str], str]


def _page(name: str) -> Callable[[Doors, int, str], str]:
    return lambda _doors, number, _column: reverse(name, kwargs={"number": number})


def _item(kind: ItemKind) -> Callable[[Doors, int, str], str]:
    return lambda _doors, number, _column: reverse("item-door", kwargs={"kind": kind.value, "number": number})


def _measure(doors: Doors, number: int, _column: str) -> str:
    return reverse("progress-measure", kwargs={"slug": doors.plan, "number": number})


def _line(doors: Doors, number: int, column: str) -> str:
    """The entries of the line in that year, of the stage that the column is about."""
    asked: dict[str, str | int] = {LINE: number}
    if doors.year is not None:
        asked[YEAR] = doors.year
    if column in _STAGES:
        asked[STAGE] = column
    return f"{reverse('ledger-entries', kwargs={'slug': doors.plan})}?{urlencode(asked)}"


_WAYS: Final[Mapping[str, _To]] = {
    "activity": _To(Permission.VIEW_WORK, _page("activity")),
    "agency": _To(Permission.VIEW_INSTITUTIONS, _page("agency-detail")),
    "case": _To(Permission.VIEW_SUPPORT, _page("support-case")),
    "class": _To(Permission.VIEW_TRAINING, _page("class")),
    "difficulty": _To(Permission.VIEW_WORK, _page("difficulty")),
    "line": _To(Permission.VIEW_MONEY, _line),
    "measure": _To(Permission.VIEW_WORK, _measure),
    "organisation": _To(Permission.VIEW_REGISTRY, _page("organisation")),
    "pilot": _To(Permission.VIEW_WORK, _page("activity")),
    "run": _To(Permission.VIEW_PRODUCTIVITY, _page("run")),
    "target": _To(Permission.VIEW_PLANS, _item(ItemKind.TARGET)),
    "task": _To(Permission.VIEW_PLANS, _item(ItemKind.TASK)),
}
