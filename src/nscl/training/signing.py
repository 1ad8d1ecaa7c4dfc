"""What a certificate says, signed so that it can be checked without a network (Ed25519, RFC 8032).

Signed is a JSON text in one fixed form: keys sorted, no spaces, UTF-8 in NFC. The QR code carries the address of the
public page and after its `#`, which a browser never sends, that text in base64url, a full stop, and the signature.
The key is a file of its own, apart from the database: who restores a database elsewhere cannot sign.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
import unicodedata
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

VERSION: Final = 1
KEY_ID_LENGTH: Final = 16
# A code is about 600 characters; what is pasted may be longer by blanks and words around it, not by pages.
MAX_CODE: Final = 4000
_OWNER_ONLY: Final = 0o600
_OTHERS: Final = 0o077
_RESTORE: Final = gettext_lazy(
    "lấy lại tệp từ bản sao lưu; nếu đã mất hẳn, đổi tên tệp này để hệ thống tạo khóa mới "
    "(chứng nhận cũ khi ấy chỉ kiểm được bằng khóa công khai cũ)"
)


class KeyUnusable(Exception):
    """The file of the key cannot be used. `str()` says which file, why, and what to do."""

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(
            _("Không dùng được khóa ký chứng nhận %(file)s: %(problem)s. Cách sửa: %(remedy)s.")
            % {"file": path, "problem": problem, "remedy": remedy}
        )
        self.path = path


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


class Signer:
    """The deployment's key, in the hands of whoever issues certificates."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.key_id = key_id(key.public_key())

    @property
    def public_key(self) -> Ed25519PublicKey:
        """The half that others check with."""
        return self._key.public_key()

    def sign(self, text: str) -> str:
        """The signature over a text, in base64url without padding."""
        return _encoded(self._key.sign(text.encode()))


def load_signer(path: Path) -> Signer:
    """The key in the file; made where there is no file yet, once whoever else makes it at the same time.

    Raises KeyUnusable.
    """
    try:
        if not path.exists():
            _make(path)
        return Signer(_read_private(path))
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise KeyUnusable(path, problem, _("cho tài khoản chạy NSCL quyền đọc, ghi thư mục và tệp này")) from error


def _make(path: Path) -> None:
    """Write a new key beside, then link it into place: of two who make one at once, the first wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    data = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), _OWNER_ONLY)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, path)
        except FileExistsError:
            return
    finally:
        Path(beside).unlink()


def _read_private(path: Path) -> Ed25519PrivateKey:
    if path.stat().st_mode & _OTHERS:
        remedy = _("chạy chmod 600 %(file)s") % {"file": path}
        raise KeyUnusable(path, _("người dùng khác của máy đọc hoặc sửa được tệp"), remedy)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyUnusable(path, _("tệp hỏng hoặc không phải khóa PEM"), str(_RESTORE)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnusable(path, _("không phải khóa Ed25519"), str(_RESTORE))
    return key


def find_public_key(path: Path) -> Ed25519PublicKey | None:
    """The public half of the key in the file; None, where nothing was signed yet. Raises KeyUnusable."""
    return load_signer(path).public_key if path.exists() else None


def read_public_key(path: Path) -> Ed25519PublicKey:
    """The public key in a PEM file. Raises KeyUnusable."""
    remedy = _("dùng tệp do lệnh nscl certificate-key của nơi cấp in ra")
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except OSError as error:
        raise KeyUnusable(path, error.strerror or type(error).__name__, _("xem lại đường dẫn của tệp")) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyUnusable(path, _("tệp không phải khóa công khai PEM"), remedy) from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyUnusable(path, _("không phải khóa Ed25519"), remedy)
    return key


def public_pem(key: Ed25519PublicKey) -> str:
    """The public key as it is handed on."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def key_id(key: Ed25519PublicKey) -> str:
    """By what a key is known: the first 64 bits of SHA-256 over its 32 bytes, in hexadecimal."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:KEY_ID_LENGTH]


def code_of(text: str, signature: str) -> str:
    """What stands after the `#` of a QR code."""
    return f"{_encoded(text.encode())}.{signature}"


def read_code(given: str) -> Code:
    """A code as it was scanned or pasted: with the address before it or without. Raises CodeUnreadable."""
    if len(given) > MAX_CODE:
        raise CodeUnreadable
    packed, _dot, signature = "".join(given.split()).rpartition("#")[2].partition(".")
    try:
        text = _decoded(packed).decode()
        return Code(text, _decoded(signature), _statement(json.loads(text)))
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
    try:
        key.verify(code.signature, code.text.encode())
    except InvalidSignature:
        return Verdict.ALTERED
    valid_to = code.statement.valid_to
    return Verdict.EXPIRED if valid_to is not None and valid_to < on else Verdict.VALID


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    if not text or not text.isascii():
        raise ValueError(text)
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
