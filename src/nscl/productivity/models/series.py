"""Statistical series by vintage: every figure as its source printed it, and what was asked and answered about it."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.institutions.models import AdministrativeUnit
from nscl.productivity.enums import Answer, Breakdown, FileForm, MeasureUnit, PriceBasis, QuestionKind, Variable

CODE_LENGTH: Final = 20
NAME_LENGTH: Final = 120
SOURCE_LENGTH: Final = 250
FIRST_YEAR, LAST_YEAR = 1900, 2100


class StatisticsImport(models.Model):
    """A file of figures taken in: how many series and figures of it were new. sha256: of its bytes."""

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=5, choices=FileForm.choices)
    file_name = models.CharField(max_length=NAME_LENGTH)
    sha256 = models.CharField(max_length=64)
    vintages_made = models.PositiveIntegerField()
    figures = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.file_name


class StatisticalSeries(models.Model):
    """One quantity of one province by year, in one price basis; its figures are those of its vintages.

    unit: the province as it was when the source counted (a predecessor keeps its own series). part: the code of a
    sector, asset, education or input; "" for the whole. base_year: of constant prices, or where an index is 100;
    0: none.
    """

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    variable = models.CharField(max_length=20, choices=Variable.choices)
    breakdown = models.CharField(max_length=10, choices=Breakdown.choices, default=Breakdown.WHOLE)
    part = models.CharField(max_length=CODE_LENGTH, blank=True)
    part_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    price_basis = models.CharField(max_length=10, choices=PriceBasis.choices)
    base_year = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "variable", "breakdown", "part", "price_basis", "base_year"],
                name="productivity_series_once",
            ),
            models.CheckConstraint(
                name="productivity_series_part",
                condition=Q(breakdown=Breakdown.WHOLE, part="", part_name="")
                | (~Q(breakdown=Breakdown.WHOLE) & ~Q(part="") & ~Q(part_name="")),
            ),
            models.CheckConstraint(
                name="productivity_series_base",
                condition=Q(price_basis=PriceBasis.CONSTANT, base_year__gte=FIRST_YEAR, base_year__lte=LAST_YEAR)
                | Q(price_basis=PriceBasis.CURRENT, base_year=0)
                | Q(price_basis=PriceBasis.NONE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variable} {self.part}".strip()


class SeriesVintage(models.Model):
    """The figures of a series as one source gave them at one time; a revised figure is a new vintage.

    number: 1, 2, … within the series, the highest that is not withdrawn counts. source: the yearbook or letter;
    released_on: its day, where known. Figures stay as they are from the first; a wrong vintage is withdrawn.
    """

    series = models.ForeignKey(StatisticalSeries, on_delete=models.PROTECT, related_name="vintages")
    number = models.PositiveSmallIntegerField()
    measured_in = models.CharField(max_length=16, choices=MeasureUnit.choices)
    source = models.CharField(max_length=SOURCE_LENGTH)
    released_on = models.DateField(null=True)
    taking = models.ForeignKey(StatisticsImport, null=True, on_delete=models.PROTECT, related_name="vintages")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawal_reason = models.TextField(blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="productivity_vintage_once"),
            models.CheckConstraint(name="productivity_vintage_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="productivity_vintage_withdrawn_why",
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} v{self.number}"


class Observation(models.Model):
    """One year's figure, in the unit of its vintage.

    A double keeps fifteen digits; no statistical office prints more of a province, and everything that is computed
    from it is computed in doubles.
    """

    vintage = models.ForeignKey(SeriesVintage, on_delete=models.CASCADE, related_name="observations")
    year = models.PositiveSmallIntegerField()
    value = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vintage", "year"], name="productivity_figure_once"),
            models.CheckConstraint(
                name="productivity_figure_year", condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"


class SeriesQuestion(models.Model):
    """Something in a vintage that a person must say before it is used (`nscl.economics.linking.questions`).

    factor: with RESCALED this year's figure is multiplied by it, with LINKED all earlier years are.
    """

    vintage = models.ForeignKey(SeriesVintage, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=5, choices=QuestionKind.choices)
    year = models.PositiveSmallIntegerField()
    says = models.TextField()
    likely = models.TextField()
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.OPEN)
    factor = models.FloatField(null=True)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vintage", "kind", "year"], name="productivity_question_once"),
            models.CheckConstraint(
                name="productivity_question_answered",
                condition=Q(answer=Answer.OPEN, answered_at__isnull=True, reason="")
                | (~Q(answer=Answer.OPEN) & Q(answered_at__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="productivity_question_factor",
                condition=Q(answer__in=[Answer.RESCALED, Answer.LINKED], factor__isnull=False, factor__gt=0)
                | (~Q(answer__in=[Answer.RESCALED, Answer.LINKED]) & Q(factor__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class SeriesLink(models.Model):
    """Two series of one quantity on two bases as one: earlier years × factor take the level of the later base.

    factor None: as the year that both have gives it; given: as `source` publishes it.
    """

    earlier = models.OneToOneField(StatisticalSeries, on_delete=models.PROTECT, related_name="link_to_later")
    later = models.ForeignKey(StatisticalSeries, on_delete=models.PROTECT, related_name="links_from_earlier")
    year = models.PositiveSmallIntegerField()
    factor = models.FloatField(null=True)
    source = models.CharField(max_length=SOURCE_LENGTH, blank=True)
    linked_at = models.DateTimeField()
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="productivity_link_two", condition=~Q(earlier=F("later"))),
            models.CheckConstraint(
                name="productivity_link_factor",
                condition=Q(factor__isnull=True) | (Q(factor__isnull=False, factor__gt=0) & ~Q(source="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} → {self.later_id}"
