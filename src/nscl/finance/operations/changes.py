"""What an act changed, in the words of the screen, for the audit trail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nscl.documents.pack.difference import Change as ItemChange
from nscl.documents.pack.difference import ChangeKind, FieldChange, PackDifference
from nscl.documents.pack.display import Display, Field, names_of_both
from nscl.documents.pack.schema import PlanPack, Record, Target
from nscl.records.operations import Change

FIELD_LENGTH = 100
_MEASURES = "measures"


def changes_of(difference: PackDifference) -> list[Change]:
    """A whole difference: one change an item, or one for each field of a changed item."""
    return [change for item in difference.changes for change in _changes_of_item(item)]


def field_changes(before: tuple[PlanPack, Record], after: tuple[PlanPack, Record]) -> list[FieldChange]:
    """The fields in which two states of one item differ, each in its own pack (which names agencies and sources)."""
    old, new = _fields(*before), _fields(*after)
    changes = []
    for name in names_of_both(old, new):
        was, now = old.get(name), new.get(name)
        shown = now or was
        if shown is None or (was is not None and now is not None and was.value == now.value):
            continue
        changes.append(FieldChange(name, shown.label, was.text if was else None, now.text if now else None))
    return changes


def audit_changes(fields: Sequence[FieldChange]) -> list[Change]:
    """Field changes as the audit trail keeps them."""
    return [Change(field.label[:FIELD_LENGTH], field.before or "", field.after or "") for field in fields]


def _changes_of_item(item: ItemChange) -> Iterator[Change]:
    name = f"{item.part.label}: {item.label}"
    match item.kind:
        case ChangeKind.ADDED:
            yield Change(item.part.label, "", item.label)
        case ChangeKind.REMOVED:
            yield Change(item.part.label, item.label, "")
        case ChangeKind.CHANGED:
            for field in item.fields:
                yield Change(f"{name} · {field.label}"[:FIELD_LENGTH], field.before or "", field.after or "")


def _fields(pack: PlanPack, record: Record) -> dict[str, Field]:
    display = Display(pack)
    fields = display.fields(record, leave_out=frozenset({_MEASURES}))
    if isinstance(record, Target):
        for place, measure in enumerate(record.measures):
            for name, field in display.fields(measure, leave_out=frozenset()).items():
                label = f"{measure.label} · {field.label}"
                fields[f"{_MEASURES}[{place}].{name}"] = Field(label, field.value, field.text)
    return fields
