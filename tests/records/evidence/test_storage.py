"""The folder of the files: whole or not at all, each content once; a sweep takes only what nobody has."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from nscl.records.evidence_files import storage
from nscl.records.evidence_files.limits import MAX_BYTES, SPARE_BYTES
from nscl.records.evidence_files.refusals import FileRefused, StoreFull
from nscl.records.evidence_files.storage import YOUNG, EvidenceStore, Received
from tests.factories.people import AT

LATER = AT + timedelta(days=1)
DATA = b"nscl" * 1000
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "evidence")


def settled(store: EvidenceStore, data: bytes = DATA, *, previews: bool = False) -> Received:
    file = store.receive([data], at=AT)
    if previews:
        file.preview.write_bytes(b"xem")
        file.thumbnail.write_bytes(b"nho")
        file.stamp_previews()
    store.settle(file)
    return file


def nothing_known(_hashes: Collection[str]) -> set[str]:
    return set()


def files_in(store: EvidenceStore) -> list[str]:
    root = store.original(SHA256).parents[1]
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_a_file_is_hashed_while_it_comes_in_and_lies_under_its_hash(store: EvidenceStore) -> None:
    file = store.receive([DATA[:1000], DATA[1000:]], at=AT)
    assert (file.size, file.sha256) == (len(DATA), SHA256)
    store.settle(file)
    assert store.original(SHA256).read_bytes() == DATA
    assert files_in(store) == [f"{SHA256[:2]}/{SHA256}"]
    assert store.is_sound(SHA256)


def test_nobody_else_on_the_machine_may_read_the_folders(store: EvidenceStore) -> None:
    settled(store)
    assert store.original(SHA256).parent.stat().st_mode & 0o077 == 0
    assert (store.original(SHA256).parents[1] / "dang-nhan").stat().st_mode & 0o077 == 0


def test_a_file_that_is_too_large_stops_at_the_bound_and_leaves_nothing(store: EvidenceStore) -> None:
    taken = 0

    def endless() -> Any:
        nonlocal taken
        while True:
            taken += 1_000_000
            yield b"\x00" * 1_000_000

    with pytest.raises(FileRefused) as refused:
        store.receive(endless(), at=AT)
    assert refused.value.code == "too-large"
    assert taken <= MAX_BYTES + 1_000_000
    assert files_in(store) == []


def test_a_connection_that_breaks_off_leaves_nothing(store: EvidenceStore) -> None:
    def broken() -> Any:
        yield DATA
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.receive(broken(), at=AT)
    assert files_in(store) == []


def test_the_disk_is_never_filled(store: EvidenceStore, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = SPARE_BYTES

    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage)
    with pytest.raises(StoreFull):
        store.begin(at=AT)


def test_a_disk_that_is_full_leaves_nothing(store: EvidenceStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.receive([DATA], at=AT)
    assert files_in(store) == []


def test_the_same_content_twice_lies_once(store: EvidenceStore) -> None:
    settled(store)
    settled(store)
    assert files_in(store) == [f"{SHA256[:2]}/{SHA256}"]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "/.."])
def test_what_is_no_hash_names_no_file(store: EvidenceStore, name: str) -> None:
    with pytest.raises(LookupError):
        store.original(name)


def test_a_file_that_was_changed_on_the_disk_is_noticed(store: EvidenceStore) -> None:
    settled(store)
    store.original(SHA256).write_bytes(b"khac")
    assert not store.is_sound(SHA256)
    assert not store.is_sound("0" * 64)


def test_a_sweep_takes_what_no_row_knows_with_its_previews(store: EvidenceStore) -> None:
    settled(store, previews=True)
    kept = settled(store, b"giu")
    swept = store.sweep(lambda hashes: {kept.sha256} & set(hashes), before=LATER)
    assert (swept.files, swept.size, swept.broken_off) == (1, len(DATA), 0)
    assert files_in(store) == [f"{kept.sha256[:2]}/{kept.sha256}"]


def test_a_sweep_leaves_what_is_young(store: EvidenceStore) -> None:
    """Settled, but its row not committed yet."""
    settled(store, previews=True)
    swept = store.sweep(nothing_known, before=AT + YOUNG / 2 - YOUNG)
    assert swept.files == 0
    assert len(files_in(store)) == 3


def test_a_sweep_clears_uploads_that_broke_off(store: EvidenceStore) -> None:
    file = store.receive([DATA], at=AT)
    file.preview.write_bytes(b"xem")
    os.utime(file.preview, (AT.timestamp(), AT.timestamp()))
    assert store.sweep(nothing_known, before=AT - YOUNG).broken_off == 0
    assert store.sweep(nothing_known, before=LATER).broken_off == 1
    assert files_in(store) == []


def test_an_upload_between_the_look_and_the_removal_keeps_its_file(store: EvidenceStore) -> None:
    """The sweep has asked for the rows; now somebody settles the same content anew and commits later."""
    settled(store, previews=True)

    def meanwhile(hashes: Collection[str]) -> set[str]:
        if len(hashes) == 1 and not (store.original(SHA256).parents[1] / "dang-bo" / SHA256).exists():
            file = store.receive([DATA], at=LATER + YOUNG)
            file.preview.write_bytes(b"xem")
            file.thumbnail.write_bytes(b"nho")
            file.stamp_previews()
            store.settle(file)
        return set()

    assert store.sweep(meanwhile, before=LATER).files == 0
    assert store.original(SHA256).read_bytes() == DATA
    assert store.preview(SHA256).exists()
    assert store.thumbnail(SHA256).exists()


def test_a_row_committed_between_the_look_and_the_removal_keeps_its_file(store: EvidenceStore) -> None:
    settled(store, previews=True)
    asked: list[int] = []

    def known(hashes: Collection[str]) -> set[str]:
        asked.append(len(hashes))
        return set(hashes) if len(asked) > 1 else set()

    assert store.sweep(known, before=LATER).files == 0
    assert len(files_in(store)) == 3


def test_an_upload_during_the_removal_keeps_its_file(store: EvidenceStore) -> None:
    """The file is already held aside when the same content comes in again."""
    settled(store)
    held = store.original(SHA256).parents[1] / "dang-bo" / SHA256

    def known(_hashes: Collection[str]) -> set[str]:
        if held.exists():
            store.settle(store.receive([DATA], at=LATER + YOUNG))
        return set()

    store.sweep(known, before=LATER)
    assert store.original(SHA256).read_bytes() == DATA
    assert not held.exists()


def test_a_sweep_that_was_broken_off_is_mended_by_the_next(store: EvidenceStore) -> None:
    settled(store)
    held = store.original(SHA256).parents[1] / "dang-bo" / SHA256
    held.parent.mkdir()
    store.original(SHA256).rename(held)
    store.sweep(set, before=LATER)
    assert store.original(SHA256).read_bytes() == DATA


def test_a_sweep_of_some_contents_leaves_the_others(store: EvidenceStore) -> None:
    other = settled(store, b"khac")
    settled(store)
    assert store.sweep(nothing_known, before=LATER, only=[SHA256]).files == 1
    assert store.original(other.sha256).exists()


def test_an_empty_store_is_swept(store: EvidenceStore) -> None:
    assert store.sweep(nothing_known, before=LATER) == storage.Swept(0, 0, 0)
