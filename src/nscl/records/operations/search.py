"""Writing the search index."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from nscl.records.enums import Audience
from nscl.records.inserting import insert_values
from nscl.records.models import SearchEntry
from nscl.records.operations.trail import Reference
from nscl.text.folding import fold

TITLE_LENGTH = 500
PLACE_LENGTH = 300
BATCH = 500
_COLUMNS = ("kind", "object_id", "owner_kind", "owner_id", "unit_id", "audience", "title", "place", "folded")


@dataclass(frozen=True)
class Entry:
    """What the search of everything shall find. `text` is folded with the title; `unit_id` None: no province."""

    kind: str
    number: int
    title: str
    place: str
    audience: Audience
    unit_id: int | None = None
    text: str = field(default="")


@transaction.atomic
def index_entries(*, owner: Reference, entries: Iterable[Entry]) -> int:
    """Replace everything that `owner` has in the search index by `entries`. Returns how many there are now."""
    remove_entries(owner=owner)
    return add_new_entries(owner=owner, entries=entries)


@transaction.atomic
def add_new_entries(*, owner: Reference, entries: Iterable[Entry]) -> int:
    """Add `entries` of things that were just made, thousands at a time: none of them is in the search index yet."""
    rows = [_values(owner, entry) for entry in entries]
    insert_values(SearchEntry, _COLUMNS, rows)
    return len(rows)


@transaction.atomic
def add_entries(*, owner: Reference, entries: Iterable[Entry]) -> int:
    """Add `entries` to what `owner` has in the search index; an entry of the same kind and number is replaced."""
    rows = _rows(owner, entries)
    SearchEntry.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["owner_kind", "owner_id", "unit_id", "audience", "title", "place", "folded"],
    )
    return len(rows)


def remove_entries(*, owner: Reference) -> None:
    """Take everything of `owner` out of the search index."""
    SearchEntry.objects.filter(owner_kind=owner.kind, owner_id=owner.number or 0).delete()


def remove_entry(*, kind: str, number: int) -> None:
    """Take one thing out of the search index."""
    SearchEntry.objects.filter(kind=kind, object_id=number).delete()


def readdress_entries(*, owner: Reference, audience: Audience) -> None:
    """Change who may find what `owner` has in the search index (a draft that becomes an issued edition)."""
    SearchEntry.objects.filter(owner_kind=owner.kind, owner_id=owner.number or 0).update(audience=audience)


def _rows(owner: Reference, entries: Iterable[Entry]) -> list[SearchEntry]:
    return [SearchEntry(**dict(zip(_COLUMNS, _values(owner, entry), strict=True))) for entry in entries]


def _values(owner: Reference, entry: Entry) -> tuple[Any, ...]:
    """An entry as `_COLUMNS` hold it; the title as the search compares marks (NFC)."""
    return (
        entry.kind,
        entry.number,
        owner.kind,
        owner.number or 0,
        entry.unit_id,
        entry.audience,
        unicodedata.normalize("NFC", entry.title)[:TITLE_LENGTH],
        entry.place[:PLACE_LENGTH],
        fold(f"{entry.title} {entry.text}"),
    )
