"""Estimates: built line by line, appraised beside what was proposed, frozen by the database once approved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.finance.enums import EstimateState, MoneySource
from nscl.finance.models.budget import QUANTITY_DIGITS, QUANTITY_PLACES, BudgetLine
from nscl.institutions.models import Agency
from nscl.plans.models import Plan, PlanEdition, Task

FIRST_YEAR, LAST_YEAR = 2000, 2100
OPEN_STATES = [EstimateState.DRAFT, EstimateState.SUBMITTED, EstimateState.RETURNED]


class Estimate(models.Model):
    """An estimate of a plan's money. Approving one supersedes the approved one before it (`adjusts`).

    edition: the edition with whose printed lines it began. document, document_on: the decision that approved it.
    version: grows at each step and each change, so that the second of two people is told.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="estimates")
    edition = models.ForeignKey(PlanEdition, null=True, on_delete=models.PROTECT, related_name="+")
    adjusts = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="adjustments")
    ordinal = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=EstimateState.choices, default=EstimateState.DRAFT)
    document = models.CharField(max_length=60, blank=True)
    document_on = models.DateField(null=True)
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
            models.UniqueConstraint(fields=["plan", "ordinal"], name="finance_estimate_ordinal_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state__in=OPEN_STATES), name="finance_estimate_one_open"
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state=EstimateState.APPROVED), name="finance_estimate_one_approved"
            ),
            models.CheckConstraint(
                name="finance_estimate_years",
                condition=Q(first_year__gte=FIRST_YEAR, last_year__lte=LAST_YEAR, last_year__gte=F("first_year")),
            ),
            models.CheckConstraint(
                name="finance_estimate_state_and_time",
                condition=Q(state=EstimateState.DRAFT, submitted_at__isnull=True, decided_at__isnull=True)
                | Q(state=EstimateState.SUBMITTED, submitted_at__isnull=False, decided_at__isnull=True)
                | Q(
                    state__in=[EstimateState.RETURNED, EstimateState.APPROVED, EstimateState.SUPERSEDED],
                    submitted_at__isnull=False,
                    decided_at__isnull=False,
                    decided_at__gte=F("submitted_at"),
                ),
            ),
            models.CheckConstraint(
                name="finance_estimate_first_adjusts_none",
                condition=Q(adjusts__isnull=True) | Q(ordinal__gt=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.ordinal}"


class EstimateStep(models.Model):
    """One step of the appraisal: who, when, from what to what, and why where it was returned. Append-only."""

    estimate = models.ForeignKey(Estimate, on_delete=models.CASCADE, related_name="steps")
    from_state = models.CharField(max_length=10, choices=EstimateState.choices)
    to_state = models.CharField(max_length=10, choices=EstimateState.choices)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="finance_step_moves", condition=~Q(from_state=F("to_state"))),
            models.CheckConstraint(
                name="finance_step_return_has_reason",
                condition=~Q(to_state=EstimateState.RETURNED) | ~Q(comment=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class EstimateLine(models.Model):
    """A row of the estimate: a heading (it has children) or a line that carries amounts.

    budget_line: the plan's printed line it began with; continues: the line of the estimate that this one adjusts.
    norm: key of the norm that its unit cost is held against (`nscl.rulebook`), "" where none was chosen.
    over_norm_reason: why the unit cost stands above the norm. state_ahead_percent: by how many per cent of the line's
    state money the state share may run ahead of the counterpart share, with the document that allows it
    (Circular 35/2021/TT-BTC, article 4: in step unless the approved plan of sources says otherwise).
    cut_reason: why less was appraised than proposed.
    """

    estimate = models.ForeignKey(Estimate, on_delete=models.CASCADE, related_name="lines")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=40, blank=True)
    title = models.TextField()
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="+")
    budget_line = models.ForeignKey(BudgetLine, null=True, on_delete=models.PROTECT, related_name="estimated_by")
    continues = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="continued_by")
    unit_cost_vnd = models.BigIntegerField(null=True)
    quantity = models.DecimalField(max_digits=QUANTITY_DIGITS, decimal_places=QUANTITY_PLACES, null=True)
    quantity_unit = models.CharField(max_length=80, blank=True)
    norm = models.CharField(max_length=60, blank=True)
    over_norm_reason = models.TextField(blank=True)
    state_ahead_percent = models.PositiveSmallIntegerField(default=0)
    state_ahead_basis = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    cut_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["estimate", "key"], condition=~Q(key=""), name="finance_estimate_line_key_once"
            ),
            models.UniqueConstraint(
                fields=["estimate", "continues"],
                condition=Q(continues__isnull=False),
                name="finance_estimate_line_continues_once",
            ),
            models.CheckConstraint(
                name="finance_estimate_line_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
            models.CheckConstraint(
                name="finance_estimate_line_not_negative",
                condition=(Q(unit_cost_vnd__isnull=True) | Q(unit_cost_vnd__gte=0))
                & (Q(quantity__isnull=True) | Q(quantity__gte=0)),
            ),
            models.CheckConstraint(
                name="finance_estimate_line_ahead_has_basis",
                condition=Q(state_ahead_percent=0) | (Q(state_ahead_percent__lte=100) & ~Q(state_ahead_basis="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"


class EstimateAmount(models.Model):
    """Of a line for one year from one source: what is proposed, and what was appraised (None: not yet)."""

    line = models.ForeignKey(EstimateLine, on_delete=models.CASCADE, related_name="amounts")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=16, choices=MoneySource.choices)
    planned_vnd = models.BigIntegerField()
    appraised_vnd = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "year", "source"], name="finance_estimate_amount_once"),
            models.CheckConstraint(name="finance_estimate_amount_source", condition=Q(source__in=MoneySource.values)),
            models.CheckConstraint(
                name="finance_estimate_amount_year", condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR)
            ),
            models.CheckConstraint(
                name="finance_estimate_amount_not_negative",
                condition=Q(planned_vnd__gte=0) & (Q(appraised_vnd__isnull=True) | Q(appraised_vnd__gte=0)),
            ),
            models.CheckConstraint(
                name="finance_estimate_amount_cut_only",
                condition=Q(appraised_vnd__isnull=True) | Q(appraised_vnd__lte=F("planned_vnd")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.year} {self.source}: {self.planned_vnd}"
