"""The chapter on organisation: duties, reports, reviews, rules of support."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import DutyRole, ReportingFrequency, ReviewKind, SupportRuleKind
from nscl.plans.models import (
    ReportingDuty,
    ReportingSource,
    Responsibility,
    ResponsibilityPartner,
    Review,
    SupportRule,
)
from nscl.plans.queries.access import part_with, parts_of
from nscl.plans.queries.rows import AgencyName, ItemRow, agency_name, item_base
from nscl.plans.rules import due_in_words


@dataclass(frozen=True, kw_only=True)
class ResponsibilityRow(ItemRow):
    """One duty of one agency, with those together with whom it is done."""

    agency: AgencyName
    role: DutyRole
    text: str
    partners: tuple[AgencyName, ...]


@dataclass(frozen=True, kw_only=True)
class ReportingRow(ItemRow):
    """Who reports to whom and by what day of each year."""

    senders: tuple[AgencyName, ...]
    recipient: AgencyName
    every: ReportingFrequency
    due_month: int | None
    due_day: int | None

    @property
    def due(self) -> str:
        """When it is owed, in words: "chậm nhất ngày 20/11 hằng năm"."""
        return due_in_words(self.every, self.due_month, self.due_day)


@dataclass(frozen=True, kw_only=True)
class ReviewRow(ItemRow):
    """An interim or final review."""

    kind: ReviewKind
    year: int
    lead: AgencyName | None


@dataclass(frozen=True, kw_only=True)
class SupportRuleRow(ItemRow):
    """Whom the plan supports, who comes first, up to what limit."""

    kind: SupportRuleKind
    text: str


def list_responsibilities(viewer: Viewer, edition_id: int) -> tuple[ResponsibilityRow, ...]:
    """The duties of an edition in the order of the document. Two queries."""
    return tuple(_responsibility(row) for row in parts_of(_responsibilities(), viewer, edition_id))


def get_responsibility(viewer: Viewer, number: int) -> ResponsibilityRow:
    """One duty. Raises ItemNotFound."""
    return _responsibility(part_with(_responsibilities(), viewer, number))


def list_reporting(viewer: Viewer, edition_id: int) -> tuple[ReportingRow, ...]:
    """The reporting duties of an edition in the order of the document. Two queries."""
    return tuple(_report(row) for row in parts_of(_reports(), viewer, edition_id))


def get_reporting(viewer: Viewer, number: int) -> ReportingRow:
    """One reporting duty. Raises ItemNotFound."""
    return _report(part_with(_reports(), viewer, number))


def list_reviews(viewer: Viewer, edition_id: int) -> tuple[ReviewRow, ...]:
    """The reviews of an edition in the order of the document. One query."""
    return tuple(_review(row) for row in parts_of(Review.objects.select_related("lead"), viewer, edition_id))


def get_review(viewer: Viewer, number: int) -> ReviewRow:
    """One review. Raises ItemNotFound."""
    return _review(part_with(Review.objects.select_related("lead"), viewer, number))


def list_support_rules(viewer: Viewer, edition_id: int) -> tuple[SupportRuleRow, ...]:
    """The rules of support of an edition in the order of the document. One query."""
    return tuple(_support_rule(row) for row in parts_of(SupportRule.objects.all(), viewer, edition_id))


def get_support_rule(viewer: Viewer, number: int) -> SupportRuleRow:
    """One rule of support. Raises ItemNotFound."""
    return _support_rule(part_with(SupportRule.objects.all(), viewer, number))


def _responsibilities() -> QuerySet[Responsibility]:
    partners = ResponsibilityPartner.objects.select_related("agency").order_by("position", "pk")
    return Responsibility.objects.select_related("agency").prefetch_related(Prefetch("partners", partners))


def _responsibility(row: Responsibility) -> ResponsibilityRow:
    return ResponsibilityRow(
        **item_base(row),
        agency=agency_name(row.agency),
        role=DutyRole(row.role),
        text=row.text,
        partners=tuple(agency_name(partner.agency) for partner in row.partners.all()),
    )


def _reports() -> QuerySet[ReportingDuty]:
    sources = ReportingSource.objects.select_related("agency").order_by("position", "pk")
    return ReportingDuty.objects.select_related("to").prefetch_related(Prefetch("sources", sources))


def _report(row: ReportingDuty) -> ReportingRow:
    return ReportingRow(
        **item_base(row),
        senders=tuple(agency_name(source.agency) for source in row.sources.all()),
        recipient=agency_name(row.to),
        every=ReportingFrequency(row.every),
        due_month=row.due_month,
        due_day=row.due_day,
    )


def _review(row: Review) -> ReviewRow:
    lead = None if row.lead is None else agency_name(row.lead)
    return ReviewRow(**item_base(row), kind=ReviewKind(row.kind), year=row.year, lead=lead)


def _support_rule(row: SupportRule) -> SupportRuleRow:
    return SupportRuleRow(**item_base(row), kind=SupportRuleKind(row.kind), text=row.text)
