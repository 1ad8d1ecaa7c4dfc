"""Studies of firms: what was asked of survey microdata and what came of it. The microdata themselves are not kept."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.institutions.models import AdministrativeUnit
from nscl.productivity.models.runs import TITLE_LENGTH, VERSION_LENGTH
from nscl.productivity.rules.studies import NAME_LENGTH, NAMES_LENGTH
from nscl.records.enums import FileRunState
from nscl.records.models.file_run import WorkerRun

METHOD_LENGTH: Final = 8


class FirmStudy(WorkerRun):
    """One study: columns of the file by what they hold (several of one kind with commas between), and how to estimate.

    estimators: with commas between. draws: samples of the bootstrap, 0 for none. rows_used, firms, moved: of the file;
    moved: firms that changed their group. What is published is frozen; it may be withdrawn.
    """

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH)
    firm_column = models.CharField(max_length=NAME_LENGTH)
    year_column = models.CharField(max_length=NAME_LENGTH)
    output_column = models.CharField(max_length=NAME_LENGTH)
    labour_columns = models.CharField(max_length=NAMES_LENGTH)
    capital_columns = models.CharField(max_length=NAMES_LENGTH)
    proxy_column = models.CharField(max_length=NAME_LENGTH, blank=True)
    group_column = models.CharField(max_length=NAME_LENGTH, blank=True)
    decimal_mark = models.CharField(max_length=5, blank=True)
    estimators = models.CharField(max_length=NAME_LENGTH)
    draws = models.PositiveIntegerField(default=0)
    seed = models.PositiveIntegerField(default=1)
    rows_used = models.PositiveIntegerField(default=0)
    firms = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    software = models.CharField(max_length=VERSION_LENGTH, blank=True)
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawal_reason = models.TextField(blank=True)

    class Meta(WorkerRun.Meta):
        constraints = [
            *WorkerRun.Meta.constraints,
            models.CheckConstraint(
                name="productivity_study_published",
                condition=Q(published_at__isnull=True)
                | (Q(published_at__isnull=False, state=FileRunState.DONE) & ~Q(software="")),
            ),
            models.CheckConstraint(
                name="productivity_study_withdrawn_why",
                condition=Q(withdrawn_at__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, published_at__isnull=False) & ~Q(withdrawal_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StudyCoefficient(models.Model):
    """A coefficient of an input in the production function of a group. input "": returns to scale, their sum.

    error: its standard error, clustered by firm, where one was computed. rows, firms: that it was estimated from.
    """

    study = models.ForeignKey(FirmStudy, on_delete=models.CASCADE, related_name="coefficients")
    position = models.PositiveIntegerField()
    method = models.CharField(max_length=METHOD_LENGTH)
    group = models.CharField(max_length=NAME_LENGTH, blank=True)
    input = models.CharField(max_length=NAME_LENGTH, blank=True)
    value = models.FloatField()
    error = models.FloatField(null=True)
    rows = models.PositiveIntegerField()
    firms = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "method", "group", "input"], name="productivity_coefficient_once"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.group} {self.input}"


class StudyYear(models.Model):
    """A year of all firms by one estimator: ln TFP weighed by output = mean + covariance (Olley and Pakes 1996).

    within, between, entry, leaving: what moved it since the year before (Melitz and Polanec 2015); all there or none.
    """

    study = models.ForeignKey(FirmStudy, on_delete=models.CASCADE, related_name="years")
    method = models.CharField(max_length=METHOD_LENGTH)
    year = models.PositiveSmallIntegerField()
    firms = models.PositiveIntegerField()
    log_tfp = models.FloatField()
    mean = models.FloatField()
    covariance = models.FloatField()
    within = models.FloatField(null=True)
    between = models.FloatField(null=True)
    entry = models.FloatField(null=True)
    leaving = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "method", "year"], name="productivity_study_year_once"),
            models.CheckConstraint(
                name="productivity_study_year_parts",
                condition=Q(within__isnull=True, between__isnull=True, entry__isnull=True, leaving__isnull=True)
                | Q(within__isnull=False, between__isnull=False, entry__isnull=False, leaving__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.year}"


class StudyDropped(models.Model):
    """Rows of the file that were left out for one reason; line: the first of them, as a reader of the file finds it."""

    study = models.ForeignKey(FirmStudy, on_delete=models.CASCADE, related_name="dropped")
    position = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=NAMES_LENGTH)
    rows = models.PositiveIntegerField()
    line = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "position"], name="productivity_dropped_once")]

    def __str__(self) -> str:
        return self.why


class StudyNote(models.Model):
    """What a reader of the study must know: a group that gave no estimate, or too few firms to be shown."""

    study = models.ForeignKey(FirmStudy, on_delete=models.CASCADE, related_name="notes")
    position = models.PositiveSmallIntegerField()
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "position"], name="productivity_study_note_once")]

    def __str__(self) -> str:
        return self.words[:60]
