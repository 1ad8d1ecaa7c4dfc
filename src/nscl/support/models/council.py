"""Appraisal by a council: members, meetings, conflicts of interest, score sheets."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.institutions.models import AdministrativeUnit
from nscl.support.enums import Conclusion, CouncilRole, SessionState
from nscl.support.models.case import SupportCase


class Council(models.Model):
    """A council that appraises cases of a province, established by a decision; ended_on: it meets no more."""

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    ended_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="support_council_named", condition=~Q(name="") & ~Q(decision_number=""))
        ]

    def __str__(self) -> str:
        return self.name


class CouncilMember(models.Model):
    """A person on a council; left_on: no longer."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=9, choices=CouncilRole.choices)
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "user"], name="support_member_once"),
            models.CheckConstraint(name="support_member_role", condition=Q(role__in=CouncilRole.values)),
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(role=CouncilRole.CHAIR, left_on__isnull=True),
                name="support_council_one_chair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class CouncilSession(models.Model):
    """A meeting of a council. criteria: the score sheet's definition (`data/scoring`), with its version.

    present: how many members took part, said when it was held.
    """

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="sessions")
    on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    criteria = models.CharField(max_length=80)
    state = models.CharField(max_length=9, choices=SessionState.choices, default=SessionState.PLANNED)
    present = models.PositiveSmallIntegerField(null=True)
    minutes_number = models.CharField(max_length=60, blank=True)
    remarks = models.TextField(blank=True)
    held_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="support_session_held",
                condition=Q(state=SessionState.HELD, held_at__isnull=False, present__isnull=False)
                | (~Q(state=SessionState.HELD) & Q(held_at__isnull=True)),
            ),
            models.CheckConstraint(name="support_session_state", condition=Q(state__in=SessionState.values)),
        ]

    def __str__(self) -> str:
        return f"{self.council_id} {self.on}"


class SessionPresence(models.Model):
    """A member who took part in a meeting, as was noted when it was held."""

    session = models.ForeignKey(CouncilSession, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="support_presence_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.user_id}"


class SessionCase(models.Model):
    """A case before a meeting, and what the council concluded."""

    session = models.ForeignKey(CouncilSession, on_delete=models.CASCADE, related_name="cases")
    case = models.ForeignKey(SupportCase, on_delete=models.PROTECT, related_name="hearings")
    position = models.PositiveSmallIntegerField()
    conclusion = models.CharField(max_length=7, choices=Conclusion.choices, blank=True)
    proposed_vnd = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "case"], name="support_hearing_once"),
            models.CheckConstraint(
                name="support_hearing_conclusion",
                condition=Q(conclusion="", proposed_vnd__isnull=True)
                | Q(conclusion=Conclusion.APPROVE, proposed_vnd__isnull=False, proposed_vnd__gt=0)
                | (Q(conclusion=Conclusion.REJECT, proposed_vnd__isnull=True) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.case_id}"


class Conflict(models.Model):
    """A member who has an interest in a case: takes no part in it (`nscl.support.once` refuses the score sheet)."""

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], name="support_conflict_once"),
            models.CheckConstraint(name="support_conflict_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"


class ScoreSheet(models.Model):
    """What one member thinks of one case: points by criterion, a proposal. case: that of the hearing."""

    hearing = models.ForeignKey(SessionCase, on_delete=models.CASCADE, related_name="sheets")
    case = models.ForeignKey(SupportCase, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposal = models.CharField(max_length=7, choices=Conclusion.choices)
    remark = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hearing", "user"], name="support_sheet_once"),
            models.CheckConstraint(name="support_sheet_proposal", condition=Q(proposal__in=Conclusion.values)),
            models.CheckConstraint(
                name="support_sheet_against_why", condition=~Q(proposal=Conclusion.REJECT) | ~Q(remark="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hearing_id} {self.user_id}"


class ScorePoint(models.Model):
    """The points of one criterion on a sheet."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="points")
    criterion = models.CharField(max_length=40)
    points = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="support_point_once"),
            models.CheckConstraint(name="support_point_not_negative", condition=Q(points__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
