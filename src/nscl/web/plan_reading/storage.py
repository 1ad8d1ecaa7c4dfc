"""The files of uploaded documents: `VAR_DIR/readings/<token>/document`, one folder a reading.

Apart from the uploads that wait for one more click (`plan_editing.uploads`), which go after a day: a document stays as
long as its reading does. The token is random and known to the database only. A folder without a reading (the server
stopped between the two) goes at a later upload.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

TOKEN_BYTES: Final = 32
# An upload that is written now has no reading yet.
ORPHAN_AFTER: Final = timedelta(hours=1)
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_DOCUMENT: Final = "document"


@dataclass(frozen=True)
class StoredDocument:
    """A document on the disk: its folder, its bytes' number and SHA-256."""

    token: str
    size: int
    sha256: str


def keep(file: UploadedFile[bytes]) -> StoredDocument:
    """Write an uploaded file, piece by piece, into a new folder. Raises OSError, leaving nothing behind."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    folder = _folder() / token
    folder.mkdir(parents=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    try:
        with (folder / _DOCUMENT).open("xb") as document:
            for piece in file.chunks():
                digest.update(piece)
                size += len(piece)
                document.write(piece)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return StoredDocument(token, size, digest.hexdigest())


def path_of(token: str) -> Path:
    """Where the document of a reading lies. Raises LookupError for what is no token."""
    if not _TOKEN.fullmatch(token):
        raise LookupError(token)
    return _folder() / token / _DOCUMENT


def remove(token: str) -> None:
    """Remove a document, if it is still there."""
    shutil.rmtree(path_of(token).parent, ignore_errors=True)


def clear_orphans(*, kept: Collection[str], at: datetime) -> None:
    """Remove folders that belong to no reading and are not being written now. kept: the tokens of all readings."""
    folder = _folder()
    if not folder.is_dir():
        return
    for entry in os.scandir(folder):
        if entry.name not in kept and at.timestamp() - entry.stat().st_mtime > ORPHAN_AFTER.total_seconds():
            shutil.rmtree(entry.path, ignore_errors=True)


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "readings"
