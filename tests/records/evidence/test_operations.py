"""Adding, describing and removing evidence, with its trace."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from nscl.records.evidence_files import limits
from nscl.records.evidence_files.storage import evidence_store
from nscl.records.models import AuditEvent, Evidence, EvidenceFile
from nscl.records.operations import Actor, evidence
from nscl.records.operations.evidence import (
    AlreadyEvidence,
    EvidenceFull,
    EvidenceGone,
    EvidenceSubject,
    FileRefused,
    RemovalReasonMissing,
    add_file,
    add_link,
    caption_evidence,
    remove_evidence,
)
from nscl.records.queries import history
from nscl.records.queries.evidence import (
    EvidenceNotFound,
    count_evidence,
    evidence_of,
    find_evidence,
    list_evidence,
)
from tests.factories import files
from tests.factories.people import AT

pytestmark = pytest.mark.django_db

LAN = Actor(7, "Trần Thị Lan")
SUBJECT = EvidenceSubject(kind="work.activity", number=5, label="Hội nghị năng suất", unit_id=24, agency_id=3)
OTHER = EvidenceSubject(kind="work.activity", number=6, label="Hội thảo", unit_id=24)
LINK = "https://baobacninh.vn/hoi-nghi"


def added(data: bytes, name: str = "anh.jpg", subject: EvidenceSubject = SUBJECT, caption: str = "") -> int:
    return add_file(subject=subject, file=files.received(data), name=name, caption=caption, by=LAN, at=AT)


def on_disk() -> list[Path]:
    return sorted(path for path in evidence_store().original("0" * 64).parents[1].rglob("*") if path.is_file())


def test_a_photograph_becomes_evidence_with_previews_and_one_event() -> None:
    data = files.photograph()
    number = added(data, "IMG_0001.JPG", caption=" Khai  mạc\nhội nghị ")
    row = find_evidence(number)
    assert (row.subject_kind, row.subject_number, row.unit_id, row.agency_id) == ("work.activity", 5, 24, 3)
    assert (row.name, row.caption, row.added_by, row.added_at) == ("IMG_0001.JPG", "Khai mạc hội nghị", LAN.name, AT)
    assert row.file is not None
    assert (row.file.size, row.file.type, row.file.width, row.file.height) == (len(data), "jpeg", 2400, 1800)
    assert row.file.is_picture
    store = evidence_store()
    assert store.original(row.file.sha256).read_bytes() == data
    assert files.GPS_MARK not in store.preview(row.file.sha256).read_bytes()
    assert len(on_disk()) == 3
    (event,) = history(context=("work.activity", 5))
    assert (event.action, event.actor_name, event.subject_kind, event.subject_number) == (
        *("evidence.added", LAN.name, "records.evidence", number),
    )
    assert row.file.sha256 in event.changes[0].after


def test_the_same_content_lies_once_for_many_things(monkeypatch: pytest.MonkeyPatch) -> None:
    added(files.picture())
    monkeypatch.setattr(evidence, "examine", lambda _file: pytest.fail("known already"))
    added(files.picture(), subject=OTHER, name="anh-khac.jpg")
    assert EvidenceFile.objects.count() == 1
    assert Evidence.objects.count() == 2
    assert len(on_disk()) == 3


def test_the_same_content_for_the_same_thing_is_told() -> None:
    number = added(files.picture(), "anh-1.jpg")
    with pytest.raises(AlreadyEvidence, match=r"anh-1\.jpg") as refused:
        added(files.picture(), "anh-2.jpg")
    assert refused.value.number == number
    assert Evidence.objects.count() == 1
    assert AuditEvent.objects.count() == 1
    assert len(on_disk()) == 3


def test_a_file_that_is_refused_leaves_nothing() -> None:
    for data in (b"MZ\x90\x00\x03" + b"\x00" * 90, files.photograph()[:9000], b'<svg onload="alert(1)">'):
        with pytest.raises(FileRefused):
            added(data, "anh.jpg")
    assert not EvidenceFile.objects.exists()
    assert on_disk() == []


def test_a_document_is_named_after_what_it_is() -> None:
    row = find_evidence(added(files.docx(), "danh-sach.jpg"))
    assert row.name == "danh-sach.docx"
    assert row.file is not None
    assert not row.file.is_picture
    assert len(on_disk()) == 1


def test_a_rolled_back_act_leaves_a_file_without_a_row_never_the_other_way_round() -> None:
    class Stop(Exception):
        pass

    def broken_off() -> None:
        with transaction.atomic():
            added(files.picture())
            raise Stop

    with pytest.raises(Stop):
        broken_off()
    assert not EvidenceFile.objects.exists()
    assert len(on_disk()) == 3


def test_a_file_that_the_disk_lost_is_mended_by_sending_it_again() -> None:
    row = find_evidence(added(files.picture()))
    assert row.file is not None
    evidence_store().original(row.file.sha256).unlink()
    added(files.picture(), subject=OTHER)
    assert evidence_store().is_sound(row.file.sha256)


def test_one_thing_has_bounded_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MAX_OF_ONE_SUBJECT", 2)
    added(files.picture())
    add_link(subject=SUBJECT, link=LINK, by=LAN, at=AT)
    with pytest.raises(EvidenceFull):
        added(files.pdf())
    with pytest.raises(EvidenceFull):
        add_link(subject=SUBJECT, link=f"{LINK}-2", by=LAN, at=AT)
    assert limits.MAX_OF_ONE_SUBJECT == 100


def test_a_link_is_evidence_once() -> None:
    number = add_link(subject=SUBJECT, link=f" {LINK} ", by=LAN, at=AT)
    row = find_evidence(number)
    assert (row.link, row.name, row.file) == (LINK, "baobacninh.vn", None)
    with pytest.raises(AlreadyEvidence):
        add_link(subject=SUBJECT, link=LINK, name="Bài báo 1/2", by=LAN, at=AT)
    other = find_evidence(add_link(subject=OTHER, link=LINK, name=" Bài báo\n1/2 ", by=LAN, at=AT))
    assert other.name == "Bài báo 1/2"


def test_a_caption_changes_with_its_before_and_after() -> None:
    number = added(files.picture(), caption="Khai mạc")
    caption_evidence(number=number, caption="Bế mạc", by=LAN, at=AT)
    caption_evidence(number=number, caption=" Bế  mạc ", by=LAN, at=AT)
    events = history(subject=("records.evidence", number))
    assert [event.action for event in events] == ["evidence.captioned", "evidence.added"]
    assert (events[0].changes[0].before, events[0].changes[0].after) == ("Khai mạc", "Bế mạc")
    with pytest.raises(EvidenceGone):
        caption_evidence(number=0, caption="x", by=LAN, at=AT)


def test_removing_leaves_a_trace_and_the_file() -> None:
    number = added(files.picture())
    later = AT + timedelta(hours=1)
    with pytest.raises(RemovalReasonMissing):
        remove_evidence(number=number, reason="  ", by=LAN, at=later)
    remove_evidence(number=number, reason=" Gửi nhầm ", by=LAN, at=later)
    assert list_evidence("work.activity", 5) == ()
    (row,) = list_evidence("work.activity", 5, with_removed=True)
    assert row.removal is not None
    assert (row.removal.at, row.removal.by, row.removal.reason) == (later, LAN.name, "Gửi nhầm")
    assert len(on_disk()) == 3
    event = history(subject=("records.evidence", number))[0]
    assert (event.action, event.comment, event.context_number) == ("evidence.removed", "Gửi nhầm", 5)
    with pytest.raises(EvidenceGone):
        remove_evidence(number=number, reason="lại", by=LAN, at=later)
    with pytest.raises(EvidenceGone):
        caption_evidence(number=number, caption="x", by=LAN, at=later)
    assert added(files.picture()) != number


def test_evidence_is_read_by_thing_in_the_order_in_which_it_came() -> None:
    first = added(files.picture(), "1.jpg")
    second = add_link(subject=SUBJECT, link=LINK, by=LAN, at=AT + timedelta(minutes=1))
    third = added(files.pdf(), "3.pdf", OTHER)
    remove_evidence(number=third, reason="nhầm", by=LAN, at=AT)
    assert [row.number for row in list_evidence("work.activity", 5)] == [first, second]
    assert {number: len(rows) for number, rows in evidence_of("work.activity", [5, 6]).items()} == {5: 2}
    assert count_evidence("work.activity", [5, 6]) == {5: 2}
    assert count_evidence("work.difficulty", [5]) == {}
    with pytest.raises(EvidenceNotFound):
        find_evidence(0)
