"""Registers: experts with their certificates, clubs with what they do, programmes that schools took up.

Each entry names the plan under which it came about: a plan counts its own, however provinces merge.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.institutions.models import AdministrativeUnit
from nscl.organisations.models import Organisation, Person
from nscl.plans.models import Plan
from nscl.training.enums import ExpertCertificateKind


class Expert(models.Model):
    """A person of the register of productivity experts: a candidate until certified.

    trained_on: when the expert's training was completed, under trained_plan; None: still in training. retired_at: taken
    off the register, with the reason; what was counted stays counted.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="expert")
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    candidate_since = models.DateField()
    trained_on = models.DateField(null=True)
    trained_by = models.CharField(max_length=200, blank=True)
    trained_plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retire_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="training_expert_trained_after",
                condition=Q(trained_on__isnull=True, trained_plan__isnull=True)
                | Q(trained_on__isnull=False, trained_on__gte=F("candidate_since")),
            ),
            models.CheckConstraint(
                name="training_expert_retired_why",
                condition=Q(retired_at__isnull=True, retire_reason="")
                | (Q(retired_at__isnull=False) & ~Q(retire_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class ExpertField(models.Model):
    """A field in which an expert works ("Lean", "ISO 9001", "đo lường năng suất")."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="fields")
    name = models.CharField(max_length=100)
    folded = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["expert", "folded"], name="training_expert_field_once"),
            models.CheckConstraint(name="training_expert_field_named", condition=~Q(name="") & ~Q(folded="")),
        ]

    def __str__(self) -> str:
        return self.name


class ExpertCertificate(models.Model):
    """A certificate that a body gave an expert. standard: under which ("TCVN 13751:2023"); plan: whose count it is.

    The certificate itself, scanned, is evidence of the expert.
    """

    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=20, choices=ExpertCertificateKind.choices)
    standard = models.CharField(max_length=60)
    body = models.CharField(max_length=200)
    body_folded = models.CharField(max_length=200)
    number = models.CharField(max_length=60)
    certified_on = models.DateField()
    valid_to = models.DateField(null=True)
    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_on = models.DateField(null=True)
    revoke_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body_folded", "number"], name="training_expert_certificate_once"),
            models.CheckConstraint(
                name="training_expert_certificate_kind", condition=Q(kind__in=ExpertCertificateKind.values)
            ),
            models.CheckConstraint(
                name="training_expert_certificate_says", condition=~Q(standard="") & ~Q(body="") & ~Q(number="")
            ),
            models.CheckConstraint(
                name="training_expert_certificate_validity",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("certified_on")),
            ),
            models.CheckConstraint(
                name="training_expert_certificate_revoked_why",
                condition=Q(revoked_on__isnull=True, revoke_reason="")
                | (Q(revoked_on__isnull=False, revoked_on__gte=F("certified_on")) & ~Q(revoke_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Club(models.Model):
    """An improvement club at a school. It counts while it was active in the last twelve months and is not closed."""

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="clubs")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    founded_on = models.DateField()
    head = models.CharField(max_length=150, blank=True)
    closed_on = models.DateField(null=True)
    close_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "folded"], condition=Q(closed_on__isnull=True), name="training_club_once"
            ),
            models.CheckConstraint(name="training_club_named", condition=~Q(name="") & ~Q(folded="")),
            models.CheckConstraint(
                name="training_club_closed_why",
                condition=Q(closed_on__isnull=True, close_reason="")
                | (Q(closed_on__isnull=False, closed_on__gte=F("founded_on")) & ~Q(close_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClubActivity(models.Model):
    """Something a club did on a day, with how many took part. Entered wrongly: withdrawn with the reason."""

    club = models.ForeignKey(Club, on_delete=models.CASCADE, related_name="activities")
    held_on = models.DateField()
    title = models.CharField(max_length=250)
    folded = models.CharField(max_length=250)
    participants = models.PositiveIntegerField(null=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["club", "held_on", "folded"],
                condition=Q(withdrawn_at__isnull=True),
                name="training_club_activity_once",
            ),
            models.CheckConstraint(name="training_club_activity_titled", condition=~Q(title="")),
            models.CheckConstraint(
                name="training_club_activity_withdrawn_why",
                condition=Q(withdrawn_at__isnull=True, withdraw_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdraw_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ClubRoll(models.Model):
    """How many members a club had on a day."""

    club = models.ForeignKey(Club, on_delete=models.CASCADE, related_name="rolls")
    on = models.DateField()
    members = models.PositiveIntegerField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "on"], name="training_club_roll_once")]

    def __str__(self) -> str:
        return f"{self.members}"


class SchoolProgramme(models.Model):
    """A programme on productivity and quality that a school took into its teaching.

    decision: the school's paper by which it did; hours: of teaching.
    """

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    title = models.CharField(max_length=250)
    folded = models.CharField(max_length=250)
    adopted_on = models.DateField()
    decision = models.CharField(max_length=100, blank=True)
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    learners = models.PositiveIntegerField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "folded"], condition=Q(ended_on__isnull=True), name="training_programme_once"
            ),
            models.CheckConstraint(name="training_programme_titled", condition=~Q(title="") & ~Q(folded="")),
            models.CheckConstraint(name="training_programme_hours", condition=Q(hours__isnull=True) | Q(hours__gt=0)),
            models.CheckConstraint(
                name="training_programme_ended_why",
                condition=Q(ended_on__isnull=True, end_reason="")
                | (Q(ended_on__isnull=False, ended_on__gte=F("adopted_on")) & ~Q(end_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
