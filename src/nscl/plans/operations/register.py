"""The register of state bodies as the checks ask it, from the database: those of one province, mergers included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from nscl.documents.checks.register import AgencyState, AgencyStatus
from nscl.documents.pack.enums import AgencyKind
from nscl.institutions.models import Agency
from nscl.institutions.queries.units import succession_edges
from nscl.institutions.rules import covers, reachable

_DAY = timedelta(days=1)
_UNKNOWN = AgencyStatus(AgencyState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Body:
    number: int
    key: str
    name: str
    valid_from: date
    valid_to: date | None
    kind: str
    unit_ended_on: date | None
    successor_key: str | None
    successor_name: str | None


class ProvinceRegister:
    """`nscl.documents.checks.AgencyRegister` for one province: its bodies, those of what it became, and national ones.

    A body that goes on under the same key in the province that absorbed this one is not abolished. 2 queries.
    """

    def __init__(self, unit_id: int) -> None:
        self._bodies: dict[str, list[_Body]] = defaultdict(list)
        for body in _bodies(reachable(unit_id, succession_edges())):
            self._bodies[body.key].append(body)
        self._starts_on = min((b.valid_from for bodies in self._bodies.values() for b in bodies), default=date.max)

    def number(self, key: str, on: date) -> int | None:
        """The number of the body `key` on a day; None where the register knows none."""
        return next((body.number for body in self._bodies.get(key, ()) if _there(body, on)), None)

    def numbers(self, keys: Iterable[str], on: date) -> dict[str, int]:
        """`number` for many keys, without those that the register does not know."""
        found = {key: self.number(key, on) for key in keys}
        return {key: number for key, number in found.items() if number is not None}

    def status(self, key: str, province_code: str, on: date) -> AgencyStatus:
        """The state of the body `key` on a day; UNKNOWN also for days before the register begins."""
        bodies = self._bodies.get(key)
        if not bodies or on < self._starts_on:
            return _UNKNOWN
        for body in bodies:
            if _there(body, on):
                return AgencyStatus(AgencyState.CURRENT, body.name, since=body.valid_from)
        ended = [body for body in bodies if body.valid_to is not None and body.valid_to < on]
        if not ended:
            return AgencyStatus(AgencyState.NOT_YET, bodies[0].name, since=bodies[0].valid_from)
        last = ended[-1]
        if _lost_with_its_province(last):
            return _UNKNOWN
        since = last.valid_to + _DAY if last.valid_to is not None else None
        return AgencyStatus(AgencyState.ABOLISHED, last.name, last.successor_key, since, last.successor_name)


def _there(body: _Body, on: date) -> bool:
    return covers(body.valid_from, body.valid_to, on)


def _lost_with_its_province(body: _Body) -> bool:
    """True where the register knows a body only as long as the province was there, and not what became of it.

    Committees of districts ended by law on the day on which provinces merged (Law 72/2025/QH15): those are known.
    """
    with_province = body.valid_to is not None and body.valid_to == body.unit_ended_on
    return with_province and body.successor_key is None and body.kind != AgencyKind.DISTRICT


def _bodies(unit_ids: Iterable[int]) -> list[_Body]:
    rows = Agency.objects.filter(Q(unit__in=list(unit_ids)) | Q(unit__isnull=True)).order_by(
        "valid_from", "pk", "successions__on", "successions__pk"
    )
    found: dict[int, _Body] = {}
    for values in rows.values_list(
        "pk",
        "key",
        "name",
        "valid_from",
        "valid_to",
        "kind",
        "unit__valid_to",
        "successions__successor__key",
        "successions__successor__name",
    ):
        body = _Body(*values)
        # Two successors share the work: the first named stands for them.
        found.setdefault(body.number, body)
    return list(found.values())
