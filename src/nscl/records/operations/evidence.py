"""Adding and removing evidence. Who may is asked above, of the thing that it proves; these functions are told.

A file goes the way: received (`evidence_files.storage`, hashed while it is written) → examined (what it really is,
previews) → settled and its rows written in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nscl.records.enums import FileType
from nscl.records.evidence_files.limits import MAX_OF_ONE_SUBJECT
from nscl.records.evidence_files.links import checked_link
from nscl.records.evidence_files.naming import named_as, one_line
from nscl.records.evidence_files.pictures import Picture, is_picture, make_previews
from nscl.records.evidence_files.refusals import EvidenceError, FileRefused
from nscl.records.evidence_files.sniffing import file_type
from nscl.records.evidence_files.storage import Received, evidence_store
from nscl.records.models import Evidence, EvidenceFile
from nscl.records.models.evidence import CAPTION_LENGTH, NAME_LENGTH
from nscl.records.operations.trail import LABEL_LENGTH, Actor, Change, Reference, record_event

__all__ = ["EvidenceError", "FileRefused"]  # what these functions raise

EVIDENCE_KIND: Final = "records.evidence"


@dataclass(frozen=True, kw_only=True)
class EvidenceSubject:
    """The thing that evidence belongs to, named by whoever has checked that the person may change it.

    kind, number: as the audit trail names it ("work.activity"); label: what people call it; unit_id, agency_id: whose
    it is. is_sample: the thing is a sample, and so is what is added to it.
    """

    kind: str
    number: int
    label: str
    unit_id: int
    agency_id: int | None = None
    is_sample: bool = False

    @property
    def reference(self) -> Reference:
        """The thing in the words of the audit trail."""
        return Reference(self.kind, self.number, self.label)


class AlreadyEvidence(EvidenceError):
    """The same content or link is evidence of the thing already. number: of that evidence."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__(_("Minh chứng này đã có: %(name)s. Không cần gửi lại.") % {"name": name})
        self.number = number


class EvidenceFull(EvidenceError):
    """The thing has as much evidence as one may have."""

    def __init__(self) -> None:
        limit = {"limit": MAX_OF_ONE_SUBJECT}
        super().__init__(
            _("Đã có %(limit)s minh chứng, mức nhiều nhất. Hãy gỡ bớt, hoặc gộp thành một tệp PDF.") % limit
        )


class EvidenceGone(EvidenceError):
    """There is no such evidence, or it was removed already."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Minh chứng này đã được gỡ. Hãy tải lại trang."))
        self.number = number


class RemovalReasonMissing(EvidenceError):
    """Evidence is removed with a reason only."""

    def __init__(self) -> None:
        super().__init__(_("Hãy ghi lý do gỡ minh chứng; lý do được lưu lại."))


@dataclass(frozen=True)
class Examined:
    """What a file that was received really is; its previews wait beside it. `picture`: None for documents."""

    kind: FileType
    picture: Picture | None


def add_file(*, subject: EvidenceSubject, file: Received, name: str, by: Actor, at: datetime, caption: str = "") -> int:
    """Make a received file evidence of `subject`; the waiting file is used up either way. Returns its number.

    Raises FileRefused for what it is not taken as, AlreadyEvidence, EvidenceFull, OSError; nothing is kept then.
    """
    try:
        known = _usable(file.sha256)
        examined = known if known is not None else examine(file)
        return _add_file(subject=subject, file=file, examined=examined, name=name, by=by, at=at, caption=caption)
    finally:
        file.drop()


def examine(file: Received) -> Examined:
    """Tell what a received file is and make its previews, outside of any transaction. Raises FileRefused."""
    kind = file_type(file.path)
    if not is_picture(kind):
        return Examined(kind, None)
    picture = make_previews(file.path, kind, preview=file.preview, thumbnail=file.thumbnail)
    file.stamp_previews()
    return Examined(kind, picture)


def _usable(sha256: str) -> Examined | None:
    """What is known of a content that lies in the store already; None where it has to be looked at."""
    row = EvidenceFile.objects.filter(sha256=sha256, discarded_at__isnull=True).first()
    if row is None or not evidence_store().original(sha256).exists():
        return None
    picture = Picture(row.width, row.height) if row.width is not None and row.height is not None else None
    return Examined(FileType(row.type), picture)


@transaction.atomic
def _add_file(
    *,
    subject: EvidenceSubject,
    file: Received,
    examined: Examined,
    name: str,
    by: Actor,
    at: datetime,
    caption: str,
) -> int:
    row = keep_content(file, examined, at)
    there = _live(subject).filter(file=row).values_list("pk", "name").first()
    if there is not None:
        raise AlreadyEvidence(*there)
    _require_room(subject)
    return _write(
        Evidence(file=row, name=named_as(name, examined.kind)), subject=subject, by=by, at=at, caption=caption
    )


def keep_content(file: Received, examined: Examined, at: datetime) -> EvidenceFile:
    """The row of a content, locked, its bytes in their place; the file is `examine`d, and used up."""
    points = examined.picture
    row, is_new = EvidenceFile.objects.select_for_update().get_or_create(
        sha256=file.sha256,
        defaults={
            "size": file.size,
            "type": examined.kind,
            "width": points.width if points else None,
            "height": points.height if points else None,
            "stored_at": at,
        },
    )
    store = evidence_store()
    if is_new or row.discarded_at is not None or not store.original(file.sha256).exists():
        if points is not None and not file.preview.exists():
            examine(file)  # removed between the look before this transaction and now
        store.settle(file)
    if row.discarded_at is not None:
        row.stored_at, row.discarded_at = at, None
        row.save(update_fields=["stored_at", "discarded_at"])
    return row


@transaction.atomic
def add_link(*, subject: EvidenceSubject, link: str, by: Actor, at: datetime, name: str = "", caption: str = "") -> int:
    """Make an address on the web evidence of `subject` (a report on television, an article). Returns its number.

    name: what the link is shown as; the host where it is "". Raises EvidenceError for what is no http(s) address,
    AlreadyEvidence, EvidenceFull.
    """
    address, host = checked_link(link)
    there = _live(subject).filter(link=address).values_list("pk", "name").first()
    if there is not None:
        raise AlreadyEvidence(*there)
    _require_room(subject)
    shown = one_line(name)[:NAME_LENGTH] or host[:NAME_LENGTH]
    return _write(Evidence(link=address, name=shown), subject=subject, by=by, at=at, caption=caption)


def _live(subject: EvidenceSubject) -> QuerySet[Evidence]:
    return Evidence.objects.filter(
        subject_kind=subject.kind, subject_id=subject.number, removed_at__isnull=True
    ).order_by("pk")


def _require_room(subject: EvidenceSubject) -> None:
    if _live(subject).count() >= MAX_OF_ONE_SUBJECT:
        raise EvidenceFull


def _write(row: Evidence, *, subject: EvidenceSubject, by: Actor, at: datetime, caption: str) -> int:
    row.subject_kind, row.subject_id = subject.kind, subject.number
    row.unit_id, row.agency_id, row.is_sample = subject.unit_id, subject.agency_id, subject.is_sample
    row.added_at, row.added_by_id, row.added_by_name = at, by.number, by.name
    row.caption = one_line(caption)[:CAPTION_LENGTH]
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as clash:  # somebody else added the same at the same moment
        there = _live(subject).filter(file=row.file, link=row.link).values_list("pk", "name").first()
        if there is None:
            raise
        raise AlreadyEvidence(*there) from clash
    what = row.file.sha256 if row.file is not None else row.link
    _record("evidence.added", row, by=by, at=at, changes=[Change("Minh chứng", "", f"{row.name} ({what})")])
    return row.pk


@transaction.atomic
def caption_evidence(*, number: int, caption: str, by: Actor, at: datetime) -> None:
    """Say what is to be seen. Nothing happens where the caption stays as it is. Raises EvidenceGone."""
    row = _locked(number)
    after = one_line(caption)[:CAPTION_LENGTH]
    if row.caption == after:
        return
    before, row.caption = row.caption, after
    row.save(update_fields=["caption"])
    _record("evidence.captioned", row, by=by, at=at, changes=[Change("Chú thích", before, after)])


@transaction.atomic
def remove_evidence(*, number: int, reason: str, by: Actor, at: datetime) -> None:
    """Take evidence away from its thing; the row stays with who, when and why. Raises EvidenceGone.

    The bytes stay as long as other evidence has them, else for `evidence_tidying.REMOVED_KEPT_FOR`.
    Raises RemovalReasonMissing.
    """
    if not reason.strip():
        raise RemovalReasonMissing
    row = _locked(number)
    row.removed_at, row.removed_by_id, row.removed_by_name = at, by.number, by.name
    row.removal_reason = reason.strip()
    row.save(update_fields=["removed_at", "removed_by_id", "removed_by_name", "removal_reason"])
    what = row.file.sha256 if row.file is not None else row.link
    changes = [Change("Minh chứng", f"{row.name} ({what})", "")]
    _record("evidence.removed", row, by=by, at=at, changes=changes, comment=row.removal_reason)


@transaction.atomic
def remove_all_evidence(*, kind: str, number: int, reason: str, by: Actor, at: datetime) -> int:
    """Take all evidence away from a thing that is itself taken away; the trace of each stays. Returns how many.

    Raises RemovalReasonMissing where there is some.
    """
    standing = Evidence.objects.filter(subject_kind=kind, subject_id=number, removed_at__isnull=True).order_by("pk")
    numbers = list(standing.values_list("pk", flat=True))
    for evidence in numbers:
        remove_evidence(number=evidence, reason=reason, by=by, at=at)
    return len(numbers)


def _locked(number: int) -> Evidence:
    row = Evidence.objects.select_for_update(of=("self",)).filter(pk=number, removed_at__isnull=True).first()
    if row is None:
        raise EvidenceGone(number)
    return row


def _record(
    action: str, row: Evidence, *, by: Actor, at: datetime, changes: Collection[Change], comment: str = ""
) -> None:
    record_event(
        action=action,
        by=by,
        at=at,
        subject=Reference(EVIDENCE_KIND, row.pk, row.name[:LABEL_LENGTH]),
        context=Reference(row.subject_kind, row.subject_id),
        changes=list(changes),
        comment=comment,
    )
