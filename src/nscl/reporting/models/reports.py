"""The province's report of a round, edition by edition; Word templates; the files that an issued edition left as."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q

from nscl.institutions.models import AdministrativeUnit
from nscl.reporting.enums import FileForm, ReportState, Section, SignedFor, TemplatePurpose
from nscl.reporting.models.rounds import ReportingRound
from nscl.reporting.models.submissions import SubmissionParagraph

SHA256_LENGTH: Final = 64
FILE_NAME_LENGTH: Final = 200


class ReportTemplate(models.Model):
    """A Word file that the office edits; kept with every version, the newest not retired one is used.

    What is wrong with a template is refused before it is stored, so a stored one can be filled in.
    """

    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8, choices=TemplatePurpose.choices)
    ordinal = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=FILE_NAME_LENGTH)
    sha256 = models.CharField(max_length=SHA256_LENGTH)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "purpose", "ordinal"], name="reporting_template_ordinal"),
            models.UniqueConstraint(
                fields=["unit", "purpose"], condition=Q(retired_at__isnull=True), name="reporting_template_one_in_use"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ReportEdition(models.Model):
    """One edition of the province's report of a round.

    number, issued_on: of the signed paper, blank until the office gives them. signed_for: in what capacity; signatory:
    the name, "" leaves it blank. recipients: a line each. template None: the standard one.
    """

    round = models.ForeignKey(ReportingRound, on_delete=models.PROTECT, related_name="editions")
    ordinal = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    reason = models.TextField(blank=True)
    subject = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    signed_for = models.CharField(max_length=16, choices=SignedFor.choices, default=SignedFor.COMMITTEE_DEPUTY)
    signatory = models.CharField(max_length=100, blank=True)
    recipients = models.TextField(blank=True)
    template = models.ForeignKey(ReportTemplate, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "ordinal"], name="reporting_edition_ordinal_once"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state=ReportState.DRAFT), name="reporting_edition_one_draft"
            ),
            models.UniqueConstraint(
                fields=["round"], condition=Q(state=ReportState.ISSUED), name="reporting_edition_one_in_force"
            ),
            models.CheckConstraint(
                name="reporting_edition_state_and_time",
                condition=Q(state=ReportState.DRAFT, frozen_at__isnull=True, superseded_at__isnull=True)
                | Q(state=ReportState.ISSUED, frozen_at__isnull=False, superseded_at__isnull=True)
                | Q(state=ReportState.SUPERSEDED, frozen_at__isnull=False, superseded_at__isnull=False),
            ),
            # A later edition says why there is one.
            models.CheckConstraint(name="reporting_edition_says_why", condition=Q(ordinal=1) | ~Q(reason="")),
            models.CheckConstraint(name="reporting_edition_has_subject", condition=~Q(subject="")),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.ordinal}"


class ReportParagraph(models.Model):
    """A paragraph of the province's report; picked_from: the agency's paragraph that it was taken from."""

    edition = models.ForeignKey(ReportEdition, on_delete=models.CASCADE, related_name="paragraphs")
    section = models.CharField(max_length=12, choices=Section.choices)
    position = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    picked_from = models.ForeignKey(SubmissionParagraph, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["edition", "section", "position"], name="reporting_report_order")]

    def __str__(self) -> str:
        return self.text[:60]


class IssuedFile(models.Model):
    """A file of an issued edition, byte for byte as it left."""

    edition = models.ForeignKey(ReportEdition, on_delete=models.CASCADE, related_name="files")
    form = models.CharField(max_length=4, choices=FileForm.choices)
    sha256 = models.CharField(max_length=SHA256_LENGTH)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "form"], name="reporting_issued_file_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.form}"
