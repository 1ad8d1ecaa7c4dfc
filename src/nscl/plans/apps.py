"""The package's Django configuration: the database itself keeps an issued edition as it was signed."""

from __future__ import annotations

from django.apps import AppConfig

from nscl.records.freezing import FrozenColumns, FrozenRows, protect

# SQL over a row of `plans_planedition`: while it is true, what belongs to the edition may be written.
EDITION_OPEN = "state = 'draft'"


def frozen_with_edition(table: str) -> FrozenRows:
    """The protection of a table whose rows belong to an edition by `edition_id`."""
    return FrozenRows(table, owner_column="edition_id", owner_table="plans_planedition", open_when=EDITION_OPEN)


# The edition itself: what was signed stays; its place in time (superseded) and the stored text's marks may come later.
FROZEN_EDITION = FrozenColumns(
    "plans_planedition",
    columns=(
        "plan_id",
        "ordinal",
        "amends_id",
        "title",
        "number",
        "issued_on",
        "issuer",
        "created_at",
        "created_by_id",
        "frozen_at",
        "frozen_by_id",
    ),
    open_when=EDITION_OPEN,
    reopened_when=f"NEW.{EDITION_OPEN}",
)
FROZEN_ROWS = tuple(
    frozen_with_edition(table)
    for table in (
        "plans_legalbasis",
        "plans_editionagency",
        "plans_target",
        "plans_measure",
        "plans_taskgroup",
        "plans_task",
        "plans_taskagency",
        "plans_output",
        "plans_responsibility",
        "plans_responsibilitypartner",
        "plans_reportingduty",
        "plans_reportingsource",
        "plans_review",
        "plans_supportrule",
    )
)
# What was made of the reader's doubts is part of how the plan came to be signed.
FROZEN_REVIEWS = tuple(
    frozen_with_edition(table) for table in ("plans_itemreview", "plans_reviewreason", "plans_unreadpassage")
)


class PlansConfig(AppConfig):
    """Plans and their editions."""

    name = "nscl.plans"
    verbose_name = "Kế hoạch"

    def ready(self) -> None:
        """Have the database freeze what belongs to an issued edition."""
        protect(self, (FROZEN_EDITION, *FROZEN_ROWS, *FROZEN_REVIEWS))
