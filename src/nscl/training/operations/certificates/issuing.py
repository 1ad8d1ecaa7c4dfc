"""Everybody of a class who earned the certificate gets it, at once and once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor
from nscl.records.signing import Signer
from nscl.training.enums import EnrolmentState
from nscl.training.models import Certificate, Enrolment, Result
from nscl.training.operations.certificates.errors import CertificateRefused
from nscl.training.operations.certificates.writing import Writer, issuer_of
from nscl.training.operations.opening import OpenedClass, open_row, record
from nscl.training.rules.certificates import CertificateRule, last_day, missing_for


@dataclass(frozen=True, slots=True)
class IssuedCertificates:
    """What an issue came to: the certificates that are new, in the order of their numbers."""

    numbers: tuple[int, ...]
    first: str = ""
    last: str = ""

    @property
    def count(self) -> int:
        """How many."""
        return len(self.numbers)


@transaction.atomic
def issue_certificates(
    *, training_class: int, viewer: Viewer | None, by: Actor, at: datetime, signer: Signer
) -> IssuedCertificates:
    """Give the certificate to all of a class who earned it and hold none; run again it gives nothing twice.

    Somebody whose certificate was revoked gets none this way: that is decided for each (`reissue_certificate`).
    Numbers have no gap, in the order of the names. Raises ClassGone, NotAllowed, CertificateRefused (the class is not
    done, or gives none).
    """
    opened = open_row(training_class, None)
    if viewer is not None:
        viewer.require(Permission.ISSUE_CERTIFICATES, opened.activity.plan.unit_id)
    rule = rule_of(opened)
    if not rule.gives_certificate:
        raise CertificateRefused(_("Lớp này không cấp chứng nhận."))
    if not rule.is_done:
        raise CertificateRefused(_("Lớp chưa kết thúc nên chưa cấp chứng nhận được. Hãy kết thúc lớp trước."))
    issued = give_all(opened, Writer(opened, issuer_of(opened, localdate(at)), signer, by, at))
    if issued.count:
        span = issued.first if issued.count == 1 else f"{issued.first} – {issued.last}"
        record(opened, "certificates_issued", by=by, at=at, comment=f"{issued.count}: {span}")
    return issued


def give_all(opened: OpenedClass, writer: Writer) -> IssuedCertificates:
    """Write the certificates of all of a done class who earned one and never held one; without the event."""
    earned = _earned(opened, rule_of(opened))
    if not earned:
        return IssuedCertificates(())
    valid_to = last_day(writer.issued_on, opened.row.validity_months)
    course = opened.row.course.title
    rows = Certificate.objects.bulk_create(
        [
            writer.write(enrolment, number, holder=enrolment.person.name, course=course, valid_to=valid_to)
            for enrolment, number in zip(earned, writer.numbers(), strict=False)
        ]
    )
    return IssuedCertificates(tuple(row.pk for row in rows), rows[0].serial, rows[-1].serial)


def rule_of(opened: OpenedClass) -> CertificateRule:
    """What the class asks of who is to have its certificate."""
    row = opened.row
    return CertificateRule(
        gives_certificate=row.gives_certificate,
        is_done=opened.is_done,
        sessions=sum(not one.is_cancelled for one in opened.sessions()),
        min_attendance_percent=row.min_attendance_percent,
        min_test_percent=row.min_test_percent,
    )


def _earned(opened: OpenedClass, rule: CertificateRule) -> list[Enrolment]:
    """Who earned it and never held one, by name."""
    held = Certificate.objects.filter(enrolment__training_class=opened.number).order_by("pk")
    holders = set(held.values_list("enrolment_id", flat=True))
    results = dict(
        Result.objects.filter(enrolment__training_class=opened.number)
        .order_by("pk")
        .values_list("enrolment_id", "percent")
    )
    rows = Enrolment.objects.filter(training_class=opened.number, state=EnrolmentState.ENROLLED)
    return [
        row
        for row in rows.select_related("person").order_by("person__folded", "pk")
        if row.pk not in holders and not missing_for(rule, attended=row.attended, percent=results.get(row.pk))
    ]
