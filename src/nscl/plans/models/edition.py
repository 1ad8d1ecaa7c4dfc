"""A plan and its editions. An issued edition is frozen by the database (see `nscl.plans.apps`)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.models import AdministrativeUnit
from nscl.plans.enums import EditionState
from nscl.plans.models.item import EditionItem


class Plan(models.Model):
    """A provincial plan over its editions, by the province of its day (Bắc Giang's stays Bắc Giang's)."""

    slug = models.SlugField(max_length=80, unique=True)
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="plans")
    period_start = models.PositiveSmallIntegerField()
    period_end = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="plans_plan_period_forward", condition=Q(period_end__gte=F("period_start"))),
        ]

    def __str__(self) -> str:
        return self.slug


class EditionQuerySet(models.QuerySet["PlanEdition"]):
    """Editions, as far as someone may see them."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Issued and superseded editions of the viewer's provinces; drafts where the viewer may see drafts."""
        issued = viewer.units_with(Permission.VIEW_PLANS)
        drafts = viewer.units_with(Permission.VIEW_DRAFTS)
        seen = ~Q(state=EditionState.DRAFT) & (Q() if issued is None else Q(plan__unit__in=issued))
        drafted = Q(state=EditionState.DRAFT) & (Q() if drafts is None else Q(plan__unit__in=drafts))
        return self.filter(seen | drafted)


class PlanEdition(models.Model):
    """One edition: the plan as signed, or an amendment of it, or a draft of either."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="editions")
    ordinal = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=EditionState.choices, default=EditionState.DRAFT)
    amends = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="amendments")
    title = models.CharField(max_length=500)
    number = models.CharField(max_length=60, null=True)
    issued_on = models.CharField(max_length=10, null=True)
    issuer = models.CharField(max_length=200)
    source_lines = models.PositiveIntegerField(null=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "ordinal"], name="plans_edition_ordinal_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state=EditionState.DRAFT), name="plans_edition_one_draft"
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state=EditionState.ISSUED), name="plans_edition_one_in_force"
            ),
            models.CheckConstraint(
                name="plans_edition_state_and_time",
                condition=Q(state=EditionState.DRAFT, frozen_at__isnull=True, superseded_at__isnull=True)
                | Q(state=EditionState.ISSUED, frozen_at__isnull=False, superseded_at__isnull=True)
                | Q(state=EditionState.SUPERSEDED, frozen_at__isnull=False, superseded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="plans_edition_first_amends_none",
                condition=Q(ordinal=1, amends__isnull=True) | Q(ordinal__gt=1, amends__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.ordinal}"


class EditionText(models.Model):
    """The text of the document of an edition, line by line as the spans count them."""

    edition = models.OneToOneField(PlanEdition, on_delete=models.PROTECT, related_name="text")
    text = models.TextField()
    lines = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="plans_text_has_lines", condition=Q(lines__gte=1))]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.lines}"


class LegalBasis(EditionItem):
    """A document on which the plan rests."""

    number = models.CharField(max_length=60, null=True)
    date = models.CharField(max_length=10, null=True)
    issuer = models.CharField(max_length=200)
    about = models.TextField()

    def __str__(self) -> str:
        return self.number or self.about
