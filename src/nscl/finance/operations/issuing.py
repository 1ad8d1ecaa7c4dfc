"""Issuing a draft, whoever asks for it."""

from __future__ import annotations

from datetime import datetime

from nscl.finance.operations.searching import audience_of
from nscl.plans.enums import EditionState
from nscl.plans.models import PlanEdition
from nscl.plans.operations.editions import freeze, reference_of
from nscl.records.operations import Actor, readdress_entries, record_event, remove_entries


def issue_as_of(*, edition: PlanEdition, by: Actor, at: datetime, frozen_at: datetime) -> None:
    """Freeze a draft as of `frozen_at`, supersede the edition in force, and let the province find it.

    The search finds what is in force: a superseded edition leaves the index. One audit event.
    """
    former = freeze(edition=edition, by=by, at=at, frozen_at=frozen_at)
    subject = reference_of(edition)
    readdress_entries(owner=subject, audience=audience_of(EditionState.ISSUED))
    if former is not None:
        remove_entries(owner=reference_of(former))
    record_event(action="edition.issued", by=by, at=at, subject=subject, context=subject)
