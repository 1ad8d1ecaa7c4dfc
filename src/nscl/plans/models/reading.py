"""A document that somebody uploaded to be read, and what the reader made of it until it becomes a draft."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.plans.enums import ReadingState
from nscl.plans.models.edition import PlanEdition

_NOT_BEGUN = Q(started_at__isnull=True, heartbeat_at__isnull=True, finished_at__isnull=True)
_BEGUN = Q(started_at__isnull=False, heartbeat_at__isnull=False)
_NO_DRAFT = Q(edition__isnull=True, drafted_at__isnull=True, drafted_by__isnull=True)
_KEPT = Q(discarded_at__isnull=True, discarded_by__isnull=True)


class PlanReading(models.Model):
    """One uploaded document on its way to a draft. The file itself lies under `VAR_DIR/readings/<token>/`.

    attempt: grows each time the reading is queued, so that a worker of an earlier attempt cannot write any more.
    heartbeat_at: the worker's last sign of life. pages_all: 0 until it is known. error_*: why the reading failed and
    what the person can do, in sentences; 1-based line and page where known.
    """

    token = models.CharField(max_length=43, unique=True)
    file_name = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=ReadingState.choices, default=ReadingState.QUEUED)
    attempt = models.PositiveIntegerField(default=1)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    pages_done = models.PositiveIntegerField(default=0)
    pages_all = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=60, blank=True)
    error_message = models.TextField(blank=True)
    error_remedy = models.TextField(blank=True)
    error_line = models.PositiveIntegerField(null=True)
    error_page = models.PositiveIntegerField(null=True)
    edition = models.ForeignKey(PlanEdition, null=True, on_delete=models.PROTECT, related_name="readings")
    drafted_at = models.DateTimeField(null=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    discarded_at = models.DateTimeField(null=True)
    discarded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["uploaded_by", "sha256"],
                condition=~Q(state=ReadingState.DISCARDED),
                name="plans_reading_document_once",
            ),
            models.CheckConstraint(
                name="plans_reading_state_and_time",
                condition=(Q(state=ReadingState.QUEUED) & _NOT_BEGUN & _NO_DRAFT & _KEPT)
                | (Q(state=ReadingState.RUNNING, finished_at__isnull=True) & _BEGUN & _NO_DRAFT & _KEPT)
                | (
                    Q(state__in=[ReadingState.READ, ReadingState.FAILED], finished_at__isnull=False)
                    & _BEGUN
                    & _NO_DRAFT
                    & _KEPT
                )
                | (
                    Q(
                        state=ReadingState.DRAFTED,
                        finished_at__isnull=False,
                        edition__isnull=False,
                        drafted_at__isnull=False,
                        drafted_by__isnull=False,
                    )
                    & _BEGUN
                    & _KEPT
                )
                | (Q(state=ReadingState.DISCARDED, discarded_at__isnull=False, discarded_by__isnull=False) & _NO_DRAFT),
            ),
            models.CheckConstraint(
                name="plans_reading_failure_told",
                condition=(Q(state=ReadingState.FAILED) & ~Q(error_message="") & ~Q(error_remedy=""))
                | (~Q(state=ReadingState.FAILED) & Q(error_message="", error_remedy="", error_code="")),
            ),
            models.CheckConstraint(
                name="plans_reading_pages", condition=Q(pages_all=0) | Q(pages_done__lte=F("pages_all"))
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ReadingResult(models.Model):
    """What was read, until a draft is made of it: the pack as its YAML, and the text whose lines it counts.

    Both are taken as they are and never queried. notes: what happened on the way, one sentence a line.
    """

    reading = models.OneToOneField(PlanReading, on_delete=models.CASCADE, related_name="result")
    pack = models.TextField()
    text = models.TextField()
    notes = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.reading_id)


class ReadingDoubt(models.Model):
    """Something of the pack that a person should look at. subject: its path in the pack (`tasks[II.3].lead`)."""

    reading = models.ForeignKey(PlanReading, on_delete=models.CASCADE, related_name="doubts")
    position = models.PositiveIntegerField()
    subject = models.CharField(max_length=200)
    rule = models.CharField(max_length=60)
    reason = models.TextField()
    first_line = models.PositiveIntegerField(null=True)
    last_line = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plans_reading_doubt_span",
                condition=Q(first_line__isnull=True, last_line__isnull=True)
                | Q(
                    first_line__isnull=False, last_line__isnull=False, first_line__gte=1, last_line__gte=F("first_line")
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"


class ReadingPassage(models.Model):
    """A passage of the document that the reader did not understand."""

    reading = models.ForeignKey(PlanReading, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plans_reading_passage_span", condition=Q(first_line__gte=1, last_line__gte=F("first_line"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_line}–{self.last_line}"
