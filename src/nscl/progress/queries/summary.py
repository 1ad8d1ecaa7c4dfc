"""How many measures of a plan stand where: what a page says of a plan that shows no measure itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.queries.editions import EditionRow
from nscl.progress.enums import StandingStatus
from nscl.progress.queries.programme import standings


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """Where the measures of a plan stand as of a day, as `programme_table` says it of each.

    unclaimed: how often a record waits to be declared; waiting: stated values that nobody has signed.
    """

    edition_id: int
    on: date
    by_status: Mapping[StandingStatus, int]
    unclaimed: int
    waiting: int
    is_sample: bool

    @property
    def measures(self) -> int:
        """How many measures the plan has."""
        return sum(self.by_status.values())


def plan_summaries(viewer: Viewer, editions: Sequence[EditionRow], on: date) -> tuple[PlanSummary, ...]:
    """The editions in force of some plans, one for each of them, whose work the viewer may see; in the order given.

    As many queries as one plan's table of targets, none for no plan.
    """
    seen = [row for row in editions if viewer.may(Permission.VIEW_WORK, row.unit_id)]
    if not seen:
        return ()
    rows, samples = standings([row.edition_id for row in seen], [row.plan_id for row in seen], on)
    found = []
    for edition in seen:
        own = [row for row in rows if row.edition_id == edition.edition_id]
        counted = Counter(row.status for row in own)
        found.append(
            PlanSummary(
                edition_id=edition.edition_id,
                on=on,
                by_status={status: counted[status] for status in StandingStatus},
                unclaimed=sum(row.unclaimed for row in own),
                waiting=sum(row.stated_waiting for row in own),
                is_sample=edition.plan_id in samples,
            )
        )
    return tuple(found)
