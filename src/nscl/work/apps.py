"""The package's Django configuration: steps of approval and of difficulties are added, never changed."""

from __future__ import annotations

from django.apps import AppConfig

from nscl.records.freezing import FrozenRows, protect
from nscl.records.repeating import RepeatedColumn, keep_equal


def _log(table: str, owner_column: str, owner_table: str) -> FrozenRows:
    """The protection of a log: who did what when stays as it was written. A sample is taken away whole."""
    return FrozenRows(table, owner_column, owner_table, open_when="is_sample", grows=True)


FROZEN_ROWS = (
    _log("work_annualplanstep", "annual_plan_id", "work_annualplan"),
    _log("work_difficultystep", "difficulty_id", "work_difficulty"),
)

REPEATED_COLUMNS = (RepeatedColumn("work_activityoutput", "plan_id", "work_activity", "activity_id"),)


class WorkConfig(AppConfig):
    """The year's work."""

    name = "nscl.work"
    verbose_name = "Công việc trong năm"

    def ready(self) -> None:
        """Have the database keep the logs from the next `migrate` on."""
        protect(self, FROZEN_ROWS)
        keep_equal(self, REPEATED_COLUMNS)
