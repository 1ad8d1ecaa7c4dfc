"""Stages of money."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The key of the source that stands for "not split by source", in the pack format and in the table of sources.
UNSPLIT = "all"


class Stage(TextChoices):
    """How far an amount has come. Only the plan's own estimate is recorded so far."""

    PLANNED = "planned", _("dự toán")
