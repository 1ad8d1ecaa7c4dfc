"""A province in a file: keys of the deployments that are trusted, packages taken in, what they told."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.institutions.models import AdministrativeUnit
from nscl.reporting.models.reports import FILE_NAME_LENGTH, SHA256_LENGTH

KEY_ID_LENGTH: Final = 16


class TrustedKey(models.Model):
    """The public key (Ed25519, PEM) of another deployment, for the provinces that it may send.

    key_id: the first 64 bits of SHA-256 over its 32 bytes, in hexadecimal; as `nscl.records.signing` has it.
    """

    key_id = models.CharField(max_length=KEY_ID_LENGTH, unique=True)
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    pem = models.TextField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="reporting_key_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="reporting_key_revoked_why",
                condition=(Q(revoked_at__isnull=False) & ~Q(revoked_why=""))
                | Q(revoked_at__isnull=True, revoked_why=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReceivedPackage(models.Model):
    """A package that was verified and taken in; the newest of a province and year stands, older ones are kept.

    made_at: when the other deployment wrote it; edition: which edition of its report it holds. content: the file.
    sealed_at: when all of it was taken in; from then on nothing of it changes.
    """

    key = models.ForeignKey(TrustedKey, on_delete=models.PROTECT, related_name="packages")
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    plan_label = models.CharField(max_length=300)
    edition = models.PositiveSmallIntegerField()
    format_version = models.PositiveSmallIntegerField()
    software = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=SHA256_LENGTH, unique=True)
    file_name = models.CharField(max_length=FILE_NAME_LENGTH)
    content = models.BinaryField()
    rows = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "plan_label"],
                condition=Q(superseded_at__isnull=True),
                name="reporting_package_one_stands",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ReceivedMeasure(models.Model):
    """A measure as a package tells it. value_year: of the year; value: as a whole; status as `progress` names it."""

    package = models.ForeignKey(ReceivedPackage, on_delete=models.CASCADE, related_name="measures")
    position = models.PositiveIntegerField()
    indicator = models.CharField(max_length=60)
    label = models.CharField(max_length=500)
    op = models.CharField(max_length=10)
    target = models.DecimalField(max_digits=24, decimal_places=6)
    target_to = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = models.CharField(max_length=60)
    when = models.CharField(max_length=20)
    of = models.CharField(max_length=300, blank=True)
    phase_start = models.PositiveSmallIntegerField()
    phase_end = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    value_year = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    status = models.CharField(max_length=12)
    source = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["package", "position"], name="reporting_received_measure_once")]

    def __str__(self) -> str:
        return self.label


class ReceivedSupport(models.Model):
    """An organisation supported, as a package tells it: what a country looks for twice, by tax code."""

    package = models.ForeignKey(ReceivedPackage, on_delete=models.CASCADE, related_name="supports")
    tax_code = models.CharField(max_length=14)
    name = models.CharField(max_length=300)
    content = models.CharField(max_length=300)
    content_code = models.CharField(max_length=100, blank=True)
    vnd = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["tax_code"], name="reporting_received_by_tax_code")]

    def __str__(self) -> str:
        return f"{self.tax_code}: {self.content}"


class ReceivedTimeliness(models.Model):
    """How many agencies of a province reported, and how many in time, in a year, as a package tells it."""

    package = models.ForeignKey(ReceivedPackage, on_delete=models.CASCADE, related_name="timeliness")
    year = models.PositiveSmallIntegerField()
    asked = models.PositiveIntegerField()
    submitted = models.PositiveIntegerField()
    on_time = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "year"], name="reporting_received_timeliness_once"),
            models.CheckConstraint(
                name="reporting_received_timeliness_within",
                condition=Q(on_time__lte=models.F("submitted"), submitted__lte=models.F("asked")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package_id} {self.year}"
