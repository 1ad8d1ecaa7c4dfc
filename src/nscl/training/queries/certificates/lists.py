"""The certificates of provinces, one of them, and what is printed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.training.models import Certificate
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.certificates.rows import CertificateRow, PrintedCertificate, printed, state_of


class CertificateMissing(LookupError):
    """No such certificate, or none that the viewer may see."""


def list_certificates(
    viewer: Viewer, *, unit_ids: Collection[int] | None, year: int, on: date
) -> tuple[CertificateRow, ...]:
    """The certificates issued in a year, the newest first; unit_ids: of the provinces of these plans, None: of all.

    One query.
    """
    rows = _visible(viewer).filter(year=year)
    if unit_ids is not None:
        rows = rows.filter(enrolment__training_class__activity__plan__unit__in=list(unit_ids))
    return tuple(_row(row, on) for row in rows.order_by("-issued_at", "-number"))


def find_certificate(viewer: Viewer, number: int, *, on: date) -> CertificateRow:
    """One certificate. One query. Raises CertificateMissing."""
    row = _visible(viewer).filter(pk=number).first()
    if row is None:
        raise CertificateMissing(str(number))
    return _row(row, on)


def certificate_to_print(viewer: Viewer, number: int) -> PrintedCertificate:
    """One certificate as it is printed. Raises CertificateMissing."""
    row = _visible(viewer).filter(pk=number).first()
    if row is None:
        raise CertificateMissing(str(number))
    return printed(row)


def class_certificates_to_print(header: ClassHeader) -> tuple[PrintedCertificate, ...]:
    """The certificates of a class that are neither revoked nor replaced, by number. One query."""
    rows = Certificate.objects.filter(
        enrolment__training_class=header.number, revoked_at__isnull=True, replaced_at__isnull=True
    )
    return tuple(printed(row) for row in rows.select_related("unit").order_by("year", "number", "pk"))


def _visible(viewer: Viewer) -> QuerySet[Certificate]:
    rows = Certificate.objects.select_related(
        "unit",
        "enrolment__person",
        "enrolment__organisation",
        "enrolment__training_class__activity__plan",
        "replaces",
        "replaced_by",
        "issued_by",
        "revoked_by",
    )
    units = viewer.units_with(Permission.VIEW_TRAINING)
    return rows if units is None else rows.filter(enrolment__training_class__activity__plan__unit__in=units)


def _row(row: Certificate, on: date) -> CertificateRow:
    enrolment, activity = row.enrolment, row.enrolment.training_class.activity
    successor = successor_of(row)
    return CertificateRow(
        number=row.pk,
        serial=row.serial,
        holder=row.holder,
        person=enrolment.person.name,
        organisation=enrolment.organisation.name if enrolment.organisation else "",
        course=row.course,
        issuer=row.issuer,
        issued_on=row.issued_on,
        issued_by=row.issued_by.full_name if row.issued_by else "",
        valid_to=row.valid_to,
        state=state_of(row, on),
        replaced_by=successor.serial if successor else "",
        replaced_by_number=successor.pk if successor else None,
        replaces=row.replaces.serial if row.replaces else "",
        replaces_number=row.replaces_id,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by.full_name if row.revoked_by else "",
        revoke_reason=row.revoke_reason,
        class_number=enrolment.training_class_id,
        class_title=activity.title,
        enrolment=enrolment.pk,
        unit_id=activity.plan.unit_id,
        token=row.token,
        is_sample=row.is_sample,
    )


def successor_of(row: Certificate) -> Certificate | None:
    """The certificate that replaces a loaded one (with `replaced_by`)."""
    try:
        return row.replaced_by
    except Certificate.DoesNotExist:
        return None
