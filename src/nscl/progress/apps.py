"""The package's Django configuration: the database itself keeps a signed value as it was signed."""

from __future__ import annotations

from django.apps import AppConfig

from nscl.records.freezing import FrozenColumns, protect

# A sample value may be taken away whole (`nscl sample --remove`); what was really signed may not.
_OPEN = "is_sample OR (signed_at IS NULL AND withdrawn_at IS NULL)"

FROZEN_VALUES = FrozenColumns(
    "progress_statedvalue",
    columns=(
        *("measure_id", '"on"', "value", "numerator", "denominator", "is_base", "note"),
        *("stated_at", "stated_by_id", "signed_at", "signed_by_id", "is_sample"),
    ),
    open_when=_OPEN,
    reopened_when="(NEW.signed_at IS NULL AND NEW.withdrawn_at IS NULL)",
)


class ProgressConfig(AppConfig):
    """Progress of the plans' targets."""

    name = "nscl.progress"
    verbose_name = "Tiến độ chỉ tiêu"

    def ready(self) -> None:
        """Have the database freeze what was signed or withdrawn."""
        protect(self, (FROZEN_VALUES,))
