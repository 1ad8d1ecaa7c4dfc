"""The chapter on organisation: who answers for what, who reports when, when the plan is reviewed, whom it supports."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nscl.plans.models.agency import EditionAgency
from nscl.plans.models.item import EditionItem, EditionPart


class Responsibility(EditionItem):
    """One duty of one agency."""

    agency = models.ForeignKey(EditionAgency, on_delete=models.PROTECT, related_name="responsibilities")
    role = models.CharField(max_length=12)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text


class ResponsibilityPartner(EditionPart):
    """An agency together with which a duty is done."""

    responsibility = models.ForeignKey(Responsibility, on_delete=models.CASCADE, related_name="partners")
    agency = models.ForeignKey(EditionAgency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["responsibility", "agency"], name="plans_responsibility_partner_once")
        ]

    def __str__(self) -> str:
        return f"{self.responsibility_id} + {self.agency_id}"


class ReportingDuty(EditionItem):
    """Who reports to whom, by what day of each year, or on demand."""

    to = models.ForeignKey(EditionAgency, on_delete=models.PROTECT, related_name="+")
    every = models.CharField(max_length=12)
    due_month = models.PositiveSmallIntegerField(null=True)
    due_day = models.PositiveSmallIntegerField(null=True)

    class Meta(EditionItem.Meta):
        constraints = [
            *EditionItem.Meta.constraints,
            models.CheckConstraint(
                name="plans_reporting_due_whole",
                condition=Q(due_month__isnull=True, due_day__isnull=True)
                | Q(
                    due_month__isnull=False,
                    due_day__isnull=False,
                    due_month__gte=1,
                    due_month__lte=12,
                    due_day__gte=1,
                    due_day__lte=31,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.every}: {self.due_day}/{self.due_month}"


class ReportingSource(EditionPart):
    """An agency that owes the report."""

    duty = models.ForeignKey(ReportingDuty, on_delete=models.CASCADE, related_name="sources")
    agency = models.ForeignKey(EditionAgency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "agency"], name="plans_reporting_source_once")]

    def __str__(self) -> str:
        return f"{self.duty_id}: {self.agency_id}"


class Review(EditionItem):
    """An interim or final review of the plan."""

    kind = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(EditionAgency, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class SupportRule(EditionItem):
    """What the plan says of whom it supports, who comes first and up to what limit."""

    kind = models.CharField(max_length=10)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text
