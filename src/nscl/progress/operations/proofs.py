"""Evidence of stated values: what was signed on the strength of it keeps it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nscl.progress.models import StatedValue
from nscl.progress.operations.errors import ProofOfSigned, ValueMissing
from nscl.records.operations import Actor
from nscl.records.operations.evidence import remove_evidence


@transaction.atomic
def remove_proof(*, value: int, evidence: int, reason: str, by: Actor, at: datetime) -> None:
    """Take a piece of evidence away from a stated value that is not signed, or was withdrawn.

    Under the lock that signing takes too: nobody signs while the evidence goes. Whether the person may is known above,
    as for all evidence. Raises ValueMissing, ProofOfSigned, EvidenceGone, RemovalReasonMissing.
    """
    row = StatedValue.objects.select_for_update(of=("self",)).filter(pk=value).first()
    if row is None:
        raise ValueMissing(value)
    if row.signed_at is not None and row.withdrawn_at is None:
        raise ProofOfSigned
    remove_evidence(number=evidence, reason=reason, by=by, at=at)
