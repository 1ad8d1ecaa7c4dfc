"""The calculation slip as it was: an official answer of the rules to a case, every step frozen."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.rulebook.policies import Outcome, State, StepKind
from nscl.support.models.case import RULE_LENGTH, SupportCase


class Assessment(models.Model):
    """What the rules answered to a case on a day. policy_sha256: of the rule's file, so that the very text is known.

    The latest of a case is the one that counts; earlier ones stay. cautions: sentences, one a line.
    """

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="assessments")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    policy = models.CharField(max_length=RULE_LENGTH)
    policy_sha256 = models.CharField(max_length=64)
    item = models.CharField(max_length=RULE_LENGTH, blank=True)
    rule = models.TextField(blank=True)
    state = models.CharField(max_length=13, choices=[(one.value, one.value) for one in State])
    amount_vnd = models.BigIntegerField()
    at_most_vnd = models.BigIntegerField(null=True)
    cautions = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="support_assessment_number"),
            models.CheckConstraint(
                name="support_assessment_state", condition=Q(state__in=[one.value for one in State])
            ),
            models.CheckConstraint(
                name="support_assessment_amount",
                condition=Q(state=State.GRANTED.value, amount_vnd__gt=0)
                | (~Q(state=State.GRANTED.value) & Q(amount_vnd=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} #{self.number}"


class AssessmentStep(models.Model):
    """One step of the slip. amount_vnd: after it, where it is about an amount; facts: name and value, one a line."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in StepKind])
    outcome = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Outcome])
    words = models.TextField()
    cite = models.CharField(max_length=250, blank=True)
    amount_vnd = models.BigIntegerField(null=True)
    facts = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "position"], name="support_assessment_step_once"),
        ]

    def __str__(self) -> str:
        return self.words[:60]


class AssessmentGap(models.Model):
    """What had to be known before the case could be decided, and how one supplies it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="gaps")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=120)
    name = models.CharField(max_length=300)
    supply = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "position"], name="support_assessment_gap_once"),
        ]

    def __str__(self) -> str:
        return self.key


class AssessmentPriority(models.Model):
    """A priority of the policy, and whether the case had it; is_met None: not known."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="priorities")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    cite = models.CharField(max_length=250, blank=True)
    is_met = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "position"], name="support_assessment_priority_once"),
        ]

    def __str__(self) -> str:
        return self.words[:60]
