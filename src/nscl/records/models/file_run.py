"""What all work of a process on an uploaded file has in common."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.records.enums import FileRunState, FileTask

FILE_NAME_LENGTH = 120
TOKEN_LENGTH = 43  # 256 bits as text (`web.plan_editing.uploads`)


class WorkerRun(models.Model):
    """Work on an uploaded file by a process of its own, for one person.

    token: of the uploaded file. attempt: grows each time it is begun anew, so that an earlier process cannot write any
    more. heartbeat_at: its last sign of life. rows_all: 0 until it is known. problem: why it failed. A package adds
    whose file it is and what comes of it.
    """

    token = models.CharField(max_length=TOKEN_LENGTH)
    file_name = models.CharField(max_length=FILE_NAME_LENGTH)
    state = models.CharField(max_length=8, choices=FileRunState.choices, default=FileRunState.QUEUED)
    attempt = models.PositiveIntegerField(default=1)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    rows_done = models.PositiveIntegerField(default=0)
    rows_all = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_worker_run_time",
                condition=Q(state__in=[FileRunState.QUEUED, FileRunState.RUNNING], finished_at__isnull=True)
                | Q(state__in=[FileRunState.DONE, FileRunState.FAILED], finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="%(app_label)s_worker_run_told",
                condition=(Q(state=FileRunState.FAILED) & ~Q(problem=""))
                | (~Q(state=FileRunState.FAILED) & Q(problem="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.token[:6]}…"


class FileRun(WorkerRun):
    """A large file that is rehearsed, or taken in; kept as long as the file waits.

    hidden: rows that are hidden in the file; unknown: headings that were not read, one a line. A package adds the
    figures of its rehearsal.
    """

    task = models.CharField(max_length=10, choices=FileTask.choices)
    hidden = models.PositiveIntegerField(default=0)
    unknown = models.TextField(blank=True)

    class Meta(WorkerRun.Meta):
        abstract = True
        constraints = [
            *WorkerRun.Meta.constraints,
            models.UniqueConstraint(fields=["token", "task"], name="%(app_label)s_import_run_once"),
        ]
