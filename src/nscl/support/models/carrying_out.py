"""After the decision: contract, acceptance of the result, payment, follow-up."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.finance.models import Voucher
from nscl.support.models.case import SupportCase
from nscl.support.models.contents import MOST_VND

FOLLOW_UP_MONTHS = (6, 12)


class Contract(models.Model):
    """The contract of a granted case: its value is what the state and the organisation pay together.

    provider: who does the work, where there are three parties. voucher: the commitment in the ledger.
    """

    case = models.OneToOneField(SupportCase, on_delete=models.CASCADE, related_name="contract")
    number = models.CharField(max_length=60)
    on = models.DateField()
    ends_on = models.DateField(null=True)
    provider = models.CharField(max_length=250, blank=True)
    value_vnd = models.BigIntegerField()
    support_vnd = models.BigIntegerField()
    own_vnd = models.BigIntegerField()
    voucher = models.OneToOneField(Voucher, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="support_contract_numbered", condition=~Q(number="")),
            models.CheckConstraint(
                name="support_contract_shares",
                condition=Q(support_vnd__gt=0, own_vnd__gte=0, value_vnd=F("support_vnd") + F("own_vnd")),
            ),
            models.CheckConstraint(
                name="support_contract_forward", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("on"))
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Acceptance(models.Model):
    """The result was seen and accepted: what it is, the certificate that proves it; evidence hangs on it.

    cost_vnd: what it cost in the end (`AcceptanceCost`). approved_vnd: what the decision gave; payable_vnd: what of it
    is paid, being not more than the rules give on what it cost.
    """

    case = models.OneToOneField(SupportCase, on_delete=models.CASCADE, related_name="acceptance")
    on = models.DateField()
    result = models.TextField()
    minutes_number = models.CharField(max_length=60, blank=True)
    certificate_number = models.CharField(max_length=80, blank=True)
    certificate_body = models.CharField(max_length=200, blank=True)
    certificate_until = models.DateField(null=True)
    cost_vnd = models.BigIntegerField()
    approved_vnd = models.BigIntegerField()
    payable_vnd = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="support_acceptance_says", condition=~Q(result="")),
            models.CheckConstraint(
                name="support_acceptance_certificate", condition=Q(certificate_number="") | ~Q(certificate_body="")
            ),
            models.CheckConstraint(name="support_acceptance_cost", condition=Q(cost_vnd__gt=0)),
            models.CheckConstraint(
                name="support_acceptance_payable",
                condition=Q(payable_vnd__gt=0, payable_vnd__lte=F("approved_vnd")) & Q(payable_vnd__lte=F("cost_vnd")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.on}"


class AcceptanceCost(models.Model):
    """A cost as it was borne in the end, by head (`vocabulary.yaml`, heads), with its invoice where there is one."""

    acceptance = models.ForeignKey(Acceptance, on_delete=models.CASCADE, related_name="costs")
    position = models.PositiveSmallIntegerField()
    head = models.CharField(max_length=20)
    about = models.CharField(max_length=250, blank=True)
    vnd = models.BigIntegerField()
    on = models.DateField()
    seller_tax_code = models.CharField(max_length=14, blank=True)
    invoice_symbol = models.CharField(max_length=20, blank=True)
    invoice_number = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["acceptance", "position"], name="support_actual_cost_position"),
            models.CheckConstraint(name="support_actual_cost_credible", condition=Q(vnd__gt=0, vnd__lt=MOST_VND)),
            models.CheckConstraint(
                name="support_actual_cost_invoice_whole", condition=Q(invoice_number="") | ~Q(seller_tax_code="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head}: {self.vnd}"


class Payment(models.Model):
    """Money paid on a case: the disbursement in the ledger that books it."""

    case = models.ForeignKey(SupportCase, on_delete=models.PROTECT, related_name="payments")
    voucher = models.OneToOneField(Voucher, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    vnd = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="support_payment_positive", condition=Q(vnd__gt=0))]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.vnd}"


class FollowUp(models.Model):
    """Whether what was supported is still alive some months after acceptance."""

    case = models.ForeignKey(SupportCase, on_delete=models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    is_kept = models.BooleanField(null=True)
    findings = models.TextField(blank=True)
    at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "months"], name="support_follow_up_once"),
            models.CheckConstraint(name="support_follow_up_months", condition=Q(months__in=FOLLOW_UP_MONTHS)),
            models.CheckConstraint(
                name="support_follow_up_done",
                condition=Q(done_on__isnull=True, is_kept__isnull=True, at__isnull=True)
                | (Q(done_on__isnull=False, is_kept__isnull=False, at__isnull=False) & ~Q(findings="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} +{self.months}"
