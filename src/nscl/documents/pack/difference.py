"""What changed between two plan packs: an amendment against the plan it amends, or a re-load against what is stored.

Items are matched by their keys; where the format gives them none, by what makes them one item (a document's number, a
sum's year and source, an agency with its role and wording). Each change is one typed row that a page can show as it is.
"""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from nscl.documents.pack.display import Display, Field, names_of_both
from nscl.documents.pack.items import items_of
from nscl.documents.pack.labels import Part
from nscl.documents.pack.matching import match_items
from nscl.documents.pack.schema import PlanPack

__all__ = ["Change", "ChangeKind", "FieldChange", "PackDifference", "Part", "compare_packs"]

# Compared as parts of their own.
_OTHER_PARTS = frozenset({"measures", "lines", "stated"})
_PLACE = "at"


class ChangeKind(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a changed item: its name in the format, its label, and both texts (None: nothing there)."""

    name: str
    label: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One item added, removed or changed. ``key`` is unique in its part; ``fields`` is empty unless changed."""

    part: Part
    key: str
    label: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class PackDifference:
    """All changes, in the order of the format."""

    changes: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both packs say the same."""
        return not self.changes

    def of(self, part: Part) -> tuple[Change, ...]:
        """The changes in one part."""
        return tuple(change for change in self.changes if change.part is part)

    def count(self, kind: ChangeKind) -> int:
        """How many items were added, removed or changed."""
        return sum(change.kind is kind for change in self.changes)


def compare_packs(old: PlanPack, new: PlanPack, *, lines: bool = True) -> PackDifference:
    """The items added, removed and changed from ``old`` to ``new``.

    ``lines`` says whether places in the source text are compared: False for an amendment, whose document is another
    text and where every line number differs.
    """
    return PackDifference(tuple(_Comparison(old, new, lines=lines).changes()))


class _Comparison:
    def __init__(self, old: PlanPack, new: PlanPack, *, lines: bool) -> None:
        self._old, self._new = old, new
        self._before, self._after = Display(old), Display(new)
        self._leave_out = _OTHER_PARTS if lines else _OTHER_PARTS | {_PLACE}
        self._lines = lines

    def changes(self) -> list[Change]:
        """Every change, part by part."""
        changes: list[Change] = []
        for part in Part:
            match part:
                case Part.HEADER:
                    changes += self._header()
                case Part.BUDGET:
                    changes += self._budget()
                case _:
                    changes += self._list(part)
        return changes

    def _header(self) -> list[Change]:
        fields = self._fields(self._old.plan, self._new.plan)
        if self._lines:
            fields += self._source_fields()
        header = self._new.plan
        return [Change(Part.HEADER, header.slug, header.title, ChangeKind.CHANGED, tuple(fields))] if fields else []

    def _source_fields(self) -> list[FieldChange]:
        old, new = self._old.source, self._new.source
        return _changed_fields(
            self._before.fields(old, leave_out=frozenset()) if old else {},
            self._after.fields(new, leave_out=frozenset()) if new else {},
            prefix="source.",
        )

    def _budget(self) -> list[Change]:
        old, new = self._old.budget, self._new.budget
        if old is None and new is None:
            return []
        fields: list[FieldChange] = []
        kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED
        if old is not None and new is not None:
            kind = ChangeKind.CHANGED
            fields = self._fields(old, new)
            if not fields:
                return []
        return [Change(Part.BUDGET, Part.BUDGET, Part.BUDGET.label, kind, tuple(fields))]

    def _list(self, part: Part) -> list[Change]:
        matching = match_items(items_of(part, self._old, self._before), items_of(part, self._new, self._after))
        changes: list[Change] = []
        for before, after in matching.pairs:
            fields = self._fields(before.record, after.record)
            if fields:
                changes.append(Change(part, after.key, after.label, ChangeKind.CHANGED, tuple(fields)))
        changes += [Change(part, item.key, item.label, ChangeKind.ADDED, ()) for item in matching.added]
        changes += [Change(part, item.key, item.label, ChangeKind.REMOVED, ()) for item in matching.removed]
        return changes

    def _fields(self, old: BaseModel, new: BaseModel) -> list[FieldChange]:
        return _changed_fields(
            self._before.fields(old, leave_out=self._leave_out), self._after.fields(new, leave_out=self._leave_out)
        )


def _changed_fields(before: dict[str, Field], after: dict[str, Field], *, prefix: str = "") -> list[FieldChange]:
    changes: list[FieldChange] = []
    for name in names_of_both(before, after):
        was, now = before.get(name), after.get(name)
        shown = now or was
        if shown is None or (was is not None and now is not None and was.value == now.value):
            continue
        texts = (was.text if was else None, now.text if now else None)
        changes.append(FieldChange(prefix + name, shown.label, *texts))
    return changes
