"""Who answers on a day for what another body was given: the rule of `institutions.queries.holders_of`, for many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nscl.institutions.queries import AgencyRow
from nscl.institutions.rules import reachable


@dataclass(frozen=True, slots=True)
class Covered:
    """A body whose part another reports. name: as it was called; since: from which day on, None for itself."""

    agency_id: int
    name: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Reporter:
    """A body that is there on the day, with those that it answers for (itself not among them)."""

    agency: AgencyRow
    covers: tuple[Covered, ...]


@dataclass(frozen=True, slots=True)
class Answering:
    """Who reports for some bodies on a day; ended: those that ended without anybody to answer for them."""

    reporters: tuple[Reporter, ...]
    ended: tuple[AgencyRow, ...]


def answering(
    bodies: Iterable[AgencyRow], known: Mapping[int, AgencyRow], edges: Sequence[tuple[int, int]], on: date
) -> Answering:
    """Who reports on the day for these bodies, in their order. edges: (predecessor, successor) of all successions.

    known: bodies by number, the heirs among them. A body whose work was divided is answered for by each part.
    """
    covers: dict[int, list[Covered]] = {}
    ended: list[AgencyRow] = []
    for body in dict.fromkeys(bodies):
        there = holders(body, known, edges, on)
        if not there:
            ended.append(body)
        for holder in there:
            mine = covers.setdefault(holder.id, [])
            if holder.id != body.id:
                mine.append(Covered(body.id, body.full_name, since(body, holder)))
    return Answering(tuple(Reporter(known[number], tuple(many)) for number, many in covers.items()), tuple(ended))


def holders(
    body: AgencyRow, known: Mapping[int, AgencyRow], edges: Sequence[tuple[int, int]], on: date
) -> tuple[AgencyRow, ...]:
    """The body itself while it is there, and for a day before it began; else its successors that are there."""
    if body.valid_to is None or on <= body.valid_to:
        return (body,)
    after = sorted(reachable(body.id, edges) - {body.id})
    return tuple(known[number] for number in after if number in known and known[number].valid(on))


def sole_heirs(numbers: Iterable[int], edges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each body the one that it has become in the end; itself where it is there, or its work was divided."""
    after: dict[int, list[int]] = {}
    for predecessor, successor in edges:
        after.setdefault(predecessor, []).append(successor)
    found = {}
    for number in numbers:
        ends, open_ones, seen = set(), [number], {number}
        while open_ones:
            one = open_ones.pop()
            following = [each for each in after.get(one, ()) if each not in seen]
            ends |= set() if one in after else {one}
            seen.update(following)
            open_ones += following
        found[number] = ends.pop() if len(ends) == 1 else number
    return found


def since(body: AgencyRow, holder: AgencyRow) -> date:
    """The first day on which the holder answered for the body: once it had ended, and the holder was there."""
    ended = holder.valid_from if body.valid_to is None else body.valid_to + timedelta(days=1)
    return max(ended, holder.valid_from)
