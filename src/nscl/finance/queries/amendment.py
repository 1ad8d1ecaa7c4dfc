"""What an amendment changes in the plan that it amends."""

from __future__ import annotations

from nscl.accounts.rules import Viewer
from nscl.documents.pack.difference import PackDifference, compare_packs
from nscl.finance.queries.pack import pack_of
from nscl.plans.models import PlanEdition
from nscl.plans.queries.access import require_edition


def difference(viewer: Viewer, edition_id: int) -> PackDifference:
    """The items added, removed and changed by an edition against the one it amends; empty where it amends none.

    Lines of the document are compared only while both editions count those of one text: in a text of its own every
    line number differs. At most 46 queries, however large the plan. Raises EditionNotFound.
    """
    require_edition(viewer, edition_id)
    amended = PlanEdition.objects.filter(pk=edition_id).values_list("amends", flat=True).first()
    if amended is None:
        return PackDifference(())
    old, new = pack_of(amended), pack_of(edition_id)
    return compare_packs(old, new, lines=old.source == new.source)
