"""Places and bodies with their time. A code means nothing without a date: 24 was Bắc Giang and is Bắc Ninh."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nscl.documents.pack.enums import AgencyKind
from nscl.institutions.enums import Confidence, UnitKind, UnitLevel

PROVINCE_KINDS = [UnitKind.PROVINCE, UnitKind.CITY]
COMMUNE_KINDS = [UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE]


class AdministrativeUnit(models.Model):
    """A province, district or commune as it was from one day to another (both included; no last day: it still is).

    A merger, a new name or a new kind (a province made a city) ends a unit and begins another that succeeds it. A
    commune's `parent` is the province's row of the day the commune began: the communes of a province on a day are
    those whose parent is anywhere in its territory (`queries.territory_ids`).
    """

    level = models.CharField(max_length=10, choices=UnitLevel.choices)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    code = models.CharField(max_length=5)
    name = models.CharField(max_length=100)
    folded = models.CharField(max_length=100)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "code", "valid_from"], name="institutions_unit_code_once_a_day"),
            models.UniqueConstraint(
                fields=["level", "code"], condition=Q(valid_to__isnull=True), name="institutions_unit_code_once_now"
            ),
            models.CheckConstraint(
                name="institutions_unit_time_forward",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="institutions_unit_level", condition=Q(level__in=UnitLevel.values)),
            models.CheckConstraint(
                name="institutions_unit_kind",
                condition=Q(level=UnitLevel.PROVINCE, kind__in=PROVINCE_KINDS)
                | Q(level=UnitLevel.COMMUNE, kind__in=COMMUNE_KINDS)
                | Q(level=UnitLevel.DISTRICT),
            ),
            models.CheckConstraint(
                name="institutions_unit_parent",
                condition=Q(level=UnitLevel.PROVINCE, parent__isnull=True)
                | (~Q(level=UnitLevel.PROVINCE) & Q(parent__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class UnitSuccession(models.Model):
    """`predecessor` passed into `successor` on a day, the successor's first."""

    predecessor = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="precessions")
    on = models.DateField()
    basis = models.CharField(max_length=100)
    confidence = models.CharField(max_length=1, choices=Confidence.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="institutions_unit_succession_once"),
            models.CheckConstraint(name="institutions_unit_succession_apart", condition=~Q(predecessor=F("successor"))),
            models.CheckConstraint(
                name="institutions_unit_succession_cited", condition=~Q(basis="") & Q(confidence__in=Confidence.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Agency(models.Model):
    """A state body, association or medium: of a province, or national (no unit)."""

    key = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    kind = models.CharField(max_length=30)
    unit = models.ForeignKey(AdministrativeUnit, null=True, on_delete=models.PROTECT, related_name="agencies")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "key", "valid_from"], name="institutions_agency_once_a_day"),
            models.UniqueConstraint(
                fields=["key", "valid_from"], condition=Q(unit__isnull=True), name="institutions_national_once_a_day"
            ),
            models.CheckConstraint(
                name="institutions_agency_time_forward",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="institutions_agency_kind", condition=Q(kind__in=[kind.value for kind in AgencyKind])
            ),
        ]
        indexes = [models.Index(fields=["unit", "key"], name="institutions_agency_key")]

    def __str__(self) -> str:
        return self.name


class AgencySuccession(models.Model):
    """`predecessor` handed its work to `successor` on a day; several may merge, one may be split."""

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="precessions")
    on = models.DateField()
    basis = models.CharField(max_length=100)
    confidence = models.CharField(max_length=1, choices=Confidence.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="institutions_agency_succession_once"),
            models.CheckConstraint(
                name="institutions_agency_succession_apart", condition=~Q(predecessor=F("successor"))
            ),
            models.CheckConstraint(
                name="institutions_agency_succession_cited",
                condition=~Q(basis="") & Q(confidence__in=Confidence.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
