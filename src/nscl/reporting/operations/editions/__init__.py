"""The province's report: begun, its front changed, issued, numbered, discarded."""

from nscl.reporting.operations.editions.drafting import (
    change_front,
    discard_edition,
    refresh_proposals,
    start_edition,
)
from nscl.reporting.operations.editions.issuing import give_number, issue
from nscl.reporting.operations.editions.opening import SavedEdition

__all__ = [
    "SavedEdition",
    "change_front",
    "discard_edition",
    "give_number",
    "issue",
    "refresh_proposals",
    "start_edition",
]
