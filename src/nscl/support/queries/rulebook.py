"""The rules of support that come with the software, read once a process: policies, working days, territories."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from nscl.institutions.enums import UnitLevel
from nscl.institutions.models import AdministrativeUnit
from nscl.institutions.queries.units import succession_edges
from nscl.institutions.rules import covers, reachable
from nscl.rulebook.calendar import WorkCalendar, read_calendar
from nscl.rulebook.policies import Item, Policies, Policy, Vocabulary, read_policies
from nscl.rulebook.policies.territories import FILE_NAME, Territory, read_territories


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with the policy that it stands in."""

    policy: Policy
    item: Item


def policies() -> Policies:
    """Every policy of `data/rules`, by slug. Raises RulebookFileError where a file is wrong."""
    return _policies(Path(settings.DATA_DIR))


def vocabulary() -> Vocabulary:
    """The words that policies and cases share."""
    return next(iter(policies().values())).vocabulary


def calendar() -> WorkCalendar:
    """The working days of public agencies. Raises RulebookFileError."""
    return _calendar(Path(settings.DATA_DIR))


def policy_of(slug: str) -> Policy | None:
    """The policy of a slug, None where there is none (any more)."""
    return policies().get(slug)


def rule_of(policy: str, item: str) -> Rule | None:
    """The rule that a case names ("quoc-gia/80-2021-nd-cp#…"), None where there is none (any more)."""
    found = policy_of(policy)
    if found is None:
        return None
    return next((Rule(found, one) for one in found.items if one.ref == item), None)


def province_folder(unit_id: int, commune_id: int | None) -> str | None:
    """The folder of rules that holds where an organisation is; None where that cannot be told.

    The province of the seat itself, where it has rules of its own; else the former province in whose land the commune
    lies, where all that the commune was made of lay in one. Four queries at most.
    """
    own = _folders()
    if unit_id in own:
        return own[unit_id]
    if commune_id is None:
        return None
    backward = [(successor, predecessor) for predecessor, successor in succession_edges()]
    earlier = AdministrativeUnit.objects.filter(pk__in=list(reachable(commune_id, backward))).exclude(pk=commune_id)
    found = {own.get(parent) for parent in earlier.order_by("pk").values_list("parent_id", flat=True)}
    return found.pop() if len(found) == 1 else None


@cache
def _policies(data: Path) -> Policies:
    return read_policies(data / "rules")


@cache
def _calendar(data: Path) -> WorkCalendar:
    return read_calendar(data / "calendar" / "working-days.yaml")


@cache
def _territories(data: Path) -> tuple[Territory, ...]:
    return read_territories(data / "rules" / FILE_NAME, next(iter(_policies(data).values())).vocabulary)


def _folders() -> dict[int, str]:
    """Folder by number of the province, and of those that merely continue it (new kind, new name). Two queries."""
    provinces = list(
        AdministrativeUnit.objects.filter(level=UnitLevel.PROVINCE)
        .order_by("valid_from", "pk")
        .values_list("pk", "code", "valid_from", "valid_to")
    )
    edges = succession_edges()
    found: dict[int, str] = {}
    for one in _territories(Path(settings.DATA_DIR)):
        for number, code, first, last in provinces:
            if code == one.code and covers(first, last, one.day):
                found.update(dict.fromkeys(_continued(number, edges), one.folder))
    return found


def _continued(number: int, edges: list[tuple[int, int]]) -> list[int]:
    """The province and those that are nothing but it under another name or of another kind."""
    found = [number]
    while True:
        heirs = [successor for predecessor, successor in edges if predecessor == found[-1]]
        if len(heirs) != 1 or sum(successor == heirs[0] for _, successor in edges) != 1:
            return found
        found.append(heirs[0])
