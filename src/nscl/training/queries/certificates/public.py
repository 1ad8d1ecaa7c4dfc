"""What everybody who holds a certificate's address may know of it, and what its owner gets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl.training.enums import CertificateState
from nscl.training.models import Certificate
from nscl.training.queries.certificates.lists import CertificateMissing, successor_of
from nscl.training.queries.certificates.rows import PrintedCertificate, printed, state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCertificate:
    """A certificate as its public page tells it, and nothing else. replaced_by: a serial, "" for none."""

    serial: str
    holder: str
    course: str
    issuer: str
    issued_on: date
    valid_to: date | None
    state: CertificateState
    replaced_by: str
    is_sample: bool


def find_public_certificate(token: str, *, on: date) -> PublicCertificate:
    """The certificate with that address, as of a day. One query. Raises CertificateMissing."""
    row = Certificate.objects.select_related("replaced_by").filter(token=token).first()
    if row is None:
        raise CertificateMissing(token)
    return _public(row, on)


def find_by_statement(serial: str, signed_text: str, *, on: date) -> PublicCertificate | None:
    """The certificate of that serial which says exactly this, for who brings a code whose signature holds; None: not
    kept here.
    """
    row = Certificate.objects.select_related("replaced_by").filter(serial=serial).first()
    return None if row is None or row.signed_text != signed_text else _public(row, on)


def own_certificate(enrolment_token: str) -> PrintedCertificate | None:
    """The certificate in force of whoever has the address of this participant's page; None: there is none."""
    rows = Certificate.objects.filter(
        enrolment__token=enrolment_token, revoked_at__isnull=True, replaced_at__isnull=True
    )
    row = rows.select_related("unit").order_by("pk").first()
    return None if row is None else printed(row)


def _public(row: Certificate, on: date) -> PublicCertificate:
    successor = successor_of(row)
    return PublicCertificate(
        serial=row.serial,
        holder=row.holder,
        course=row.course,
        issuer=row.issuer,
        issued_on=row.issued_on,
        valid_to=row.valid_to,
        state=state_of(row, on),
        replaced_by=successor.serial if successor else "",
        is_sample=row.is_sample,
    )
