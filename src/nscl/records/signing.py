"""Keys of this deployment, with which it signs what others check without a network (Ed25519, RFC 8032).

A key is a file of its own, apart from the database: who restores a database elsewhere cannot sign. What is signed, and
in which form, the packages say that sign: certificates in `training`, a province in a file in `reporting`.
"""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KEY_ID_LENGTH: Final = 16
_OWNER_ONLY: Final = 0o600
_OTHERS: Final = 0o077
_RESTORE: Final = gettext_lazy(
    "lấy lại tệp từ bản sao lưu; nếu đã mất hẳn, đổi tên tệp này để hệ thống tạo khóa mới "
    "(những gì đã ký khi ấy chỉ kiểm được bằng khóa công khai cũ)"
)


class KeyUnusable(Exception):
    """The file of the key cannot be used. `str()` says which file, why, and what to do."""

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(
            _("Không dùng được khóa ký %(file)s: %(problem)s. Cách sửa: %(remedy)s.")
            % {"file": path, "problem": problem, "remedy": remedy}
        )
        self.path = path


class NoPublicKey(ValueError):
    """A text that is no public key for Ed25519 in PEM. `str()` says why."""


class Signer:
    """A key of the deployment, in the hands of whoever signs."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.key_id = key_id(key.public_key())

    @property
    def public_key(self) -> Ed25519PublicKey:
        """The half that others check with."""
        return self._key.public_key()

    def sign(self, text: str) -> str:
        """The signature over a text, in base64url without padding."""
        return encoded(self._key.sign(text.encode()))


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


def read_public_key(path: Path, *, command: str) -> Ed25519PublicKey:
    """The public key in a PEM file. command: the one that prints such a file elsewhere. Raises KeyUnusable."""
    try:
        return parse_public_key(path.read_bytes())
    except OSError as error:
        raise KeyUnusable(path, error.strerror or type(error).__name__, _("xem lại đường dẫn của tệp")) from error
    except NoPublicKey as error:
        remedy = _("dùng tệp do lệnh %(command)s của nơi cấp in ra") % {"command": command}
        raise KeyUnusable(path, str(error), remedy) from error


def parse_public_key(pem: bytes) -> Ed25519PublicKey:
    """The public key in a PEM text. Raises NoPublicKey."""
    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise NoPublicKey(_("tệp không phải khóa công khai PEM")) from error
    if not isinstance(key, Ed25519PublicKey):
        raise NoPublicKey(_("không phải khóa Ed25519"))
    return key


def public_pem(key: Ed25519PublicKey) -> str:
    """The public key as it is handed on."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def key_id(key: Ed25519PublicKey) -> str:
    """By what a key is known: the first 64 bits of SHA-256 over its 32 bytes, in hexadecimal."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:KEY_ID_LENGTH]


def is_signed(key: Ed25519PublicKey, text: bytes, signature: bytes) -> bool:
    """Whether the signature is this key's over the text."""
    try:
        key.verify(signature, text)
    except InvalidSignature:
        return False
    return True


def encoded(data: bytes) -> str:
    """Bytes in base64url without padding (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes of `encoded`. Raises ValueError for anything else."""
    if not text or not text.isascii():
        raise ValueError(text)
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
