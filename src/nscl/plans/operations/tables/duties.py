"""The chapter on organisation: duties, reports, reviews and rules of support."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from nscl.documents.pack import schema
from nscl.documents.pack.labels import Part
from nscl.plans.enums import ItemKind, label
from nscl.plans.models import (
    EditionPart,
    ReportingDuty,
    ReportingSource,
    Responsibility,
    ResponsibilityPartner,
    Review,
    SupportRule,
)
from nscl.plans.operations.lookup import Lookup
from nscl.plans.operations.tables.base import ItemTable


class ResponsibilityTable(ItemTable[schema.Responsibility, Responsibility, Lookup]):
    """Duties of agencies."""

    kind = ItemKind.RESPONSIBILITY
    part = Part.RESPONSIBILITIES
    noun: ClassVar[str | Promise] = gettext_lazy("trách nhiệm")
    path = ("responsibilities",)
    parts = ((ResponsibilityPartner, "responsibility"),)
    searched = True
    record = schema.Responsibility
    model = Responsibility

    def values(self, record: schema.Responsibility, lookup: Lookup) -> dict[str, Any]:
        return {"agency_id": lookup.agencies[record.agency], "role": record.role.value, "text": record.text}

    def title(self, record: schema.Responsibility) -> str:
        return record.text

    def words(self, record: schema.Responsibility, lookup: Lookup) -> str:
        return f"{record.text} {lookup.names((record.agency, *record.partners))}"

    def part_rows(self, record: schema.Responsibility, number: int, lookup: Lookup) -> Iterable[EditionPart]:
        for position, key in enumerate(record.partners, start=1):
            yield ResponsibilityPartner(
                edition_id=lookup.edition_id,
                position=position,
                responsibility_id=number,
                agency_id=lookup.agencies[key],
            )


class ReportingTable(ItemTable[schema.ReportingDuty, ReportingDuty, Lookup]):
    """Who reports to whom, and when."""

    kind = ItemKind.REPORTING
    part = Part.REPORTING
    noun: ClassVar[str | Promise] = gettext_lazy("chế độ báo cáo")
    path = ("reporting",)
    parts = ((ReportingSource, "duty"),)
    record = schema.ReportingDuty
    model = ReportingDuty

    def values(self, record: schema.ReportingDuty, lookup: Lookup) -> dict[str, Any]:
        return {
            "to_id": lookup.agencies[record.recipient],
            "every": record.every.value,
            "due_month": record.due.month if record.due else None,
            "due_day": record.due.day if record.due else None,
        }

    def title(self, record: schema.ReportingDuty) -> str:
        due = f" {record.due.day:02d}/{record.due.month:02d}" if record.due else ""
        return f"{self.noun} {label(record.every)}{due}"

    def words(self, record: schema.ReportingDuty, lookup: Lookup) -> str:
        return f"{self.title(record)} {lookup.names((*record.senders, record.recipient))}"

    def part_rows(self, record: schema.ReportingDuty, number: int, lookup: Lookup) -> Iterable[EditionPart]:
        for position, key in enumerate(record.senders, start=1):
            yield ReportingSource(
                edition_id=lookup.edition_id, position=position, duty_id=number, agency_id=lookup.agencies[key]
            )


class ReviewTable(ItemTable[schema.Review, Review, Lookup]):
    """Interim and final reviews."""

    kind = ItemKind.REVIEW
    part = Part.REVIEWS
    noun: ClassVar[str | Promise] = gettext_lazy("sơ kết, tổng kết")
    path = ("reviews",)
    record = schema.Review
    model = Review

    def values(self, record: schema.Review, lookup: Lookup) -> dict[str, Any]:
        return {"kind": record.kind.value, "year": record.year, "lead_id": lookup.agencies[record.lead]}

    def title(self, record: schema.Review) -> str:
        return f"{label(record.kind)} {record.year}"

    def words(self, record: schema.Review, lookup: Lookup) -> str:
        return f"{self.title(record)} {lookup.names((record.lead,))}"


class SupportRuleTable(ItemTable[schema.SupportRule, SupportRule, Lookup]):
    """Whom the plan supports, and how far."""

    kind = ItemKind.SUPPORT_RULE
    part = Part.SUPPORT_RULES
    noun: ClassVar[str | Promise] = gettext_lazy("quy định hỗ trợ")
    path = ("support_rules",)
    searched = True
    record = schema.SupportRule
    model = SupportRule

    def values(self, record: schema.SupportRule, lookup: Lookup) -> dict[str, Any]:
        return {"kind": record.kind.value, "text": record.text}

    def title(self, record: schema.SupportRule) -> str:
        return record.text
