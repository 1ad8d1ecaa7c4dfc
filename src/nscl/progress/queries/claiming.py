"""For which measures a record could count, and for which it is declared."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.progress.queries.explaining import contenders, takers
from nscl.progress.queries.measures import present_measures
from nscl.work.models import ActivityClaim
from nscl.work.queries.access import ActivityNotFound, visible_activities


@dataclass(frozen=True, slots=True)
class ClaimChoice:
    """A measure for which a record could count. is_declared: it is declared for it."""

    measure: int
    target_key: str
    label: str
    phase_start: int
    phase_end: int
    is_declared: bool


@dataclass(frozen=True, kw_only=True)
class ClaimChoices:
    """The measures of the plan in force that could take a record, in the order of the document.

    must_declare: several could take the same of it, so that it counts for none of them until it is declared; `choices`
    are these then. Where one alone could, it counts by itself. version: the activity's, to be sent back with
    `work.operations` `declare_claims`.
    """

    activity: int
    version: int
    choices: tuple[ClaimChoice, ...]
    must_declare: bool
    may_declare: bool

    @property
    def is_waiting(self) -> bool:
        """Whether it has to be declared and is not."""
        return self.must_declare and not any(choice.is_declared for choice in self.choices)


def claim_choices(viewer: Viewer, activity: int) -> ClaimChoices:
    """For which measures a record could count; by the year in which it was done, else in which it begins.

    Raises ActivityNotFound where the viewer may not see it. Four queries, five where it was declared under an earlier
    edition.
    """
    row = visible_activities(viewer).select_related("plan").filter(pk=activity).order_by("pk").first()
    if row is None:
        raise ActivityNotFound(activity)
    year = (row.done_on or row.starts_on).year
    could = takers(row.plan_id, row.kind, year)
    contested = contenders(could)
    measures = [one.measure for one in contested or could]
    claimed = set(ActivityClaim.objects.filter(activity=activity).order_by("pk").values_list("measure_id", flat=True))
    if claimed - {one.number for one in measures}:
        present = present_measures([row.plan_id], {one.edition_id for one in measures})
        claimed = {present.get(number, number) for number in claimed}
    return ClaimChoices(
        activity=activity,
        version=row.version,
        choices=tuple(
            ClaimChoice(one.number, one.target_key, one.label, one.phase_start, one.phase_end, one.number in claimed)
            for one in measures
        ),
        must_declare=bool(contested),
        may_declare=viewer.may(Permission.RECORD_WORK, row.unit_id, row.agency_id),
    )
