"""Any item of an edition by its kind and number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nscl.accounts.rules import Viewer
from nscl.plans.enums import ItemKind
from nscl.plans.queries.access import ItemNotFound
from nscl.plans.queries.basis import get_agency, get_legal_basis
from nscl.plans.queries.duties import get_reporting, get_responsibility, get_review, get_support_rule
from nscl.plans.queries.findings import get_finding
from nscl.plans.queries.rows import ItemRow
from nscl.plans.queries.targets import get_target
from nscl.plans.queries.tasks import get_group, get_task

_GETTERS: Mapping[ItemKind, Callable[[Viewer, int], ItemRow]] = {
    ItemKind.LEGAL_BASIS: get_legal_basis,
    ItemKind.AGENCY: get_agency,
    ItemKind.TARGET: get_target,
    ItemKind.TASK_GROUP: get_group,
    ItemKind.TASK: get_task,
    ItemKind.RESPONSIBILITY: get_responsibility,
    ItemKind.REPORTING: get_reporting,
    ItemKind.REVIEW: get_review,
    ItemKind.SUPPORT_RULE: get_support_rule,
    ItemKind.FINDING: get_finding,
}


@dataclass(frozen=True)
class FoundItem:
    """An item with its kind; `row` is the row of that kind (TaskRow for a task)."""

    kind: ItemKind
    row: ItemRow

    @property
    def edition_id(self) -> int:
        """The edition that it belongs to."""
        return self.row.edition_id


def get_item(viewer: Viewer, kind: ItemKind, number: int) -> FoundItem:
    """The item of this kind (one that `plans` keeps) with this primary key. Raises ItemNotFound."""
    getter = _GETTERS.get(kind)
    if getter is None:
        raise ItemNotFound(f"{kind} {number}")
    return FoundItem(kind, getter(viewer, number))
