"""What all kinds of items share: storing many at once and writing one."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import F

from nscl.documents.pack.values import Span
from nscl.plans.models import EditionItem, EditionPart
from nscl.plans.operations.errors import FieldProblem, InvalidItem
from nscl.plans.operations.lookup import Lookup
from nscl.plans.operations.tables.editable import Editable, L, Located, R
from nscl.plans.operations.tables.fitting import span_problems, text_problems
from nscl.plans.operations.wording import as_stored
from nscl.records.inserting import insert_rows
from nscl.text.folding import fold

M = TypeVar("M", bound=EditionItem)

BATCH = 500


class ItemTable(Editable[R, L], Generic[R, M, L]):
    """A kind of item that has a table of its own: many rows an edition, in the order of the document.

    parts: the models of the rows that belong to an item's row, each with the name of its foreign key to it.
    fields: what columns (and models of parts) are called in the record, where that is another name.
    """

    parts: ClassVar[tuple[tuple[type[EditionPart], str], ...]] = ()
    fields: ClassVar[Mapping[str | type[EditionPart], str]] = {}
    # Columns that say where a row stands, not what it holds: an edit leaves them alone.
    place: ClassVar[frozenset[str]] = frozenset({"id", "edition_id", "position", "version", "continues_id"})
    model: type[M]

    # --- what a kind says of itself

    @abstractmethod
    def values(self, record: R, lookup: L) -> dict[str, Any]:
        """The columns of the item's row (attribute names), without its place, lines and folded text."""

    def part_rows(self, record: R, number: int, lookup: L) -> Iterable[EditionPart]:
        """The rows that belong to the item's row `number`, with their positions within it."""
        return ()

    def remember(self, record: R, number: int, lookup: L) -> None:
        """Note the item's number in the lookup, where other items refer to it."""

    # --- many at once

    def rows(self, records: Sequence[R], lookup: L) -> list[M]:
        """The rows of all records, not yet saved; InvalidItem names every record that does not fit, by key or place."""
        rows: list[M] = []
        problems: list[FieldProblem] = []
        for position, record in enumerate(records, start=1):
            try:
                rows.append(self.row(record, position, lookup))
            except InvalidItem as error:
                problems += self._placed(error, record, position)
        if problems:
            raise InvalidItem(problems)
        return rows

    def store(self, records: Sequence[R], lookup: L, continues: Sequence[int | None] = ()) -> list[M]:
        """Write all records of this kind of an edition that has none yet. Returns their rows in order."""
        rows = self.rows(records, lookup)
        for row, continued in zip(rows, continues, strict=False):
            row.__dict__["continues_id"] = continued
        self.insert(rows, records, lookup)
        parts: list[EditionPart] = []
        problems: list[FieldProblem] = []
        for position, (record, row) in enumerate(zip(records, rows, strict=True), start=1):
            self.remember(record, row.pk, lookup)
            try:
                parts += self._checked_parts(record, row.pk, lookup)
            except InvalidItem as error:
                problems += self._placed(error, record, position)
        if problems:
            raise InvalidItem(problems)
        insert_parts(parts)
        return rows

    def insert(self, rows: list[M], records: Sequence[R], lookup: L) -> None:
        """Insert the items' own rows."""
        insert_rows(rows)

    def clear(self, edition_id: int) -> None:
        """Remove all items of this kind of an edition, with what belongs to them."""
        for model, _owner in self.parts:
            manager_of(model).filter(edition=edition_id).delete()
        manager_of(self.model).filter(edition=edition_id).delete()

    def refold(self, edition_id: int, records: Sequence[R], lookup: L) -> None:
        """Write anew what the items of an edition are searched by."""
        rows = self.of_edition(edition_id).order_by("position", "pk")
        changed = []
        for row, record in zip(rows, records, strict=True):
            folded = self._folded(record, lookup)
            if row.folded != folded:
                row.folded = folded
                changed.append(row)
        manager_of(self.model).bulk_update(changed, ["folded"], batch_size=BATCH)

    # --- one

    def row(self, record: R, position: int, lookup: L) -> M:
        """The row of a record, not yet saved. Raises InvalidItem for what the table cannot hold."""
        span: Span | None = getattr(record, "at", None)
        row = self.model(
            edition_id=lookup.edition_id,
            position=position,
            key=self.key(record),
            first_line=span.first if span else None,
            last_line=span.last if span else None,
            folded=self._folded(record, lookup),
            **self.values(record, lookup),
        )
        problems = [FieldProblem(self.fields.get(p.field, p.field), p.message, p.remedy) for p in text_problems(row)]
        if span is not None:
            problems += span_problems(span, lookup.source_lines)
        if problems:
            raise InvalidItem(problems)
        return row

    def locate(self, number: int) -> Located | None:
        found = manager_of(self.model).filter(pk=number).values_list("edition_id", "version").first()
        return Located(*found) if found else None

    def numbers(self, edition_id: int) -> list[int]:
        rows = self.of_edition(edition_id).order_by("position", "pk")
        return list(rows.values_list("pk", flat=True))

    def of_edition(self, edition_id: int) -> models.QuerySet[Any]:
        """The rows of an edition whose records are in its pack, unordered."""
        return manager_of(self.model).filter(edition=edition_id)

    def rewrite(self, number: int, version: int, record: R, lookup: L) -> bool:
        row = self.row(record, 1, lookup)
        values = {name: getattr(row, name) for name in self._columns}
        if not self._take(number, version, values):
            return False
        self._remove_parts(number)
        insert_parts(self._checked_parts(record, number, lookup))
        self.remember(record, number, lookup)
        return True

    def add(self, record: R, place: int, lookup: L) -> int:
        row = self.row(record, self._make_room(lookup.edition_id, place), lookup)
        row.save(force_insert=True)
        insert_parts(self._checked_parts(record, row.pk, lookup))
        self.remember(record, row.pk, lookup)
        return int(row.pk)

    def delete(self, number: int) -> None:
        self._remove_parts(number)
        manager_of(self.model).filter(pk=number).delete()

    def move(self, number: int, version: int, place: int) -> bool:
        located = self.locate(number)
        # To the end first: the others then stand as if the item had been taken out.
        if located is None or not self._take(number, version, {"position": self._end(located.edition_id)}):
            return False
        position = self._make_room(located.edition_id, place)
        manager_of(self.model).filter(pk=number).update(position=position)
        return True

    # --- inside

    def _folded(self, record: R, lookup: L) -> str:
        with as_stored():
            return fold(self.words(record, lookup))

    @cached_property
    def _columns(self) -> tuple[str, ...]:
        names = (field.attname for field in self.model._meta.concrete_fields)
        return tuple(name for name in names if name not in self.place)

    def _take(self, number: int, version: int, values: Mapping[str, Any]) -> bool:
        """Write the values if the row still has the version; it then has the next one."""
        row = manager_of(self.model).filter(pk=number, version=version)
        return row.update(**values, version=version + 1) == 1

    def _end(self, edition_id: int) -> int:
        rows = manager_of(self.model).filter(edition=edition_id)
        last: int = rows.aggregate(last=models.Max("position", default=0))["last"]
        return last + 1

    def _make_room(self, edition_id: int, place: int) -> int:
        """Free the position of the row that is at `place` now, moving it and those after it down by one."""
        positions = self.of_edition(edition_id).order_by("position", "pk").values_list("position", flat=True)
        position = positions[place : place + 1].first()
        if position is None:
            return self._end(edition_id)
        later = manager_of(self.model).filter(edition=edition_id, position__gte=position)
        later.update(position=F("position") + 1)
        return int(position)

    def _checked_parts(self, record: R, number: int, lookup: L) -> list[EditionPart]:
        parts = list(self.part_rows(record, number, lookup))
        problems = [
            FieldProblem(f"{self.fields[type(part)]}[{part.position - 1}].{p.field}", p.message, p.remedy)
            for part in parts
            for p in text_problems(part)
        ]
        if problems:
            raise InvalidItem(problems)
        return parts

    def _remove_parts(self, number: int) -> None:
        for model, owner in self.parts:
            manager_of(model).filter(**{owner: number}).delete()

    def _placed(self, error: InvalidItem, record: R, position: int) -> list[FieldProblem]:
        place = f"{'.'.join(self.path)}[{self.key(record) or position}]"
        return [FieldProblem(f"{place}.{p.field}", p.message, p.remedy) for p in error.problems]


def insert_parts(parts: Iterable[EditionPart]) -> None:
    """Insert rows of several models, each model's at once."""
    by_model: dict[type[EditionPart], list[EditionPart]] = defaultdict(list)
    for part in parts:
        by_model[type(part)].append(part)
    for rows in by_model.values():
        insert_rows(rows)


def manager_of(model: type[models.Model]) -> models.Manager[Any]:
    """The manager of a model known only by its class."""
    return model._default_manager


AnyTable = ItemTable[Any, Any, Any]
AnyEditable = Editable[Any, Any]
PlanTable = ItemTable[Any, Any, Lookup]
