"""Teams and persons commended for what they did for productivity and quality."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.institutions.models import AdministrativeUnit
from nscl.organisations.models import Organisation
from nscl.plans.models import Plan
from nscl.work.enums import CommendationLevel, RecipientKind


class Commendation(models.Model):
    """One commendation: a candidate until the decision's number and day are known.

    workplace: of a person, post and place of work; it stands in `folded` beside the name, for names are shared.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="commendations")
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    recipient_kind = models.CharField(max_length=12, choices=RecipientKind.choices)
    recipient = models.CharField(max_length=250)
    workplace = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="commendations")
    folded = models.CharField(max_length=460)
    level = models.CharField(max_length=14, choices=CommendationLevel.choices)
    achievement = models.TextField()
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="work_commendation_level", condition=Q(level__in=CommendationLevel.values)),
            models.CheckConstraint(
                name="work_commendation_recipient_kind", condition=Q(recipient_kind__in=RecipientKind.values)
            ),
            models.CheckConstraint(name="work_commendation_says_why", condition=~Q(achievement="")),
            models.CheckConstraint(
                name="work_commendation_decision_whole",
                condition=Q(decision_number="", decided_on__isnull=True)
                | (~Q(decision_number="") & Q(decided_on__isnull=False)),
            ),
            models.CheckConstraint(name="work_commendation_has_recipient", condition=~Q(recipient="")),
            models.UniqueConstraint(fields=["plan", "year", "level", "folded"], name="work_commendation_once"),
        ]
        indexes = [models.Index(fields=["unit", "year"], name="work_commendation_by_unit")]

    def __str__(self) -> str:
        return self.recipient
