"""Reminders sent by e-mail: each once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.work.enums import ReminderKind


class Reminder(models.Model):
    """A reminder that was sent, or is being sent. subject_kind: one of `rules.reminders.ReminderSubject`; due_on: the
    date reminded of.

    claimed_at: when a run took it upon itself; sent_at: when the mail server had taken the letter, None until then.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    subject_kind = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    due_on = models.DateField()
    kind = models.CharField(max_length=12, choices=ReminderKind.choices)
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "subject_kind", "subject_id", "due_on", "kind"], name="work_reminder_once"
            ),
            models.CheckConstraint(name="work_reminder_kind", condition=Q(kind__in=ReminderKind.values)),
            models.CheckConstraint(
                name="work_reminder_claimed_first",
                condition=Q(sent_at__isnull=True) | Q(sent_at__gte=F("claimed_at")),
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="work_reminder_by_day")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject_kind} {self.subject_id}"
