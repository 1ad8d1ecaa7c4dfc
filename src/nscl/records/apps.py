"""The package's Django configuration: the audit trail can be added to, not changed; the search index is whole."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from nscl.records import search_index
from nscl.records.freezing import FrozenRows, protect

FROZEN_ROWS = (FrozenRows("records_auditevent"), FrozenRows("records_auditchange"))


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
