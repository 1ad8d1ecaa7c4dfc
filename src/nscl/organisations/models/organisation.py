"""Organisations: who they are, where they are, and which of them are one as far as support goes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from nscl.institutions.models import AdministrativeUnit
from nscl.organisations.enums import OrganisationKind, OrganisationState, VsicEdition
from nscl.rulebook.size import SizeClass

# Digits of a Vietnamese tax code: enterprise, personal number, dependent unit with its hyphen (vietnam.md C5).
TAX_CODE_LENGTHS = (10, 12, 14)
INDUSTRY_LENGTH = 5  # the finest level of VSIC
PHONE_LENGTH = 16  # E.164: a plus sign and at most 15 digits
SIZES = [(size.value, size.value) for size in SizeClass]
models.CharField.register_lookup(Length)  # the constraint below, and its migration, say `tax_code__length`


class Organisation(models.Model):
    """One organisation that the programme serves, of one province.

    unit, commune, address: today's (`OrganisationSeat` has the earlier ones). industry: the main line of business, a
    code of VSIC with its edition. state_on: since when it has been suspended or gone. size: the class of Decree
    80/2021/NĐ-CP as computed on size_on from the latest figures; "" where it could not be.
    parent: whose branch or dependent unit it is. lineage: the head of those that share one history of support
    (branches, predecessors, successors); None: itself. merged_into: the row that this one turned out to be a double of;
    it stays.
    """

    name = models.CharField(max_length=250)
    folded = models.CharField(max_length=250)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    tax_code = models.CharField(max_length=14, null=True, unique=True)
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="organisations")
    commune = models.ForeignKey(AdministrativeUnit, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=250, blank=True)
    industry = models.CharField(max_length=INDUSTRY_LENGTH, blank=True)
    industry_edition = models.CharField(max_length=4, choices=VsicEdition.choices, blank=True)
    founded_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=OrganisationState.choices, default=OrganisationState.ACTIVE)
    state_on = models.DateField(null=True)
    size = models.CharField(max_length=6, choices=SIZES, blank=True)
    size_on = models.DateField(null=True)
    representative = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=PHONE_LENGTH, blank=True)
    email = models.EmailField(blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="branches")
    lineage = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="absorbed")
    created_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="organisations_kind", condition=Q(kind__in=OrganisationKind.values)),
            models.CheckConstraint(name="organisations_named", condition=~Q(name="") & ~Q(folded="")),
            models.CheckConstraint(
                name="organisations_tax_code_length",
                condition=Q(tax_code__isnull=True) | Q(tax_code__length__in=TAX_CODE_LENGTHS),
            ),
            models.CheckConstraint(
                name="organisations_industry_edition",
                condition=Q(industry="", industry_edition="")
                | (~Q(industry="") & Q(industry_edition__in=VsicEdition.values)),
            ),
            models.CheckConstraint(
                name="organisations_state_since",
                condition=Q(state=OrganisationState.ACTIVE, state_on__isnull=True)
                | Q(state__in=[OrganisationState.SUSPENDED, OrganisationState.GONE], state_on__isnull=False),
            ),
            models.CheckConstraint(
                name="organisations_size_since",
                condition=Q(size="", size_on__isnull=True)
                | Q(size__in=[size.value for size in SizeClass], size_on__isnull=False),
            ),
            models.CheckConstraint(
                name="organisations_not_its_own",
                condition=(Q(parent__isnull=True) | ~Q(parent=F("id")))
                & (Q(lineage__isnull=True) | ~Q(lineage=F("id")))
                & (Q(merged_into__isnull=True) | ~Q(merged_into=F("id"))),
            ),
            # The tax code of a double went over to the row that is kept.
            models.CheckConstraint(
                name="organisations_merged_bare",
                condition=Q(merged_into__isnull=True) | Q(tax_code__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "folded"], name="organisations_by_name"),
            models.Index(fields=["commune"], name="organisations_by_commune"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lineage_head(self) -> int:
        """The number of the organisation whose history of support this one shares: its own, or that of another."""
        return self.lineage_id or self.pk


class FormerName(models.Model):
    """What an organisation was called until a day (included): found under it still."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=250)
    folded = models.CharField(max_length=250)
    until = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(name="organisations_former_named", condition=~Q(name="") & ~Q(folded=""))]

    def __str__(self) -> str:
        return self.name


class OrganisationSeat(models.Model):
    """Where an organisation was from one day to another, both included; since None: from the beginning.

    commune: as it was called when this was noted; what became of it is `institutions`' to say. The seat of today is in
    the organisation's own row too.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="seats")
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(AdministrativeUnit, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=250, blank=True)
    since = models.DateField(null=True)
    until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "until"], name="organisations_seat_once_a_day"),
            models.CheckConstraint(
                name="organisations_seat_forward", condition=Q(since__isnull=True) | Q(until__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} → {self.until}"
