"""A small package, and what somebody could do to it on its way."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nscl.documents.province_package import Manifest, Table, open_package, write_package
from nscl.documents.province_package.format import MANIFEST, SIGNATURE, signed_text
from nscl.documents.province_package.schema import (
    MEASURES_HEAD,
    RECORDS_HEAD,
    SUPPORTS_HEAD,
    TIMELINESS_HEAD,
    Cell,
)
from nscl.records.signing import Signer, decoded, is_signed

SIGNER = Signer(Ed25519PrivateKey.from_private_bytes(b"nscl".ljust(32, b"\0")))
MADE_AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
MEASURE = (
    *("conferences", "Hội nghị, hội thảo", "at_least", Decimal(10), None, "hội nghị", "total", None),
    *(2026, 2030, Decimal("3.5"), Decimal(3), "late", "counted"),
)
SUPPORT = ("0101248141", "Công ty =1+1; “Ánh”", "Chứng nhận hệ thống quản lý", "iso", 30_000_000, 2026)
RECORD = ("measures", "measure:1", "work.activity", 7, 'Hội nghị "5S", buổi 1\nbuổi 2', date(2026, 3, 8), None, None)


def manifest(**changes: Any) -> Manifest:
    values: dict[str, Any] = {
        "software": "nscl 0.1.0",
        "deployment": "Sở KH&CN Lạng Sơn",
        "key_id": SIGNER.key_id,
        "unit_code": "20",
        "unit_name": "tỉnh Lạng Sơn",
        "plan_slug": "lang-son-2026-2030",
        "plan_label": "Kế hoạch Lạng Sơn 2026–2030",
        "year": 2026,
        "edition": 1,
        "as_of": date(2026, 11, 20),
        "made_at": MADE_AT,
        "is_sample": False,
    }
    return Manifest(**{**values, **changes})


def made(
    about: Manifest | None = None,
    *,
    measures: tuple[tuple[Cell, ...], ...] = (MEASURE,),
    supports: tuple[tuple[Cell, ...], ...] = (SUPPORT,),
    timeliness: tuple[tuple[Cell, ...], ...] = ((2026, 10, 9, 8),),
    records: tuple[tuple[Cell, ...], ...] = (RECORD,),
    signer: Signer = SIGNER,
) -> bytes:
    """A package as it is sent."""
    buffer = io.BytesIO()
    tables = [
        Table(MEASURES_HEAD, measures),
        Table(SUPPORTS_HEAD, supports),
        Table(TIMELINESS_HEAD, timeliness),
        Table(RECORDS_HEAD, records),
    ]
    write_package(buffer, about or manifest(), tables, sign=lambda text: signer.sign(text.decode()))
    return buffer.getvalue()


def members(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def altered(package: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package with something done to its members, and packed again without signing."""
    content = members(package)
    change(content)
    return packed(content)


def signed_again(package: bytes, change: Callable[[dict[str, bytes]], None], signer: Signer = SIGNER) -> bytes:
    """The same, with every hash put right and signed: what a deployment with faulty software would send."""
    content = members(package)
    change(content)
    told = json.loads(content[MANIFEST])
    told["members"] = [_member(name, data) for name, data in content.items() if name not in {MANIFEST, SIGNATURE}]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    content[MANIFEST] = text
    content[SIGNATURE] = signer.sign(signed_text(text).decode()).encode()
    return packed(content)


def _member(path: str, data: bytes) -> dict[str, Any]:
    return {"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def verify(text: bytes, signature: str) -> bool:
    try:
        return is_signed(SIGNER.public_key, text, decoded(signature))
    except ValueError:
        return False


def check(package: bytes) -> Mapping[str, int]:
    """Open and check a package. Raises PackageFault."""
    return open_package(io.BytesIO(package)).check(verify)
