"""Targets and what is measured in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.plans.models.item import EditionItem, EditionPart

# A measure is a count, a percentage or a rate: 15 digits are exact in SQLite's REAL, where Django keeps decimals.
MEASURE_DIGITS = 15
MEASURE_PLACES = 4


class Target(EditionItem):
    """An objective of a phase of the plan."""

    text = models.TextField()
    phase_start = models.PositiveSmallIntegerField()
    phase_end = models.PositiveSmallIntegerField()

    class Meta(EditionItem.Meta):
        constraints = [
            *EditionItem.Meta.constraints,
            models.CheckConstraint(name="plans_target_phase_forward", condition=Q(phase_end__gte=F("phase_start"))),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"


class Measure(EditionPart):
    """What can be counted in a target: indicator, comparison, value (55 for 55%), unit, over what time."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="measures")
    indicator = models.CharField(max_length=80)
    label = models.TextField()
    op = models.CharField(max_length=12)
    value = models.DecimalField(max_digits=MEASURE_DIGITS, decimal_places=MEASURE_PLACES)
    value_to = models.DecimalField(max_digits=MEASURE_DIGITS, decimal_places=MEASURE_PLACES, null=True)
    unit = models.CharField(max_length=80)
    when = models.CharField(max_length=20)
    of = models.TextField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plans_measure_upper_end",
                condition=Q(op=MeasureOp.RANGE, value_to__isnull=False)
                | (~Q(op=MeasureOp.RANGE) & Q(value_to__isnull=True)),
            ),
            models.CheckConstraint(name="plans_measure_op", condition=Q(op__in=[op.value for op in MeasureOp])),
            models.CheckConstraint(name="plans_measure_when", condition=Q(when__in=[w.value for w in MeasureWhen])),
        ]

    def __str__(self) -> str:
        return self.label
