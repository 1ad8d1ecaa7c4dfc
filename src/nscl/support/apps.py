"""The package's Django configuration: what the database itself keeps of support."""

from __future__ import annotations

from django.apps import AppConfig

from nscl.records.freezing import FrozenRows, protect
from nscl.records.repeating import RepeatedColumn, keep_equal
from nscl.support.once import keep_once

FROZEN_ROWS = (
    # What was done and what the rules answered stays as it was written; a sample is taken away whole.
    FrozenRows("support_casestep", "case_id", "support_supportcase", open_when="is_sample", grows=True),
    FrozenRows("support_assessment", "case_id", "support_supportcase", open_when="is_sample", grows=True),
)

REPEATED_COLUMNS = (RepeatedColumn("support_scoresheet", "case_id", "support_sessioncase", "hearing_id"),)


class SupportConfig(AppConfig):
    """Support to organisations."""

    name = "nscl.support"
    verbose_name = "Hỗ trợ tổ chức"

    def ready(self) -> None:
        """Have the database keep it from the next `migrate` on."""
        protect(self, FROZEN_ROWS)
        keep_equal(self, REPEATED_COLUMNS)
        keep_once(self)
