"""Values that an officer states where no record gives them, and a leader signs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.plans.models import Measure

VALUE_DIGITS, VALUE_PLACES = 15, 4


class StatedValue(models.Model):
    """A measure's value on a day, as an officer states it.

    value: always there; with numerator and denominator it is their share in per cent. is_base: what the value was
    before the work, not part of what was reached. Evidence hangs on it by kind and number (`records`). It counts from
    the day on which a leader signs it until it is withdrawn; neither is ever undone: another one is stated.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    value = models.DecimalField(max_digits=VALUE_DIGITS, decimal_places=VALUE_PLACES)
    numerator = models.DecimalField(max_digits=VALUE_DIGITS, decimal_places=VALUE_PLACES, null=True)
    denominator = models.DecimalField(max_digits=VALUE_DIGITS, decimal_places=VALUE_PLACES, null=True)
    is_base = models.BooleanField(default=False)
    note = models.TextField()
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawal_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            # Two people who state the same thing: the second is shown the first's value.
            models.UniqueConstraint(
                fields=["measure", "on", "is_base"],
                condition=Q(withdrawn_at__isnull=True),
                name="progress_stated_once",
            ),
            models.CheckConstraint(
                name="progress_stated_ratio_whole",
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False, numerator__gte=0, denominator__gt=0),
            ),
            models.CheckConstraint(name="progress_stated_says_where_from", condition=~Q(note="")),
            models.CheckConstraint(
                name="progress_stated_signed_after",
                condition=Q(signed_at__isnull=True, signed_by__isnull=True)
                | Q(signed_at__isnull=False, signed_at__gte=F("stated_at")),
            ),
            models.CheckConstraint(
                name="progress_stated_withdrawn_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.on}: {self.value}"
