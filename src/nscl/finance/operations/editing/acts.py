"""The four acts on an item of a draft: changed, added, removed, moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.rules import Viewer
from nscl.documents.pack.schema import Record
from nscl.finance.operations.changes import audit_changes, field_changes
from nscl.finance.operations.editing.consequences import Draft, open_for_edit
from nscl.finance.operations.registry import BY_KIND, BY_RECORD
from nscl.plans.enums import ItemKind
from nscl.plans.operations.editions import reference_of
from nscl.plans.operations.errors import EditConflict, FieldConflict, FieldProblem, InvalidItem, ItemMissing
from nscl.plans.operations.tables.base import AnyEditable
from nscl.plans.operations.wording import as_stored, stored
from nscl.records.operations import Actor, Change, Reference, record_event


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did: the item, its version now, and what the check then found more or no longer."""

    number: int
    version: int
    edition_id: int
    changed: bool = True
    findings_new: int = 0
    findings_gone: int = 0


@transaction.atomic
def update_item(*, number: int, version: int, record: Record, viewer: Viewer | None, by: Actor, at: datetime) -> Edited:
    """Give an item the values of `record`, if it still has the version that the person saw.

    The same values write nothing. A key may change: what refers to the item follows. Raises NotAllowed, ItemMissing,
    EditionClosed, InvalidItem, EditConflict (with both values of every field that differs).
    """
    table = BY_RECORD[type(record)]
    draft, place, current = _open(table, number, viewer)
    old = table.records(draft.before)[place]
    if old == record:
        return Edited(number, current, draft.edition.pk, changed=False)
    fields = field_changes((draft.before, old), (draft.before, record))
    if current != version:
        conflicts = (FieldConflict(f.name, f.label, mine=f.after or "", theirs=f.before or "") for f in fields)
        raise EditConflict(current, conflicts)
    draft.put(table, place, record)
    if not table.rewrite(number, version, record, draft.lookup):
        raise EditConflict(current + 1, ())
    draft.follow(table, record, number)
    draft.reviewed(table, number, record, by=by, at=at)
    changes = audit_changes(field_changes((draft.before, old), (draft.after, record)))
    label = _label(table, record)
    return _close(
        draft, table, "changed", number=number, version=version + 1, label=label, changes=changes, by=by, at=at
    )


@transaction.atomic
def add_item(
    *,
    edition_id: int,
    record: Record,
    after: int | None = None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Edited:
    """Add an item after the item number `after`, or last.

    Raises NotAllowed, EditionMissing, EditionClosed, InvalidItem, ItemMissing where there is no item `after`.
    """
    table = BY_RECORD[type(record)]
    draft = open_for_edit(edition_id, table, viewer)
    numbers = table.numbers(edition_id)
    place = len(numbers) if after is None else _place(table, numbers, after) + 1
    draft.insert(table, place, record)
    number = table.add(record, place, draft.lookup)
    draft.follow(table, record, number)
    draft.reviewed(table, number, record, by=by, at=at)
    version = located.version if (located := table.locate(number)) else 1
    changes = [Change(stored(table.noun), "", _label(table, record))]
    label = _label(table, record)
    return _close(draft, table, "added", number=number, version=version, label=label, changes=changes, by=by, at=at)


@transaction.atomic
def remove_item(
    *, kind: ItemKind | str, number: int, version: int, viewer: Viewer | None, by: Actor, at: datetime
) -> Edited:
    """Remove an item.

    Raises NotAllowed, ItemMissing, EditionClosed, EditConflict, and InvalidItem naming what still refers to it.
    """
    table = BY_KIND[ItemKind(kind)]
    draft, place, current = _open(table, number, viewer)
    if current != version:
        raise EditConflict(current, ())
    old = table.records(draft.before)[place]
    draft.take_out(table, place)
    draft.forget(table, number)
    table.delete(number)
    draft.follow(table, old, None)
    changes = [Change(stored(table.noun), _label(table, old), "")]
    label = _label(table, old)
    return _close(draft, table, "removed", number=number, version=version, label=label, changes=changes, by=by, at=at)


@transaction.atomic
def move_item(
    *,
    kind: ItemKind | str,
    number: int,
    version: int,
    after: int | None,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> Edited:
    """Put an item after the item number `after`, or first. Raises as `remove_item`."""
    table = BY_KIND[ItemKind(kind)]
    draft, place, current = _open(table, number, viewer)
    if current != version:
        raise EditConflict(current, ())
    numbers = table.numbers(draft.edition.pk)
    others = [one for one in numbers if one != number]
    if after == number:
        raise InvalidItem([_after_itself()])
    target = 0 if after is None else _place(table, others, after) + 1
    record = table.records(draft.before)[place]
    if target == place:
        return Edited(number, current, draft.edition.pk, changed=False)
    draft.take_out(table, place, judge=False)
    draft.insert(table, target, record)
    table.move(number, version, target)
    changes = [Change(stored(gettext_lazy("Thứ tự")), str(place + 1), str(target + 1))]
    label = _label(table, record)
    return _close(draft, table, "moved", number=number, version=version + 1, label=label, changes=changes, by=by, at=at)


def _open(table: AnyEditable, number: int, viewer: Viewer | None) -> tuple[Draft, int, int]:
    """The draft that holds an item, the item's place among its kind, and its version now."""
    located = table.locate(number)
    if located is None:
        raise ItemMissing(table.kind, number)
    draft = open_for_edit(located.edition_id, table, viewer)
    # Again, now that the edition is locked: it may have changed while this waited.
    located = table.locate(number)
    numbers = table.numbers(draft.edition.pk)
    if located is None or number not in numbers:
        raise ItemMissing(table.kind, number)
    return draft, numbers.index(number), located.version


def _place(table: AnyEditable, numbers: list[int], number: int) -> int:
    if number not in numbers:
        raise ItemMissing(table.kind, number)
    return numbers.index(number)


def _label(table: AnyEditable, record: Record) -> str:
    with as_stored():
        return table.label(record)


def _after_itself() -> FieldProblem:
    return FieldProblem("after", _("một mục không đứng sau chính nó được"), _("chọn mục khác"))


def _close(
    draft: Draft,
    table: AnyEditable,
    verb: str,
    *,
    number: int,
    version: int,
    label: str,
    changes: Sequence[Change],
    by: Actor,
    at: datetime,
) -> Edited:
    """Check the plan again and record the one event of the edit."""
    refreshed = draft.check(by=by, at=at)
    _package, _dot, noun = table.kind.value.partition(".")
    record_event(
        action=f"{noun}.{verb}",
        by=by,
        at=at,
        subject=Reference(table.kind, number, label),
        context=reference_of(draft.edition),
        changes=changes,
    )
    return Edited(number, version, draft.edition.pk, findings_new=refreshed.new, findings_gone=refreshed.gone)
