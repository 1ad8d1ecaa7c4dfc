"""The package's Django configuration."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations that the programme serves."""

    name = "nscl.organisations"
    verbose_name = "Tổ chức được phục vụ"
