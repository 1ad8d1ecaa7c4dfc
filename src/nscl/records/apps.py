"""The package's Django configuration: the audit trail can be added to, not changed; the search index is whole."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from nscl.records import search_index
from nscl.records.freezing import Frozen, FrozenColumns, FrozenRows, protect

FROZEN_ROWS: tuple[Frozen, ...] = (
    FrozenRows("records_auditevent", append_only=True),
    FrozenRows("records_auditchange", append_only=True),
    # Evidence that was removed is a trace: who, when, why and which file stay. A sample is taken away whole.
    FrozenColumns(
        "records_evidence",
        columns=(
            *("subject_kind", "subject_id", "unit_id", "agency_id", "file_id", "link", "name", "caption", "added_at"),
            *("added_by_id", "added_by_name", "removed_by_id", "removed_by_name", "removal_reason", "is_sample"),
        ),
        open_when="removed_at IS NULL OR is_sample",
        reopened_when="OLD.removed_at <> NEW.removed_at OR NEW.removed_at IS NULL",
    ),
)


class RecordsConfig(AppConfig):
    """Accountability tables."""

    name = "nscl.records"
    verbose_name = "Nhật ký và chỉ mục"

    def ready(self) -> None:
        """Have the database protect the audit trail, and keep its search index, from the next `migrate` on."""
        protect(self, FROZEN_ROWS)
        post_migrate.connect(_restore_search_index, sender=self, dispatch_uid="search index")


def _restore_search_index(**options: Any) -> None:
    search_index.install(connections[options["using"]])
