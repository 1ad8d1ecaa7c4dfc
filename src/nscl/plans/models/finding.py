"""Where a plan contradicts itself, and what was decided about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.plans.enums import FindingOrigin, FindingState
from nscl.plans.models.item import EditionItem


class Finding(EditionItem):
    """A contradiction: what the document says, what that conflicts with, what was likely meant.

    Findings are not frozen with their edition: what was found in a signed plan is decided after it was signed.
    subject: the item it is about, as `<part>.<key>`; rule: the check that found it, "" for a person's.
    """

    kind = models.CharField(max_length=20)
    severity = models.CharField(max_length=10)
    says = models.TextField()
    conflicts_with = models.TextField(null=True)
    likely = models.TextField(null=True)
    origin = models.CharField(max_length=10, choices=FindingOrigin.choices)
    rule = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=FindingState.choices, default=FindingState.OPEN)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(EditionItem.Meta):
        constraints = [
            *EditionItem.Meta.constraints,
            models.CheckConstraint(
                name="plans_finding_decided_whole",
                condition=Q(state=FindingState.OPEN, decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state=FindingState.OPEN) & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="plans_finding_waived_with_reason", condition=~Q(state=FindingState.WAIVED) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.says
