"""Tests and evaluation forms: definitions that are data, and what people answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.institutions.models import AdministrativeUnit
from nscl.training.enums import QuestionKind, QuestionnaireKind

SCALE_FIRST, SCALE_LAST = 1, 5


class Questionnaire(models.Model):
    """A test or an evaluation form. unit: whose it is; None: one that ships with the system (`key` names its file).

    One that was answered is never changed: a corrected one is a new row, which `replaces` it.
    """

    unit = models.ForeignKey(AdministrativeUnit, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, choices=QuestionnaireKind.choices)
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="training_questionnaire_titled", condition=~Q(title="")),
            models.CheckConstraint(name="training_questionnaire_kind", condition=Q(kind__in=QuestionnaireKind.values)),
            models.CheckConstraint(
                name="training_questionnaire_whose",
                condition=Q(unit__isnull=True) & ~Q(key="") | Q(unit__isnull=False, key=""),
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=~Q(key="") & Q(retired_at__isnull=True),
                name="training_questionnaire_shipped_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question, in its place."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=QuestionKind.choices)
    text = models.CharField(max_length=500)
    is_required = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "position"], name="training_question_place"),
            models.CheckConstraint(name="training_question_kind", condition=Q(kind__in=QuestionKind.values)),
            models.CheckConstraint(name="training_question_worded", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


class Choice(models.Model):
    """One answer that may be chosen. is_right: in a test."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    is_right = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "position"], name="training_choice_place"),
            models.CheckConstraint(name="training_choice_worded", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text
