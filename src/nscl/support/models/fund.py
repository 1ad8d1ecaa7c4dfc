"""What may be approved in a year: a ceiling on an account of the ledger."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.finance.models import LedgerAccount
from nscl.institutions.models import AdministrativeUnit
from nscl.plans.models import Plan


class SupportFund(models.Model):
    """The year's money for support out of one account of the ledger (line × year × source).

    ceiling_vnd: the most that may be approved, not more than the account's allocation on the day it is set;
    approved_vnd: what the cases that stand have been granted. The constraint refuses an approval beyond the ceiling,
    whoever approves at the same moment.
    """

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    account = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="+")
    ceiling_vnd = models.BigIntegerField()
    approved_vnd = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            # A sample's ceiling stands beside the real one, so that neither is in the other's way.
            models.UniqueConstraint(fields=["account", "is_sample"], name="support_fund_account_once"),
            models.CheckConstraint(
                name="support_fund_within",
                condition=Q(approved_vnd__gte=0, ceiling_vnd__gte=0, approved_vnd__lte=F("ceiling_vnd")),
            ),
            models.CheckConstraint(name="support_fund_named", condition=~Q(name="")),
        ]
        indexes = [models.Index(fields=["unit", "year"], name="support_fund_by_year")]

    def __str__(self) -> str:
        return self.name
