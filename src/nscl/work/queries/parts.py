"""Which agency has which part in a task of the edition in force, whoever does its work by now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from nscl.documents.pack.enums import AgencyKind
from nscl.institutions.models import AgencySuccession
from nscl.institutions.rules import reachable
from nscl.plans.enums import AgencyRole, EditionState
from nscl.plans.models import TaskAgency


class TaskPart(StrEnum):
    """An agency's part in a task: named itself, or as one of a group ("các sở, ngành")."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    LEAD_IN_GROUP = "lead_in_group"
    COORDINATE_IN_GROUP = "coordinate_in_group"


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body that the plan names in a task: as the plan calls it, and its number in the register where it has one."""

    name: str
    agency_id: int | None
    role: AgencyRole
    is_group: bool


class TaskParts:
    """The agencies of the tasks of the editions in force of some plans. Two queries."""

    def __init__(self, plan_ids: Collection[int]) -> None:
        self._bodies: dict[int, list[NamedBody]] = defaultdict(list)
        rows = TaskAgency.objects.filter(edition__plan__in=list(plan_ids), edition__state=EditionState.ISSUED).order_by(
            "position", "pk"
        )
        for task, name, agency, kind, role in rows.values_list(
            "task_id", "agency__name", "agency__agency_id", "agency__kind", "role"
        ):
            self._bodies[task].append(NamedBody(name, agency, AgencyRole(role), kind == AgencyKind.GROUP))
        edges = list(AgencySuccession.objects.order_by("pk").values_list("predecessor_id", "successor_id"))
        self._forward = edges
        self._backward = [(successor, predecessor) for predecessor, successor in edges]

    def leads(self, task: int) -> tuple[NamedBody, ...]:
        """Who leads a task, in the order of the document."""
        return tuple(body for body in self._bodies.get(task, ()) if body.role is AgencyRole.LEAD)

    def related(self, agency: int) -> frozenset[int]:
        """A body with all that went into it and all that it went into: a plan may name any of them."""
        return reachable(agency, self._forward) | reachable(agency, self._backward)

    def part_of(self, related: Collection[int], task: int) -> TaskPart | None:
        """The part in a task of whoever answers for these bodies (`related`); None where it has none."""
        bodies = self._bodies.get(task, ())
        own = [body.role for body in bodies if body.agency_id in related]
        in_group = [body.role for body in bodies if body.is_group]
        return _first(own, TaskPart.LEAD, TaskPart.COORDINATE) or _first(
            in_group, TaskPart.LEAD_IN_GROUP, TaskPart.COORDINATE_IN_GROUP
        )

    def registered(self) -> tuple[int, ...]:
        """Every body of the register that has a part in a task, in the order of the document."""
        named = (body.agency_id for bodies in self._bodies.values() for body in bodies)
        return tuple(dict.fromkeys(number for number in named if number is not None))

    def heirs(self, agency: int) -> frozenset[int]:
        """A body and all that it went into."""
        return reachable(agency, self._forward)


def _first(roles: Iterable[AgencyRole], lead: TaskPart, coordinate: TaskPart) -> TaskPart | None:
    found = set(roles)
    if not found:
        return None
    return lead if AgencyRole.LEAD in found else coordinate
