"""Holders are told once that their certificate ends soon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from nscl.records.operations import SYSTEM, Reference, record_event
from nscl.training.enums import TrainingKind
from nscl.training.models import Certificate
from nscl.training.queries.certificates.expiring import EndingCertificate


def remind_of_ending(
    *, certificate: EndingCertificate, post: Callable[[EndingCertificate], None], at: datetime
) -> bool:
    """Tell one holder; False where another run has told them meanwhile. One event.

    A letter that is refused leaves no trace, and the next run tries again. Raises what `post` raises.
    """
    if not _claim(number=certificate.number, at=at):
        return False
    try:
        post(certificate)
    except BaseException:
        _release(number=certificate.number, at=at)
        raise
    record_event(
        action="certificate.reminded",
        by=SYSTEM,
        at=at,
        subject=Reference(TrainingKind.CERTIFICATE, certificate.number, f"{certificate.serial}, {certificate.name}"),
    )
    return True


@transaction.atomic
def _claim(*, number: int, at: datetime) -> bool:
    """Take the letter upon this run: of two runs at once, one writes the row."""
    return Certificate.objects.filter(pk=number, reminded_at__isnull=True).update(reminded_at=at) == 1


@transaction.atomic
def _release(*, number: int, at: datetime) -> None:
    Certificate.objects.filter(pk=number, reminded_at=at).update(reminded_at=None)
