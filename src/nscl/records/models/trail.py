"""The audit trail: acts, and the fields that they changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class AuditEvent(models.Model):
    """One act of one person (or of the system): what was done, to what, when and why. Never changed, never removed.

    The actor is kept by number and by the name of that day: history keeps the old name.
    """

    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    subject_label = models.CharField(max_length=300)
    context_kind = models.CharField(max_length=60, blank=True)
    context_id = models.BigIntegerField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="records_event_has_action", condition=~Q(action="")),
            models.CheckConstraint(
                name="records_event_context_whole",
                condition=Q(context_kind="", context_id__isnull=True)
                | (~Q(context_kind="") & Q(context_id__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="records_event_subject"),
            models.Index(fields=["context_kind", "context_id", "-at"], name="records_event_context"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_label}"


class AuditChange(models.Model):
    """One field that an act changed: from what, to what, as a person would read it."""

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=100)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.field}: {self.before} → {self.after}"
