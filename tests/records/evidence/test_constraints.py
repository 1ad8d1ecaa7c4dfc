"""The database refuses nonsense of evidence: each named constraint is violated once; a trace cannot be altered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from nscl.records.models import Evidence, EvidenceFile
from tests.factories.people import AT

pytestmark = pytest.mark.django_db

HASH = "ab" * 32
FILE = {"sha256": HASH, "size": 10, "type": "jpeg", "width": 4, "height": 3, "stored_at": AT}
LINK = "https://baobacninh.vn/bai"
ROW = {
    "subject_kind": "work.activity",
    "subject_id": 1,
    "unit_id": 2,
    "name": "bài báo",
    "link": LINK,
    "added_at": AT,
    "added_by_name": "Lan",
}
REMOVED = {"removed_at": AT, "removed_by_name": "Lan", "removal_reason": "gửi nhầm"}


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("records_file_whole_hash", {"sha256": HASH[:-1]}),
        ("records_file_not_empty", {"size": 0}),
        ("records_file_type", {"type": "exe", "width": None, "height": None}),
        ("records_file_picture_has_points", {"width": None}),
        ("records_file_picture_has_points", {"height": 0}),
        ("records_file_picture_has_points", {"type": "pdf"}),
        ("records_file_discarded_later", {"discarded_at": AT - timedelta(days=1)}),
    ],
)
def test_a_file_is_whole(name: str, fields: dict[str, Any]) -> None:
    EvidenceFile.objects.create(**FILE)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        EvidenceFile.objects.create(**(FILE | {"sha256": "cd" * 32} | fields))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("records_evidence_file_or_link", {"link": ""}),
        ("records_evidence_link_is_web", {"link": "javascript:alert(1)"}),
        ("records_evidence_link_is_web", {"link": "ftp://may/tep"}),
        ("records_evidence_names_it", {"name": ""}),
        ("records_evidence_names_it", {"subject_kind": ""}),
        ("records_evidence_names_it", {"added_by_name": ""}),
        ("records_evidence_removed_why", REMOVED | {"removal_reason": ""}),
        ("records_evidence_removed_why", REMOVED | {"removed_by_name": ""}),
        ("records_evidence_removed_why", {"removal_reason": "gửi nhầm"}),
        ("records_evidence_removed_why", {"removed_by_id": 5}),
        ("records_evidence_removed_why", REMOVED | {"removed_at": AT - timedelta(days=1)}),
    ],
)
def test_evidence_is_whole(name: str, fields: dict[str, Any]) -> None:
    Evidence.objects.create(**ROW)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Evidence.objects.create(**(ROW | {"subject_id": 9} | fields))


def test_evidence_is_a_file_or_a_link_not_both() -> None:
    file = EvidenceFile.objects.create(**FILE)
    with pytest.raises(IntegrityError, match="records_evidence_file_or_link"), transaction.atomic():
        Evidence.objects.create(**ROW, file=file)


def test_one_content_has_one_row() -> None:
    EvidenceFile.objects.create(**FILE)
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidenceFile.objects.create(**FILE)


def test_the_same_link_or_file_proves_a_thing_once() -> None:
    """SQLite names the columns, PostgreSQL the constraint."""
    file = EvidenceFile.objects.create(**FILE)
    for given, name in (
        ({}, "records_evidence_link_once|subject_id"),
        ({"link": "", "file": file}, "records_evidence_file_once|subject_id"),
    ):
        row = Evidence.objects.create(**(ROW | given))
        with pytest.raises(IntegrityError, match=f"{name}|subject_id"), transaction.atomic():
            Evidence.objects.create(**(ROW | given))
        Evidence.objects.create(**(ROW | given | {"subject_id": 2}))
        Evidence.objects.filter(pk=row.pk).update(**REMOVED)
        Evidence.objects.create(**(ROW | given))


@pytest.mark.parametrize(
    "change",
    [
        {"name": "khác"},
        {"removal_reason": "khác"},
        {"removed_at": None, "removed_by_name": "", "removal_reason": ""},
    ],
)
def test_a_trace_is_not_altered(change: dict[str, Any]) -> None:
    row = Evidence.objects.create(**ROW, **REMOVED)
    with pytest.raises(DatabaseError, match="frozen_records_evidence"), transaction.atomic():
        Evidence.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError, match="frozen_records_evidence"), transaction.atomic():
        row.delete()


def test_a_sample_is_taken_away_whole() -> None:
    row = Evidence.objects.create(**ROW, **REMOVED, is_sample=True)
    row.delete()
    assert not Evidence.objects.exists()
