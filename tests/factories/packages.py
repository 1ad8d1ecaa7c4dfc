"""Packages of provinces that work elsewhere, taken in by the real operations."""

from __future__ import annotations

import io
from typing import Any

from nscl.documents.province_package import Manifest
from nscl.institutions.queries import unit_by_code
from nscl.records.operations import SYSTEM
from nscl.records.signing import Signer, public_pem
from nscl.reporting.operations.keys import add_key
from nscl.reporting.operations.packages import TakenIn, take_in_package
from tests.documents.province_package.making import MADE_AT, SIGNER, made, manifest
from tests.factories.people import AT

LANG_SON = "20"
# A day after the packages were made.
LATER = MADE_AT.replace(day=23)


def trusted(code: str = LANG_SON, signer: Signer = SIGNER) -> int:
    """A key that may send the province of that code today."""
    unit = unit_by_code(code, on=AT.date())
    pem = public_pem(signer.public_key)
    return add_key(pem=pem, name="Sở KH&CN Lạng Sơn", unit_id=unit.id, viewer=None, by=SYSTEM, at=AT)


def taken(package: bytes, **options: Any) -> TakenIn:
    """A package as it is taken in by the system."""
    values: dict[str, Any] = {"viewer": None, "by": SYSTEM, "at": LATER, **options}
    return take_in_package(file=io.BytesIO(package), file_name="lang-son-2026.nscl.zip", **values)


def received(about: Manifest | None = None, **tables: Any) -> TakenIn:
    """A small package taken in. Its key must be trusted."""
    return taken(made(about or manifest(), **tables))
