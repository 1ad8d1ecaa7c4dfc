"""What of a plan the search of everything finds, and who finds it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from nscl.documents.pack.schema import PlanPack, Record
from nscl.finance.operations.lookup import MoneyLookup
from nscl.finance.operations.registry import HEADER
from nscl.plans.enums import EditionState
from nscl.plans.models import PlanEdition
from nscl.plans.operations.editions import plan_label, reference_of
from nscl.plans.operations.tables.base import AnyEditable
from nscl.plans.operations.wording import as_stored
from nscl.records.enums import Audience
from nscl.records.operations import Entry, add_entries, index_entries


class Indexer:
    """Makes the index entries of one edition: a draft is for those who write it, an issued edition for its province."""

    def __init__(self, edition: PlanEdition, lookup: MoneyLookup) -> None:
        self._edition = edition
        self._lookup = lookup
        self._plan = plan_label(edition)
        self._audience = audience_of(EditionState(edition.state))

    def entry(self, table: AnyEditable, number: int, record: Record) -> Entry:
        """What the index shall say of one item."""
        with as_stored():
            noun = str(table.noun)
            return Entry(
                kind=table.kind.value,
                number=number,
                title=table.title(record),
                place=f"{self._plan} · {noun[:1].upper()}{noun[1:]}",
                audience=self._audience,
                unit_id=self._edition.plan.unit_id,
                text=table.words(record, self._lookup),
            )

    def header(self, pack: PlanPack) -> Entry:
        """What the index shall say of the edition itself."""
        return self.entry(HEADER, self._edition.pk, pack.plan)

    def entries(self, table: AnyEditable, numbers: Iterable[int], records: Sequence[Any]) -> list[Entry]:
        """What the index shall say of all items of a kind; nothing where the search does not show that kind."""
        if not table.searched:
            return []
        return [self.entry(table, number, record) for number, record in zip(numbers, records, strict=True)]

    def replace_all(self, entries: Iterable[Entry]) -> None:
        """Make these all that the index has of the edition."""
        index_entries(owner=reference_of(self._edition), entries=entries)

    def put(self, table: AnyEditable, number: int, record: Record) -> None:
        """Add or replace what the index has of one item."""
        if table.searched:
            add_entries(owner=reference_of(self._edition), entries=[self.entry(table, number, record)])


def audience_of(state: EditionState) -> Audience:
    """Who may find what belongs to an edition in this state."""
    return Audience.PROVINCE_STAFF if state is EditionState.DRAFT else Audience.PROVINCE
