"""Answers about agencies straight from the reference files, for the checks of a plan that is not in a database."""

from __future__ import annotations

from datetime import date

from nscl.documents.checks.register import AgencyState, AgencyStatus
from nscl.institutions.reference.facts import AgencyType, Reference, TypeSuccession, UnitFact, UnitRef
from nscl.institutions.rules import DAY, covers

UNKNOWN = AgencyStatus(AgencyState.UNKNOWN)


class ReferenceRegister:
    """`nscl.documents.checks.AgencyRegister` over a `Reference`."""

    def __init__(self, reference: Reference) -> None:
        self._starts_on = reference.starts_on
        self._types = {kind.key: kind for kind in reference.agency_types}
        self._heirs: dict[str, TypeSuccession] = {
            key: change for change in reference.type_successions for key in change.predecessors
        }
        self._provinces = {unit.ref: unit for unit in reference.provinces}
        self._successors: dict[UnitRef, UnitRef] = {
            fact.predecessor: fact.successor for fact in reference.unit_successions
        }

    def status(self, key: str, province_code: str, on: date) -> AgencyStatus:
        """The state of the body `key` on a day, in the province whose code is in force then.

        A code that no longer is in force stands for the province that took over from its last bearer. UNKNOWN where
        the register knows neither the body nor whether that province has one, and for days before the register begins.
        """
        kind = self._types.get(key)
        unit = self._province(province_code, on)
        if kind is None or on < self._starts_on or (unit is None and not kind.national):
            return UNKNOWN
        place = None if kind.national else unit
        name = kind.name_in(place)
        if kind.valid_from is not None and on < kind.valid_from:
            return AgencyStatus(AgencyState.NOT_YET, name, since=kind.valid_from)
        if kind.valid_to is not None and on > kind.valid_to:
            return self._abolished(kind, place, name)
        if place is not None and place.ref not in kind.units:
            return UNKNOWN
        return AgencyStatus(AgencyState.CURRENT, name, since=kind.valid_from)

    def _abolished(self, kind: AgencyType, place: UnitFact | None, name: str) -> AgencyStatus:
        since = kind.valid_to + DAY if kind.valid_to is not None else None
        change = self._heirs.get(kind.key)
        if change is None:
            return AgencyStatus(AgencyState.ABOLISHED, name, since=since)
        heir = self._types[change.successor]
        return AgencyStatus(AgencyState.ABOLISHED, name, heir.key, since, heir.name_in(place))

    def _province(self, code: str, on: date) -> UnitFact | None:
        """The province with the code on the day; of a code out of use, the one that holds its last bearer's land."""
        bearers = sorted((unit for unit in self._provinces.values() if unit.code == code), key=lambda u: u.valid_from)
        for unit in bearers:
            if covers(unit.valid_from, unit.valid_to, on):
                return unit
        if not bearers:
            return None
        holder = bearers[-1]
        while not covers(holder.valid_from, holder.valid_to, on):
            if holder.ref not in self._successors:
                return None
            holder = self._provinces[self._successors[holder.ref]]
        return holder
