"""Acts on estimates: started, built line by line, submitted, appraised, approved. Each is atomic, with one event."""

from nscl.finance.operations.estimates.amounts import CellsSaved, set_amounts
from nscl.finance.operations.estimates.appraisal import Appraised, appraise, appraise_as_proposed
from nscl.finance.operations.estimates.heading import change_estimate, discard_estimate
from nscl.finance.operations.estimates.lines import LinesAdded, LineSaved, add_lines, change_line
from nscl.finance.operations.estimates.places import Removed, move_line, remove_line
from nscl.finance.operations.estimates.starting import Start, start_estimate, take_over_signed
from nscl.finance.operations.estimates.steps import (
    approve_estimate,
    return_estimate,
    submit_estimate,
    withdraw_estimate,
)

__all__ = [
    "Appraised",
    "CellsSaved",
    "LineSaved",
    "LinesAdded",
    "Removed",
    "Start",
    "add_lines",
    "appraise",
    "appraise_as_proposed",
    "approve_estimate",
    "change_estimate",
    "change_line",
    "discard_estimate",
    "move_line",
    "remove_line",
    "return_estimate",
    "set_amounts",
    "start_estimate",
    "submit_estimate",
    "take_over_signed",
    "withdraw_estimate",
]
