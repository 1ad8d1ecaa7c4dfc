"""A round of reports: which period, up to which day figures count, by when agencies and the province report."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.institutions.models import AdministrativeUnit
from nscl.plans.models import Plan, PlanEdition, ReportingDuty, Review
from nscl.reporting.enums import RoundKind, RoundState

TITLE_LENGTH: Final = 200


class ReportingRound(models.Model):
    """One round under a plan.

    edition: in force when the round was opened; figures are always of the one in force on the day they are asked for.
    duty: the agencies' reporting duty that asks for it, review: the review that does; neither for a round on demand.
    unit: the province in force on the day the round was opened (a plan of Bắc Giang is reported on by today's Bắc
    Ninh). period_start, period_end: what is reported on; data_until: the data closing time, the last day whose
    records count.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rounds")
    edition = models.ForeignKey(PlanEdition, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    duty = models.ForeignKey(ReportingDuty, null=True, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=RoundKind.choices)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH)
    note = models.TextField(blank=True)
    period_start = models.DateField()
    period_end = models.DateField()
    data_until = models.DateField()
    agencies_due = models.DateField()
    province_due = models.DateField(null=True)
    state = models.CharField(max_length=6, choices=RoundState.choices, default=RoundState.OPEN)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "year"], condition=Q(kind=RoundKind.YEARLY), name="reporting_round_yearly_once"
            ),
            models.UniqueConstraint(
                fields=["review"], condition=Q(review__isnull=False), name="reporting_round_review_once"
            ),
            models.CheckConstraint(name="reporting_round_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="reporting_round_days",
                condition=Q(period_end__gte=F("period_start"), data_until__gte=F("period_start"))
                & (Q(province_due__isnull=True) | Q(province_due__gte=F("agencies_due"))),
            ),
            # What a review asks for is a review; a duty asks for the yearly report or one on demand.
            models.CheckConstraint(
                name="reporting_round_kind_and_source",
                condition=(Q(kind__in=[RoundKind.INTERIM, RoundKind.FINAL], duty__isnull=True))
                | (Q(kind__in=[RoundKind.YEARLY, RoundKind.ON_DEMAND], review__isnull=True)),
            ),
            models.CheckConstraint(
                name="reporting_round_closed_at",
                condition=Q(state=RoundState.OPEN, closed_at__isnull=True)
                | Q(state=RoundState.CLOSED, closed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["unit", "year"], name="reporting_round_by_unit")]

    def __str__(self) -> str:
        return self.title


class RoundStep(models.Model):
    """A round closed or opened again: who, when, why. Append-only."""

    round = models.ForeignKey(ReportingRound, on_delete=models.CASCADE, related_name="steps")
    from_state = models.CharField(max_length=6, choices=RoundState.choices)
    to_state = models.CharField(max_length=6, choices=RoundState.choices)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="reporting_round_step_moves", condition=~Q(from_state=F("to_state"))),
            models.CheckConstraint(
                name="reporting_round_reopened_why", condition=~Q(to_state=RoundState.OPEN) | ~Q(comment="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
