"""Reading evidence. Whether the person may see the thing that it proves is known above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from nscl.records.enums import FileType
from nscl.records.models import Evidence, EvidenceFile
from nscl.records.models.evidence import CAPTION_LENGTH, NAME_LENGTH

__all__ = ["CAPTION_LENGTH", "NAME_LENGTH"]  # as long as its texts may be


class EvidenceNotFound(LookupError):
    """No evidence has that number."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The content of a file. is_there: its bytes were not discarded; width, height: points of a picture, else None."""

    sha256: str
    size: int
    type: FileType
    width: int | None
    height: int | None
    is_there: bool

    @property
    def is_picture(self) -> bool:
        """Whether it has previews."""
        return self.width is not None


@dataclass(frozen=True, slots=True)
class Removal:
    """By whom, when and why evidence was removed."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One file or link. `file` None: a link, `link` its address. `removal` None: it stands."""

    number: int
    subject_kind: str
    subject_number: int
    unit_id: int
    agency_id: int | None
    name: str
    caption: str
    link: str
    file: StoredFile | None
    added_at: datetime
    added_by: str
    removal: Removal | None
    is_sample: bool


def list_evidence(kind: str, number: int, *, with_removed: bool = False) -> tuple[EvidenceRow, ...]:
    """The evidence of one thing, in the order in which it was added. One query."""
    rows = Evidence.objects.filter(subject_kind=kind, subject_id=number)
    if not with_removed:
        rows = rows.filter(removed_at__isnull=True)
    return tuple(_row(row) for row in rows.select_related("file").order_by("added_at", "pk"))


def evidence_of(kind: str, numbers: Collection[int]) -> Mapping[int, tuple[EvidenceRow, ...]]:
    """The evidence of many things of one kind that stands; a thing without any is left out. One query."""
    rows = Evidence.objects.filter(subject_kind=kind, subject_id__in=list(numbers), removed_at__isnull=True)
    found: dict[int, list[EvidenceRow]] = defaultdict(list)
    for row in rows.select_related("file").order_by("added_at", "pk"):
        found[row.subject_id].append(_row(row))
    return {number: tuple(of_one) for number, of_one in found.items()}


def count_evidence(kind: str, numbers: Collection[int]) -> Mapping[int, int]:
    """How much evidence each of many things has that stands; a thing without any is left out. One query."""
    rows = Evidence.objects.filter(subject_kind=kind, subject_id__in=list(numbers), removed_at__isnull=True)
    return dict(rows.values_list("subject_id").annotate(count=Count("pk")).order_by("subject_id"))


def find_evidence(number: int) -> EvidenceRow:
    """One piece of evidence, removed or not. Raises EvidenceNotFound. One query."""
    row = Evidence.objects.select_related("file").filter(pk=number).first()
    if row is None:
        raise EvidenceNotFound(number)
    return _row(row)


def stored_hashes() -> tuple[str, ...]:
    """The contents whose files must be there, oldest first."""
    rows = EvidenceFile.objects.filter(discarded_at__isnull=True).order_by("pk")
    return tuple(rows.values_list("sha256", flat=True))


def _row(row: Evidence) -> EvidenceRow:
    removal = None
    if row.removed_at is not None:
        removal = Removal(row.removed_at, row.removed_by_name, row.removal_reason)
    return EvidenceRow(
        number=row.pk,
        subject_kind=row.subject_kind,
        subject_number=row.subject_id,
        unit_id=row.unit_id,
        agency_id=row.agency_id,
        name=row.name,
        caption=row.caption,
        link=row.link,
        file=None if row.file is None else _file(row.file),
        added_at=row.added_at,
        added_by=row.added_by_name,
        removal=removal,
        is_sample=row.is_sample,
    )


def _file(row: EvidenceFile) -> StoredFile:
    return StoredFile(row.sha256, row.size, FileType(row.type), row.width, row.height, row.discarded_at is None)
