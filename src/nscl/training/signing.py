"""What a certificate says, signed so that it can be checked without a network (Ed25519, RFC 8032).

Signed is a JSON text in one fixed form: keys sorted, no spaces, UTF-8 in NFC. The QR code carries the address of the
public page and after its `#`, which a browser never sends, that text in base64url, a full stop, and the signature.
The key is a file of its own (`nscl.records.signing`).
"""

from __future__ import annotations

import json
import unicodedata
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from nscl.records.signing import decoded, encoded, is_signed, key_id

VERSION: Final = 1
# A code is about 600 characters; what is pasted may be longer by blanks and words around it, not by pages.
MAX_CODE: Final = 4000


class CodeUnreadable(ValueError):
    """What was given is no code of a certificate: not one that was forged, but none at all."""


class Verdict(StrEnum):
    """What a code proves by itself. Whether the certificate was revoked or replaced meanwhile, only its page knows."""

    VALID = "valid"
    EXPIRED = "expired"
    ALTERED = "altered"
    OTHER_KEY = "other_key"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a certificate says. key_id: of the key that it is signed with; valid_to None: it does not expire."""

    key_id: str
    serial: str
    holder: str
    course: str
    issued: date
    valid_to: date | None
    issuer: str

    def text(self) -> str:
        """The text that is signed: the same statement gives the same bytes."""
        content = {
            "v": VERSION,
            "key": self.key_id,
            "serial": self.serial,
            "holder": self.holder,
            "course": self.course,
            "issued": self.issued.isoformat(),
            "valid_to": None if self.valid_to is None else self.valid_to.isoformat(),
            "issuer": self.issuer,
        }
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return unicodedata.normalize("NFC", text)


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it was read. statement: what it claims, whether or not the signature holds."""

    text: str
    signature: bytes
    statement: Statement


def code_of(text: str, signature: str) -> str:
    """What stands after the `#` of a QR code."""
    return f"{encoded(text.encode())}.{signature}"


def read_code(given: str) -> Code:
    """A code as it was scanned or pasted: with the address before it or without. Raises CodeUnreadable."""
    if len(given) > MAX_CODE:
        raise CodeUnreadable
    packed, _dot, signature = "".join(given.split()).rpartition("#")[2].partition(".")
    try:
        text = decoded(packed).decode()
        return Code(text, decoded(signature), _statement(json.loads(text)))
    except (NotBase64, ValueError, TypeError, KeyError, RecursionError) as error:
        raise CodeUnreadable from error


def _statement(content: object) -> Statement:
    if not isinstance(content, dict) or content.get("v") != VERSION:
        raise ValueError(content)
    words = {name: content[name] for name in ("key", "serial", "holder", "course", "issuer", "issued")}
    valid_to = content["valid_to"]
    if not all(isinstance(word, str) for word in words.values()) or not isinstance(valid_to, str | None):
        raise TypeError(content)
    return Statement(
        key_id=words["key"],
        serial=words["serial"],
        holder=words["holder"],
        course=words["course"],
        issued=date.fromisoformat(words["issued"]),
        valid_to=None if valid_to is None else date.fromisoformat(valid_to),
        issuer=words["issuer"],
    )


def verify(code: Code, key: Ed25519PublicKey, *, on: date) -> Verdict:
    """What the code proves on a day to who trusts this key."""
    if code.statement.key_id != key_id(key):
        return Verdict.OTHER_KEY
    if not is_signed(key, code.text.encode(), code.signature):
        return Verdict.ALTERED
    valid_to = code.statement.valid_to
    return Verdict.EXPIRED if valid_to is not None and valid_to < on else Verdict.VALID
