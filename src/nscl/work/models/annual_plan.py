"""What an agency will do in a year, and how its approval went."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.institutions.models import Agency
from nscl.plans.models import Plan
from nscl.work.enums import AnnualPlanState

FIRST_YEAR, LAST_YEAR = 2000, 2100


class AnnualPlan(models.Model):
    """What an agency will do in a year under a provincial plan.

    version: grows at each step of the approval and at each change of what is planned, not where a result is recorded:
    who approves is not stopped by a change that is none to them.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="annual_plans")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="annual_plans")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=AnnualPlanState.choices, default=AnnualPlanState.DRAFT)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "agency", "year"], name="work_annual_plan_once"),
            models.CheckConstraint(
                name="work_annual_plan_year", condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR)
            ),
            models.CheckConstraint(
                name="work_annual_plan_state_and_time",
                condition=Q(state=AnnualPlanState.DRAFT, submitted_at__isnull=True, decided_at__isnull=True)
                | Q(state=AnnualPlanState.SUBMITTED, submitted_at__isnull=False, decided_at__isnull=True)
                | Q(
                    state__in=[AnnualPlanState.RETURNED, AnnualPlanState.APPROVED],
                    submitted_at__isnull=False,
                    decided_at__isnull=False,
                    decided_at__gte=F("submitted_at"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.agency_id}/{self.year}"


class AnnualPlanStep(models.Model):
    """One step of the approval: who, when, from what to what, and the reason where it was returned. Append-only."""

    annual_plan = models.ForeignKey(AnnualPlan, on_delete=models.CASCADE, related_name="steps")
    from_state = models.CharField(max_length=10, choices=AnnualPlanState.choices)
    to_state = models.CharField(max_length=10, choices=AnnualPlanState.choices)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="work_step_moves", condition=~Q(from_state=F("to_state"))),
            models.CheckConstraint(
                name="work_step_return_has_reason",
                condition=~Q(to_state=AnnualPlanState.RETURNED) | ~Q(comment=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
