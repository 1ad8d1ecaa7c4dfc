"""Reading difficulties, within the provinces whose work the viewer may see."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.queries import AgencyRow, agencies_of
from nscl.institutions.rules import InstitutionsError
from nscl.work.enums import DifficultyState
from nscl.work.models import Difficulty
from nscl.work.queries.difficulties.rows import (
    DifficultyCounts,
    DifficultyDetail,
    DifficultyRow,
    row_of,
    step_row,
)
from nscl.work.rules.difficulties import DifficultyAct, may_act, may_raise


class DifficultyNotFound(LookupError):
    """No such difficulty, or none that the viewer may see: the two are not told apart."""


def list_difficulties(
    viewer: Viewer,
    *,
    unit_ids: Collection[int] | None = None,
    plan_id: int | None = None,
    subject: tuple[str, int] | None = None,
) -> tuple[DifficultyRow, ...]:
    """The difficulties that the viewer may see, the newest first. One query.

    unit_ids: of these provinces (a province with its predecessors); plan_id: of one plan; subject: about one thing.
    """
    rows = _visible(viewer, unit_ids)
    if plan_id is not None:
        rows = rows.filter(plan=plan_id)
    if subject is not None:
        rows = rows.filter(subject_kind=subject[0], subject_id=subject[1])
    return tuple(row_of(row) for row in rows.select_related(*_WITH).order_by("-raised_at", "-pk"))


def get_difficulty(viewer: Viewer, number: int) -> DifficultyDetail:
    """One difficulty with its log and what the viewer may do. Raises DifficultyNotFound. Two queries."""
    difficulty = _visible(viewer).filter(pk=number).select_related(*_WITH).first()
    if difficulty is None:
        raise DifficultyNotFound(str(number))
    row = row_of(difficulty)
    steps = difficulty.steps.select_related("assignee", "by").order_by("at", "pk")
    return DifficultyDetail(
        row=row,
        text=difficulty.text,
        steps=tuple(step_row(step) for step in steps),
        acts=frozenset(act for act in DifficultyAct if may_act(viewer, act, row.standing)),
    )


def count_difficulties(viewer: Viewer, *, unit_ids: Collection[int] | None = None, on: date) -> DifficultyCounts:
    """How many difficulties stand where, as of a day. One query."""
    assigned = Q(state=DifficultyState.ASSIGNED)
    found = _visible(viewer, unit_ids).aggregate(
        live=Count("pk", filter=~Q(state=DifficultyState.CLOSED)),
        unassigned=Count("pk", filter=Q(state=DifficultyState.OPEN)),
        assigned=Count("pk", filter=assigned),
        overdue=Count("pk", filter=assigned & Q(answer_due__lt=on)),
        answered=Count("pk", filter=Q(state=DifficultyState.ANSWERED)),
        escalated=Count("pk", filter=Q(state=DifficultyState.ESCALATED)),
        closed=Count("pk", filter=Q(state=DifficultyState.CLOSED)),
        mine=Count("pk", filter=assigned & Q(assignee__in=sorted(viewer.agencies))),
    )
    return DifficultyCounts(**found)


def raising_agencies(viewer: Viewer, unit_id: int, on: date) -> tuple[AgencyRow, ...]:
    """The bodies of a day for which the viewer may raise a difficulty in this province; none where none is known."""
    return tuple(row for row in bodies_of(unit_id, on) if may_raise(viewer, unit_id, row.id))


def bodies_of(unit_id: int, on: date) -> tuple[AgencyRow, ...]:
    """The bodies of a day to which a difficulty of this province can be assigned; none where none is known."""
    try:
        return agencies_of(unit_id, on)
    except InstitutionsError:
        return ()


_WITH = ("plan__unit", "unit", "agency", "assignee", "raised_by")


def _visible(viewer: Viewer, unit_ids: Collection[int] | None = None) -> QuerySet[Difficulty]:
    rows = Difficulty.objects.all()
    for reach in (viewer.units_with(Permission.VIEW_WORK), unit_ids):
        if reach is not None:
            rows = rows.filter(unit__in=list(reach))
    return rows
