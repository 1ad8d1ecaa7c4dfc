"""Cases of this site that were decided, as a draft is tried on them: each as it was known on its day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import Max
from django.utils.timezone import localdate

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.rulebook.policies import Case
from nscl.rulebook.policies.trying import PastCase
from nscl.support.enums import GRANTED, CaseState
from nscl.support.models import SupportCase
from nscl.support.queries.access import case_label
from nscl.support.queries.assessing import build_case

# Each is put together anew from what is known of it (sixteen queries); the page says that these are the newest.
MOST_CASES: Final = 300
_DECIDED: Final = (*GRANTED, CaseState.REJECTED, CaseState.REFUSED)


@dataclass(frozen=True, slots=True)
class DecidedCase:
    """A case with what was granted; number: its own."""

    number: int
    past: PastCase


def decided_cases(viewer: Viewer, unit_ids: Collection[int] | None, on: date) -> tuple[DecidedCase, ...]:
    """The newest cases decided by a day that the viewer may see: granted, rejected, refused; nothing else was said.

    A case is as of the day of its decision, of a refused one that of its last assessment.
    """
    rows = SupportCase.objects.filter(state__in=_DECIDED).select_related("organisation", "certificate")
    for reach in (viewer.units_with(Permission.VIEW_SUPPORT), unit_ids):
        if reach is not None:
            rows = rows.filter(unit__in=list(reach))
    newest = rows.annotate(assessed_on=Max("assessments__on")).order_by("-submitted_at", "-pk")[:MOST_CASES]
    found = []
    for row in newest:
        day = localdate(row.decided_at) if row.decided_at else row.assessed_on
        if day is not None and day <= on:
            name = f"{case_label(row.year, row.number)}, {row.organisation.name}"
            past = PastCase(name=name, case=_as_of(row, day), on=day, paid_vnd=_granted(row))
            found.append(DecidedCase(row.pk, past))
    return tuple(found)


def _as_of(row: SupportCase, day: date) -> Case:
    """The case with what its organisations had had by then: support granted since is no reason on that day."""
    case = build_case(row, day)
    return replace(case, history=tuple(one for one in case.history or () if one.on <= day))


def _granted(row: SupportCase) -> int:
    """What it was granted: 0 where it was not."""
    return (row.approved_vnd or 0) if row.state in GRANTED else 0
