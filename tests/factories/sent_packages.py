"""Packages as another deployment would send them: signed with its own key, of a province that does not work here."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nscl.documents.province_package import Manifest, Table, write_package
from nscl.documents.province_package.schema import MEASURES_HEAD, SUPPORTS_HEAD, TIMELINESS_HEAD, Cell
from nscl.institutions.queries import unit_by_code
from nscl.records.operations import SYSTEM
from nscl.records.signing import Signer, public_pem
from nscl.reporting.operations.keys import add_key
from tests.factories.people import AT

HA_NOI = "01"
KEY_NAME = "Sở Khoa học và Công nghệ Hà Nội"
TAX_CODE = "0100109106"
CONTENT, CONTENT_CODE = "Áp dụng ISO 9001", "iso-9001"
YEAR = AT.year
MEASURES: tuple[tuple[Cell, ...], ...] = (
    (
        *("pilot_models_enterprise", "Mô hình điểm tại doanh nghiệp"),
        *("at_least", Decimal(50), None, "mô hình", "total", None),
        *(2026, 2030, Decimal(12), Decimal(7), "on_track", "counted"),
    ),
    (
        *("tfp_share", "Tỷ trọng đóng góp của TFP", "at_least", Decimal(55), None, "%", "by_end", None),
        *(2026, 2030, Decimal(52), Decimal(52), "on_track", "stated"),
    ),
)
SUPPORTS: tuple[tuple[Cell, ...], ...] = (
    (TAX_CODE, "Công ty Cổ phần Mẫu", CONTENT, CONTENT_CODE, 45_000_000, YEAR),
    (TAX_CODE, "Công ty Cổ phần Mẫu", CONTENT, CONTENT_CODE, 40_000_000, YEAR),
)
TIMELINESS: tuple[tuple[Cell, ...], ...] = ((YEAR, 20, 18, 15),)


@dataclass(frozen=True)
class Sender:
    """Another deployment: its key, and the packages that it makes of Hà Nội."""

    signer: Signer

    @property
    def pem(self) -> str:
        """The public key as it would be sent."""
        return public_pem(self.signer.public_key)

    def trusted(self) -> int:
        """Trust its key here; returns the key's number."""
        unit = unit_by_code(HA_NOI, on=AT.date()).id
        return add_key(pem=self.pem, name=KEY_NAME, unit_id=unit, viewer=None, by=SYSTEM, at=AT)

    def package(self, *, edition: int = 1, made_at: datetime = AT, is_sample: bool = False) -> bytes:
        """A package's bytes."""
        manifest = Manifest(
            software="nscl 1.0",
            deployment="NSCL Hà Nội",
            key_id=self.signer.key_id,
            unit_code=HA_NOI,
            unit_name="thành phố Hà Nội",
            plan_slug="ha-noi-2026-2030",
            plan_label="Hà Nội 2026–2030",
            year=YEAR,
            edition=edition,
            as_of=date(YEAR, 11, 20),
            made_at=made_at.replace(microsecond=0),
            is_sample=is_sample,
        )
        tables = (Table(MEASURES_HEAD, MEASURES), Table(SUPPORTS_HEAD, SUPPORTS), Table(TIMELINESS_HEAD, TIMELINESS))
        stream = io.BytesIO()
        write_package(stream, manifest, tables, sign=lambda text: self.signer.sign(text.decode()))
        return stream.getvalue()


def a_sender() -> Sender:
    """Another deployment with a key of its own."""
    return Sender(Signer(Ed25519PrivateKey.generate()))
