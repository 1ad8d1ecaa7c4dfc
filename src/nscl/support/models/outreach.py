"""Outreach: visits to organisations, surveys of what they need."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.institutions.models import AdministrativeUnit, Agency
from nscl.organisations.models import Organisation
from nscl.plans.models import Plan
from nscl.support.enums import AnswerWay, RefusalReason, VisitOutcome


class Visit(models.Model):
    """Somebody went to an organisation, or rang it: how that ended. A refusal says why."""

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    visitor = models.CharField(max_length=150)
    outcome = models.CharField(max_length=10, choices=VisitOutcome.choices)
    refusal = models.CharField(max_length=13, choices=RefusalReason.choices, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="support_visit_outcome", condition=Q(outcome__in=VisitOutcome.values)),
            models.CheckConstraint(
                name="support_visit_refusal",
                condition=Q(outcome=VisitOutcome.REFUSED, refusal__in=RefusalReason.values)
                | (~Q(outcome=VisitOutcome.REFUSED) & Q(refusal="")),
            ),
            models.CheckConstraint(
                name="support_visit_other_reason", condition=~Q(refusal=RefusalReason.OTHER) | ~Q(note="")
            ),
        ]
        indexes = [models.Index(fields=["unit", "on"], name="support_visit_by_day")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.on}"


class NeedsSurvey(models.Model):
    """A survey of needs among organisations of a province. definition: a file of `data/surveys`, with its version."""

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    definition = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    opens_on = models.DateField()
    closes_on = models.DateField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="support_survey_titled", condition=~Q(title="") & ~Q(definition="")),
            models.CheckConstraint(name="support_survey_forward", condition=Q(closes_on__gte=F("opens_on"))),
        ]

    def __str__(self) -> str:
        return self.title


class SurveyForm(models.Model):
    """One organisation's form of a survey: by a link of its own, or filled in by whoever visits it."""

    survey = models.ForeignKey(NeedsSurvey, on_delete=models.CASCADE, related_name="forms")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, null=True, unique=True)
    invited_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=7, choices=AnswerWay.choices, blank=True)
    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "organisation"], name="support_form_once"),
            models.CheckConstraint(
                name="support_form_answered",
                condition=Q(answered_at__isnull=True, way="") | Q(answered_at__isnull=False, way__in=AnswerWay.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.organisation_id}"


class SurveyAnswer(models.Model):
    """One answer of a form: a choice's key, a number or a text; several rows where several choices are taken."""

    form = models.ForeignKey(SurveyForm, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    choice = models.CharField(max_length=60, blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "question", "choice"], name="support_answer_once"),
        ]
        indexes = [models.Index(fields=["question", "choice"], name="support_answer_by_choice")]

    def __str__(self) -> str:
        return f"{self.question}: {self.choice or self.number or self.text[:40]}"
