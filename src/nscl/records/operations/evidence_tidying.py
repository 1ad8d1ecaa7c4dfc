"""Keeping the store of evidence in order: what was removed long ago, what no row knows, what is missing; samples."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _

from nscl.records.evidence_files.storage import YOUNG, Swept, evidence_store
from nscl.records.models import Evidence, EvidenceFile
from nscl.records.operations.evidence import EVIDENCE_KIND
from nscl.records.operations.trail import Actor, Reference, record_event

# How long the bytes of removed evidence stay, for whoever asks why: a quarter, as long as a round of reports may take.
REMOVED_KEPT_FOR: Final = timedelta(days=90)


@dataclass(frozen=True)
class Tidied:
    """What `tidy_evidence` did. missing: contents that rows need and the disk lacks, a fault of the machine."""

    discarded: int
    swept: Swept
    missing: tuple[str, ...]


def remove_sample_evidence(*, at: datetime) -> int:
    """Take all evidence of samples away, rows and files, as if it had never been. Returns how many there were.

    Records no event: the act that takes the whole sample away does. Files go after the commit.
    """
    with transaction.atomic():
        files = list(Evidence.objects.filter(is_sample=True, file__isnull=False).values_list("file_id", flat=True))
        count, _by_model = Evidence.objects.filter(is_sample=True).delete()
        used = Evidence.objects.filter(file=OuterRef("pk"))
        unused = EvidenceFile.objects.filter(~Exists(used), pk__in=set(files))
        hashes = sorted(unused.values_list("sha256", flat=True))
        EvidenceFile.objects.filter(sha256__in=hashes).delete()
        transaction.on_commit(partial(_sweep, at, hashes))
    return count


def tidy_evidence(*, by: Actor, at: datetime) -> Tidied:
    """Discard the bytes of evidence removed long ago, sweep files that no row knows, look for files that are missing.

    To be run daily; safe while people upload. Writes an event where something was discarded.
    """
    discarded = _discard(by=by, at=at)
    return Tidied(discarded, _sweep(at - YOUNG, None), _missing())


@transaction.atomic
def _discard(*, by: Actor, at: datetime) -> int:
    live = Evidence.objects.filter(file=OuterRef("pk"), removed_at__isnull=True)
    old = (
        EvidenceFile.objects.filter(~Exists(live), discarded_at__isnull=True)
        .annotate(last_removed=Max("uses__removed_at"))
        .filter(last_removed__lte=at - REMOVED_KEPT_FOR)
    )
    # Locked before it is asked again: who uploads the same content now holds the row, or waits for it.
    locked = EvidenceFile.objects.select_for_update().filter(pk__in=sorted(old.values_list("pk", flat=True)))
    numbers = [row.pk for row in locked.order_by("pk")]
    count = EvidenceFile.objects.filter(~Exists(live), pk__in=numbers, discarded_at__isnull=True).update(
        discarded_at=at
    )
    if count:
        label = _("%(count)s tệp của minh chứng đã gỡ") % {"count": count}
        record_event(action="evidence.discarded", by=by, at=at, subject=Reference(EVIDENCE_KIND, None, label))
    return count


def _sweep(before: datetime, only: Collection[str] | None) -> Swept:
    return evidence_store().sweep(_needed, before=before, only=only)


def _needed(hashes: Collection[str]) -> set[str]:
    """Which of some contents have a row that needs their file."""
    rows = EvidenceFile.objects.filter(sha256__in=list(hashes), discarded_at__isnull=True)
    return set(rows.values_list("sha256", flat=True))


def _missing() -> tuple[str, ...]:
    store = evidence_store()
    needed = EvidenceFile.objects.filter(discarded_at__isnull=True).order_by("pk").values_list("sha256", flat=True)
    return tuple(sha256 for sha256 in needed.iterator() if not store.original(sha256).exists())
