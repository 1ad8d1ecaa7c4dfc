"""Letters that reminded participants of a day of their class: each once."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nscl.training.models.enrolments import Enrolment


class ClassReminder(models.Model):
    """A participant was reminded of the sessions of a day, or is being reminded.

    claimed_at: when a run took it upon itself; sent_at: when the mail server had taken the letter, None until then.
    (`nscl.work.Reminder` is the same for who has an account; participants have none.)
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "on"], name="training_reminder_once"),
            models.CheckConstraint(
                name="training_reminder_claimed_first",
                condition=Q(sent_at__isnull=True) | Q(sent_at__gte=F("claimed_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.on}"
