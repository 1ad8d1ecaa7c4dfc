"""A run: which figures went in, by which options, what came out; frozen when it is published."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.economics.capital import CapitalBasis, InvestmentTiming
from nscl.economics.decomposition import Decomposition
from nscl.economics.growth.accounting import Method
from nscl.economics.growth.periods import Average
from nscl.institutions.models import AdministrativeUnit
from nscl.productivity.enums import CapitalInput, LabourInput, ResultTable, RunState, StockStart
from nscl.productivity.models.series import SOURCE_LENGTH, SeriesVintage

TITLE_LENGTH: Final = 200
KEY_LENGTH: Final = 60
VERSION_LENGTH: Final = 40


def _of(choices: type[StrEnum]) -> list[tuple[str, str]]:
    """The values of a pure enumeration as a field's choices; screens name them in their own words."""
    return [(one.value, one.value) for one in choices]


class ProductivityRun(models.Model):
    """One computation for a province: growth of first_year … last_year, each on the year before.

    method: the main one, which the indicators read; the others stand beside it where the figures carry them.
    labour_share: of the input-output table, for the statistics office's method. stock_start, start_ratio, start_years:
    how the stock begins. The ranges are what the bands are drawn from (None: none is drawn for it). target_share,
    target_growth: fractions of the plan's target, for the TFP it would need. software: name and version that computed.
    """

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH)
    note = models.TextField(blank=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=12, choices=_of(Method))
    average = models.CharField(max_length=12, choices=_of(Average), default=Average.CUMULATED.value)
    decomposition = models.CharField(max_length=20, choices=_of(Decomposition), default=Decomposition.FABRICANT.value)
    labour_input = models.CharField(max_length=8, choices=LabourInput.choices, default=LabourInput.WORKERS)
    capital_input = models.CharField(max_length=8, choices=CapitalInput.choices, default=CapitalInput.STOCK)
    labour_share = models.FloatField(null=True)
    labour_share_source = models.CharField(max_length=SOURCE_LENGTH, blank=True)
    depreciation = models.FloatField()
    stock_start = models.CharField(max_length=8, choices=StockStart.choices, default=StockStart.STEADY)
    start_ratio = models.FloatField(null=True)
    start_years = models.PositiveSmallIntegerField(default=5)
    timing = models.CharField(max_length=6, choices=_of(InvestmentTiming), default=InvestmentTiming.END.value)
    basis = models.CharField(max_length=7, choices=_of(CapitalBasis), default=CapitalBasis.AVERAGE.value)
    share_low = models.FloatField(null=True)
    share_high = models.FloatField(null=True)
    depreciation_low = models.FloatField(null=True)
    depreciation_high = models.FloatField(null=True)
    draws = models.PositiveIntegerField(default=0)
    seed = models.PositiveIntegerField(default=1)
    target_share = models.FloatField(null=True)
    target_growth = models.FloatField(null=True)
    forecast_to = models.PositiveSmallIntegerField(null=True)
    research_elasticity = models.FloatField(null=True)
    state = models.CharField(max_length=9, choices=RunState.choices, default=RunState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    computed_at = models.DateTimeField(null=True)
    software = models.CharField(max_length=VERSION_LENGTH, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawal_reason = models.TextField(blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="productivity_run_years", condition=Q(last_year__gte=F("first_year"))),
            models.CheckConstraint(
                name="productivity_run_share",
                condition=Q(labour_share__isnull=True)
                | (Q(labour_share__isnull=False, labour_share__gt=0, labour_share__lt=1) & ~Q(labour_share_source="")),
            ),
            models.CheckConstraint(
                name="productivity_run_depreciation", condition=Q(depreciation__gt=0, depreciation__lt=1)
            ),
            models.CheckConstraint(
                name="productivity_run_start",
                condition=Q(stock_start=StockStart.RATIO, start_ratio__isnull=False, start_ratio__gt=0)
                | (~Q(stock_start=StockStart.RATIO) & Q(start_ratio__isnull=True)),
            ),
            models.CheckConstraint(
                name="productivity_run_ranges",
                condition=(
                    Q(share_low__isnull=True, share_high__isnull=True)
                    | Q(share_low__isnull=False, share_high__isnull=False, share_low__lt=F("share_high"))
                )
                & (
                    Q(depreciation_low__isnull=True, depreciation_high__isnull=True)
                    | Q(
                        depreciation_low__isnull=False,
                        depreciation_high__isnull=False,
                        depreciation_low__lt=F("depreciation_high"),
                    )
                ),
            ),
            # What is published was computed, by a software that is named.
            models.CheckConstraint(
                name="productivity_run_published",
                condition=Q(state=RunState.DRAFT, published_at__isnull=True)
                | (
                    ~Q(state=RunState.DRAFT)
                    & Q(published_at__isnull=False, computed_at__isnull=False)
                    & ~Q(software="")
                ),
            ),
            models.CheckConstraint(
                name="productivity_run_withdrawn_why",
                condition=(Q(state=RunState.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawal_reason=""))
                | (~Q(state=RunState.WITHDRAWN) & Q(withdrawn_at__isnull=True, withdrawal_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RunInput(models.Model):
    """A vintage that went into a run."""

    run = models.ForeignKey(ProductivityRun, on_delete=models.CASCADE, related_name="inputs")
    vintage = models.ForeignKey(SeriesVintage, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "vintage"], name="productivity_input_once")]

    def __str__(self) -> str:
        return f"{self.run_id} ← {self.vintage_id}"


class RunFigure(models.Model):
    """A figure as it was computed with: linked, summed over predecessors, deflated, in the unit named.

    key: "output", "capital", "labour", "labour_share", "output:A" (of a sector), "investment:machines" (of an asset)…
    """

    run = models.ForeignKey(ProductivityRun, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(max_length=KEY_LENGTH)
    name = models.CharField(max_length=TITLE_LENGTH)
    measured_in = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    value = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "key", "year"], name="productivity_run_figure_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.year}"


class RunResult(models.Model):
    """One figure of one table of results, or in words why there is none.

    method: of the table's kind (a `Method`, a `Decomposition`, a `ScienceMethod`), "" where it has none; part: a sector
    or an assumption; first_year and last_year: equal for one year's figure; measure: its column ("output", "tfp",
    "tfp_share", "p10"…); position: its row. Fractions, not per cent.
    """

    run = models.ForeignKey(ProductivityRun, on_delete=models.CASCADE, related_name="results")
    table = models.CharField(max_length=20, choices=ResultTable.choices)
    method = models.CharField(max_length=KEY_LENGTH, blank=True)
    part = models.CharField(max_length=KEY_LENGTH, blank=True)
    part_name = models.CharField(max_length=TITLE_LENGTH, blank=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=KEY_LENGTH)
    position = models.PositiveIntegerField()
    value = models.FloatField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "table", "method", "part", "first_year", "last_year", "measure"],
                name="productivity_result_once",
            ),
            # A refusal instead of a number, never an empty cell.
            models.CheckConstraint(name="productivity_result_told", condition=Q(value__isnull=False) | ~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.method} {self.measure}"


class RunNote(models.Model):
    """What a reader of the run must know: a link, an answer to a question, a method that the figures do not carry."""

    run = models.ForeignKey(ProductivityRun, on_delete=models.CASCADE, related_name="notes")
    position = models.PositiveSmallIntegerField()
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="productivity_note_once")]

    def __str__(self) -> str:
        return self.words[:60]
