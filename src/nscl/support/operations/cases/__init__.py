"""Acts on a case from its beginning until it is eligible, refused or given up."""

from nscl.support.operations.cases.advising import add_adviser, remove_adviser
from nscl.support.operations.cases.drafting import save_draft
from nscl.support.operations.cases.examining import (
    correct_case,
    decide_eligibility,
    examine_document,
    request_supplement,
)
from nscl.support.operations.cases.many import BulkAct, BulkOutcome, move_many
from nscl.support.operations.cases.papers import attach_document, remove_document
from nscl.support.operations.cases.starting import start_case
from nscl.support.operations.cases.submitting import submit_case
from nscl.support.operations.cases.withdrawing import withdraw_case

__all__ = [
    "BulkAct",
    "BulkOutcome",
    "add_adviser",
    "attach_document",
    "correct_case",
    "decide_eligibility",
    "examine_document",
    "move_many",
    "remove_adviser",
    "remove_document",
    "request_supplement",
    "save_draft",
    "start_case",
    "submit_case",
    "withdraw_case",
]
