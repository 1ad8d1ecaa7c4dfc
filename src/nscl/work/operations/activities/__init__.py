"""Acts on activities: planned, recorded, cancelled, opened again, removed, claimed for measures."""

from nscl.work.operations.activities.claims import declare_claims, declare_many
from nscl.work.operations.activities.many import NewActivity, RecordedActivity, Row, record_many, rehearse_many
from nscl.work.operations.activities.planning import Saved, add_activity, edit_activity, remove_activity
from nscl.work.operations.activities.recording import cancel_activity, record_activity, reopen_activity
from nscl.work.operations.activities.tallying import Tally, adopt_activity, tally, tally_sample

__all__ = [
    "NewActivity",
    "RecordedActivity",
    "Row",
    "Saved",
    "Tally",
    "add_activity",
    "adopt_activity",
    "cancel_activity",
    "declare_claims",
    "declare_many",
    "edit_activity",
    "record_activity",
    "record_many",
    "rehearse_many",
    "remove_activity",
    "reopen_activity",
    "tally",
    "tally_sample",
]
