"""The package's Django configuration: the audit trail can be added to, not changed."""

from __future__ import annotations

from django.apps import AppConfig

from nscl.records.freezing import FrozenRows, protect

FROZEN_ROWS = (FrozenRows("records_auditevent"), FrozenRows("records_auditchange"))


class RecordsConfig(AppConfig):
    """Accountability tables."""

    name = "nscl.records"
    verbose_name = "Nhật ký và chỉ mục"

    def ready(self) -> None:
        """Have the database protect the audit trail."""
        protect(self, FROZEN_ROWS)
