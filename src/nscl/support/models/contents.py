"""What a case is made of: answers, costs, the certificate, papers; and who advised the applicant."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.records.models import Evidence
from nscl.support.enums import AnswerSource, DocumentStage, DocumentVerdict
from nscl.support.models.case import SupportCase

# A single cost from a million billion đồng on is a slip of the keyboard (`rulebook.policies.case.NOT_CREDIBLE_VND`).
MOST_VND = 10**15


class CaseFact(models.Model):
    """An answer, yes or no, to what a rule asks (`data/rules/vocabulary.yaml`, facts). No row: nobody answered."""

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="facts")
    key = models.CharField(max_length=40)
    answer = models.BooleanField()
    source = models.CharField(max_length=9, choices=AnswerSource.choices)
    note = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="support_fact_once"),
            models.CheckConstraint(name="support_fact_source", condition=Q(source__in=AnswerSource.values)),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.answer}"


class CaseCost(models.Model):
    """One cost: its head (`vocabulary.yaml`, heads), the đồng, the day of the invoice; the invoice where there is one.

    is_accepted: whether the officer counts it; remark: why not, then. vnd None: not written yet, in a draft.
    """

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="costs")
    position = models.PositiveSmallIntegerField()
    head = models.CharField(max_length=20)
    about = models.CharField(max_length=250, blank=True)
    vnd = models.BigIntegerField(null=True)
    on = models.DateField(null=True)
    seller_tax_code = models.CharField(max_length=14, blank=True)
    invoice_symbol = models.CharField(max_length=20, blank=True)
    invoice_number = models.CharField(max_length=20, blank=True)
    is_accepted = models.BooleanField(default=True)
    remark = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="support_cost_position"),
            models.CheckConstraint(
                name="support_cost_credible", condition=Q(vnd__isnull=True) | Q(vnd__gt=0, vnd__lt=MOST_VND)
            ),
            models.CheckConstraint(name="support_cost_refused_why", condition=Q(is_accepted=True) | ~Q(remark="")),
        ]

    def __str__(self) -> str:
        return f"{self.head}: {self.vnd}"


class CaseCertificate(models.Model):
    """The certificate that a case rests on: number, who issued it, from when until when (None: no end).

    Number or issuer may be wanting as long as the applicant writes.
    """

    case = models.OneToOneField(SupportCase, on_delete=models.CASCADE, related_name="certificate")
    number = models.CharField(max_length=80, blank=True)
    body = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="support_certificate_named", condition=~Q(number="", body="")),
            models.CheckConstraint(
                name="support_certificate_forward",
                condition=Q(until__isnull=True) | Q(on__isnull=True) | Q(until__gte=F("on")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CaseDocument(models.Model):
    """A paper handed in: which one of those asked for (name as in the policy), and what the officer found."""

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=250)
    stage = models.CharField(max_length=11, choices=DocumentStage.choices)
    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=DocumentVerdict.choices, default=DocumentVerdict.PENDING)
    remark = models.CharField(max_length=250, blank=True)
    examined_at = models.DateTimeField(null=True)
    examined_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="support_document_examined",
                condition=Q(verdict=DocumentVerdict.PENDING, examined_at__isnull=True)
                | (~Q(verdict=DocumentVerdict.PENDING) & Q(examined_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="support_document_rejected_why", condition=~Q(verdict=DocumentVerdict.REJECTED) | ~Q(remark="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CaseAdviser(models.Model):
    """A person of the system who advised the applicant on this case: may not appraise it (`nscl.support.once`)."""

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="advisers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="support_adviser_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"
