"""The package's Django configuration: what the database itself keeps of training."""

from __future__ import annotations

from django.apps import AppConfig

from nscl.records.freezing import FrozenColumns, FrozenRows, protect
from nscl.records.repeating import RepeatedColumn, keep_equal
from nscl.training.tallying import keep_tallies

FROZEN_ROWS = (
    # A correction of attendance stays as it was written; a sample is taken away whole.
    FrozenRows(
        "training_attendancestep",
        "training_class_id",
        "training_trainingclass",
        open_when="is_sample",
        grows=True,
    ),
    # What a certificate says was signed: another wording is another certificate.
    FrozenColumns(
        "training_certificate",
        (
            *("serial", "token", "holder", "course", "issuer", "issued_on", "valid_to"),
            *("signed_text", "signature", "key_id", "enrolment_id", "unit_id", "year", "number"),
        ),
        open_when="is_sample",
        reopened_when="NEW.is_sample",
    ),
)

REPEATED_COLUMNS = (
    RepeatedColumn("training_attendance", "training_class_id", "training_session", "session_id"),
    RepeatedColumn("training_attendance", "training_class_id", "training_enrolment", "enrolment_id", "_enrolled"),
)


class TrainingConfig(AppConfig):
    """Training."""

    name = "nscl.training"
    verbose_name = "Đào tạo"

    def ready(self) -> None:
        """Have the database keep it from the next `migrate` on."""
        protect(self, FROZEN_ROWS)
        keep_equal(self, REPEATED_COLUMNS)
        keep_tallies(self)
