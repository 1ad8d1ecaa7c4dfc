"""The header of an edition: title, number, date, issuer; and the plan's period while the plan has only one edition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.documents.pack.labels import Part
from nscl.documents.pack.schema import PlanHeader, PlanPack
from nscl.plans.enums import ItemKind
from nscl.plans.models import Plan, PlanEdition
from nscl.plans.operations.editions import header_problems, header_values
from nscl.plans.operations.errors import FieldProblem, InvalidItem
from nscl.plans.operations.lookup import Lookup
from nscl.plans.operations.tables.editable import Editable, Located


class HeaderTable(Editable[PlanHeader, Lookup]):
    """One header an edition: it can be changed, but neither added nor removed nor moved."""

    kind = ItemKind.HEADER
    part = Part.HEADER
    noun: ClassVar[str | Promise] = gettext_lazy("thông tin chung")
    path = ("plan",)
    searched = True
    record = PlanHeader

    def title(self, record: PlanHeader) -> str:
        return record.title

    def words(self, record: PlanHeader, lookup: Lookup) -> str:
        return f"{record.title} {record.number or ''} {record.issuer} {record.province.name} {record.slug}"

    def records(self, pack: PlanPack) -> tuple[PlanHeader, ...]:
        return (pack.plan,)

    def replaced(self, pack: PlanPack, records: Sequence[PlanHeader]) -> PlanPack:
        return pack.model_copy(update={"plan": records[0]})

    def locate(self, number: int) -> Located | None:
        found = PlanEdition.objects.filter(pk=number).values_list("pk", "version").first()
        return Located(*found) if found else None

    def numbers(self, edition_id: int) -> list[int]:
        return [edition_id]

    def rewrite(self, number: int, version: int, record: PlanHeader, lookup: Lookup) -> bool:
        problems = header_problems(record) + _fixed_parts(number, record)
        if problems:
            raise InvalidItem(problems)
        row = PlanEdition.objects.filter(pk=number, version=version)
        if row.update(**header_values(record), version=version + 1) != 1:
            return False
        Plan.objects.filter(editions=number).update(period_start=record.period.start, period_end=record.period.end)
        return True

    def add(self, record: PlanHeader, place: int, lookup: Lookup) -> int:
        raise InvalidItem([_only_changed()])

    def delete(self, number: int) -> None:
        raise InvalidItem([_only_changed()])

    def move(self, number: int, version: int, place: int) -> bool:
        raise InvalidItem([_only_changed()])


def _only_changed() -> FieldProblem:
    return FieldProblem("", _("thông tin chung của kế hoạch chỉ sửa được"), _("sửa từng trường"))


def _fixed_parts(edition_id: int, record: PlanHeader) -> list[FieldProblem]:
    """What a header cannot change: whose plan it is; and its period, once another edition rests on it."""
    edition = PlanEdition.objects.select_related("plan__unit").get(pk=edition_id)
    plan = edition.plan
    problems = []
    if record.slug != plan.slug:
        problems.append(FieldProblem("slug", _("mã kế hoạch không đổi được"), _("lập kế hoạch khác với mã mới")))
    if (record.province.code, record.province.name) != (plan.unit.code, plan.unit.name):
        problems.append(FieldProblem("province", _("tỉnh của kế hoạch không đổi được"), _("lập kế hoạch khác")))
    period = (record.period.start, record.period.end)
    if edition.ordinal > 1 and period != (plan.period_start, plan.period_end):
        message = _("giai đoạn thuộc về cả kế hoạch, bản điều chỉnh không đổi được")
        problems.append(FieldProblem("period", message, _("giữ giai đoạn của bản đã ban hành")))
    return problems
