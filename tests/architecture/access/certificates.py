"""Certificates: all who see training read them, the officer gives and takes them; whoever holds one checks it."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission
from nscl.records.operations import SYSTEM
from nscl.training.models import Certificate, Enrolment
from nscl.training.operations.certificates import issue_certificates
from nscl.training.operations.classes import close_class
from tests.architecture.access.training import VIEWERS, a_class
from tests.architecture.access_matrix import Address, with_permission
from tests.factories import training
from tests.factories.certificates import a_signer
from tests.factories.people import AT
from tests.factories.world import World

ISSUERS = with_permission(Permission.VIEW_TRAINING, Permission.ISSUE_CERTIFICATES)


def a_certificate(world: World) -> Certificate:
    """The class of the matrix done, and its one person with the certificate."""
    number = a_class(world)["number"]
    assert isinstance(number, int)
    there = Certificate.objects.filter(enrolment__training_class=number).first()
    if there is not None:
        return there
    people = list(Enrolment.objects.filter(training_class=number).order_by("pk").values_list("pk", flat=True))
    for session in training.sessions_of(number):
        training.mark_present(session, people)
    close_class(number=number, mark_rest_absent=True, viewer=None, by=SYSTEM, at=AT)
    issue_certificates(training_class=number, viewer=None, by=SYSTEM, at=AT, signer=a_signer())
    return Certificate.objects.get(enrolment__training_class=number)


def certificate(world: World) -> Mapping[str, object]:
    return {"number": a_certificate(world).pk}


def certified_class(world: World) -> Mapping[str, object]:
    return {"number": a_certificate(world).enrolment.training_class_id}


def holder(world: World) -> Mapping[str, object]:
    return {"token": a_certificate(world).enrolment.token}


ADDRESSES = (
    Address("class-certificates", who=VIEWERS, kwargs=certified_class),
    Address("class-certificates-issue", who=ISSUERS, methods="GET POST", kwargs=certified_class, answers=409),
    Address("class-certificates-file", who=VIEWERS, kwargs=certified_class),
    Address("certificate-list", who=VIEWERS),
    Address("certificate", who=VIEWERS, kwargs=certificate),
    Address("certificate-file", who=VIEWERS, kwargs=certificate),
    Address("certificate-reissue", who=ISSUERS, methods="GET POST", kwargs=certificate),
    Address("certificate-revoke", who=ISSUERS, methods="GET POST", kwargs=certificate),
    Address("participant-certificate", public=True, kwargs=holder),
    Address("certificate-check", public=True, methods="GET POST"),
    Address("certificate-public", public=True, kwargs=lambda world: {"token": a_certificate(world).token}),
)
