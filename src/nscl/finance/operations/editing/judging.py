"""What the pack's own rules say of a plan after an edit, told as problems of the one item that is edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from nscl.documents.pack.labels import Part
from nscl.documents.pack.references import check_references
from nscl.documents.pack.schema import PlanPack, Record
from nscl.finance.operations.editing.records import field_path
from nscl.plans.operations.errors import FieldProblem, InvalidItem
from nscl.plans.operations.tables.base import AnyEditable

# How many places that still use an item are named.
_SHOWN = 5
Path = tuple[str | int, ...]


def refuse_unfit(table: AnyEditable, after: PlanPack, place: int | None) -> None:
    """Raise InvalidItem for references that lead nowhere and keys given twice in the plan as it would be.

    place: where the edited item stands among its kind; None where it is removed. What is wrong inside it is told under
    its own fields; what is wrong elsewhere is something that still refers to what it was.
    """
    own: list[FieldProblem] = []
    users: list[Path] = []
    inside: Path = table.path if place is None else _inside(table, place)

    def report(path: Path, message: str, remedy: str) -> None:
        if place is not None and path[: len(inside)] == inside and not _elsewhere(table, path):
            own.append(FieldProblem(field_path(path[len(inside) :]), message, remedy))
        elif place is not None and path[-1] == "key" and path[:-2] == table.path:
            # A key given twice is told of the second item, though it may be the first that was edited.
            own.append(FieldProblem("key", message, remedy))
        else:
            users.append(path)

    data: dict[str, Any] = after.model_dump(by_alias=True, warnings=False)
    check_references(data, report)
    if users:
        own.append(_still_used(data, users))
    if own:
        raise InvalidItem(own)


def _inside(table: AnyEditable, place: int) -> Path:
    single = table.path in {("plan",), ("budget",)}
    return table.path if single else (*table.path, place)


def _elsewhere(table: AnyEditable, path: Path) -> bool:
    """The frame of the budget does not hold its lines and stated sums, though they lie under it."""
    return table.path == ("budget",) and len(path) > 1 and path[1] in {"lines", "stated"}


def _still_used(data: dict[str, Any], users: Sequence[Path]) -> FieldProblem:
    names = list(dict.fromkeys(_name(data, path) for path in users))
    listed = ", ".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")
    return FieldProblem("", _("mục này đang được dùng ở: %(places)s") % {"places": listed}, _("sửa các nơi đó trước"))


def _name(data: Any, path: Path) -> str:
    """A place as a person finds it: the part of the plan and the item's own key, or its place counted from 1."""
    steps: list[str] = []
    for step in path:
        data = data[step]
        if isinstance(step, int) and isinstance(data, dict):
            return f"{_part_name(steps)} {data.get('key') or step + 1}"
        steps.append(str(step))
    return _part_name(steps)


def _part_name(steps: Sequence[str]) -> str:
    """The name of a list on the screen: "tasks" is Nhiệm vụ; anything finer is called by the format's own word."""
    word = "_".join(steps)
    parts = {part.value: part.label for part in Part} | {"budget_stated": Part.STATED_SUMS.label}
    return _(parts[word]) if word in parts else ".".join(steps)


def place_of(records: Sequence[Record], record: Record) -> int:
    """Where a record stands, by identity: two items may say the same."""
    return next(place for place, one in enumerate(records) if one is record)
