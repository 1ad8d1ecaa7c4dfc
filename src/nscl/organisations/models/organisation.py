"""Organisations, by name and tax code."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from nscl.institutions.models import AdministrativeUnit
from nscl.organisations.enums import OrganisationKind

# Digits of a Vietnamese tax code: enterprise, personal number, dependent unit with its hyphen (vietnam.md C5).
TAX_CODE_LENGTHS = (10, 12, 14)
models.CharField.register_lookup(Length)  # the constraint below, and its migration, say `tax_code__length`


class Organisation(models.Model):
    """One organisation that the programme serves, of one province."""

    name = models.CharField(max_length=250)
    folded = models.CharField(max_length=250)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    tax_code = models.CharField(max_length=14, null=True, unique=True)
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="organisations")
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="organisations_kind", condition=Q(kind__in=OrganisationKind.values)),
            models.CheckConstraint(
                name="organisations_tax_code_length",
                condition=Q(tax_code__isnull=True) | Q(tax_code__length__in=TAX_CODE_LENGTHS),
            ),
        ]

    def __str__(self) -> str:
        return self.name
