"""The search of everything, within what a person may see."""

from __future__ import annotations

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records import queries as records
from nscl.records.queries import MOST_HITS, Hit


def find_everywhere(viewer: Viewer, q: str, limit: int = MOST_HITS) -> tuple[Hit, ...]:
    """What the words of `q` are found in, best first: plans, drafts and work as far as the viewer's roles reach.

    At most two queries.
    """
    issued = viewer.units_with(Permission.VIEW_PLANS)
    drafts = viewer.units_with(Permission.VIEW_DRAFTS)
    work = viewer.units_with(Permission.VIEW_WORK)
    return records.search(
        q,
        everywhere=issued is None,
        unit_ids=issued or (),
        staff_everywhere=drafts is None,
        staff_unit_ids=drafts or (),
        work_everywhere=work is None,
        work_unit_ids=work or (),
        limit=limit,
    )
