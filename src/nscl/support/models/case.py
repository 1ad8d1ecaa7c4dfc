"""A case of support: what an organisation asks for under which rule, and how far it has come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.institutions.models import AdministrativeUnit, Agency
from nscl.organisations.models import Organisation
from nscl.plans.models import Plan
from nscl.records.models import Evidence
from nscl.support.enums import GRANTED, CaseState
from nscl.support.models.fund import SupportFund

PUBLIC_ID_LENGTH = 43  # 256 random bits, URL-safe
RULE_LENGTH = 120
_DECIDED = [*GRANTED, CaseState.REJECTED]
_BEFORE_SUBMISSION = [CaseState.DRAFT, CaseState.WITHDRAWN]


class SupportCase(models.Model):
    """One application of one organisation for one content under one rule.

    public_id: in the applicant's addresses. plan: the plan under whose programme it is; unit: the province in force on
    the day of submission; agency: who handles it. year, number: given at submission, gapless by province and year.
    policy, item, content: keys of `data/rules` ("quoc-gia/80-2021-nd-cp", "quoc-gia/80-2021-nd-cp#…"); item "": not
    chosen yet. subject: the standard or product as written; subject_key: as compared. units: how many (trainees).
    asked_vnd: what the applicant expects; computed_vnd: by the latest official assessment; due_on: until when the step
    that is waited for must be done, due_unverified: over a holiday that was not read in its instrument.
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True)
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="support_cases")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="support_cases")
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    policy = models.CharField(max_length=RULE_LENGTH)
    item = models.CharField(max_length=RULE_LENGTH, blank=True)
    content = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True)
    subject_key = models.CharField(max_length=100, blank=True)
    units = models.PositiveIntegerField(default=1)
    purpose = models.TextField(blank=True)
    contact_name = models.CharField(max_length=150, blank=True)
    contact_phone = models.CharField(max_length=16, blank=True)
    contact_email = models.EmailField(blank=True)
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.DRAFT)
    asked_vnd = models.BigIntegerField(null=True)
    computed_vnd = models.BigIntegerField(null=True)
    approved_vnd = models.BigIntegerField(null=True)
    paid_vnd = models.BigIntegerField(default=0)
    fund = models.ForeignKey(SupportFund, null=True, on_delete=models.PROTECT, related_name="cases")
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decision_number = models.CharField(max_length=60, blank=True)
    decision_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    due_unverified = models.BooleanField(default=False)
    escalated_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="support_case_number"),
            models.CheckConstraint(name="support_case_state", condition=Q(state__in=CaseState.values)),
            models.CheckConstraint(
                name="support_case_submitted",
                condition=Q(state=CaseState.DRAFT, submitted_at__isnull=True, year__isnull=True, number__isnull=True)
                | Q(state=CaseState.WITHDRAWN)
                | (
                    ~Q(state__in=_BEFORE_SUBMISSION)
                    & Q(submitted_at__isnull=False, year__isnull=False, number__isnull=False)
                    & ~Q(item="")
                ),
            ),
            models.CheckConstraint(
                name="support_case_decided",
                condition=Q(state__in=_DECIDED, decided_at__isnull=False)
                | (~Q(state__in=_DECIDED) & Q(decided_at__isnull=True)),
            ),
            # A granted case says how much from which fund, within what the rules compute; no other case says so.
            models.CheckConstraint(
                name="support_case_granted",
                condition=Q(
                    state__in=GRANTED,
                    approved_vnd__isnull=False,
                    approved_vnd__gt=0,
                    fund__isnull=False,
                    computed_vnd__isnull=False,
                    approved_vnd__lte=F("computed_vnd"),
                )
                | (~Q(state__in=GRANTED) & Q(approved_vnd__isnull=True, fund__isnull=True)),
            ),
            models.CheckConstraint(
                name="support_case_paid_within",
                condition=Q(paid_vnd=0)
                | Q(paid_vnd__gt=0, approved_vnd__isnull=False, paid_vnd__lte=F("approved_vnd")),
            ),
            models.CheckConstraint(
                name="support_case_paid",
                condition=~Q(state__in=[CaseState.PAID, CaseState.CLOSED]) | Q(paid_vnd__gt=0),
            ),
            models.CheckConstraint(
                name="support_case_amounts",
                condition=(Q(asked_vnd__isnull=True) | Q(asked_vnd__gte=0))
                & (Q(computed_vnd__isnull=True) | Q(computed_vnd__gte=0))
                & Q(units__gte=1),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due_on"], name="support_case_by_state"),
            models.Index(fields=["organisation", "content"], name="support_case_by_content"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}" if self.number else self.public_id[:8]


class CaseStep(models.Model):
    """One step of a case: who, when, why, on which document. by None and by_name "": the applicant by a link.

    Append-only.
    """

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="steps")
    from_state = models.CharField(max_length=10, choices=CaseState.choices)
    to_state = models.CharField(max_length=10, choices=CaseState.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    comment = models.TextField(blank=True)
    document = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            # What is asked for, refused, rejected or withdrawn is said why.
            models.CheckConstraint(
                name="support_step_why",
                condition=~Q(to_state__in=[CaseState.SUPPLEMENT, CaseState.REFUSED, CaseState.REJECTED])
                | ~Q(comment=""),
            ),
        ]
        indexes = [models.Index(fields=["case", "at"], name="support_step_by_case")]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class SupportSlot(models.Model):
    """A content taken by a case: once for those of one lineage, for life or within a scope, whoever approves when.

    lineage: `Organisation.lineage_head`. scope: "" for life; the standard or product; the year. holds: False once the
    case ended without support. Beside the unique constraint, triggers (`nscl.support.once`) refuse a content taken for
    life where any part of it is taken, and the other way round.
    """

    case = models.OneToOneField(SupportCase, on_delete=models.CASCADE, related_name="slot")
    lineage = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    content = models.CharField(max_length=60)
    scope = models.CharField(max_length=100, blank=True)
    holds = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lineage", "content", "scope"], condition=Q(holds=True), name="support_slot_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lineage_id} {self.content} {self.scope}"


class UsedPaper(models.Model):
    """An invoice or a certificate that serves a case, and no other while that case stands.

    key: as compared ("0101248141/C26TAA/123"; the body's folded name and the number). holds: as of a slot.
    """

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="used_papers")
    kind = models.CharField(max_length=11)
    key = models.CharField(max_length=200)
    holds = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], condition=Q(holds=True), name="support_paper_once"),
            models.UniqueConstraint(fields=["case", "kind", "key"], name="support_paper_of_case"),
            models.CheckConstraint(name="support_paper_key", condition=~Q(key="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class CaseLink(models.Model):
    """A link by which an applicant without an account reaches a case: for one e-mail address, one browser.

    token_hash: SHA-256 of what the link carries; browser_hash: of the cookie of the browser that opened it first.
    """

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="links")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    browser_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="support_link_expires", condition=Q(expires_at__gt=F("created_at"))),
            models.CheckConstraint(
                name="support_link_opened",
                condition=Q(opened_at__isnull=True, browser_hash="")
                | (Q(opened_at__isnull=False) & ~Q(browser_hash="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.email}"
