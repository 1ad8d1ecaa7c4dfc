"""What the first page tells a person: counts for everybody, own work for a focal point, accounts for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl.accounts.enums import Permission, Role
from nscl.accounts.queries import list_accounts
from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import AgencyKind
from nscl.institutions.queries import agency_by_id, answered_for_ids
from nscl.plans.enums import EditionState
from nscl.plans.queries.basis import list_agencies
from nscl.plans.queries.duties import list_reporting
from nscl.plans.queries.editions import EditionRow, list_editions
from nscl.plans.queries.tasks import TaskRow, list_tasks
from nscl.web.home.dates import DueDate, due_dates

# Plans of one province in force in the same year whose reports are looked up: one, or two where a plan of a merged
# province still runs. More would make the page's number of queries grow with the rows.
MOST_PLANS_ASKED = 2


@dataclass(frozen=True)
class Overview:
    """Plans that concern the person in the chosen province and year."""

    in_force: tuple[EditionRow, ...]
    drafts: tuple[EditionRow, ...]
    due: tuple[DueDate, ...]

    @property
    def open_findings(self) -> int:
        """Findings that nobody has decided yet, in plans in force; those of a draft stand in the draft's own row."""
        return sum(row.open_findings for row in self.in_force)

    @property
    def open_errors(self) -> int:
        """Those of them that are plainly wrong."""
        return sum(row.open_errors for row in self.in_force)


@dataclass(frozen=True)
class OwnWork:
    """What the plans in force give to the person's agency."""

    agency: str
    leads: tuple[TaskRow, ...]
    coordinates: tuple[TaskRow, ...]
    due: tuple[DueDate, ...]
    plan: EditionRow


@dataclass(frozen=True)
class AccountCounts:
    """How many accounts there are, are locked, have no role, are samples that can be signed in to."""

    total: int
    locked: int
    without_role: int
    samples: int


def overview(viewer: Viewer, *, unit_ids: frozenset[int] | None, year: int, today: date) -> Overview:
    """Plans of the year; reports where one province is looked at. One query, and two a plan asked about its reports."""
    rows = list_editions(viewer, unit_ids=unit_ids, year=year)
    in_force = tuple(row for row in rows if row.state is EditionState.ISSUED)
    due: list[DueDate] = []
    if unit_ids is not None:
        for plan in in_force[:MOST_PLANS_ASKED]:
            due += due_dates(plan, list_reporting(viewer, plan.edition_id), today)
    return Overview(
        in_force=in_force,
        drafts=tuple(row for row in rows if row.state is EditionState.DRAFT),
        due=tuple(sorted(due, key=lambda report: report.on)),
    )


def own_work(viewer: Viewer, seen: Overview) -> OwnWork | None:
    """Tasks and reports of the person's agency in the plan in force; None for who speaks for no agency.

    A body that the plan names by its old name counts as the body that took its work over. Reports that the plan asks
    of "the departments and committees" as one are the agency's too. Six queries.
    """
    agency_id = next((g.agency_id for g in viewer.grants if g.role is Role.AGENCY_FOCAL_POINT and g.agency_id), None)
    if agency_id is None or not seen.in_force:
        return None
    plan = seen.in_force[0]
    mine = answered_for_ids(agency_id)
    bodies = list_agencies(viewer, plan.edition_id)
    numbers = {row.number for row in bodies if row.agency_id in mine}
    groups = {row.number for row in bodies if row.kind is AgencyKind.GROUP}
    tasks = list_tasks(viewer, plan.edition_id)
    return OwnWork(
        agency=agency_by_id(agency_id).name,
        leads=tuple(task for task in tasks if numbers & {agency.number for agency in task.lead}),
        coordinates=tuple(task for task in tasks if numbers & {agency.number for agency in task.coordinate}),
        due=tuple(report for report in seen.due if report.sender_numbers & (numbers | groups)),
        plan=plan,
    )


def account_counts(viewer: Viewer) -> AccountCounts | None:
    """Counts for who manages accounts; None for others. Two queries."""
    if not viewer.may(Permission.MANAGE_ACCOUNTS):
        return None
    rows = list_accounts(viewer)
    return AccountCounts(
        total=len(rows),
        locked=sum(not row.is_active for row in rows),
        without_role=sum(row.is_active and all(grant.revoked_at for grant in row.grants) for row in rows),
        samples=sum(row.is_active and row.is_sample for row in rows),
    )
