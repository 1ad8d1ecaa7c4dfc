"""Findings of an edition and what was decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.plans.enums import FindingOrigin, FindingState
from nscl.plans.models import Finding
from nscl.plans.queries.access import part_with, parts_of, visible_editions
from nscl.plans.queries.rows import ItemRow, item_base


@dataclass(frozen=True, kw_only=True)
class FindingRow(ItemRow):
    """A contradiction. rule: the check that finds it, "" for a person's; subject: the item's path in the pack.

    decided_by: the name of the person who decided, "" while it is open or where the system did.
    """

    kind: FindingKind
    severity: FindingSeverity
    says: str
    conflicts_with: str | None
    likely: str | None
    origin: FindingOrigin
    rule: str
    subject: str
    state: FindingState
    reason: str
    decided_at: datetime | None
    decided_by: str


@dataclass(frozen=True)
class FindingCounts:
    """Open findings by severity, and how many were decided."""

    errors: int
    warnings: int
    infos: int
    decided: int

    @property
    def open(self) -> int:
        """All that nobody has decided yet."""
        return self.errors + self.warnings + self.infos


def list_findings(viewer: Viewer, edition_id: int) -> tuple[FindingRow, ...]:
    """The findings of an edition by their lines in the document, those without lines first. One query."""
    rows = (_row(finding) for finding in parts_of(_findings(), viewer, edition_id))
    return tuple(sorted(rows, key=lambda row: (row.first_line or 0, row.last_line or 0, row.position)))


def get_finding(viewer: Viewer, number: int) -> FindingRow:
    """One finding. Raises ItemNotFound."""
    return _row(part_with(_findings(), viewer, number))


def count_findings(viewer: Viewer, edition_id: int) -> FindingCounts:
    """How many findings of an edition are open, by severity, and how many are decided. One query."""
    seen = visible_editions(viewer).filter(pk=edition_id).values("pk")
    still_open = Q(state=FindingState.OPEN)
    counts = Finding.objects.filter(edition__in=seen).aggregate(
        errors=Count("pk", filter=still_open & Q(severity=FindingSeverity.ERROR)),
        warnings=Count("pk", filter=still_open & Q(severity=FindingSeverity.WARNING)),
        infos=Count("pk", filter=still_open & Q(severity=FindingSeverity.INFO)),
        decided=Count("pk", filter=~still_open),
    )
    return FindingCounts(**counts)


def _findings() -> QuerySet[Finding]:
    return Finding.objects.select_related("decided_by")


def _row(finding: Finding) -> FindingRow:
    return FindingRow(
        **item_base(finding),
        kind=FindingKind(finding.kind),
        severity=FindingSeverity(finding.severity),
        says=finding.says,
        conflicts_with=finding.conflicts_with,
        likely=finding.likely,
        origin=FindingOrigin(finding.origin),
        rule=finding.rule,
        subject=finding.subject,
        state=FindingState(finding.state),
        reason=finding.reason,
        decided_at=finding.decided_at,
        decided_by=finding.decided_by.full_name if finding.decided_by else "",
    )
