"""From kinds of bodies to the bodies of each province, and their successions along both kinds of reorganisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from nscl.institutions.reference.facts import (
    AgencyFact,
    AgencyRef,
    AgencySuccessionFact,
    AgencyType,
    TypeSuccession,
    UnitFact,
    UnitRef,
    UnitSuccessionFact,
)
from nscl.institutions.rules import DAY, covers

Posts = Mapping[tuple[UnitRef | None, str], AgencyFact]


def establish(types: Sequence[AgencyType], provinces: Sequence[UnitFact], starts_on: date) -> tuple[AgencyFact, ...]:
    """Every body of the nation once, and of every province once for the time that the body and the province share."""
    bodies = [
        AgencyFact(kind.key, kind.name, kind.kind, None, kind.valid_from or starts_on, kind.valid_to)
        for kind in types
        if kind.national
    ]
    for unit in provinces:
        for kind in types:
            if unit.ref in kind.units:
                bodies += _in_unit(kind, unit)
    return tuple(bodies)


def _in_unit(kind: AgencyType, unit: UnitFact) -> list[AgencyFact]:
    first = max(unit.valid_from, kind.valid_from or unit.valid_from)
    ends = [last for last in (unit.valid_to, kind.valid_to) if last is not None]
    last = min(ends) if ends else None
    if last is not None and last < first:
        return []
    return [AgencyFact(kind.key, kind.name_in(unit), kind.kind, unit.ref, first, last)]


def succeed(
    bodies: Sequence[AgencyFact],
    type_successions: Sequence[TypeSuccession],
    unit_successions: Sequence[UnitSuccessionFact],
) -> tuple[AgencySuccessionFact, ...]:
    """What body became what: by a reorganisation of departments, and by mergers and changes of provinces."""
    posts: Posts = {(body.unit, body.key): body for body in bodies}
    found: dict[tuple[AgencyRef, AgencyRef], AgencySuccessionFact] = {}
    for fact in (*_by_type(posts, type_successions, unit_successions), *_by_unit(bodies, posts, unit_successions)):
        found.setdefault((fact.predecessor, fact.successor), fact)
    return tuple(found.values())


def _by_type(
    posts: Posts, type_successions: Sequence[TypeSuccession], unit_successions: Sequence[UnitSuccessionFact]
) -> Iterator[AgencySuccessionFact]:
    """Within a province; on the day of a merger also from the provinces that merged."""
    forerunners: dict[UnitRef, list[UnitRef]] = defaultdict(list)
    for fact in unit_successions:
        forerunners[fact.successor].append(fact.predecessor)
    for change in type_successions:
        heirs = [body for (_, key), body in posts.items() if key == change.successor]
        for heir in heirs:
            if not covers(heir.valid_from, heir.valid_to, change.on):
                continue
            places = [heir.unit, *(forerunners[heir.unit] if heir.unit else ())]
            for place in places:
                for key in change.predecessors:
                    old = posts.get((place, key))
                    if old is not None and covers(old.valid_from, old.valid_to, change.on - DAY):
                        yield AgencySuccessionFact(old.ref, heir.ref, change.on, change.basis, change.confidence)


def _by_unit(
    bodies: Sequence[AgencyFact], posts: Posts, unit_successions: Sequence[UnitSuccessionFact]
) -> Iterator[AgencySuccessionFact]:
    """The same body in the province that takes over."""
    by_unit: dict[UnitRef | None, list[AgencyFact]] = defaultdict(list)
    for body in bodies:
        by_unit[body.unit].append(body)
    for change in unit_successions:
        for old in by_unit[change.predecessor]:
            heir = posts.get((change.successor, old.key))
            if heir is None or not covers(old.valid_from, old.valid_to, change.on - DAY):
                continue
            if heir.valid_from == change.on:
                yield AgencySuccessionFact(old.ref, heir.ref, change.on, change.basis, change.confidence)
