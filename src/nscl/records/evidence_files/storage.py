"""Where files of evidence lie: `VAR_DIR/evidence/<aa>/<sha-256>`, each content once, with previews beside it.

A file that comes in is written to `dang-nhan/` while it is hashed, and moved to its place in one step, before its row
is committed: a crash leaves a file without a row, never a row without a file. Files without a row are taken away by
`sweep` (`nscl tidy-evidence`), which is safe while others upload: it moves a file aside, and only then looks whether it
is young or known; if so it goes back.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

from nscl.records.evidence_files import refusals
from nscl.records.evidence_files.limits import MAX_BYTES, SPARE_BYTES

# From the first byte of an upload to its row being committed: seconds. What is older belongs to nobody.
YOUNG: Final = timedelta(hours=1)
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_FOLDER: Final = re.compile(r"[0-9a-f]{2}")
_INCOMING: Final = "dang-nhan"
_ASIDE: Final = "dang-bo"
_PREVIEW, _THUMBNAIL = "-xem.jpg", "-nho.jpg"
_SWEPT_AT_ONCE: Final = 500
_PIECE: Final = 1 << 20
# Seconds → the nanoseconds in which file systems keep times.
_NANO: Final = 1_000_000_000


@dataclass(frozen=True)
class Received:
    """A file that came in whole: where it waits, how many bytes, their SHA-256."""

    path: Path
    size: int
    sha256: str

    @property
    def preview(self) -> Path:
        """Where its preview waits with it."""
        return self.path.with_name(self.path.name + _PREVIEW)

    @property
    def thumbnail(self) -> Path:
        """Where its thumbnail waits with it."""
        return self.path.with_name(self.path.name + _THUMBNAIL)

    def stamp_previews(self) -> None:
        """Give the previews the time of the file, by which a sweep judges all three."""
        for path in (self.preview, self.thumbnail):
            shutil.copystat(self.path, path)

    def drop(self) -> None:
        """Remove what is still waiting; what was settled is not touched."""
        for path in (self.path, self.preview, self.thumbnail):
            path.unlink(missing_ok=True)


class Incoming:
    """A file that is coming in, piece by piece."""

    def __init__(self, path: Path, at: datetime) -> None:
        self._path = path
        self._at = at
        self._file: BinaryIO = path.open("xb")
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, piece: bytes) -> None:
        """Take the next piece. Raises FileRefused, keeping nothing, beyond `MAX_BYTES`."""
        self._size += len(piece)
        if self._size > MAX_BYTES:
            self.drop()
            raise refusals.too_large()
        self._digest.update(piece)
        self._file.write(piece)

    def close(self) -> Received:
        """The whole file, safe on the disk."""
        with self._file:
            self._file.flush()
            os.fsync(self._file.fileno())
        moment = int(self._at.timestamp() * _NANO)
        os.utime(self._path, ns=(moment, moment))
        return Received(self._path, self._size, self._digest.hexdigest())

    def drop(self) -> None:
        """Give it up."""
        self._file.close()
        self._path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Swept:
    """What `sweep` did: files without a row that were removed, with their bytes; uploads that had been broken off."""

    files: int
    size: int
    broken_off: int


class EvidenceStore:
    """The folder of the files."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def begin(self, *, at: datetime) -> Incoming:
        """Open a file that comes in. Raises StoreFull where the disk has no room to spare, OSError."""
        folder = self._root / _INCOMING
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if shutil.disk_usage(folder).free < SPARE_BYTES + MAX_BYTES:
            raise refusals.StoreFull(_INCOMING)
        return Incoming(folder / secrets.token_hex(16), at)

    def receive(self, pieces: Iterable[bytes], *, at: datetime) -> Received:
        """Take in a whole file. Raises FileRefused (too large), StoreFull, OSError; nothing is left then."""
        incoming = self.begin(at=at)
        try:
            for piece in pieces:
                incoming.write(piece)
            return incoming.close()
        except BaseException:
            incoming.drop()
            raise

    def settle(self, file: Received) -> None:
        """Move a file and its previews to their places, over what may lie there (the same content)."""
        target = self.original(file.sha256)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for waiting, place in (
            (file.preview, self.preview(file.sha256)),
            (file.thumbnail, self.thumbnail(file.sha256)),
            (file.path, target),
        ):
            if waiting.exists():
                waiting.replace(place)
        _sync_folder(target.parent)
        _sync_folder(self._root)

    def original(self, sha256: str) -> Path:
        """Where the bytes of a content lie. Raises LookupError for what is no SHA-256."""
        return self._place(sha256, "")

    def preview(self, sha256: str) -> Path:
        """Where the picture for the screen lies, if the content is a picture."""
        return self._place(sha256, _PREVIEW)

    def thumbnail(self, sha256: str) -> Path:
        """Where the picture for a list lies, if the content is a picture."""
        return self._place(sha256, _THUMBNAIL)

    def is_sound(self, sha256: str) -> bool:
        """Whether the file still has the content that it is named after. Reads it whole."""
        try:
            with self.original(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def hashes(self) -> Iterator[str]:
        """The contents that lie here, previews without an original included, each once."""
        for folder in sorted(self._folders()):
            yield from sorted({entry.name[:64] for entry in os.scandir(folder) if _HASH.match(entry.name)})

    def sweep(
        self,
        known: Callable[[Collection[str]], Collection[str]],
        *,
        before: datetime,
        only: Collection[str] | None = None,
    ) -> Swept:
        """Remove files last written at or before `before` that no row knows.

        known: which of some contents have a row that needs its file. only: look at these contents alone.
        """
        self._restore_aside()
        cutoff = int(before.timestamp() * _NANO)
        candidates = [one for one in (self.hashes() if only is None else only) if self._age(one) <= cutoff]
        files = size = 0
        for start in range(0, len(candidates), _SWEPT_AT_ONCE):
            batch = candidates[start : start + _SWEPT_AT_ONCE]
            for sha256 in sorted(set(batch) - set(known(batch))):
                removed = self._remove(sha256, known, cutoff)
                files += removed is not None
                size += removed or 0
        return Swept(files, size, self._clear_incoming(cutoff) if only is None else 0)

    def _place(self, sha256: str, ending: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise LookupError(sha256)
        return self._root / sha256[:2] / f"{sha256}{ending}"

    def _folders(self) -> list[Path]:
        if not self._root.is_dir():
            return []
        return [Path(entry.path) for entry in os.scandir(self._root) if _FOLDER.fullmatch(entry.name)]

    def _age(self, sha256: str) -> int:
        """When the original was last written; 0 where there is none, so that previews alone go too."""
        try:
            return self.original(sha256).stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def _remove(self, sha256: str, known: Callable[[Collection[str]], Collection[str]], cutoff: int) -> int | None:
        """Remove a content and its previews; the bytes of the original, None where that stayed."""

        def is_known() -> bool:
            return bool(known([sha256]))

        places = (self.original(sha256), self.preview(sha256), self.thumbnail(sha256))
        removed = [self._take_away(place, is_known, cutoff) for place in places]
        return removed[0]

    def _take_away(self, path: Path, is_known: Callable[[], bool], cutoff: int) -> int | None:
        """Move a file aside, look again, and remove it or put it back. Returns its bytes; None where it stayed."""
        aside = self._root / _ASIDE
        aside.mkdir(exist_ok=True, mode=0o700)
        held = aside / path.name
        try:
            path.replace(held)
            about = held.stat()
            if about.st_mtime_ns > cutoff or is_known():
                held.replace(path)
                return None
        except FileNotFoundError:  # there is none, or another sweep put it back
            return None
        held.unlink(missing_ok=True)
        return about.st_size

    def _restore_aside(self) -> None:
        """Put back what a sweep held when it was broken off; this one looks at it anew."""
        aside = self._root / _ASIDE
        for entry in os.scandir(aside) if aside.is_dir() else ():
            if _HASH.match(entry.name):
                place = self._root / entry.name[:2] / entry.name
                place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                Path(entry.path).replace(place)

    def _clear_incoming(self, cutoff: int) -> int:
        folder, removed = self._root / _INCOMING, 0
        for entry in os.scandir(folder) if folder.is_dir() else ():
            # Previews are as old as the file that they are of: until they are stamped, their own time says nothing.
            of = folder / entry.name.removesuffix(_PREVIEW).removesuffix(_THUMBNAIL)
            with suppress(FileNotFoundError):  # it came in whole, and was settled meanwhile
                if (of if of.exists() else Path(entry.path)).stat().st_mtime_ns <= cutoff:
                    Path(entry.path).unlink()
                    removed += not entry.name.endswith((_PREVIEW, _THUMBNAIL))
        return removed


def evidence_store() -> EvidenceStore:
    """The store of this site."""
    return EvidenceStore(Path(settings.VAR_DIR) / "evidence")


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder safe on the disk, where the system can (POSIX)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
