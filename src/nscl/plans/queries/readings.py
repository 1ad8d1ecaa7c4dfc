"""Readings of uploaded documents. A reading belongs to the person who uploaded the document, and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from nscl.accounts.rules import Viewer
from nscl.plans.enums import EditionState, ReadingState
from nscl.plans.models import PlanReading, ReadingDoubt, ReadingPassage, ReadingResult
from nscl.plans.queries.access import computed, visible_editions
from nscl.plans.rules import is_silent

MOST_LISTED = 50


class ReadingNotFound(LookupError):
    """No such reading of this person."""


@dataclass(frozen=True)
class Failure:
    """Why a document could not be read, in sentences; 1-based line and page where known."""

    code: str
    message: str
    remedy: str
    line: int | None
    page: int | None


@dataclass(frozen=True, kw_only=True)
class ReadingRow:
    """A reading. pages_all: 0 while unknown; doubts: how many of what was read.

    slug, ordinal: of the edition that it has become, "" and None before; is_draft: whether that is still a draft.
    """

    number: int
    token: str
    file_name: str
    size: int
    sha256: str
    state: ReadingState
    uploaded_at: datetime
    queued_at: datetime
    heartbeat_at: datetime | None
    finished_at: datetime | None
    pages_done: int
    pages_all: int
    failure: Failure | None
    slug: str
    ordinal: int | None
    is_draft: bool
    doubts: int

    @property
    def is_under_way(self) -> bool:
        """True while it waits for its worker or is being read."""
        return self.state in {ReadingState.QUEUED, ReadingState.RUNNING}

    def is_silent(self, at: datetime) -> bool:
        """True where its worker should have given a sign of life by now, and has not."""
        return is_silent(self.state, self.queued_at, self.heartbeat_at, at)


@dataclass(frozen=True)
class DoubtRow:
    """A doubt about what was read; subject: the path of the item in the pack."""

    subject: str
    reason: str
    first_line: int | None
    last_line: int | None


@dataclass(frozen=True)
class PassageLines:
    """A passage that was not read, of a reading that is no draft yet."""

    first_line: int
    last_line: int
    page: int | None


@dataclass(frozen=True)
class ReadingContent:
    """What was read: the pack as YAML, the text, notes on the way, doubts, passages not read."""

    pack: str
    text: str
    notes: tuple[str, ...]
    doubts: tuple[DoubtRow, ...]
    passages: tuple[PassageLines, ...]


def list_readings(viewer: Viewer) -> tuple[ReadingRow, ...]:
    """The person's readings, newest first, discarded ones left out. One query."""
    rows = _own(viewer).exclude(state=ReadingState.DISCARDED).order_by("-uploaded_at", "-pk")[:MOST_LISTED]
    return tuple(_row(reading) for reading in rows)


def get_reading(viewer: Viewer, number: int) -> ReadingRow:
    """One reading. Raises ReadingNotFound. One query."""
    reading = _own(viewer).exclude(state=ReadingState.DISCARDED).filter(pk=number).order_by("pk").first()
    if reading is None:
        raise ReadingNotFound(str(number))
    return _row(reading)


def content_of(viewer: Viewer, number: int) -> ReadingContent:
    """What was read of a document. Raises ReadingNotFound where nothing was (yet). Three queries."""
    own = PlanReading.objects.filter(uploaded_by=viewer.number, pk=number).values("pk")
    result = ReadingResult.objects.filter(reading__in=own).order_by("pk").first()
    if result is None:
        raise ReadingNotFound(str(number))
    doubts = ReadingDoubt.objects.filter(reading=number).order_by("position")
    passages = ReadingPassage.objects.filter(reading=number).order_by("position")
    return ReadingContent(
        pack=result.pack,
        text=result.text,
        notes=tuple(result.notes.splitlines()),
        doubts=tuple(DoubtRow(*v) for v in doubts.values_list("subject", "reason", "first_line", "last_line")),
        passages=tuple(PassageLines(*v) for v in passages.values_list("first_line", "last_line", "page")),
    )


def drafts_of_document(viewer: Viewer, sha256: str) -> tuple[tuple[str, int], ...]:
    """Plans (slug, ordinal) that anybody has read from the same document, as far as the person may see them."""
    readings = PlanReading.objects.filter(sha256=sha256, edition__in=visible_editions(viewer).values("pk"))
    found = readings.order_by("edition__plan__slug", "edition__ordinal").values_list(
        "edition__plan__slug", "edition__ordinal"
    )
    return tuple(dict.fromkeys((slug, ordinal or 1) for slug, ordinal in found))


def kept_tokens() -> frozenset[str]:
    """The folders of all documents that are still wanted, whoever uploaded them: for clearing away the others."""
    wanted = PlanReading.objects.exclude(state=ReadingState.DISCARDED)
    return frozenset(wanted.order_by("pk").values_list("token", flat=True))


def _own(viewer: Viewer) -> QuerySet[PlanReading]:
    rows = PlanReading.objects.filter(uploaded_by=viewer.number).select_related("edition__plan")
    return rows.annotate(doubt_count=Count("doubts"))


def _row(reading: PlanReading) -> ReadingRow:
    failure = None
    if reading.state == ReadingState.FAILED:
        failure = Failure(
            reading.error_code,
            reading.error_message,
            reading.error_remedy,
            reading.error_line,
            reading.error_page,
        )
    return ReadingRow(
        number=reading.pk,
        token=reading.token,
        file_name=reading.file_name,
        size=reading.size,
        sha256=reading.sha256,
        state=ReadingState(reading.state),
        uploaded_at=reading.uploaded_at,
        queued_at=reading.queued_at,
        heartbeat_at=reading.heartbeat_at,
        finished_at=reading.finished_at,
        pages_done=reading.pages_done,
        pages_all=reading.pages_all,
        failure=failure,
        slug=reading.edition.plan.slug if reading.edition else "",
        ordinal=reading.edition.ordinal if reading.edition else None,
        is_draft=reading.edition is not None and reading.edition.state == EditionState.DRAFT,
        doubts=int(computed(reading, "doubt_count")),
    )
