"""What can be edited in place: an item, the header of an edition, the frame of its budget."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from django.utils.functional import Promise

from nscl.documents.pack.labels import Part
from nscl.documents.pack.schema import PlanPack, Record
from nscl.plans.enums import ItemKind
from nscl.plans.operations.lookup import Lookup

R = TypeVar("R", bound=Record)
L = TypeVar("L", bound=Lookup)


@dataclass(frozen=True, slots=True)
class Located:
    """Where an item is, and at which version."""

    edition_id: int
    version: int


class Editable(ABC, Generic[R, L]):
    """One kind of thing that people edit: where the pack keeps its record, and how a changed record is written.

    path: where in the pack its records are. noun: what people call one. searched: whether the search of everything
    shows it.
    """

    kind: ClassVar[ItemKind]
    part: ClassVar[Part]
    noun: ClassVar[str | Promise]
    path: ClassVar[tuple[str, ...]]
    searched: ClassVar[bool] = False
    record: type[R]

    # --- the record

    @abstractmethod
    def title(self, record: R) -> str:
        """What a person calls the item in a list."""

    def key(self, record: R) -> str:
        """The number that the item carries in the document; "" where it has none."""
        return str(getattr(record, "key", ""))

    def words(self, record: R, lookup: L) -> str:
        """What people would search the item by."""
        return f"{self.key(record)} {self.title(record)}"

    def label(self, record: R) -> str:
        """Key and title, for the audit trail."""
        key = self.key(record)
        return f"{key}. {self.title(record)}" if key else self.title(record)

    def records(self, pack: PlanPack) -> tuple[R, ...]:
        """The records of this kind in a pack, in the order of the document."""
        found: Any = pack
        for step in self.path:
            found = getattr(found, step) if found is not None else ()
        return tuple(found)

    def replaced(self, pack: PlanPack, records: Sequence[R]) -> PlanPack:
        """The pack with these records of this kind instead of its own."""
        changed: PlanPack = _replaced(pack, self.path, tuple(records))
        return changed

    # --- the rows

    @abstractmethod
    def locate(self, number: int) -> Located | None:
        """Where the item `number` is; None where there is none."""

    @abstractmethod
    def numbers(self, edition_id: int) -> list[int]:
        """The numbers of the edition's items of this kind, in the order of their records in the pack."""

    @abstractmethod
    def rewrite(self, number: int, version: int, record: R, lookup: L) -> bool:
        """Give the row `number` the values of `record`, if it still has `version`. False where it has another."""

    @abstractmethod
    def add(self, record: R, place: int, lookup: L) -> int:
        """Insert an item so that it becomes the one at `place` (from 0) among its kind. Returns its number."""

    @abstractmethod
    def delete(self, number: int) -> None:
        """Remove one item with what belongs to it."""

    @abstractmethod
    def move(self, number: int, version: int, place: int) -> bool:
        """Make the item the one at `place` (from 0) among its kind. False where it has another version."""


def _replaced(record: Any, path: tuple[str, ...], records: tuple[Record, ...]) -> Any:
    first, *rest = path
    inner = records if not rest else _replaced(getattr(record, first), tuple(rest), records)
    return record.model_copy(update={first: inner})
