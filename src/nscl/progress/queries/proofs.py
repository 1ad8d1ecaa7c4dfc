"""How much evidence a row has, asked with the row itself."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from nscl.records.models import Evidence


def evidence_count(kind: str) -> Coalesce:
    """How much evidence that stands each row of the query around it has, as a thing of that kind; 0 where none."""
    standing = Evidence.objects.filter(subject_kind=kind, subject_id=OuterRef("pk"), removed_at__isnull=True)
    counted = standing.order_by().values("subject_id").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
