"""Certificates of classes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.institutions.models import AdministrativeUnit
from nscl.training.models.courses import PUBLIC_ID_LENGTH
from nscl.training.models.enrolments import Enrolment

KEY_ID_LENGTH = 16


class Certificate(models.Model):
    """What a person earned by a class. What it says never changes (`nscl.training.apps`): a corrected one replaces it.

    serial: as printed; token: in the address of the public check, and nowhere else. holder, course, issuer: as
    printed. signed_text, signature, key_id: what the QR code carries and can be checked by without network (Ed25519).
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="certificates")
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    serial = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True)
    holder = models.CharField(max_length=150)
    course = models.CharField(max_length=250)
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField()
    valid_to = models.DateField(null=True)
    signed_text = models.TextField()
    signature = models.CharField(max_length=88)
    key_id = models.CharField(max_length=KEY_ID_LENGTH)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    replaced_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    revoke_reason = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="training_certificate_number"),
            models.CheckConstraint(name="training_certificate_says", condition=~Q(holder="") & ~Q(course="")),
            models.CheckConstraint(
                name="training_certificate_validity",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("issued_on")),
            ),
            models.CheckConstraint(
                name="training_certificate_revoked_why",
                condition=Q(revoked_at__isnull=True, revoke_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
            ),
            # Of one class a person holds one at a time.
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(revoked_at__isnull=True, replaced_at__isnull=True),
                name="training_certificate_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.serial
