"""`nscl tidy-evidence` on a real store."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone

from nscl.cli import main
from nscl.records.evidence_files.storage import evidence_store
from nscl.records.models import EvidenceFile
from nscl.records.operations import SYSTEM
from nscl.records.operations.evidence import EvidenceSubject, add_file, remove_evidence
from nscl.records.operations.evidence_tidying import REMOVED_KEPT_FOR
from tests.factories import files

pytestmark = pytest.mark.django_db

SUBJECT = EvidenceSubject(kind="work.activity", number=5, label="Hội nghị", unit_id=24)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["tidy-evidence", *arguments])


def added(data: bytes, days_ago: int = 0) -> int:
    at = timezone.now() - timedelta(days=days_ago)
    return add_file(subject=SUBJECT, file=files.received(data, at), name="a.jpg", by=SYSTEM, at=at)


def test_what_is_due_goes_and_what_is_not_stays() -> None:
    added(files.pdf())
    days = REMOVED_KEPT_FOR.days
    old = added(files.picture(), days_ago=days)
    remove_evidence(number=old, reason="nhầm", by=SYSTEM, at=timezone.now() - REMOVED_KEPT_FOR)
    done = run()
    assert done.exit_code == 0, done.output
    assert "Đã xóa 1 tệp" in done.output
    assert "1 của minh chứng đã gỡ quá hạn" in done.output
    assert EvidenceFile.objects.filter(discarded_at__isnull=True).count() == 1
    assert "Đã xóa 0 tệp" in run().output


def test_a_lost_file_fails_the_command() -> None:
    added(files.pdf())
    sha256 = EvidenceFile.objects.get().sha256
    evidence_store().original(sha256).unlink()
    done = run()
    assert done.exit_code == 1
    assert sha256 in done.stderr
    assert "khôi phục thư mục evidence" in done.stderr


def test_a_changed_file_is_found_when_all_are_read() -> None:
    added(files.pdf())
    assert "còn nguyên" in run("--verify").output
    evidence_store().original(EvidenceFile.objects.get().sha256).write_bytes(b"khac")
    assert run().exit_code == 0
    assert run("--verify").exit_code == 1
