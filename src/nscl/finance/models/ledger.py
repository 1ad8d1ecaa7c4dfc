"""The ledger: dated entries by voucher. Entries are added and reversed, never edited; the balances are the database's.

An account is a line × year × source of the approved estimate. Its balances are kept by a trigger on the entries
(`nscl.finance.booking`), and its check constraints refuse a sum below nought or a stage beyond the earlier one, whoever
books at the same moment.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.finance.enums import BOOKED, MoneySource, VoucherKind
from nscl.finance.models.estimate import FIRST_YEAR, LAST_YEAR, EstimateLine
from nscl.institutions.models import Agency
from nscl.plans.models import Plan

SHA256_LENGTH = 64


class LedgerAccount(models.Model):
    """Money of a line for one year from one source: appraised, and the sums of its entries by stage.

    line: of the estimate in force; it moves to the adjusting estimate's line when that is approved. …_beyond_vnd: how
    far a stage was let go beyond the earlier one, each time with a reason on the voucher.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(EstimateLine, on_delete=models.PROTECT, related_name="accounts")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=16, choices=MoneySource.choices)
    appraised_vnd = models.BigIntegerField(default=0)
    allocated_vnd = models.BigIntegerField(default=0)
    committed_vnd = models.BigIntegerField(default=0)
    disbursed_vnd = models.BigIntegerField(default=0)
    settled_vnd = models.BigIntegerField(default=0)
    allocated_beyond_vnd = models.BigIntegerField(default=0)
    committed_beyond_vnd = models.BigIntegerField(default=0)
    disbursed_beyond_vnd = models.BigIntegerField(default=0)
    settled_beyond_vnd = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["plan", "year"], name="finance_account_plan_year")]
        constraints = [
            models.UniqueConstraint(fields=["line", "year", "source"], name="finance_account_once"),
            models.CheckConstraint(name="finance_account_source", condition=Q(source__in=MoneySource.values)),
            models.CheckConstraint(
                name="finance_account_not_negative",
                condition=Q(
                    appraised_vnd__gte=0,
                    allocated_vnd__gte=0,
                    committed_vnd__gte=0,
                    disbursed_vnd__gte=0,
                    settled_vnd__gte=0,
                    allocated_beyond_vnd__gte=0,
                    committed_beyond_vnd__gte=0,
                    disbursed_beyond_vnd__gte=0,
                    settled_beyond_vnd__gte=0,
                ),
            ),
            models.CheckConstraint(
                name="finance_account_allocated",
                condition=Q(allocated_vnd__lte=F("appraised_vnd") + F("allocated_beyond_vnd")),
            ),
            models.CheckConstraint(
                name="finance_account_committed",
                condition=Q(committed_vnd__lte=F("allocated_vnd") + F("committed_beyond_vnd")),
            ),
            models.CheckConstraint(
                name="finance_account_disbursed",
                condition=Q(disbursed_vnd__lte=F("allocated_vnd") + F("disbursed_beyond_vnd")),
            ),
            models.CheckConstraint(
                name="finance_account_settled",
                condition=Q(settled_vnd__lte=F("disbursed_vnd") + F("settled_beyond_vnd")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.year} {self.source}"


class LedgerImport(models.Model):
    """A ledger file that was taken in: the same file is not taken in twice."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=SHA256_LENGTH)
    name = models.CharField(max_length=200)
    entries = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "sha256"], name="finance_ledger_import_once")]

    def __str__(self) -> str:
        return self.name


class Voucher(models.Model):
    """A document that books money: its number and date, what it is about, and who recorded it when.

    year: the budget year (niên độ) it belongs to. reverses: the voucher that this one takes back, whole. reversed_at:
    set on that one. reason: why a stage goes beyond the earlier one, or why it is taken back.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="vouchers")
    kind = models.CharField(max_length=14, choices=VoucherKind.choices)
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60)
    on = models.DateField()
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=500)
    reason = models.TextField(blank=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    reversed_at = models.DateTimeField(null=True)
    imported = models.ForeignKey(LedgerImport, null=True, on_delete=models.PROTECT, related_name="vouchers")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    is_sample = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["plan", "year", "on"], name="finance_voucher_plan_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "year", "number"],
                condition=Q(reverses__isnull=True, reversed_at__isnull=True),
                name="finance_voucher_once",
            ),
            models.CheckConstraint(name="finance_voucher_kind", condition=Q(kind__in=VoucherKind.values)),
            models.CheckConstraint(name="finance_voucher_year", condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR)),
            models.CheckConstraint(name="finance_voucher_has_number", condition=~Q(number="")),
            models.CheckConstraint(
                name="finance_voucher_reversal_has_reason", condition=Q(reverses__isnull=True) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="finance_voucher_reversal_stands",
                condition=Q(reverses__isnull=True) | Q(reversed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class LedgerEntry(models.Model):
    """Money booked to an account at one stage by a voucher; negative in a reversal and where it is carried away.

    beyond_vnd: the part that goes beyond the earlier stage, for which the voucher gives the reason.
    """

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="entries")
    stage = models.CharField(max_length=10, choices=[(stage.value, stage.label) for stage in BOOKED])
    vnd = models.BigIntegerField()
    beyond_vnd = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voucher", "account", "stage"], name="finance_entry_once"),
            models.CheckConstraint(name="finance_entry_stage", condition=Q(stage__in=[s.value for s in BOOKED])),
            models.CheckConstraint(name="finance_entry_not_nought", condition=~Q(vnd=0)),
            models.CheckConstraint(
                name="finance_entry_beyond_within",
                condition=Q(beyond_vnd=0)
                | Q(vnd__gt=0, beyond_vnd__gt=0, beyond_vnd__lte=F("vnd"))
                | Q(vnd__lt=0, beyond_vnd__lt=0, beyond_vnd__gte=F("vnd")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage}: {self.vnd}"


class SettledYear(models.Model):
    """A year whose settlement is booked: it takes no more entries until that settlement is reversed."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="settled_years")
    year = models.PositiveSmallIntegerField()
    voucher = models.OneToOneField(Voucher, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "year"], name="finance_year_settled_once")]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.year}"
