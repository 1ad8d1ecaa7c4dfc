"""How a certificate is written: numbered without a gap, signed, kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from django.db.models import Max
from django.utils.timezone import localdate

from nscl.institutions.models import AdministrativeUnit
from nscl.institutions.queries import agency_by_id, holders_of, successor_of
from nscl.records.operations import Actor
from nscl.records.signing import Signer
from nscl.training.models import Certificate, Enrolment
from nscl.training.models.courses import PUBLIC_ID_LENGTH
from nscl.training.operations.opening import OpenedClass
from nscl.training.rules.certificates import serial_of
from nscl.training.signing import Statement

_TOKEN_BYTES = PUBLIC_ID_LENGTH * 3 // 4
_ISSUER_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Issuer:
    """In whose name certificates of a class are issued on a day: a province, and a body of it by name."""

    unit_id: int
    code: str
    name: str


def issuer_of(opened: OpenedClass, on: date) -> Issuer:
    """The province and the body that hold on that day what the class was held by."""
    unit = successor_of(opened.activity.unit_id, on)
    held = holders_of(opened.activity.agency_id, on)
    # A body whose work was divided goes on in name: nobody can tell which part would sign.
    body = held[0] if len(held) == 1 else agency_by_id(opened.activity.agency_id)
    return Issuer(unit.id, unit.code, body.full_name[:_ISSUER_LENGTH])


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes certificates of one class in one transaction."""

    opened: OpenedClass
    issuer: Issuer
    signer: Signer
    by: Actor
    at: datetime

    @property
    def issued_on(self) -> date:
        """The day that is printed."""
        return localdate(self.at)

    def numbers(self) -> Iterator[int]:
        """The next numbers of the province's code and year, while nobody else takes any.

        By code, not by row: a province that was merged may hand its code on to the next within the year.
        """
        rows = AdministrativeUnit.objects.filter(code=self.issuer.code, level="province")
        list(rows.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))
        taken = Certificate.objects.filter(unit__code=self.issuer.code, year=self.issued_on.year)
        return count((taken.aggregate(last=Max("number"))["last"] or 0) + 1)

    def write(
        self, enrolment: Enrolment, number: int, *, holder: str, course: str, valid_to: date | None
    ) -> Certificate:
        """A certificate, signed; not stored yet."""
        serial = serial_of(self.issuer.code, self.issued_on.year, number)
        statement = Statement(
            key_id=self.signer.key_id,
            serial=serial,
            holder=holder,
            course=course,
            issued=self.issued_on,
            valid_to=valid_to,
            issuer=self.issuer.name,
        )
        text = statement.text()
        return Certificate(
            enrolment=enrolment,
            unit_id=self.issuer.unit_id,
            year=self.issued_on.year,
            number=number,
            serial=serial,
            token=secrets.token_urlsafe(_TOKEN_BYTES),
            holder=holder,
            course=course,
            issuer=self.issuer.name,
            issued_on=self.issued_on,
            valid_to=valid_to,
            signed_text=text,
            signature=self.signer.sign(text),
            key_id=self.signer.key_id,
            issued_at=self.at,
            issued_by_id=self.by.number,
            is_sample=self.opened.row.is_sample,
        )
