"""Evidence of a sample, many at once: no event for each, for the act that fills the sample records its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nscl.records.evidence_files.storage import evidence_store
from nscl.records.inserting import insert_rows
from nscl.records.models import Evidence, EvidenceFile
from nscl.records.operations.evidence import EvidenceSubject, examine, keep_content
from nscl.records.operations.trail import Actor


@dataclass(frozen=True, kw_only=True)
class SampleEvidence:
    """Evidence of something of a sample: a content by its name and what makes it, or a link where there is none."""

    subject: EvidenceSubject
    name: str
    at: datetime
    content_name: str = ""
    content: Callable[[], bytes] | None = None
    link: str = ""
    caption: str = ""


@transaction.atomic
def add_sample_evidence(*, items: Sequence[SampleEvidence], by: Actor, at: datetime) -> int:
    """Store evidence of a sample; a content is stored once, however many things it proves. Returns how many there are.

    Raises OSError, and FileRefused for what is not taken as evidence.
    """
    files = {one.content_name: one.content for one in items if one.content is not None}
    kept = {name: _kept(content(), at) for name, content in files.items()}
    insert_rows([_row(one, kept, by) for one in items])
    return len(items)


def _kept(content: bytes, at: datetime) -> EvidenceFile:
    file = evidence_store().receive([content], at=at)
    try:
        return keep_content(file, examine(file), at)
    finally:
        file.drop()


def _row(one: SampleEvidence, kept: dict[str, EvidenceFile], by: Actor) -> Evidence:
    return Evidence(
        subject_kind=one.subject.kind,
        subject_id=one.subject.number,
        unit_id=one.subject.unit_id,
        agency_id=one.subject.agency_id,
        file=kept[one.content_name] if one.content is not None else None,
        link=one.link,
        name=one.name,
        caption=one.caption,
        added_at=one.at,
        added_by_id=by.number,
        added_by_name=by.name,
        is_sample=True,
    )
