"""Files of organisations: those taken in, with whom they made or changed; large ones that a process works on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.institutions.models import AdministrativeUnit
from nscl.organisations.enums import ImportOutcome
from nscl.organisations.models.organisation import Organisation
from nscl.records.models.file_run import FILE_NAME_LENGTH, FileRun


class OrganisationImport(models.Model):
    """One file taken into the registry of a province: how many rows it had, how many were added and changed."""

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=FILE_NAME_LENGTH)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisations_import_of_rows", condition=Q(rows__gte=F("added") + F("changed"))
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportedOrganisation(models.Model):
    """An organisation that a file added or changed, in which row, and what that changed, in words: what its history
    shows of the file's one event, whose hundred thousand changes no page could show.
    """

    taking = models.ForeignKey(OrganisationImport, on_delete=models.PROTECT, related_name="taken", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="imports", db_index=False)
    row = models.PositiveIntegerField()
    is_new = models.BooleanField()
    told = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "taking"], name="organisations_imported_once"),
        ]

    def __str__(self) -> str:
        return f"{self.taking_id}, {self.row}: {self.organisation_id}"


class OrganisationImportRun(FileRun):
    """A large file of organisations. sound_only: rows that are wrong or doubtful are left out.

    The figures are those of the rehearsal: rows that are new, that change something, that change nothing, that look
    like one that is there, that are wrong.
    """

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.CASCADE, related_name="+")
    sound_only = models.BooleanField(default=False)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    doubtful = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)


class OrganisationImportPreview(models.Model):
    """What a rehearsal says of one row of a large file, or of one cell of it that is wrong; in the order of the file.

    row: as Excel numbers it. cell, heading, remedy: of what is wrong. message: what is wrong, doubtful or would change.
    other: the number of the organisation that is there already.
    """

    run = models.ForeignKey(OrganisationImportRun, on_delete=models.CASCADE, related_name="previews", db_index=False)
    outcome = models.CharField(max_length=8, choices=ImportOutcome.choices)
    position = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    name = models.CharField(max_length=250, blank=True)
    tax_code = models.CharField(max_length=14, blank=True)
    cell = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=100, blank=True)
    message = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    other = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "outcome", "position"], name="organisations_preview_once"),
            models.CheckConstraint(name="organisations_preview_outcome", condition=Q(outcome__in=ImportOutcome.values)),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.outcome}"
