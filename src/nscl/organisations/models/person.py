"""People, each once: what is known of them, which two rows were found to be one person, which two were found not to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.institutions.models import AdministrativeUnit
from nscl.organisations.enums import Sex
from nscl.organisations.models.organisation import PHONE_LENGTH, Organisation

NATIONAL_ID_HASH_LENGTH = 64  # SHA-256 in hexadecimal


class Person(models.Model):
    """One person whom the programme trains, registers or commends, of one province.

    folded: the name as searched and compared. national_id_hash: keyed (HMAC), so that a person is counted once and
    cannot be looked up; the number itself is never stored. phone: in the form of E.164 ("+84912345678"). Contact and
    birth year are seen by those alone who work with the person (a class's staff). noticed_at: when the person was told
    what the data are kept for, and agreed. contact_erased_at: when the retention rule took the contact away.
    merged_into: the row that this one turned out to be the same person as; it stays, for the trail.
    """

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    folded = models.CharField(max_length=150)
    sex = models.CharField(max_length=6, choices=Sex.choices, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    national_id_hash = models.CharField(max_length=NATIONAL_ID_HASH_LENGTH, null=True, unique=True)
    phone = models.CharField(max_length=PHONE_LENGTH, blank=True)
    email = models.EmailField(blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="people")
    position = models.CharField(max_length=150, blank=True)
    noticed_at = models.DateTimeField(null=True)
    contact_erased_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="absorbed")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="organisations_person_named", condition=~Q(name="") & ~Q(folded="")),
            models.CheckConstraint(name="organisations_person_sex", condition=Q(sex__in=["", *Sex.values])),
            models.CheckConstraint(
                name="organisations_person_not_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
            # Who was merged is counted no more: what identified them went over to the row that is kept.
            models.CheckConstraint(
                name="organisations_person_merged_bare",
                condition=Q(merged_into__isnull=True) | Q(national_id_hash__isnull=True, phone="", email=""),
            ),
            models.CheckConstraint(
                name="organisations_person_contact_erased",
                condition=Q(contact_erased_at__isnull=True) | Q(phone="", email=""),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "folded"], name="organisations_person_by_name"),
            models.Index(fields=["phone"], name="organisations_person_by_phone", condition=~Q(phone="")),
        ]

    def __str__(self) -> str:
        return self.name


class PersonMerge(models.Model):
    """Two rows were found to be one person: which was kept, why, and what identified the other.

    What the absorbed row was known by stays here, so that two people who were merged wrongly can be told apart again.
    """

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    absorbed_phone = models.CharField(max_length=PHONE_LENGTH, blank=True)
    absorbed_email = models.EmailField(blank=True)
    absorbed_national_id_hash = models.CharField(max_length=NATIONAL_ID_HASH_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="organisations_merge_of_two", condition=~Q(kept=F("absorbed"))),
            models.CheckConstraint(name="organisations_merge_why", condition=~Q(reason="")),
            models.UniqueConstraint(fields=["absorbed"], name="organisations_merge_once"),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.kept_id}"


class DistinctPersons(models.Model):
    """Two rows that look like one person and are two, as somebody found: not proposed again. first has the lower id."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="organisations_distinct_once"),
            models.CheckConstraint(name="organisations_distinct_ordered", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
