"""Several people at once, in real transactions: nothing doubled, no row without its file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from nscl.records.evidence_files.storage import Received, evidence_store
from nscl.records.models import AuditEvent, Evidence, EvidenceFile
from nscl.records.operations import SYSTEM, Actor
from nscl.records.operations.evidence import AlreadyEvidence, EvidenceGone, EvidenceSubject, add_file, remove_evidence
from nscl.records.operations.evidence_tidying import REMOVED_KEPT_FOR, tidy_evidence
from tests.factories import files
from tests.factories.people import AT
from tests.factories.together import in_a_thread, in_threads, real_database

pytestmark = pytest.mark.django_db(transaction=True)

LAN = Actor(7, "Trần Thị Lan")
PEOPLE = 6


@pytest.fixture(autouse=True)
def _real_database(tmp_path: Path) -> Iterator[None]:
    with real_database(tmp_path):
        yield


def subject(number: int) -> EvidenceSubject:
    return EvidenceSubject(kind="work.activity", number=number, label="Hội nghị", unit_id=24)


def sending(file: Received, to: int) -> Callable[[], object]:
    return lambda: add_file(subject=subject(to), file=file, name="anh.jpg", by=LAN, at=AT)


def test_the_same_photograph_for_one_thing_by_six_people_is_there_once() -> None:
    def test() -> None:
        waiting = [files.received(files.picture()) for _ in range(PEOPLE)]
        raised = in_threads([sending(file, 1) for file in waiting])
        assert [type(error) for error in raised] == [AlreadyEvidence] * (PEOPLE - 1)
        assert Evidence.objects.count() == EvidenceFile.objects.count() == 1
        assert AuditEvent.objects.filter(action="evidence.added").count() == 1

    in_a_thread(test)


def test_the_same_photograph_for_six_things_lies_once() -> None:
    def test() -> None:
        waiting = [files.received(files.picture()) for _ in range(PEOPLE)]
        assert in_threads([sending(file, number) for number, file in enumerate(waiting)]) == []
        assert (Evidence.objects.count(), EvidenceFile.objects.count()) == (PEOPLE, 1)

    in_a_thread(test)


def test_two_people_remove_the_same_once() -> None:
    def test() -> None:
        number = add_file(subject=subject(1), file=files.received(files.picture()), name="a.jpg", by=LAN, at=AT)
        raised = in_threads([lambda: remove_evidence(number=number, reason="nhầm", by=LAN, at=AT)] * 2)
        assert [type(error) for error in raised] == [EvidenceGone]
        assert AuditEvent.objects.filter(action="evidence.removed").count() == 1

    in_a_thread(test)


def test_tidying_while_the_same_content_comes_in_again_never_leaves_a_row_without_its_file() -> None:
    long_after = AT + REMOVED_KEPT_FOR + timedelta(days=1)

    def test() -> None:
        for turn in range(8):
            data = files.picture(colour=f"rgb({turn}, 9, 9)")
            number = add_file(subject=subject(turn), file=files.received(data), name="a.jpg", by=LAN, at=AT)
            remove_evidence(number=number, reason="nhầm", by=LAN, at=AT)
            again = files.received(data, long_after)
            acts = [sending_later(again, turn), lambda: tidy_evidence(by=SYSTEM, at=long_after)]
            assert in_threads(acts) == []
            assert EvidenceFile.objects.get(sha256=again.sha256).discarded_at is None
            assert evidence_store().is_sound(again.sha256)
            assert evidence_store().preview(again.sha256).exists()

    def sending_later(file: Received, turn: int) -> Callable[[], object]:
        return lambda: add_file(subject=subject(100 + turn), file=file, name="a.jpg", by=LAN, at=long_after)

    in_a_thread(test)
