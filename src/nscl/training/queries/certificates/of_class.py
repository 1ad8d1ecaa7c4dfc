"""Who of a class earned its certificate, who holds one, and what the others lack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.training.enums import CertificateState, EnrolmentState
from nscl.training.models import Certificate, Enrolment, Session
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.certificates.rows import state_of
from nscl.training.queries.results.percents import percents_of
from nscl.training.rules.certificates import CertificateRule, Missing, missing_for
from nscl.work.enums import ActivityStatus


@dataclass(frozen=True, slots=True)
class HeldCertificate:
    """The latest certificate of a person and class."""

    number: int
    serial: str
    state: CertificateState


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """Somebody on the list. missing: what the certificate is not earned for; empty: it is."""

    enrolment: int
    name: str
    organisation: str
    attended: int
    percent: Decimal | None
    missing: tuple[Missing, ...]
    held: HeldCertificate | None

    @property
    def has_earned(self) -> bool:
        """Whether the rule of the class is met."""
        return not self.missing

    @property
    def awaits(self) -> bool:
        """Whether the next issue gives this person one."""
        return self.has_earned and self.held is None


@dataclass(frozen=True, slots=True)
class ClassCertificates:
    """A class with everybody on its list by name. may_issue: the viewer issues and revokes."""

    rule: CertificateRule
    learners: tuple[Learner, ...]
    may_issue: bool

    @property
    def awaiting(self) -> int:
        """How many the next issue gives one."""
        return sum(one.awaits for one in self.learners)

    @property
    def in_force(self) -> int:
        """How many hold one that is neither revoked nor replaced."""
        worth = (CertificateState.VALID, CertificateState.EXPIRED)
        return sum(one.held is not None and one.held.state in worth for one in self.learners)


def class_certificates(viewer: Viewer, header: ClassHeader, *, on: date) -> ClassCertificates:
    """The certificates of a class as they stand on a day. Four queries."""
    rule = certificate_rule(header)
    held = _held(header.number, on)
    percents = percents_of(header.number)
    rows = Enrolment.objects.filter(training_class=header.number, state=EnrolmentState.ENROLLED)
    learners = [
        Learner(
            enrolment=row.pk,
            name=row.person.name,
            organisation=row.organisation.name if row.organisation else "",
            attended=row.attended,
            percent=percents.get(row.pk),
            missing=missing_for(rule, attended=row.attended, percent=percents.get(row.pk)),
            held=held.get(row.pk),
        )
        for row in rows.select_related("person", "organisation").order_by("person__folded", "pk")
    ]
    may_issue = viewer.may(Permission.ISSUE_CERTIFICATES, header.plan_unit_id)
    return ClassCertificates(rule, tuple(learners), may_issue)


def certificate_rule(header: ClassHeader) -> CertificateRule:
    """What the class asks of who is to have its certificate. One query."""
    return CertificateRule(
        gives_certificate=header.gives_certificate,
        is_done=header.status is ActivityStatus.DONE,
        sessions=Session.objects.filter(training_class=header.number, cancelled_at__isnull=True).count(),
        min_attendance_percent=header.min_attendance_percent,
        min_test_percent=header.min_test_percent,
    )


def _held(number: int, on: date) -> dict[int, HeldCertificate]:
    """The latest certificate of each, by enrolment."""
    rows = Certificate.objects.filter(enrolment__training_class=number).order_by("pk")
    return {row.enrolment_id: HeldCertificate(row.pk, row.serial, state_of(row, on)) for row in rows}
