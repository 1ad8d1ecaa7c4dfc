"""Files between two pages: the owner's alone, whole, and not for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nscl.web.plan_editing import uploads

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


def keep(owner: int = 1, at: datetime = AT, pack: bytes = b"schema: 1") -> str:
    return uploads.keep(owner=owner, name="plan.yaml", pack=pack, text=b"mot\n", at=at)


def test_it_comes_back_as_it_was() -> None:
    found = uploads.find(token=keep(), owner=1)
    assert (found.name, found.pack, found.text) == ("plan.yaml", b"schema: 1", b"mot\n")


def test_it_is_the_owners_alone() -> None:
    token = keep()
    with pytest.raises(uploads.UploadGone):
        uploads.find(token=token, owner=2)
    uploads.drop(token=token, owner=2)
    assert uploads.find(token=token, owner=1)
    uploads.drop(token=token, owner=1)
    with pytest.raises(uploads.UploadGone):
        uploads.find(token=token, owner=1)


@pytest.mark.parametrize("token", ["", "..", "../../etc/passwd", "a" * 43, "a/b"])
def test_a_token_leads_nowhere_else(token: str) -> None:
    with pytest.raises(uploads.UploadGone):
        uploads.find(token=token, owner=1)


def test_what_was_changed_on_the_disk_is_not_used(tmp_path: Path) -> None:
    token = keep()
    (tmp_path / "uploads" / token / "plan.yaml").write_bytes(b"schema: 2")
    with pytest.raises(uploads.UploadGone):
        uploads.find(token=token, owner=1)


def test_the_next_upload_clears_what_is_older_than_a_day() -> None:
    old = keep(at=AT - timedelta(days=2))
    others = keep(owner=2, at=AT - timedelta(hours=1))
    keep()
    with pytest.raises(uploads.UploadGone):
        uploads.find(token=old, owner=1)
    assert uploads.find(token=others, owner=2)


def test_one_person_keeps_only_so_many() -> None:
    tokens = [keep(at=AT + timedelta(minutes=n)) for n in range(uploads.MOST_WAITING + 2)]
    with pytest.raises(uploads.UploadGone):
        uploads.find(token=tokens[0], owner=1)
    assert uploads.find(token=tokens[-1], owner=1)
    assert uploads.find(token=tokens[2], owner=1)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("plan.yaml", "plan.yaml"),
        ("C:\\Tài liệu\\kế hoạch.yaml", "kế hoạch.yaml"),
        ("../../a.yml", "a.yml"),
        ("", "plan.yaml"),
    ],
)
def test_a_files_name_has_no_folder(given: str, kept: str) -> None:
    assert uploads.file_name(given) == kept
