"""Writing the reference data on places and bodies into the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from nscl.institutions.models import AdministrativeUnit, Agency, AgencySuccession, UnitSuccession
from nscl.institutions.queries.rows import full_name
from nscl.institutions.reference import (
    AgencyFact,
    AgencyRef,
    AgencySuccessionFact,
    Reference,
    UnitFact,
    UnitRef,
    UnitSuccessionFact,
)
from nscl.institutions.rules import label_of, period
from nscl.records.enums import Audience
from nscl.records.inserting import insert_rows
from nscl.records.operations import Actor, Change, Entry, index_entries, record_event
from nscl.records.operations import Reference as Subject
from nscl.text.folding import fold

BATCH = 500
MOST_NAMED = 5
REGISTER = Subject("institutions.register", None, "Danh mục đơn vị hành chính và cơ quan")
UNIT_FIELDS = ("name", "folded", "kind", "parent", "valid_to")
AGENCY_FIELDS = ("name", "folded", "kind", "valid_to")
SUCCESSION_FIELDS = ("on", "basis", "confidence")

M = TypeVar("M", bound=models.Model)
S = TypeVar("S", UnitSuccession, AgencySuccession)


class ReferenceConflict(ValueError):  # named as the domain names it
    """The database holds places or bodies that the reference data does not; nothing was written."""

    def __init__(self, what: str, labels: Sequence[str]) -> None:
        named = ", ".join(labels[:MOST_NAMED]) + (", …" if labels[MOST_NAMED:] else "")
        super().__init__(
            _(
                "Cơ sở dữ liệu có %(count)d %(what)s mà data/reference không còn: %(named)s. Lịch sử không được xóa: "
                "hãy ghi ngày kết thúc và đơn vị nối tiếp vào tệp thay vì bỏ dòng."
            )
            % {"count": len(labels), "what": what, "named": named}
        )


@dataclass(frozen=True, slots=True)
class LoadResult:
    """How many rows were written, by what was done to them."""

    created: int
    updated: int
    removed: int

    @property
    def changed(self) -> bool:
        """Whether anything was written at all."""
        return bool(self.created or self.updated or self.removed)


class _Tally:
    """Counts of one load."""

    def __init__(self) -> None:
        self.created = self.updated = self.removed = 0
        self.changes: list[Change] = []

    def add(self, what: str, created: int = 0, updated: int = 0, removed: int = 0) -> None:
        self.created += created
        self.updated += updated
        self.removed += removed
        if created or updated or removed:
            self.changes.append(Change(what, "", f"thêm {created}, sửa {updated}, bỏ {removed}"))


@transaction.atomic
def load_reference(*, reference: Reference, by: Actor, at: datetime) -> LoadResult:
    """Make the database say what the reference data says. Loading the same data again writes nothing.

    Rows are matched by their natural keys (level, code, first day; province, key, first day): new ones are added,
    changed ones updated, and successions follow the data; places and bodies are never removed. One audit event, and
    the search index of places and bodies, where anything changed. Raises ReferenceConflict.
    """
    tally = _Tally()
    units = _load_units(reference.units, tally)
    unit_facts = {(units[fact.predecessor], units[fact.successor]): fact for fact in reference.unit_successions}
    _load_successions(UnitSuccession.objects, unit_facts, "Nối tiếp đơn vị hành chính", tally)
    agencies = _load_agencies(reference.agencies, units, tally)
    agency_facts = {
        (agencies[fact.predecessor], agencies[fact.successor]): fact for fact in reference.agency_successions
    }
    _load_successions(AgencySuccession.objects, agency_facts, "Nối tiếp cơ quan", tally)
    result = LoadResult(tally.created, tally.updated, tally.removed)
    if result.changed:
        index_entries(owner=REGISTER, entries=_search_entries())
        record_event(action="reference.loaded", by=by, at=at, subject=REGISTER, changes=tally.changes)
    return result


def _load_units(facts: Sequence[UnitFact], tally: _Tally) -> dict[UnitRef, int]:
    """Write units, provinces before communes; return their numbers."""
    stored = {(u.level, u.code, u.valid_from): u for u in AdministrativeUnit.objects.order_by("pk")}
    wanted = {(fact.level.value, fact.code, fact.valid_from) for fact in facts}
    _refuse_missing(
        _("đơn vị hành chính"), [label_of(unit.kind, unit.name) for key, unit in stored.items() if key not in wanted]
    )
    numbers: dict[UnitRef, int] = {}
    created = updated = 0
    for part in ([fact for fact in facts if fact.parent is None], [fact for fact in facts if fact.parent is not None]):
        new, changed = [], []
        for fact in part:
            values = _unit_values(fact, numbers)
            unit = stored.get((fact.level.value, fact.code, fact.valid_from))
            if unit is None:
                key = {"level": fact.level.value, "code": fact.code, "valid_from": fact.valid_from}
                new.append(AdministrativeUnit(**key, **values))
            elif _update(unit, values):
                changed.append(unit)
        _write(AdministrativeUnit.objects, new, changed, UNIT_FIELDS)
        created, updated = created + len(new), updated + len(changed)
        stored |= {(u.level, u.code, u.valid_from): u for u in new}
        numbers |= {fact.ref: stored[fact.level.value, fact.code, fact.valid_from].pk for fact in part}
    tally.add("Đơn vị hành chính", created, updated)
    return numbers


def _unit_values(fact: UnitFact, numbers: Mapping[UnitRef, int]) -> dict[str, object]:
    return {
        "name": fact.name,
        "folded": fold(fact.name),
        "kind": fact.kind.value,
        "parent_id": numbers[fact.parent] if fact.parent else None,
        "valid_to": fact.valid_to,
    }


def _load_agencies(facts: Sequence[AgencyFact], units: Mapping[UnitRef, int], tally: _Tally) -> dict[AgencyRef, int]:
    """Write bodies; return their numbers."""
    stored = {(a.unit_id, a.key, a.valid_from): a for a in Agency.objects.order_by("pk")}
    keys = {fact.ref: (units[fact.unit] if fact.unit else None, fact.key, fact.valid_from) for fact in facts}
    wanted = set(keys.values())
    _refuse_missing(_("cơ quan"), [agency.name for key, agency in stored.items() if key not in wanted])
    new, changed = [], []
    for fact in facts:
        unit_id, key, valid_from = keys[fact.ref]
        values: dict[str, object] = {
            "name": fact.name,
            "folded": fold(fact.name),
            "kind": fact.kind.value,
            "valid_to": fact.valid_to,
        }
        agency = stored.get((unit_id, key, valid_from))
        if agency is None:
            new.append(Agency(unit_id=unit_id, key=key, valid_from=valid_from, **values))
        elif _update(agency, values):
            changed.append(agency)
    _write(Agency.objects, new, changed, AGENCY_FIELDS)
    tally.add("Cơ quan", len(new), len(changed))
    stored |= {(a.unit_id, a.key, a.valid_from): a for a in new}
    return {ref: stored[key].pk for ref, key in keys.items()}


def _load_successions(
    manager: models.Manager[S],
    wanted: Mapping[tuple[int, int], UnitSuccessionFact | AgencySuccessionFact],
    what: str,
    tally: _Tally,
) -> None:
    """Make the stored successions those of `wanted`, by the numbers of predecessor and successor."""
    stored = {(row.predecessor_id, row.successor_id): row for row in manager.order_by("pk")}
    gone = [row.pk for key, row in stored.items() if key not in wanted]
    if gone:
        manager.filter(pk__in=gone).delete()
    new, changed = [], []
    for key, fact in wanted.items():
        values: dict[str, object] = {"on": fact.on, "basis": fact.basis, "confidence": fact.confidence.value}
        if key not in stored:
            new.append(manager.model(predecessor_id=key[0], successor_id=key[1], **values))
        elif _update(stored[key], values):
            changed.append(stored[key])
    _write(manager, new, changed, SUCCESSION_FIELDS)
    tally.add(what, len(new), len(changed), len(gone))


def _refuse_missing(what: str, labels: Sequence[str]) -> None:
    if labels:
        raise ReferenceConflict(what, labels)


def _update(row: models.Model, values: Mapping[str, object]) -> bool:
    """Set the values on a row in memory; whether any differed."""
    differing = {field: value for field, value in values.items() if getattr(row, field) != value}
    for field, value in differing.items():
        setattr(row, field, value)
    return bool(differing)


def _write(manager: models.Manager[M], new: Sequence[M], changed: Sequence[M], fields: Sequence[str]) -> None:
    """Changed rows first: a unit that ends makes room for the next bearer of its code."""
    if changed:
        manager.bulk_update(changed, fields, batch_size=BATCH)
    if new:
        insert_rows(new)


def _search_entries() -> Iterable[Entry]:
    """What the search of everything finds: places by name or code, bodies by name and province, of all times."""
    for unit in AdministrativeUnit.objects.select_related("parent").order_by("pk"):
        label = label_of(unit.kind, unit.name)
        parent = label_of(unit.parent.kind, unit.parent.name) if unit.parent else ""
        place = ", ".join(filter(None, (parent, _ended(unit.valid_from, unit.valid_to))))
        title = label[0].upper() + label[1:]
        yield Entry("institutions.unit", unit.pk, title, place, Audience.EVERYONE, text=f"{unit.code} {parent}")
    for agency in Agency.objects.select_related("unit").order_by("pk"):
        label = label_of(agency.unit.kind, agency.unit.name) if agency.unit else ""
        place = _ended(agency.valid_from, agency.valid_to)
        yield Entry("institutions.agency", agency.pk, full_name(agency.name, label), place, Audience.EVERYONE)


def _ended(valid_from: date, valid_to: date | None) -> str:
    """The time of what has ended; nothing is said of what is still there."""
    return period(valid_from, valid_to) if valid_to else ""
