"""A key that changes: whatever refers to the item in the pack follows, as the rows do by their foreign keys."""

from __future__ import annotations

from typing import TypeVar

from nscl.documents.pack.schema import BudgetLine, PlanPack, Task
from nscl.plans.enums import ItemKind

_Work = TypeVar("_Work", Task, BudgetLine)


def renamed(pack: PlanPack, kind: ItemKind, old: str, new: str) -> PlanPack:
    """The pack with every reference to the item `old` of this kind made one to `new`."""
    if old == new:
        return pack
    match kind:
        case ItemKind.AGENCY:
            return _agency(pack, old, new)
        case ItemKind.TASK_GROUP:
            tasks = (t.model_copy(update={"group": new}) if t.group == old else t for t in pack.tasks)
            return pack.model_copy(update={"tasks": tuple(tasks)})
        case ItemKind.BUDGET_LINE if pack.budget is not None:
            lines = (x.model_copy(update={"parent": new}) if x.parent == old else x for x in pack.budget.lines)
            return pack.model_copy(update={"budget": pack.budget.model_copy(update={"lines": tuple(lines)})})
        case _:
            return pack


def _agency(pack: PlanPack, old: str, new: str) -> PlanPack:
    def one(key: str) -> str:
        return new if key == old else key

    def many(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(one, keys))

    def work(item: _Work) -> _Work:
        return item.model_copy(update={"lead": many(item.lead), "coordinate": many(item.coordinate)})

    budget = pack.budget
    if budget is not None:
        budget = budget.model_copy(update={"lines": tuple(map(work, budget.lines))})
    return pack.model_copy(
        update={
            "tasks": tuple(map(work, pack.tasks)),
            "budget": budget,
            "responsibilities": tuple(
                duty.model_copy(update={"agency": one(duty.agency), "partners": many(duty.partners)})
                for duty in pack.responsibilities
            ),
            "reporting": tuple(
                duty.model_copy(update={"senders": many(duty.senders), "recipient": one(duty.recipient)})
                for duty in pack.reporting
            ),
            "reviews": tuple(review.model_copy(update={"lead": one(review.lead)}) for review in pack.reviews),
        }
    )
