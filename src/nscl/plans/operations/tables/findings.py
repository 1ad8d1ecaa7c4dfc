"""Findings that a person read in the document. Those of the check are written by `plans.operations.findings`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from nscl.documents.pack import schema
from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.documents.pack.labels import Part
from nscl.documents.pack.values import Span
from nscl.plans.enums import FindingOrigin, FindingState, ItemKind
from nscl.plans.models import Finding
from nscl.plans.operations.lookup import Lookup
from nscl.plans.operations.tables.base import ItemTable

_DECISION = frozenset({"state", "reason", "decided_at", "decided_by_id", "rule", "subject"})


class FindingTable(ItemTable[schema.PackFinding, Finding, Lookup]):
    """Findings of people: what the pack format lists."""

    kind = ItemKind.FINDING
    part = Part.FINDINGS
    noun: ClassVar[str | Promise] = gettext_lazy("phát hiện")
    path = ("findings",)
    place = ItemTable.place | _DECISION
    record = schema.PackFinding
    model = Finding

    def values(self, record: schema.PackFinding, lookup: Lookup) -> dict[str, Any]:
        return {
            "kind": record.kind.value,
            "severity": record.severity.value,
            "says": record.says,
            "conflicts_with": record.conflicts_with,
            "likely": record.likely,
            "origin": FindingOrigin.READ.value,
            "state": FindingState.OPEN.value,
        }

    def key(self, record: schema.PackFinding) -> str:
        return ""

    def title(self, record: schema.PackFinding) -> str:
        return record.says

    def words(self, record: schema.PackFinding, lookup: Lookup) -> str:
        return f"{record.says} {record.conflicts_with or ''} {record.likely or ''}"

    def of_edition(self, edition_id: int) -> QuerySet[Finding]:
        return Finding.objects.filter(edition=edition_id, origin=FindingOrigin.READ)

    def records_of(self, rows: Sequence[Finding]) -> list[schema.PackFinding]:
        """The records of some findings, all of which have lines."""
        return [
            schema.PackFinding(
                kind=FindingKind(row.kind),
                severity=FindingSeverity(row.severity),
                at=Span(row.first_line or 0, row.last_line or 0),
                says=row.says,
                conflicts_with=row.conflicts_with,
                likely=row.likely,
            )
            for row in rows
        ]
