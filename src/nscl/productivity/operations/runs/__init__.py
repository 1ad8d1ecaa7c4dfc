"""Runs: begun, changed, computed, published, withdrawn, copied, removed."""

from nscl.productivity.operations.runs.computing import compute_run
from nscl.productivity.operations.runs.drafting import change_options, copy_run, remove_draft, start_run
from nscl.productivity.operations.runs.opening import SavedRun
from nscl.productivity.operations.runs.publishing import publish_run, withdraw_run

__all__ = [
    "SavedRun",
    "change_options",
    "compute_run",
    "copy_run",
    "publish_run",
    "remove_draft",
    "start_run",
    "withdraw_run",
]
