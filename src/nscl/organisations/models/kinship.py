"""Organisations that came of others, rows that were one organisation, rows that look like one and are two."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.organisations.enums import SuccessionKind
from nscl.organisations.models.organisation import Organisation


class OrganisationSuccession(models.Model):
    """`predecessor` passed, whole or in part, into `successor` on a day."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="precessions")
    kind = models.CharField(max_length=12, choices=SuccessionKind.choices)
    on = models.DateField()
    basis = models.CharField(max_length=250)
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="organisations_succession_once"),
            models.CheckConstraint(name="organisations_succession_apart", condition=~Q(predecessor=F("successor"))),
            models.CheckConstraint(name="organisations_succession_basis", condition=~Q(basis="")),
            models.CheckConstraint(name="organisations_succession_kind", condition=Q(kind__in=SuccessionKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class OrganisationMerge(models.Model):
    """Two rows were found to be one organisation: which was kept, why, and what the other was known by."""

    kept = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    absorbed_tax_code = models.CharField(max_length=14, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="organisations_double_of_two", condition=~Q(kept=F("absorbed"))),
            models.CheckConstraint(name="organisations_double_why", condition=~Q(reason="")),
            models.UniqueConstraint(fields=["absorbed"], name="organisations_double_once"),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.kept_id}"


class DistinctOrganisations(models.Model):
    """Two rows that look like one organisation and are two, as somebody found. first has the lower number."""

    first = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="organisations_two_once"),
            models.CheckConstraint(name="organisations_two_ordered", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
