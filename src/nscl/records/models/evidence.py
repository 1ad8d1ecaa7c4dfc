"""Evidence: files and links that prove a record. The bytes lie on the disk (`nscl.records.evidence_files`)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from nscl.records.enums import FileType

SHA256_LENGTH = 64
NAME_LENGTH = 150
CAPTION_LENGTH = 300
LINK_LENGTH = 500
PICTURES = [FileType.JPEG, FileType.PNG, FileType.WEBP]


class EvidenceFile(models.Model):
    """One content, however often it is evidence: its SHA-256, its size, what it is.

    discarded_at: the bytes were removed, some time after the last evidence with them was; the row stays, so that the
    trace still says which file it was. width, height: points of a picture, upright.
    """

    sha256 = models.CharField(max_length=SHA256_LENGTH, unique=True)
    size = models.PositiveBigIntegerField()
    type = models.CharField(max_length=10, choices=FileType.choices)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    stored_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="records_file_whole_hash", condition=Exact(Length("sha256"), SHA256_LENGTH)),
            models.CheckConstraint(name="records_file_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(name="records_file_type", condition=Q(type__in=FileType.values)),
            models.CheckConstraint(
                name="records_file_picture_has_points",
                condition=Q(type__in=PICTURES, width__isnull=False, height__isnull=False, width__gt=0, height__gt=0)
                | (~Q(type__in=PICTURES) & Q(width__isnull=True, height__isnull=True)),
            ),
            models.CheckConstraint(
                name="records_file_discarded_later",
                condition=Q(discarded_at__isnull=True) | Q(discarded_at__gte=F("stored_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.sha256[:12]}"


class Evidence(models.Model):
    """One file or link that proves one thing, by kind and number, as the audit trail names it.

    unit_id, agency_id: whose thing it is, by which permission is judged. Removing leaves the row, with who, when, why.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    agency_id = models.BigIntegerField(null=True)
    file = models.ForeignKey(EvidenceFile, null=True, on_delete=models.PROTECT, related_name="uses")
    link = models.CharField(max_length=LINK_LENGTH, blank=True)
    name = models.CharField(max_length=NAME_LENGTH)
    caption = models.CharField(max_length=CAPTION_LENGTH, blank=True)
    added_at = models.DateTimeField()
    added_by_id = models.BigIntegerField(null=True)
    added_by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)
    removed_by_id = models.BigIntegerField(null=True)
    removed_by_name = models.CharField(max_length=200, blank=True)
    removal_reason = models.TextField(blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="records_evidence_file_or_link",
                condition=Q(file__isnull=False, link="") | (Q(file__isnull=True) & ~Q(link="")),
            ),
            models.CheckConstraint(
                name="records_evidence_link_is_web",
                condition=Q(link="") | Q(link__startswith="https://") | Q(link__startswith="http://"),
            ),
            models.CheckConstraint(
                name="records_evidence_names_it", condition=~Q(subject_kind="") & ~Q(name="") & ~Q(added_by_name="")
            ),
            models.CheckConstraint(
                name="records_evidence_removed_why",
                condition=Q(removed_at__isnull=True, removed_by_id__isnull=True, removed_by_name="", removal_reason="")
                | (
                    Q(removed_at__isnull=False, removed_at__gte=F("added_at"))
                    & ~Q(removed_by_name="")
                    & ~Q(removal_reason="")
                ),
            ),
            # The same photograph twice under one activity is one photograph.
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "file"],
                condition=Q(removed_at__isnull=True, file__isnull=False),
                name="records_evidence_file_once",
            ),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "link"],
                condition=Q(removed_at__isnull=True, file__isnull=True),
                name="records_evidence_link_once",
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="records_evidence_subject")]

    def __str__(self) -> str:
        return self.name
