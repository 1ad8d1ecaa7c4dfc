"""A draft under edit: the plan before and after, and what an edit of one item means for others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.pack.schema import PlanPack, Record
from nscl.finance.operations.editing.judging import refuse_unfit
from nscl.finance.operations.editing.renaming import renamed
from nscl.finance.operations.findings import recheck
from nscl.finance.operations.lookup import MoneyLookup
from nscl.finance.operations.registry import EDITABLES, LINES
from nscl.finance.operations.searching import Indexer
from nscl.finance.queries.pack import pack_of
from nscl.plans.enums import EditionState, ItemKind
from nscl.plans.models import PlanEdition
from nscl.plans.operations.editions import lock_edition, refuse_closed
from nscl.plans.operations.errors import FieldProblem, InvalidItem
from nscl.plans.operations.findings import Refreshed
from nscl.plans.operations.provinces import day_of
from nscl.plans.operations.register import ProvinceRegister
from nscl.plans.operations.reviews.marks import cover_passages, forget_review, settle_review
from nscl.plans.operations.tables.base import AnyEditable, ItemTable
from nscl.plans.operations.tables.bodies import resolve_agencies
from nscl.records.operations import Actor, remove_entry


@dataclass
class Draft:
    """An edition while one of its items is edited. `after` is the plan as it will be; `lookup` its keys."""

    edition: PlanEdition
    before: PlanPack
    lookup: MoneyLookup
    after: PlanPack = field(init=False)

    def __post_init__(self) -> None:
        self.after = self.before

    def put(self, table: AnyEditable, place: int, record: Record) -> None:
        """Put a changed record in its place; references to its old key follow. Raises InvalidItem."""
        records = list(table.records(self.after))
        old, records[place] = records[place], record
        after = renamed(table.replaced(self.after, records), table.kind, table.key(old), table.key(record))
        self._accept(table, after, place)

    def insert(self, table: AnyEditable, place: int, record: Record) -> None:
        """Put a new record before the one at `place`. Raises InvalidItem."""
        if table.path[0] == "budget" and len(table.path) > 1 and self.after.budget is None:
            message = _("kế hoạch chưa có bảng dự toán")
            raise InvalidItem([FieldProblem("", message, _("lập khung bảng dự toán trước"))])
        records = [*table.records(self.after)]
        records.insert(place, record)
        self._accept(table, table.replaced(self.after, records), place)

    def take_out(self, table: AnyEditable, place: int, *, judge: bool = True) -> None:
        """Take the record at `place` out. Raises InvalidItem where something still refers to it."""
        records = [*table.records(self.after)]
        del records[place]
        after = table.replaced(self.after, records)
        if judge:
            self._accept(table, after, None)
        else:
            self.after = after

    def follow(self, table: AnyEditable, record: Record, number: int | None) -> None:
        """Bring other rows and the search index in line with the edited item (`number` None: it is gone)."""
        self._restate_lines(table)
        indexer = Indexer(self.edition, self.lookup)
        if table.kind is ItemKind.HEADER:
            self._follow_header()
        names_changed = table.kind is ItemKind.AGENCY and number is not None
        if names_changed or table.kind is ItemKind.HEADER:
            self._refold()
        elif number is not None:
            indexer.put(table, number, record)

    def reviewed(self, table: AnyEditable, number: int, record: Record, *, by: Actor, at: datetime) -> None:
        """Whoever writes an item has looked at it, and its lines are understood."""
        if self.edition.state != EditionState.DRAFT:
            return
        settle_review(edition_id=self.edition.pk, kind=table.kind, number=number, by=by, at=at)
        cover_passages(edition_id=self.edition.pk, at_lines=getattr(record, "at", None), by=by, at=at)

    def forget(self, table: AnyEditable, number: int) -> None:
        """Take an item that is removed out of the search index, and off the list of what is to be looked at."""
        if self.edition.state == EditionState.DRAFT:
            forget_review(edition_id=self.edition.pk, kind=table.kind, number=number)
        if table.searched:
            remove_entry(kind=table.kind.value, number=number)

    def check(self, *, by: Actor, at: datetime) -> Refreshed:
        """Bring the findings up to date."""
        return recheck(edition=self.edition, pack=self.after, by=by, at=at)

    def _accept(self, table: AnyEditable, after: PlanPack, place: int | None) -> None:
        refuse_unfit(table, after, place)
        self.after = after
        self.lookup.heads(after.budget.lines if after.budget is not None else ())
        if table.kind is ItemKind.AGENCY:
            keys = (agency.key for agency in after.agencies)
            self.lookup.registered = self._register().numbers(keys, self._day())

    def _restate_lines(self, table: AnyEditable) -> None:
        """A line that became or ceased to be a heading has other figures; a new unit changes those of all lines."""
        if self.after.budget is None:
            return
        unit_changed = self.before.budget is not None and self.before.budget.unit_vnd != self.after.budget.unit_vnd
        headings = set(self.lookup.headings)
        lines = self.before.budget.lines if self.before.budget is not None else ()
        turned = headings ^ {line.parent for line in lines if line.parent is not None}
        if not unit_changed and table.kind is not ItemKind.BUDGET_LINE:
            return
        for line in self.after.budget.lines:
            number = self.lookup.lines.get(line.key)
            if number is not None and (unit_changed or line.key in turned):
                LINES.restate(number, line, self.lookup)

    def _follow_header(self) -> None:
        """Another date of issue or period: the plan may name other bodies of the register, and is called otherwise."""
        self.edition = lock_edition(self.edition.pk)
        keys = (agency.key for agency in self.after.agencies)
        resolve_agencies(self.edition.pk, self._register().numbers(keys, self._day()))

    def _refold(self) -> None:
        """Fold and index everything again: a name changed that many items are found by."""
        indexer = Indexer(self.edition, self.lookup)
        entries = []
        for table in EDITABLES:
            numbers, records = table.numbers(self.edition.pk), table.records(self.after)
            entries += indexer.entries(table, numbers, records)
            if isinstance(table, ItemTable) and table.kind is not ItemKind.FINDING:
                table.refold(self.edition.pk, records, self.lookup)
        indexer.replace_all(entries)

    def _register(self) -> ProvinceRegister:
        return ProvinceRegister(self.edition.plan.unit_id)

    def _day(self) -> date:
        return day_of(self.after.plan.issued_on, self.after.plan.period.start)


def open_for_edit(edition_id: int, table: AnyEditable, viewer: Viewer | None) -> Draft:
    """The edition, locked, for an edit of one item of this kind.

    Findings are edited on issued editions too: they are not part of what was signed. Raises EditionMissing, NotAllowed,
    EditionClosed.
    """
    edition = lock_edition(edition_id)
    if viewer is not None:
        viewer.require(Permission.EDIT_PLANS, edition.plan.unit_id)
    if table.kind is not ItemKind.FINDING:
        refuse_closed(edition)
    before = pack_of(edition_id)
    lookup = MoneyLookup(edition_id, source_lines=edition.source_lines)
    lookup.read()
    lookup.heads(before.budget.lines if before.budget is not None else ())
    return Draft(edition, before, lookup)
