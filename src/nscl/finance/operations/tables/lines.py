"""Lines of the budget table with their figures and agencies, and the sums of the prose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from nscl.documents.pack import schema
from nscl.documents.pack.labels import Part
from nscl.finance.models import (
    QUANTITY_DIGITS,
    QUANTITY_PLACES,
    BudgetAmount,
    BudgetLine,
    BudgetLineAgency,
    PrintedTotal,
    StatedSum,
)
from nscl.finance.operations.lookup import MoneyLookup
from nscl.finance.operations.money import to_vnd, within_range
from nscl.finance.operations.tables.cells import line_cells
from nscl.plans.enums import ItemKind
from nscl.plans.models import EditionPart
from nscl.plans.operations.tables.base import ItemTable, insert_parts
from nscl.plans.operations.tables.fitting import fit_optional
from nscl.plans.operations.tables.tasks import parts_of_agencies
from nscl.records.inserting import insert_rows


class LineTable(ItemTable[schema.BudgetLine, BudgetLine, MoneyLookup]):
    """Rows of the budget table: a tree, stored from the top down."""

    kind = ItemKind.BUDGET_LINE
    part = Part.BUDGET_LINES
    noun: ClassVar[str | Promise] = gettext_lazy("dòng dự toán")
    path = ("budget", "lines")
    parts = ((BudgetLineAgency, "line"), (BudgetAmount, "line"), (PrintedTotal, "line"))
    searched = True
    record = schema.BudgetLine
    model = BudgetLine

    def values(self, record: schema.BudgetLine, lookup: MoneyLookup) -> dict[str, Any]:
        unit_cost = record.unit_cost
        return {
            # Not known yet while a whole table is stored: `insert` fills it in.
            "parent_id": lookup.lines.get(record.parent) if record.parent else None,
            "title": record.title,
            "unit_cost_vnd": to_vnd(unit_cost, lookup.unit_vnd, "unit_cost") if unit_cost is not None else None,
            "quantity": fit_optional(record.quantity, "quantity", digits=QUANTITY_DIGITS, places=QUANTITY_PLACES),
            "quantity_unit": record.quantity_unit,
            "note": record.note,
        }

    def title(self, record: schema.BudgetLine) -> str:
        return record.title

    def words(self, record: schema.BudgetLine, lookup: MoneyLookup) -> str:
        agencies = lookup.names((*record.lead, *record.coordinate))
        return f"{record.key} {record.title} {record.note or ''} {agencies}"

    def part_rows(self, record: schema.BudgetLine, number: int, lookup: MoneyLookup) -> Iterable[EditionPart]:
        for position, (key, role) in enumerate(parts_of_agencies(record), start=1):
            yield BudgetLineAgency(
                edition_id=lookup.edition_id,
                position=position,
                line_id=number,
                agency_id=lookup.agencies[key],
                role=role.value,
            )
        yield from line_cells(record, number, lookup)

    def remember(self, record: schema.BudgetLine, number: int, lookup: MoneyLookup) -> None:
        lookup.lines[record.key] = number

    def insert(self, rows: list[BudgetLine], records: Sequence[schema.BudgetLine], lookup: MoneyLookup) -> None:
        waiting = list(zip(records, rows, strict=True))
        while waiting:
            ready = [(record, row) for record, row in waiting if record.parent is None or record.parent in lookup.lines]
            if not ready:
                raise ValueError(
                    "budget lines whose parents are missing or go round: the pack was not read by a reader"
                )
            for record, row in ready:
                row.__dict__["parent_id"] = lookup.lines[record.parent] if record.parent else None
            insert_rows([row for _record, row in ready])
            for record, row in ready:
                self.remember(record, row.pk, lookup)
            waiting = [(record, row) for record, row in waiting if record.key not in lookup.lines]

    def clear(self, edition_id: int) -> None:
        # A parent is protected from being removed before its children.
        BudgetLine.objects.filter(edition=edition_id).update(parent=None)
        super().clear(edition_id)

    def restate(self, number: int, record: schema.BudgetLine, lookup: MoneyLookup) -> None:
        """Write a line's figures anew: it became or ceased to be a heading, or the table's unit changed."""
        values = self.values(record, lookup)
        BudgetLine.objects.filter(pk=number).update(unit_cost_vnd=values["unit_cost_vnd"])
        for model, owner in self.parts[1:]:
            model._default_manager.filter(**{owner: number}).delete()
        insert_parts(line_cells(record, number, lookup))


class StatedTable(ItemTable[schema.StatedSum, StatedSum, MoneyLookup]):
    """Sums in the prose, in digits and in words."""

    kind = ItemKind.STATED_SUM
    part = Part.STATED_SUMS
    noun: ClassVar[str | Promise] = gettext_lazy("số tiền nêu trong lời văn")
    path = ("budget", "stated")
    record = schema.StatedSum
    model = StatedSum

    def values(self, record: schema.StatedSum, lookup: MoneyLookup) -> dict[str, Any]:
        words_vnd = record.words_vnd
        return {
            "what": record.what,
            "year": record.year,
            "source_id": lookup.source(record.source),
            "printed": record.printed,
            "vnd": within_range(record.vnd, "vnd"),
            "words": record.words,
            "words_vnd": within_range(words_vnd, "words_vnd") if words_vnd is not None else None,
        }

    def title(self, record: schema.StatedSum) -> str:
        return f"{record.what}: {record.printed}"
