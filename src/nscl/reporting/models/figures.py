"""Figures as they were when a report was submitted or issued: tables, rows, cells, and the records behind each row.

Written once, then sealed; everything names its set, by which the database knows what is sealed. Columns are stored too,
so that an old report keeps its shape in a newer version.
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q

from nscl.reporting.models.reports import ReportEdition
from nscl.reporting.models.submissions import Submission

CODE_LENGTH: Final = 30
KEY_LENGTH: Final = 80


class FigureSet(models.Model):
    """All figures of one submission (the ordinal-th of it) or of one issued edition, as of a day.

    sealed_at: when the last of it was written; nothing of a sealed set is added, changed or removed any more.
    holds_samples: made-up records are in the figures, which every page and paper says; is_sample: the report itself is
    a sample, to be taken away whole: such a set alone is not kept by the database.
    """

    submission = models.ForeignKey(Submission, null=True, on_delete=models.CASCADE, related_name="figure_sets")
    edition = models.ForeignKey(ReportEdition, null=True, on_delete=models.CASCADE, related_name="figure_sets")
    ordinal = models.PositiveSmallIntegerField(default=1)
    as_of = models.DateField()
    taken_at = models.DateTimeField()
    software = models.CharField(max_length=40)
    sealed_at = models.DateTimeField(null=True)
    holds_samples = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reporting_set_of_one",
                condition=Q(submission__isnull=False, edition__isnull=True)
                | Q(submission__isnull=True, edition__isnull=False),
            ),
            models.UniqueConstraint(fields=["submission", "ordinal"], name="reporting_set_submission_once"),
            models.UniqueConstraint(fields=["edition", "ordinal"], name="reporting_set_edition_once"),
            models.CheckConstraint(name="reporting_set_software", condition=~Q(software="")),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id or ''}/{self.edition_id or ''} {self.as_of}"


class FigureTable(models.Model):
    """A table of a set. code: `documents.report_papers` names it; note: what the table says below it."""

    set = models.ForeignKey(FigureSet, on_delete=models.CASCADE, related_name="tables")
    code = models.CharField(max_length=CODE_LENGTH)
    title = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["set", "code"], name="reporting_table_once")]

    def __str__(self) -> str:
        return self.code


class FigureColumn(models.Model):
    """A column of a table."""

    set = models.ForeignKey(FigureSet, on_delete=models.CASCADE, related_name="+")
    table = models.ForeignKey(FigureTable, on_delete=models.CASCADE, related_name="columns")
    key = models.CharField(max_length=CODE_LENGTH)
    heading = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    adds = models.BooleanField(default=False)
    width = models.FloatField(default=1)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="reporting_column_once")]

    def __str__(self) -> str:
        return self.key


class FigureRow(models.Model):
    """A row of a table. key: what it is of ("measure:12", "task:7", "agency:3"), "" for a heading alone."""

    set = models.ForeignKey(FigureSet, on_delete=models.CASCADE, related_name="+")
    table = models.ForeignKey(FigureTable, on_delete=models.CASCADE, related_name="rows")
    key = models.CharField(max_length=KEY_LENGTH, blank=True)
    depth = models.PositiveSmallIntegerField(default=0)
    is_heading = models.BooleanField(default=False)
    position = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["table", "position"], name="reporting_row_order")]

    def __str__(self) -> str:
        return self.key


class FigureCell(models.Model):
    """A cell: a number, a day (as its text, ISO 8601) or words; mark: how a number was come by."""

    set = models.ForeignKey(FigureSet, on_delete=models.CASCADE, related_name="+")
    row = models.ForeignKey(FigureRow, on_delete=models.CASCADE, related_name="cells")
    column = models.ForeignKey(FigureColumn, on_delete=models.CASCADE, related_name="+")
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    text = models.TextField(blank=True)
    mark = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "column"], name="reporting_cell_once")]

    def __str__(self) -> str:
        return self.text or str(self.value)


class FigureRecord(models.Model):
    """A record behind a row as it was: what a later report compares with. kind, number: as the audit trail names it."""

    set = models.ForeignKey(FigureSet, on_delete=models.CASCADE, related_name="+")
    row = models.ForeignKey(FigureRow, on_delete=models.CASCADE, related_name="records")
    kind = models.CharField(max_length=40)
    number = models.BigIntegerField()
    title = models.CharField(max_length=300)
    on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    whose = models.CharField(max_length=250, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "number"], name="reporting_record_subject")]

    def __str__(self) -> str:
        return self.title
