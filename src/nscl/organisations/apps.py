"""The package's Django configuration: the index of the search is whole."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from nscl.organisations import search_index


class OrganisationsConfig(AppConfig):
    """Organisations that the programme serves."""

    name = "nscl.organisations"
    verbose_name = "Tổ chức được phục vụ"

    def ready(self) -> None:
        """Have the database keep the index of the search from the next `migrate` on."""
        post_migrate.connect(_restore_search_index, sender=self, dispatch_uid="organisation search index")


def _restore_search_index(**options: Any) -> None:
    search_index.install(connections[options["using"]])
