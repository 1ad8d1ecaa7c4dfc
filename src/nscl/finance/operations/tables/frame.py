"""The frame of the budget table: its unit, years, sources and bottom row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from nscl.documents.pack.labels import Part
from nscl.documents.pack.schema import Budget, BudgetSource, GrandTotal, PlanPack, Record
from nscl.documents.pack.values import Year
from nscl.finance import models
from nscl.finance.enums import UNSPLIT
from nscl.finance.operations.lookup import MoneyLookup
from nscl.finance.operations.money import within_range
from nscl.finance.operations.tables.cells import grand_cells
from nscl.plans.enums import ItemKind
from nscl.plans.models import PlanEdition
from nscl.plans.operations.errors import FieldProblem, InvalidItem
from nscl.plans.operations.tables.editable import Editable, Located
from nscl.plans.operations.tables.fitting import text_problems


class BudgetFrame(Record):
    """A budget without its lines and stated sums: what a person edits as one thing.

    Whoever changes `unit_vnd` keeps the printed figures and changes what they are worth.
    """

    unit_vnd: Annotated[int, Field(ge=1)]
    years: tuple[Year, ...]
    sources: tuple[BudgetSource, ...]
    grand_total: GrandTotal


class FrameTable(Editable[BudgetFrame, MoneyLookup]):
    """At most one an edition. Its version is that of the edition's header: a budget row has none of its own."""

    kind = ItemKind.BUDGET
    part = Part.BUDGET
    noun: ClassVar[str | Promise] = gettext_lazy("khung bảng dự toán")
    path = ("budget",)
    record = BudgetFrame

    def title(self, record: BudgetFrame) -> str:
        return str(self.noun)

    def records(self, pack: PlanPack) -> tuple[BudgetFrame, ...]:
        return () if pack.budget is None else (frame_of(pack.budget),)

    def replaced(self, pack: PlanPack, records: Sequence[BudgetFrame]) -> PlanPack:
        if not records:
            return pack.model_copy(update={"budget": None})
        frame = records[0]
        old = pack.budget
        budget = Budget(
            unit_vnd=frame.unit_vnd,
            years=frame.years,
            sources=frame.sources,
            lines=old.lines if old else (),
            grand_total=frame.grand_total,
            stated=old.stated if old else (),
        )
        return pack.model_copy(update={"budget": budget})

    def locate(self, number: int) -> Located | None:
        found = models.Budget.objects.filter(pk=number).values_list("edition_id", "edition__version").first()
        return Located(*found) if found else None

    def numbers(self, edition_id: int) -> list[int]:
        return list(models.Budget.objects.filter(edition=edition_id).order_by("pk").values_list("pk", flat=True))

    def rewrite(self, number: int, version: int, record: BudgetFrame, lookup: MoneyLookup) -> bool:
        if not _take(lookup.edition_id, version):
            return False
        models.Budget.objects.filter(pk=number).update(unit_vnd=within_range(record.unit_vnd, "unit_vnd"))
        models.BudgetYear.objects.filter(edition=lookup.edition_id).delete()
        models.PrintedTotal.objects.filter(edition=lookup.edition_id, line__isnull=True).delete()
        self._put_sources(record, lookup)
        self._put_rest(record, lookup)
        return True

    def add(self, record: BudgetFrame, place: int, lookup: MoneyLookup) -> int:
        if models.Budget.objects.filter(edition=lookup.edition_id).exists():
            problem = FieldProblem("", _("kế hoạch đã có bảng dự toán"), _("sửa khung bảng đang có"))
            raise InvalidItem([problem])
        return self.store(record, lookup)

    def store(self, record: BudgetFrame, lookup: MoneyLookup) -> int:
        """Write the frame of an edition that has none. Returns the budget's number."""
        unit = within_range(record.unit_vnd, "unit_vnd")
        budget = models.Budget.objects.create(edition_id=lookup.edition_id, position=1, unit_vnd=unit)
        self._put_sources(record, lookup)
        self._put_rest(record, lookup)
        return int(budget.pk)

    def delete(self, number: int) -> None:
        edition = models.Budget.objects.filter(pk=number).values_list("edition_id", flat=True).first()
        if edition is None:
            return
        lines = models.BudgetLine.objects.filter(edition=edition).count()
        stated = models.StatedSum.objects.filter(edition=edition).count()
        if lines or stated:
            message = _("bảng còn %(lines)s dòng và %(stated)s số tiền nêu trong lời văn")
            remedy = _("bỏ các dòng và số tiền đó trước")
            raise InvalidItem([FieldProblem("", message % {"lines": lines, "stated": stated}, remedy)])
        self.clear(edition)

    def clear(self, edition_id: int) -> None:
        """Remove the frame of an edition that has no lines and no stated sums."""
        for model in (models.PrintedTotal, models.FundingSource, models.BudgetYear, models.Budget):
            model._default_manager.filter(edition=edition_id).delete()

    def move(self, number: int, version: int, place: int) -> bool:
        raise InvalidItem([FieldProblem("", _("khung bảng dự toán không có thứ tự"), _("sửa nội dung của khung"))])

    def _put_sources(self, record: BudgetFrame, lookup: MoneyLookup) -> None:
        """The table's sources: those that stay keep their rows, which amounts point to; unused ones are removed."""
        edition = lookup.edition_id
        kept = {source.key for source in record.sources} | {UNSPLIT}
        models.FundingSource.objects.filter(edition=edition).exclude(key__in=kept).delete()
        for position, source in enumerate(record.sources, start=1):
            row = models.FundingSource(edition_id=edition, position=position, key=source.key, name=source.name)
            problems = text_problems(row)
            if problems:
                raise InvalidItem(
                    [FieldProblem(f"sources[{position - 1}].{p.field}", p.message, p.remedy) for p in problems]
                )
            number = lookup.sources.get(source.key)
            if number is None:
                row.save(force_insert=True)
                lookup.sources[source.key] = row.pk
            else:
                models.FundingSource.objects.filter(pk=number).update(position=position, name=source.name)
        after = len(record.sources) + 1
        models.FundingSource.objects.filter(edition=edition, key=UNSPLIT).update(position=after)

    def _put_rest(self, record: BudgetFrame, lookup: MoneyLookup) -> None:
        lookup.unit_vnd = record.unit_vnd
        edition = lookup.edition_id
        models.BudgetYear.objects.bulk_create(
            [
                models.BudgetYear(edition_id=edition, position=n, year=year)
                for n, year in enumerate(record.years, start=1)
            ]
        )
        models.PrintedTotal.objects.bulk_create(list(grand_cells(record.grand_total, lookup)))


def frame_of(budget: Budget) -> BudgetFrame:
    """The frame of a budget."""
    return BudgetFrame(
        unit_vnd=budget.unit_vnd, years=budget.years, sources=budget.sources, grand_total=budget.grand_total
    )


def _take(edition_id: int, version: int) -> bool:
    return PlanEdition.objects.filter(pk=edition_id, version=version).update(version=version + 1) == 1
