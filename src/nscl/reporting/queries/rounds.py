"""Rounds: the list of a province and year, and one whole with who has reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.reporting.enums import ReportState, RoundState
from nscl.reporting.models import ReportEdition, RoundStep, Submission
from nscl.reporting.queries.access import RoundNotFound, own_submissions, visible_rounds, visible_submissions
from nscl.reporting.queries.rows import (
    EditionRef,
    RoundRow,
    RoundTally,
    SubmissionRow,
    counted,
    read_submissions,
    round_row,
)

__all__ = [
    "EditionRef",
    "RoundPage",
    "RoundRow",
    "RoundStepRow",
    "RoundTally",
    "SubmissionRow",
    "list_rounds",
    "round_page",
]


@dataclass(frozen=True, slots=True)
class RoundStepRow:
    """A round closed or opened again."""

    from_state: RoundState
    to_state: RoundState
    comment: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class RoundPage:
    """A round whole. submissions: all for who may see all, else those of the viewer's agencies; steps: newest first."""

    row: RoundRow
    version: int
    note: str
    edition_id: int
    edition_title: str
    period_start: date
    period_end: date
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str
    submissions: tuple[SubmissionRow, ...]
    steps: tuple[RoundStepRow, ...]
    may_run: bool
    may_issue: bool

    @property
    def sees_all(self) -> bool:
        """Whether the viewer sees the reports of all agencies."""
        return self.row.sees_all


def list_rounds(
    viewer: Viewer, *, unit_ids: Collection[int] | None, year: int | None = None, on: date
) -> tuple[RoundRow, ...]:
    """The rounds that the viewer may see, the newest first. At most four queries.

    unit_ids: of these provinces (a province with its predecessors), None: all; year: the year reported on, None: all.
    """
    rows = counted(visible_rounds(viewer), on)
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    if year is not None:
        rows = rows.filter(year=year)
    found = list(rows.order_by("-year", "-agencies_due", "-pk"))
    numbers = [row.pk for row in found]
    own: defaultdict[int, list[SubmissionRow]] = defaultdict(list)
    if found and viewer.agencies:
        mine = Submission.objects.filter(own_submissions(viewer), round__in=numbers)
        for one in read_submissions(mine, on):
            own[one.round_number].append(one)
    editions = _editions(viewer, {row.pk: row.unit_id for row in found}) if found else {}
    return tuple(round_row(viewer, row, tuple(own[row.pk]), tuple(editions.get(row.pk, ()))) for row in found)


def round_page(viewer: Viewer, number: int, *, on: date) -> RoundPage:
    """One round as of a day. Raises RoundNotFound. Five queries."""
    rows = counted(visible_rounds(viewer).filter(pk=number), on)
    row = rows.select_related("plan__unit", "unit", "edition", "opened_by", "closed_by").order_by("pk").first()
    if row is None:
        raise RoundNotFound(str(number))
    submissions = read_submissions(visible_submissions(viewer).filter(round=row), on)
    editions = _editions(viewer, {row.pk: row.unit_id})
    own = tuple(one for one in submissions if one.agency_id in viewer.agencies)
    return RoundPage(
        row=round_row(viewer, row, own, tuple(editions.get(row.pk, ()))),
        version=row.version,
        note=row.note,
        edition_id=row.edition_id,
        edition_title=row.edition.title,
        period_start=row.period_start,
        period_end=row.period_end,
        opened_at=row.opened_at,
        opened_by=row.opened_by.full_name if row.opened_by else "",
        closed_at=row.closed_at,
        closed_by=row.closed_by.full_name if row.closed_by else "",
        submissions=submissions,
        steps=_steps(row.pk),
        may_run=viewer.may(Permission.RUN_ROUNDS, row.unit_id),
        may_issue=viewer.may(Permission.ISSUE_REPORTS, row.unit_id),
    )


def _editions(viewer: Viewer, units: dict[int, int]) -> dict[int, list[EditionRef]]:
    """The editions of rounds by round, newest first; units: the province of each round. One query."""
    found: defaultdict[int, list[EditionRef]] = defaultdict(list)
    rows = ReportEdition.objects.filter(round__in=units).order_by("-ordinal", "-pk")
    for number, owner, ordinal, state in rows.values_list("pk", "round_id", "ordinal", "state"):
        if state != ReportState.DRAFT or viewer.may(Permission.VIEW_REPORTS, units[owner]):
            found[owner].append(EditionRef(number, ordinal, ReportState(state)))
    return found


def _steps(number: int) -> tuple[RoundStepRow, ...]:
    rows: Iterable[RoundStep] = RoundStep.objects.filter(round=number).select_related("by").order_by("-at", "-pk")
    return tuple(
        RoundStepRow(
            RoundState(row.from_state),
            RoundState(row.to_state),
            row.comment,
            row.at,
            row.by.full_name if row.by else "",
        )
        for row in rows
    )
