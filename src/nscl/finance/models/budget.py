"""The budget of an edition. All money is whole đồng (BIGINT): SQLite keeps decimals as floating point."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from nscl.finance.enums import Stage
from nscl.plans.enums import AgencyRole
from nscl.plans.models import EditionAgency, EditionItem, EditionPart

QUANTITY_DIGITS = 15
QUANTITY_PLACES = 4


class Budget(EditionPart):
    """The budget table of an edition: `unit_vnd` is how many đồng one unit of the printed table is worth."""

    unit_vnd = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition"], name="finance_budget_one_an_edition"),
            models.CheckConstraint(name="finance_budget_unit", condition=Q(unit_vnd__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.unit_vnd}"


class BudgetYear(EditionPart):
    """A year that the table has a column for."""

    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "year"], name="finance_year_once")]

    def __str__(self) -> str:
        return str(self.year)


class FundingSource(EditionPart):
    """Where money comes from. The source `UNSPLIT` stands for amounts that the plan does not split."""

    key = models.CharField(max_length=40)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="finance_source_once")]

    def __str__(self) -> str:
        return self.name


class BudgetLine(EditionItem):
    """A row of the table: a heading (it has children) or a line that carries amounts."""

    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    title = models.TextField()
    unit_cost_vnd = models.BigIntegerField(null=True)
    quantity = models.DecimalField(max_digits=QUANTITY_DIGITS, decimal_places=QUANTITY_PLACES, null=True)
    quantity_unit = models.CharField(max_length=80, null=True)
    note = models.TextField(null=True)

    class Meta(EditionItem.Meta):
        constraints = [
            *EditionItem.Meta.constraints,
            models.CheckConstraint(
                name="finance_line_not_its_own_parent", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"


class BudgetLineAgency(EditionPart):
    """An agency's part in a budget line."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="agencies")
    agency = models.ForeignKey(EditionAgency, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=AgencyRole.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "agency", "role"], name="finance_line_agency_once"),
            models.CheckConstraint(name="finance_line_agency_role", condition=Q(role__in=AgencyRole.values)),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.role} {self.agency_id}"


class BudgetAmount(EditionPart):
    """What a line without children has for one year from one source, at one stage."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="amounts")
    year = models.PositiveSmallIntegerField()
    source = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.PLANNED)
    vnd = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "year", "source", "stage"], name="finance_amount_once"),
            models.CheckConstraint(name="finance_amount_stage", condition=Q(stage=Stage.PLANNED)),
            models.CheckConstraint(name="finance_amount_not_negative", condition=Q(vnd__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.year}: {self.vnd}"


class PrintedTotal(EditionPart):
    """A sum as the table prints it: of a line (or of the whole table: no line), of a year (or of all), of a source.

    It is kept beside what is computed, never added up.
    """

    line = models.ForeignKey(BudgetLine, null=True, on_delete=models.CASCADE, related_name="printed_totals")
    year = models.PositiveSmallIntegerField(null=True)
    source = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="+")
    vnd = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("edition"),
                Coalesce("line", 0),
                Coalesce("year", 0),
                F("source"),
                name="finance_printed_total_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.year}: {self.vnd}"


class StatedSum(EditionItem):
    """A sum that the prose states, in digits as printed and in words, each with what it amounts to."""

    what = models.TextField()
    year = models.PositiveSmallIntegerField(null=True)
    source = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="+")
    printed = models.CharField(max_length=60)
    vnd = models.BigIntegerField()
    words = models.TextField(null=True)
    words_vnd = models.BigIntegerField(null=True)

    class Meta(EditionItem.Meta):
        constraints = [
            *EditionItem.Meta.constraints,
            models.CheckConstraint(
                name="finance_stated_words_whole",
                condition=Q(words__isnull=True, words_vnd__isnull=True) | Q(words__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.printed}"
