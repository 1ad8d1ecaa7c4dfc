"""Files of activities: those taken in, known again when they come twice; large ones that a process works on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.records.models.file_run import FILE_NAME_LENGTH, FileRun
from nscl.work.enums import ActivityKind, ActivityStatus, PreviewOutcome
from nscl.work.models.annual_plan import AnnualPlan


class ActivityImport(models.Model):
    """One file taken in: how many rows it had, how many activities came of them."""

    annual_plan = models.ForeignKey(AnnualPlan, on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=FILE_NAME_LENGTH)
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


class ImportRun(FileRun):
    """A large file of activities; the figures are those of the rehearsal."""

    annual_plan = models.ForeignKey(AnnualPlan, on_delete=models.CASCADE, related_name="+")
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    problems = models.PositiveIntegerField(default=0)
    planned_vnd = models.BigIntegerField(default=0)
    actual_vnd = models.BigIntegerField(default=0)
    people = models.BigIntegerField(default=0)


class ImportPreview(models.Model):
    """What a rehearsal says of one row of a file, or of one cell of it that is wrong; in the order of the file.

    row: as Excel numbers it. cell, heading, message, remedy: of what is wrong; message also why a known row is left
    out, activity: the number of the activity that is there. title and what follows: of a row that makes an activity.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="previews", db_index=False)
    outcome = models.CharField(max_length=6, choices=PreviewOutcome.choices)
    position = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    cell = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=100, blank=True)
    message = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    activity = models.BigIntegerField(null=True)
    title = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=12, choices=ActivityKind.choices, blank=True)
    starts_on = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=ActivityStatus.choices, blank=True)
    vnd = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "outcome", "position"], name="work_import_preview_once"),
            models.CheckConstraint(name="work_import_preview_outcome", condition=Q(outcome__in=PreviewOutcome.values)),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.outcome}"
