"""Where any item of a plan, money included, is to be opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model

from nscl.accounts.rules import Viewer
from nscl.finance.models import Budget, BudgetLine, StatedSum
from nscl.plans.enums import ItemKind
from nscl.plans.models import (
    EditionAgency,
    Finding,
    LegalBasis,
    ReportingDuty,
    Responsibility,
    Review,
    SupportRule,
    Target,
    Task,
    TaskGroup,
)
from nscl.plans.queries.access import ItemNotFound, visible_editions

_TABLES: Mapping[ItemKind, type[Model]] = {
    ItemKind.LEGAL_BASIS: LegalBasis,
    ItemKind.AGENCY: EditionAgency,
    ItemKind.TARGET: Target,
    ItemKind.TASK_GROUP: TaskGroup,
    ItemKind.TASK: Task,
    ItemKind.RESPONSIBILITY: Responsibility,
    ItemKind.REPORTING: ReportingDuty,
    ItemKind.REVIEW: Review,
    ItemKind.SUPPORT_RULE: SupportRule,
    ItemKind.FINDING: Finding,
    ItemKind.BUDGET: Budget,
    ItemKind.BUDGET_LINE: BudgetLine,
    ItemKind.STATED_SUM: StatedSum,
}


@dataclass(frozen=True)
class Place:
    """The edition of an item: its plan and ordinal, with the item's own kind and number."""

    slug: str
    ordinal: int
    edition_id: int
    kind: ItemKind
    number: int


def locate(viewer: Viewer, kind: ItemKind, number: int) -> Place:
    """The edition in which the item of this kind with this primary key stands. Raises ItemNotFound. One query."""
    editions = visible_editions(viewer)
    if kind is ItemKind.HEADER:
        editions = editions.filter(pk=number)
    else:
        rows = _TABLES[kind]._default_manager.filter(pk=number)
        editions = editions.filter(pk__in=rows.values("edition"))
    found = editions.order_by("pk").values_list("plan__slug", "ordinal", "pk").first()
    if found is None:
        raise ItemNotFound(f"{kind} {number}")
    return Place(*found, kind, number)
