"""Writing the search index."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from nscl.records.enums import Audience
from nscl.records.inserting import insert_rows
from nscl.records.models import SearchEntry
from nscl.records.operations.trail import Reference
from nscl.text.folding import fold

TITLE_LENGTH = 500
PLACE_LENGTH = 300
BATCH = 500


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
    rows = _rows(owner, entries)
    insert_rows(rows)
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
    return [
        SearchEntry(
            kind=entry.kind,
            object_id=entry.number,
            owner_kind=owner.kind,
            owner_id=owner.number or 0,
            unit_id=entry.unit_id,
            audience=entry.audience,
            title=unicodedata.normalize("NFC", entry.title)[:TITLE_LENGTH],  # as the search compares marks
            place=entry.place[:PLACE_LENGTH],
            folded=fold(f"{entry.title} {entry.text}"),
        )
        for entry in entries
    ]
