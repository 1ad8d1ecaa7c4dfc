"""Whose certificate ends soon and has not been reminded of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from nscl.training.models import Certificate

REMIND_BEFORE: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class EndingCertificate:
    """A certificate that ends, and where its holder is told so."""

    number: int
    serial: str
    token: str
    course: str
    issuer: str
    valid_to: date
    name: str
    email: str


def ending_certificates(*, on: date) -> tuple[EndingCertificate, ...]:
    """Certificates in force that end within 30 days of a day, of people with an address, whom nobody has told yet.

    Samples are nobody's. The soonest first. One query.
    """
    rows = Certificate.objects.filter(
        valid_to__gte=on,
        valid_to__lte=on + REMIND_BEFORE,
        reminded_at__isnull=True,
        revoked_at__isnull=True,
        replaced_at__isnull=True,
        is_sample=False,
    ).exclude(enrolment__person__email="")
    found = rows.select_related("enrolment__person").order_by("valid_to", "pk")
    return tuple(
        EndingCertificate(
            row.pk,
            row.serial,
            row.token,
            row.course,
            row.issuer,
            row.valid_to,
            row.enrolment.person.name,
            row.enrolment.person.email,
        )
        for row in found
        if row.valid_to is not None
    )
