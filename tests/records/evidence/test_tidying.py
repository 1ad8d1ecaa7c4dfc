"""Keeping the store in order: bytes of what was removed long ago, files without rows, rows without files, samples."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from nscl.records.evidence_files.storage import YOUNG, evidence_store
from nscl.records.models import AuditEvent, Evidence, EvidenceFile
from nscl.records.operations import SYSTEM, Actor
from nscl.records.operations.evidence import EvidenceSubject, add_file, add_link, remove_evidence
from nscl.records.operations.evidence_tidying import REMOVED_KEPT_FOR, remove_sample_evidence, tidy_evidence
from nscl.records.queries.evidence import find_evidence
from tests.factories import files
from tests.factories.people import AT

pytestmark = pytest.mark.django_db

LAN = Actor(7, "Trần Thị Lan")
SUBJECT = EvidenceSubject(kind="work.activity", number=5, label="Hội nghị", unit_id=24)
OTHER = EvidenceSubject(kind="work.activity", number=6, label="Hội thảo", unit_id=24)
SAMPLE = EvidenceSubject(kind="work.activity", number=8, label="Mẫu", unit_id=24, is_sample=True)
DUE = AT + REMOVED_KEPT_FOR
# By now even what a tidy of an hour ago left as too young is old.
LONG_AFTER = DUE + YOUNG


def added(data: bytes, subject: EvidenceSubject = SUBJECT) -> int:
    return add_file(subject=subject, file=files.received(data), name="anh.jpg", by=LAN, at=AT)


def on_disk() -> int:
    root = evidence_store().original("0" * 64).parents[1]
    return sum(path.is_file() for path in root.rglob("*"))


def test_what_was_removed_long_ago_is_discarded_and_its_row_says_which_file_it_was() -> None:
    number = added(files.picture())
    remove_evidence(number=number, reason="nhầm", by=LAN, at=AT)
    early = tidy_evidence(by=SYSTEM, at=DUE - timedelta(seconds=1))
    assert (early.discarded, early.swept.files, on_disk()) == (0, 0, 3)
    done = tidy_evidence(by=SYSTEM, at=DUE)
    assert (done.discarded, done.swept.files, on_disk()) == (1, 1, 0)
    row = find_evidence(number)
    assert row.file is not None
    assert not row.file.is_there
    assert len(row.file.sha256) == 64
    assert AuditEvent.objects.filter(action="evidence.discarded").count() == 1
    again = tidy_evidence(by=SYSTEM, at=LONG_AFTER)
    assert (again.discarded, again.missing) == (0, ())
    assert AuditEvent.objects.filter(action="evidence.discarded").count() == 1


def test_what_other_evidence_has_stays() -> None:
    remove_evidence(number=added(files.picture()), reason="nhầm", by=LAN, at=AT)
    added(files.picture(), OTHER)
    assert tidy_evidence(by=SYSTEM, at=LONG_AFTER).discarded == 0
    assert on_disk() == 3


def test_the_last_removal_counts() -> None:
    first, second = added(files.picture()), added(files.picture(), OTHER)
    remove_evidence(number=first, reason="nhầm", by=LAN, at=AT)
    remove_evidence(number=second, reason="nhầm", by=LAN, at=AT + timedelta(days=30))
    assert tidy_evidence(by=SYSTEM, at=DUE).discarded == 0
    assert tidy_evidence(by=SYSTEM, at=DUE + timedelta(days=30)).discarded == 1


def test_discarded_content_comes_back_when_it_is_sent_again() -> None:
    remove_evidence(number=added(files.photograph()), reason="nhầm", by=LAN, at=AT)
    tidy_evidence(by=SYSTEM, at=LONG_AFTER)
    number = add_file(
        subject=OTHER, file=files.received(files.photograph(), LONG_AFTER), name="anh.jpg", by=LAN, at=LONG_AFTER
    )
    row = find_evidence(number)
    assert row.file is not None
    assert row.file.is_there
    assert evidence_store().is_sound(row.file.sha256)
    assert evidence_store().preview(row.file.sha256).exists()
    assert EvidenceFile.objects.count() == 1
    assert tidy_evidence(by=SYSTEM, at=LONG_AFTER + timedelta(days=1)).missing == ()
    assert on_disk() == 3


def test_files_of_a_transaction_that_was_taken_back_are_swept() -> None:
    class Stop(Exception):
        pass

    def broken_off() -> None:
        with transaction.atomic():
            added(files.picture())
            raise Stop

    with pytest.raises(Stop):
        broken_off()
    assert tidy_evidence(by=SYSTEM, at=AT + YOUNG / 2).swept.files == 0
    assert tidy_evidence(by=SYSTEM, at=AT + YOUNG).swept.files == 1
    assert on_disk() == 0


def test_a_file_that_the_disk_lost_is_named() -> None:
    row = find_evidence(added(files.picture()))
    assert row.file is not None
    evidence_store().original(row.file.sha256).unlink()
    assert tidy_evidence(by=SYSTEM, at=AT).missing == (row.file.sha256,)


def test_a_sample_goes_with_its_files_and_nothing_else(django_capture_on_commit_callbacks: object) -> None:
    added(files.picture())
    before = (on_disk(), Evidence.objects.count(), EvidenceFile.objects.count())
    added(files.picture(), SAMPLE)
    added(files.pdf(), SAMPLE)
    number = added(files.docx(), SAMPLE)
    remove_evidence(number=number, reason="thử", by=LAN, at=AT)
    add_link(subject=SAMPLE, link="https://bacninh.gov.vn/", by=LAN, at=AT)
    assert find_evidence(number).is_sample
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        assert remove_sample_evidence(at=AT) == 4
    assert (on_disk(), Evidence.objects.count(), EvidenceFile.objects.count()) == before
