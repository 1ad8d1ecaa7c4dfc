"""What is noted of an organisation, with dates: figures of a year, flags."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.organisations.enums import FlagKind, RiskLevel
from nscl.organisations.models.organisation import Organisation

FIRST_YEAR, LAST_YEAR = 2000, 2100
OCOP_STARS = (3, 4, 5)  # those that are certified (Decision 148/QĐ-TTg of 2023, its criteria)


class OrganisationFigures(models.Model):
    """Figures of an organisation for one year, as declared: what its size class is computed from (Decree 80/2021).

    workers: the year's mean of those paying social insurance. None: not declared.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="figures")
    year = models.PositiveSmallIntegerField()
    workers = models.DecimalField(max_digits=9, decimal_places=1, null=True)
    revenue_vnd = models.BigIntegerField(null=True)
    capital_vnd = models.BigIntegerField(null=True)
    source = models.CharField(max_length=200, blank=True)
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="organisations_figures_once_a_year"),
            models.CheckConstraint(
                name="organisations_figures_year", condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR)
            ),
            models.CheckConstraint(
                name="organisations_figures_not_negative",
                condition=(Q(workers__isnull=True) | Q(workers__gte=0))
                & (Q(revenue_vnd__isnull=True) | Q(revenue_vnd__gte=0))
                & (Q(capital_vnd__isnull=True) | Q(capital_vnd__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"


class OrganisationFlag(models.Model):
    """Something noted of an organisation from a day on, on the strength of a document; evidence hangs on it.

    holds False: somebody looked, and it is not so. product: of which product (OCOP, key product, risk). until: the last
    day; ended_reason: why it ended, where somebody ended it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=12, choices=FlagKind.choices)
    holds = models.BooleanField()
    product = models.CharField(max_length=200, blank=True)
    stars = models.PositiveSmallIntegerField(null=True)
    risk = models.CharField(max_length=6, choices=RiskLevel.choices, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    basis = models.CharField(max_length=250)
    ended_reason = models.CharField(max_length=250, blank=True)
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="organisations_flag_kind", condition=Q(kind__in=FlagKind.values)),
            models.CheckConstraint(
                name="organisations_flag_forward", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(name="organisations_flag_basis", condition=~Q(basis="")),
            models.CheckConstraint(
                name="organisations_flag_stars",
                condition=Q(kind=FlagKind.OCOP, holds=True, stars__isnull=False, stars__in=OCOP_STARS)
                | (~Q(kind=FlagKind.OCOP, holds=True) & Q(stars__isnull=True)),
            ),
            models.CheckConstraint(
                name="organisations_flag_risk",
                condition=Q(kind=FlagKind.RISK, holds=True, risk__in=RiskLevel.values)
                | (~Q(kind=FlagKind.RISK, holds=True) & Q(risk="")),
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "product"],
                condition=Q(until__isnull=True),
                name="organisations_flag_once_now",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind}"
