"""The package's Django configuration."""

from __future__ import annotations

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    """Places and bodies."""

    name = "nscl.institutions"
    verbose_name = "Đơn vị hành chính và cơ quan"
