"""A certificate as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from nscl.training.enums import CertificateState
from nscl.training.models import Certificate
from nscl.training.rules.certificates import state_on


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRow:
    """A certificate with its class. replaced_by, replaces: serials, "" for none; state: on the day asked about.

    unit_id: of the plan, for whose certificates the viewer's permission is asked.
    """

    number: int
    serial: str
    holder: str
    person: str
    organisation: str
    course: str
    issuer: str
    issued_on: date
    issued_by: str
    valid_to: date | None
    state: CertificateState
    replaced_by: str
    replaced_by_number: int | None
    replaces: str
    replaces_number: int | None
    revoked_at: datetime | None
    revoked_by: str
    revoke_reason: str
    class_number: int
    class_title: str
    enrolment: int
    unit_id: int
    token: str
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCertificate:
    """What is needed to print a certificate. place: the province as a place."""

    serial: str
    token: str
    holder: str
    course: str
    issuer: str
    place: str
    issued_on: date
    valid_to: date | None
    signed_text: str
    signature: str
    is_sample: bool


def state_of(row: Certificate, on: date) -> CertificateState:
    """What a stored certificate is worth on a day."""
    return state_on(
        on=on,
        valid_to=row.valid_to,
        is_replaced=row.replaced_at is not None,
        is_revoked=row.revoked_at is not None,
    )


def printed(row: Certificate) -> PrintedCertificate:
    """A stored certificate (with its unit) for printing."""
    return PrintedCertificate(
        serial=row.serial,
        token=row.token,
        holder=row.holder,
        course=row.course,
        issuer=row.issuer,
        place=row.unit.name,
        issued_on=row.issued_on,
        valid_to=row.valid_to,
        signed_text=row.signed_text,
        signature=row.signature,
        is_sample=row.is_sample,
    )
