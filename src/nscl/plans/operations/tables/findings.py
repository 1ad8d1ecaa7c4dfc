"""Findings that a person read in the document. Those of the check are written by `plans.operations.findings`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from nscl.documents.pack import schema
from nscl.documents.pack.labels import Part
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

    def values(self, record: schema.PackFinding, lookup: Lookup) -> dict[str, Any]:  # noqa: ARG002
        return {
            "kind": record.kind.value,
            "severity": record.severity.value,
            "says": record.says,
            "conflicts_with": record.conflicts_with,
            "likely": record.likely,
            "origin": FindingOrigin.READ.value,
            "state": FindingState.OPEN.value,
        }

    def key(self, record: schema.PackFinding) -> str:  # noqa: ARG002  (a finding's `kind` is no key)
        return ""

    def title(self, record: schema.PackFinding) -> str:
        return record.says

    def words(self, record: schema.PackFinding, lookup: Lookup) -> str:  # noqa: ARG002
        return f"{record.says} {record.conflicts_with or ''} {record.likely or ''}"

    def numbers(self, edition_id: int) -> list[int]:
        rows = Finding.objects.filter(edition=edition_id, origin=FindingOrigin.READ).order_by("position", "pk")
        return list(rows.values_list("pk", flat=True))
