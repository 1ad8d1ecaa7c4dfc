"""The package's Django configuration: steps of approval and of difficulties are added, never changed."""

from __future__ import annotations

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The year's work."""

    name = "nscl.work"
    verbose_name = "Công việc trong năm"
