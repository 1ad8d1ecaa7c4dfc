"""What support an organisation, its branches and predecessors had, or have on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from nscl.rulebook.policies import Support
from nscl.support.enums import GRANTED, HOLDING, CaseState
from nscl.support.models import SupportCase
from nscl.support.queries.access import case_label

_PAID = (CaseState.PAID, CaseState.CLOSED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case stands in the queue of its lineage: who was submitted before it counts for it. number None: last."""

    number: int | None = None
    submitted_at: datetime | None = None


def history_of(lineage: int, place: Place) -> tuple[Support, ...]:
    """The holding cases of a lineage as `assess` asks for them, in the order of submission. One query.

    Of those still on the way only those submitted before the case in question: of two that share a cap the earlier gets
    it, and neither takes from both. What was granted counts whenever it was submitted.
    """
    return tuple(support_of(row) for row in holding_cases(lineage, place))


def holding_cases(lineage: int, place: Place) -> QuerySet[SupportCase]:
    """The cases behind `history_of`, in the order of submission."""
    rows = SupportCase.objects.filter(of_lineage(lineage), state__in=HOLDING)
    # A case that lost its content when two lineages were found to be one holds nothing any more, unless it was paid.
    rows = rows.filter(Q(slot__holds=True) | Q(state__in=_PAID)).select_related("organisation")
    if place.number is not None:
        rows = rows.exclude(pk=place.number)
    if place.submitted_at is not None:
        earlier = Q(submitted_at__lt=place.submitted_at)
        if place.number is not None:
            earlier |= Q(submitted_at=place.submitted_at, pk__lt=place.number)
        rows = rows.filter(earlier | Q(state__in=GRANTED))
    return rows.order_by("submitted_at", "pk")


def of_lineage(lineage: int) -> Q:
    """The cases of all organisations that share a history of support."""
    return Q(organisation=lineage) | Q(organisation__lineage=lineage)


def support_of(row: SupportCase) -> Support:
    """A stored case as support had, or on the way: what was paid, else granted, else computed so far."""
    granted = row.approved_vnd if row.approved_vnd is not None else row.computed_vnd or 0
    return Support(
        content=row.content,
        on=localdate(row.submitted_at or row.created_at),
        vnd=row.paid_vnd if row.state in _PAID else granted,
        subject=row.subject,
        item=row.item,
        units=row.units,
        case=case_label(row.year, row.number),
    )
