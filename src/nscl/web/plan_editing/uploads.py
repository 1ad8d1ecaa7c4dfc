"""Uploaded files between two pages: kept on the server, found again only by the person who sent them.

A person looks at what loading a plan would do before they confirm it. The file waits meanwhile in
`VAR_DIR/uploads/<token>/`, a folder that every worker process of the site sees; the token is a secret of 256 bits in
the page's address, and the folder says whose it is. Nothing of the file comes back from the browser, so nothing of it
has to be trusted. Folders that nobody confirmed go after a day, at the next upload.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from django.conf import settings

KEPT_FOR: Final = timedelta(days=1)
# Uploads of one person that wait at the same time; the oldest makes room.
MOST_WAITING: Final = 20
TOKEN_BYTES: Final = 32
NAME_LENGTH: Final = 120
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_PACK, _TEXT, _ABOUT = "plan.yaml", "source.txt", "about.json"


class UploadGone(LookupError):
    """No such upload of this person: never was, confirmed already, or older than a day."""


@dataclass(frozen=True)
class Upload:
    """What a person sent: the pack's bytes under the file's name, and the document's text where they gave one."""

    token: str
    name: str
    pack: bytes
    text: bytes | None


def file_name(given: str) -> str:
    """The last part of a file's name as the browser gave it: no folder of anybody's, no control character."""
    name = PureWindowsPath(PurePosixPath(given).name).name
    return "".join(letter for letter in name if letter.isprintable())[:NAME_LENGTH] or "plan.yaml"


def keep(*, owner: int, name: str, pack: bytes, text: bytes | None, at: datetime) -> str:
    """Store an upload and return its token. Others that are too old, or too many of this person's, are removed."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _clear(folder, owner=owner, at=at)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    # Written aside and renamed: another worker sees the whole upload or none of it.
    aside = Path(tempfile.mkdtemp(prefix="dang-ghi-", dir=folder))
    (aside / _PACK).write_bytes(pack)
    if text is not None:
        (aside / _TEXT).write_bytes(text)
    about = {"owner": owner, "name": name, "sha256": _sha256(pack, text), "at": at.isoformat()}
    (aside / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
    aside.rename(folder / token)
    return token


def find(*, token: str, owner: int) -> Upload:
    """The upload with this token. Raises UploadGone where it is not this person's, or was changed on the disk."""
    folder = _place(token)
    about = _about(folder)
    if about is None or about.owner != owner:
        raise UploadGone(token)
    try:
        pack = (folder / _PACK).read_bytes()
        text = (folder / _TEXT).read_bytes() if (folder / _TEXT).exists() else None
    except OSError as error:
        raise UploadGone(token) from error
    if not secrets.compare_digest(about.sha256, _sha256(pack, text)):
        raise UploadGone(token)
    return Upload(token, about.name, pack, text)


def drop(*, token: str, owner: int) -> None:
    """Remove an upload of this person, if it is still there."""
    folder = _place(token)
    about = _about(folder)
    if about is not None and about.owner == owner:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class _About:
    owner: int
    name: str
    sha256: str
    at: datetime


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "uploads"


def _place(token: str) -> Path:
    if not _TOKEN.fullmatch(token):
        raise UploadGone(token)
    return _folder() / token


def _about(folder: Path) -> _About | None:
    """What is written down of an upload; None where that cannot be read."""
    try:
        data = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        return _About(int(data["owner"]), str(data["name"]), str(data["sha256"]), datetime.fromisoformat(data["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sha256(pack: bytes, text: bytes | None) -> str:
    digest = hashlib.sha256(hashlib.sha256(pack).digest())
    if text is not None:
        digest.update(hashlib.sha256(text).digest())
    return digest.hexdigest()


def _clear(folder: Path, *, owner: int, at: datetime) -> None:
    """Remove what is older than a day, and this person's oldest beyond the number that may wait."""
    own: list[tuple[datetime, Path]] = []
    for entry in os.scandir(folder):
        place = Path(entry.path)
        about = _about(place)
        if about is None:
            if at.timestamp() - entry.stat().st_mtime > KEPT_FOR.total_seconds():
                shutil.rmtree(place, ignore_errors=True)
        elif at - about.at > KEPT_FOR:
            shutil.rmtree(place, ignore_errors=True)
        elif about.owner == owner:
            own.append((about.at, place))
    for _at, place in sorted(own, reverse=True)[MOST_WAITING - 1 :]:
        shutil.rmtree(place, ignore_errors=True)
