"""Reminders sent by e-mail: each once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.work.enums import ReminderKind


class Reminder(models.Model):
    """A reminder that was sent. subject_kind: "activity" or "reporting"; due_on: the date reminded of."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    subject_kind = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    due_on = models.DateField()
    kind = models.CharField(max_length=12, choices=ReminderKind.choices)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "subject_kind", "subject_id", "due_on", "kind"], name="work_reminder_once"
            ),
            models.CheckConstraint(name="work_reminder_kind", condition=Q(kind__in=ReminderKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject_kind} {self.subject_id}"
