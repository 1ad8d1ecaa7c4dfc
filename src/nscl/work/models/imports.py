"""Files of activities taken in: the same file twice is known again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.work.models.annual_plan import AnnualPlan


class ActivityImport(models.Model):
    """One file taken in: how many rows it had, how many activities came of them."""

    annual_plan = models.ForeignKey(AnnualPlan, on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["annual_plan", "sha256"], name="work_import_once"),
            models.CheckConstraint(name="work_import_created_of_rows", condition=Q(created__lte=models.F("rows"))),
        ]

    def __str__(self) -> str:
        return self.file_name
