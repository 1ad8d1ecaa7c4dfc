"""The manifest of a package: what it is, of whom and when, and the hash of every member; and its one signed form."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from nscl.documents.province_package.faults import Fault, PackageFault

FORMAT: Final = "nscl-province-package"
FORMAT_VERSION: Final = 1
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "signature"
DESCRIPTOR: Final = "datapackage.json"
WORKBOOK: Final = "bao-cao.xlsx"
SUFFIX: Final = ".nscl.zip"
# What is signed begins so, that no signature of this key over anything else is taken for one over a package.
_DOMAIN: Final = b"nscl-province-package/1\n"
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_PATH: Final = re.compile(r"(?:tables/)?[a-z0-9][a-z0-9_.-]{0,79}")
_KEY_ID: Final = re.compile(r"[0-9a-f]{16}")
# The years that the country's plans can be of; anything else is a slip.
_YEARS: Final = range(2000, 2100)
_LONGEST_TEXT: Final = 300
_LONGEST_SOFTWARE: Final = 40
_MOST_EDITIONS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive: its path, its bytes when unpacked, their SHA-256 in hexadecimal."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """What a package says of itself.

    key_id: of the key that it is signed with. edition: of the province's report, 0 for live figures of no report.
    as_of: the last day whose records count. left_out: rows that stayed behind because they would tell of a person.
    """

    software: str
    deployment: str
    key_id: str
    unit_code: str
    unit_name: str
    plan_slug: str
    plan_label: str
    year: int
    edition: int
    as_of: date
    made_at: datetime
    is_sample: bool
    left_out: int = 0
    members: tuple[Member, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether its figures are of no issued report."""
        return self.edition == 0

    def content(self) -> Mapping[str, Any]:
        """As JSON has it."""
        return {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "software": self.software,
            "deployment": {"name": self.deployment, "key": self.key_id},
            "unit": {"code": self.unit_code, "name": self.unit_name},
            "plan": {"slug": self.plan_slug, "label": self.plan_label},
            "year": self.year,
            "edition": self.edition,
            "as_of": self.as_of.isoformat(),
            "made_at": self.made_at.isoformat(),
            "is_sample": self.is_sample,
            "left_out": self.left_out,
            "members": [{"path": one.path, "bytes": one.size, "sha256": one.sha256} for one in self.members],
        }

    def text(self) -> bytes:
        """The file `manifest.json`: the same facts give the same bytes."""
        return canonical(self.content())


def canonical(content: object) -> bytes:
    """JSON in one fixed form: keys sorted, no spaces, UTF-8 in NFC."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode()


def signed_text(manifest: bytes) -> bytes:
    """What is signed for a manifest."""
    return _DOMAIN + manifest


def file_name_of(province: str, year: int) -> str:
    """The name of the file: "bac-ninh-2026.nscl.zip". province: its name, folded to letters, digits and hyphens."""
    return f"{province}-{year}{SUFFIX}"


def read_manifest(text: bytes) -> Manifest:
    """The manifest in these bytes.

    Raises PackageFault: NO_PACKAGE for another format, UNKNOWN_VERSION, MANIFEST_UNREADABLE for anything else that a
    manifest of this version cannot be, the one form included.
    """
    try:
        content = json.loads(text)
        is_ours = isinstance(content, dict) and content.get("format") == FORMAT
    except (ValueError, RecursionError) as error:
        raise PackageFault(Fault.MANIFEST_UNREADABLE) from error
    if not is_ours:
        raise PackageFault(Fault.NO_PACKAGE)
    if content.get("version") != FORMAT_VERSION or isinstance(content["version"], bool):
        raise PackageFault(Fault.UNKNOWN_VERSION, str(content.get("version"))[:20])
    try:
        manifest = _manifest(content)
        is_same = manifest.text() == text
    except (KeyError, TypeError, ValueError) as error:
        raise PackageFault(Fault.MANIFEST_UNREADABLE) from error
    if not is_same:
        raise PackageFault(Fault.MANIFEST_UNREADABLE)
    return manifest


def _manifest(content: Mapping[str, Any]) -> Manifest:
    made_at = datetime.fromisoformat(_word(content["made_at"]))
    if made_at.tzinfo is None or not isinstance(content["is_sample"], bool):
        raise ValueError(content["made_at"])
    key = _word(content["deployment"]["key"])
    if not _KEY_ID.fullmatch(key):
        raise ValueError(key)
    return Manifest(
        software=_word(content["software"], _LONGEST_SOFTWARE),
        deployment=_word(content["deployment"]["name"]),
        key_id=key,
        unit_code=_word(content["unit"]["code"]),
        unit_name=_word(content["unit"]["name"]),
        plan_slug=_word(content["plan"]["slug"]),
        plan_label=_word(content["plan"]["label"]),
        year=_number(content["year"], _YEARS),
        edition=_number(content["edition"], range(_MOST_EDITIONS)),
        as_of=date.fromisoformat(_word(content["as_of"])),
        made_at=made_at,
        is_sample=content["is_sample"],
        left_out=_number(content["left_out"], range(2**31)),
        members=tuple(_member(one) for one in content["members"]),
    )


def _word(value: object, longest: int = _LONGEST_TEXT) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise TypeError(value)
    return value


def _number(value: object, among: range) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in among:
        raise TypeError(value)
    return value


def _member(row: Mapping[str, Any]) -> Member:
    path, sha256 = _word(row["path"]), _word(row["sha256"])
    if not is_path(path) or not _SHA256.fullmatch(sha256):
        raise ValueError(path)
    return Member(path, _number(row["bytes"], range(2**40)), sha256)


def is_path(path: str) -> bool:
    """Whether a member of a package may be called so: a plain name, at most in the folder of tables."""
    return _PATH.fullmatch(path) is not None and ".." not in path
