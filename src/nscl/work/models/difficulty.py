"""Difficulties (vướng mắc): raised on anything, assigned, answered, escalated, closed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.institutions.models import AdministrativeUnit, Agency
from nscl.plans.models import Plan
from nscl.work.enums import DifficultyState


class Difficulty(models.Model):
    """What stands in the way. subject_kind, subject_id: what it is about ("plans.task", 17); "", None: the whole plan.

    unit: the province in force on the day it was raised; agency: whose difficulty it is, None: the whole province's.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="difficulties")
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_label = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    folded = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=DifficultyState.choices, default=DifficultyState.OPEN)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    answer_due = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="work_difficulty_state", condition=Q(state__in=DifficultyState.values)),
            models.CheckConstraint(
                name="work_difficulty_closed_at",
                condition=Q(state=DifficultyState.CLOSED, closed_at__isnull=False)
                | (~Q(state=DifficultyState.CLOSED) & Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="work_difficulty_assigned_to_somebody",
                condition=~Q(state=DifficultyState.ASSIGNED) | Q(assignee__isnull=False),
            ),
            models.CheckConstraint(
                name="work_difficulty_assigned_until",
                condition=~Q(state=DifficultyState.ASSIGNED) | Q(answer_due__isnull=False),
            ),
            models.CheckConstraint(
                name="work_difficulty_subject_whole",
                condition=Q(subject_kind="", subject_id__isnull=True)
                | (~Q(subject_kind="") & Q(subject_id__isnull=False)),
            ),
            models.CheckConstraint(name="work_difficulty_has_title", condition=~Q(title="")),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="work_difficulty_by_unit"),
            models.Index(fields=["assignee", "state"], name="work_difficulty_by_assignee"),
            models.Index(fields=["subject_kind", "subject_id"], name="work_difficulty_by_subject"),
        ]

    def __str__(self) -> str:
        return self.title


class DifficultyStep(models.Model):
    """One step: who did what when, in which words. Append-only; an answer is a step with its text.

    assignee, answer_due: to whom and until when, where the step assigns it.
    """

    difficulty = models.ForeignKey(Difficulty, on_delete=models.CASCADE, related_name="steps")
    from_state = models.CharField(max_length=10, choices=DifficultyState.choices)
    to_state = models.CharField(max_length=10, choices=DifficultyState.choices)
    text = models.TextField(blank=True)
    assignee = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    answer_due = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="work_difficulty_step_says",
                condition=~Q(to_state__in=[DifficultyState.ANSWERED, DifficultyState.ESCALATED]) | ~Q(text=""),
            ),
            models.CheckConstraint(
                name="work_difficulty_step_assigns",
                condition=Q(to_state=DifficultyState.ASSIGNED, assignee__isnull=False, answer_due__isnull=False)
                | (~Q(to_state=DifficultyState.ASSIGNED) & Q(assignee__isnull=True, answer_due__isnull=True)),
            ),
            models.CheckConstraint(
                name="work_difficulty_step_moves", condition=~Q(from_state=F("to_state")) | ~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
