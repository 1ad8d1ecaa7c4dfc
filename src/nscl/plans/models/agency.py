"""A body as a plan names it."""

from __future__ import annotations

from django.db import models

from nscl.institutions.models import Agency
from nscl.plans.models.item import EditionItem


class EditionAgency(EditionItem):
    """A body named in the plan, under the plan's own name for it; `agency` where the register knows it at that date."""

    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=30)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name
