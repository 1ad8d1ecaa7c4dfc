"""The application `nscl.web`: every screen, in one Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """Templates, static files, template tags, commands and message catalogues of the screens."""

    name = "nscl.web"
    label = "web"
    verbose_name = _("Giao diện")
