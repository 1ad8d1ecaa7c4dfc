"""What all kinds of items share: storing many at once, rewriting one, and refusing what a column cannot hold."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nscl.documents.pack.labels import Part
from nscl.documents.pack.schema import PlanPack, Record
from nscl.documents.pack.values import Span
from nscl.plans.enums import ItemKind
from nscl.plans.models import EditionItem, EditionPart
from nscl.plans.operations.errors import FieldProblem, InvalidItem
from nscl.plans.operations.lookup import Lookup
from nscl.text.folding import fold

R = TypeVar("R", bound=Record)
M = TypeVar("M", bound=EditionItem)
L = TypeVar("L", bound=Lookup)

BATCH = 500

class ItemTable(ABC, Generic[R, M, L]):
    """One kind of item of an edition.

    path: where the pack keeps its records. parts: the models of the rows that belong to an item's row, each with the
    name of its foreign key to it. noun: what people call one. searched: whether the search of everything shows it.
    """

    kind: ClassVar[ItemKind]
    part: ClassVar[Part]
    noun: ClassVar[str | Promise]
    path: ClassVar[tuple[str, ...]]
    parts: ClassVar[tuple[tuple[type[EditionPart], str], ...]] = ()
    searched: ClassVar[bool] = False
    # Columns that say where a row stands, not what it holds: an edit leaves them alone.
    place: ClassVar[frozenset[str]] = frozenset({"id", "edition_id", "position", "version", "continues_id"})
    record: type[R]
    model: type[M]

    # --- what a kind says of itself

    @abstractmethod
    def values(self, record: R, lookup: L) -> dict[str, Any]:
        """The columns of the item's row (attribute names), without its place, lines and folded text."""

    @abstractmethod
    def title(self, record: R) -> str:
        """What a person calls the item in a list."""

    def key(self, record: R) -> str:
        """The number that the item carries in the document; "" where it has none."""
        return str(getattr(record, "key", ""))

    def words(self, record: R, lookup: L) -> str:  # noqa: ARG002  (kinds that name agencies need the lookup)
        """What people would search the item by."""
        return f"{self.key(record)} {self.title(record)}"

    def part_rows(self, record: R, number: int, lookup: L) -> Iterable[EditionPart]:  # noqa: ARG002
        """The rows that belong to the item's row `number`, with their positions within it."""
        return ()

    def remember(self, record: R, number: int, lookup: L) -> None:  # noqa: B027  (most kinds are not referred to)
        """Note the item's number in the lookup, where other items refer to it."""

    def label(self, record: R) -> str:
        """Key and title, for the audit trail."""
        key = self.key(record)
        return f"{key}. {self.title(record)}" if key else self.title(record)

    # --- the records of a pack

    def records(self, pack: PlanPack) -> tuple[R, ...]:
        """The records of this kind in a pack, in the order of the document."""
        found: Any = pack
        for step in self.path:
            found = getattr(found, step) if found is not None else ()
        return tuple(found)

    def replaced(self, pack: PlanPack, records: Sequence[R]) -> PlanPack:
        """The pack with these records of this kind instead of its own."""
        return _replaced(pack, self.path, tuple(records))

    # --- writing

    def row(self, record: R, position: int, lookup: L) -> M:
        """The row of a record, not yet saved. Raises InvalidItem for what the table cannot hold."""
        span: Span | None = getattr(record, "at", None)
        row = self.model(
            edition_id=lookup.edition_id,
            position=position,
            key=self.key(record),
            first_line=span.first if span else None,
            last_line=span.last if span else None,
            folded=fold(self.words(record, lookup)),
            **self.values(record, lookup),
        )
        self._refuse_what_does_not_fit(row, span, lookup)
        return row

    def store(self, records: Sequence[R], lookup: L, continues: Sequence[int | None] = ()) -> list[M]:
        """Write all records of this kind of an edition that has none yet. Returns their rows in order."""
        rows = self._rows(records, lookup)
        for row, continued in zip(rows, continues, strict=False):
            row.__dict__["continues_id"] = continued
        self.insert(rows, records, lookup)
        parts: dict[type[EditionPart], list[EditionPart]] = defaultdict(list)
        for record, row in zip(records, rows, strict=True):
            self.remember(record, row.pk, lookup)
            for part in self.part_rows(record, row.pk, lookup):
                parts[type(part)].append(part)
        for model, belonging in parts.items():
            manager_of(model).bulk_create(belonging, batch_size=BATCH)
        return rows

    def insert(self, rows: list[M], records: Sequence[R], lookup: L) -> None:  # noqa: ARG002  (trees need both)
        """Insert the items' own rows."""
        manager_of(self.model).bulk_create(rows, batch_size=BATCH)

    def rewrite(self, number: int, version: int, record: R, lookup: L) -> bool:
        """Give the row `number` the values of `record`, if it still has `version`. False where it has another."""
        row = self.row(record, 1, lookup)
        values = {name: getattr(row, name) for name in self._columns}
        found = manager_of(self.model).filter(pk=number, version=version).update(**values, version=version + 1)
        if not found:
            return False
        for model, owner in self.parts:
            manager_of(model).filter(**{owner: number}).delete()
        self._insert_parts(record, number, lookup)
        self.remember(record, number, lookup)
        return True

    def add(self, record: R, position: int, lookup: L) -> int:
        """Insert one item at `position`, moving those from there on down by one. Returns its number."""
        self.make_room(lookup.edition_id, position)
        row = self.row(record, position, lookup)
        row.save(force_insert=True)
        self._insert_parts(record, row.pk, lookup)
        self.remember(record, row.pk, lookup)
        return row.pk

    def make_room(self, edition_id: int, position: int) -> None:
        """Move the items of the edition from `position` on down by one."""
        manager_of(self.model).filter(edition=edition_id, position__gte=position).update(position=F("position") + 1)

    def numbers(self, edition_id: int) -> list[int]:
        """The primary keys of the edition's items of this kind, in order."""
        rows = manager_of(self.model).filter(edition=edition_id).order_by("position", "pk")
        return list(rows.values_list("pk", flat=True))

    def delete(self, number: int) -> None:
        """Remove one item with what belongs to it."""
        for model, owner in self.parts:
            manager_of(model).filter(**{owner: number}).delete()
        manager_of(self.model).filter(pk=number).delete()

    def clear(self, edition_id: int) -> None:
        """Remove all items of this kind of an edition, with what belongs to them."""
        for model, _owner in self.parts:
            manager_of(model).filter(edition=edition_id).delete()
        manager_of(self.model).filter(edition=edition_id).delete()

    # --- inside

    @cached_property
    def _columns(self) -> tuple[str, ...]:
        names = (field.attname for field in self.model._meta.concrete_fields)
        return tuple(name for name in names if name not in self.place)

    @cached_property
    def _text_limits(self) -> tuple[tuple[str, int | None], ...]:
        fields = self.model._meta.concrete_fields
        return tuple((f.attname, f.max_length) for f in fields if isinstance(f, models.CharField | models.TextField))

    def _rows(self, records: Sequence[R], lookup: L) -> list[M]:
        """The rows of all records; InvalidItem names every record that does not fit, by key or place."""
        rows: list[M] = []
        problems: list[FieldProblem] = []
        for position, record in enumerate(records, start=1):
            try:
                rows.append(self.row(record, position, lookup))
            except InvalidItem as error:
                place = f"{'.'.join(self.path)}[{self.key(record) or position}]"
                problems += [FieldProblem(f"{place}.{p.field}", p.message, p.remedy) for p in error.problems]
        if problems:
            raise InvalidItem(problems)
        return rows

    def _insert_parts(self, record: R, number: int, lookup: L) -> None:
        parts: dict[type[EditionPart], list[EditionPart]] = defaultdict(list)
        for part in self.part_rows(record, number, lookup):
            parts[type(part)].append(part)
        for model, belonging in parts.items():
            manager_of(model).bulk_create(belonging, batch_size=BATCH)

    def _refuse_what_does_not_fit(self, row: M, span: Span | None, lookup: L) -> None:
        problems: list[FieldProblem] = []
        stored = row.__dict__
        for name, limit in self._text_limits:
            problem = text_problem(name, stored[name], limit)
            if problem is not None:
                problems.append(problem)
        if span is not None and lookup.source_lines is not None and span.last > lookup.source_lines:
            problems.append(
                FieldProblem(
                    "at",
                    _("dòng %(line)s nằm ngoài văn bản, văn bản có %(lines)s dòng")
                    % {"line": span.last, "lines": lookup.source_lines},
                    _("sửa số dòng, hoặc nạp đúng văn bản"),
                )
            )
        if problems:
            raise InvalidItem(problems)


def manager_of(model: type[models.Model]) -> models.Manager[Any]:
    """The manager of a model known only by its class."""
    return model._default_manager


def fit_decimal(value: Decimal | None, field: str, *, digits: int, places: int) -> Decimal | None:
    """The value, if a column of so many digits keeps it exactly. Raises InvalidItem otherwise: nothing is rounded."""
    if value is None:
        return None
    if value == value.quantize(Decimal(1).scaleb(-places)) if value.adjusted() < digits - places else False:
        return value
    raise InvalidItem(
        [
            FieldProblem(
                field,
                _("số %(value)s quá dài") % {"value": value},
                _("ghi nhiều nhất %(whole)s chữ số phần nguyên và %(places)s chữ số thập phân")
                % {"whole": digits - places, "places": places},
            )
        ]
    )


def text_problem(name: str, value: str | None, limit: int | None) -> FieldProblem | None:
    """What is wrong with a text that is to go into a column of `limit` characters; None where it fits."""
    if not value:
        return None
    if "\0" in value:
        return FieldProblem(name, _("có ký tự NUL (mã 0)"), _("xóa ký tự đó"))
    if limit is not None and len(value) > limit:
        return FieldProblem(
            name,
            _("dài %(length)s ký tự, nhiều nhất là %(limit)s") % {"length": len(value), "limit": limit},
            _("rút gọn"),
        )
    return None


def _replaced(record: Any, path: tuple[str, ...], records: tuple[Record, ...]) -> Any:
    first, *rest = path
    inner = records if not rest else _replaced(getattr(record, first), tuple(rest), records)
    return record.model_copy(update={first: inner})
