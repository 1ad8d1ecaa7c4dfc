"""The life of an edition: issued, amended, discarded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import FindingSeverity
from nscl.finance.operations.amendments import open_draft
from nscl.finance.operations.contents import clear_content
from nscl.finance.operations.issuing import issue_as_of
from nscl.finance.queries.pack import pack_of
from nscl.plans.enums import EditionState, FindingState
from nscl.plans.models import Finding, PlanEdition
from nscl.plans.operations.editions import (
    PLAN_KIND,
    lock_draft,
    lock_edition,
    plan_label,
    reference_of,
    remove_edition,
)
from nscl.plans.operations.errors import DraftExists, EditionClosed, OpenErrors, OpenFinding, PendingReviews
from nscl.plans.operations.reviews.marks import pending_reviews
from nscl.records.operations import Actor, Reference, record_event, remove_entries


@transaction.atomic
def issue_edition(*, edition_id: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Issue a draft: from now on the database refuses to change it, and the edition before it is superseded.

    Every error that was found must have been decided first (fixed, accepted, or waived with a reason), and every item
    that the reader of the document doubted must have been looked at. Raises NotAllowed, EditionMissing, EditionClosed,
    OpenErrors, PendingReviews.
    """
    edition = lock_edition(edition_id)
    if viewer is not None:
        viewer.require(Permission.ISSUE_PLANS, edition.plan.unit_id)
    lock_draft(edition_id)
    undecided = Finding.objects.filter(
        edition=edition, severity=FindingSeverity.ERROR.value, state=FindingState.OPEN
    ).order_by("position", "pk")
    open_errors = [OpenFinding(*values) for values in undecided.values_list("pk", "first_line", "says")]
    if open_errors:
        raise OpenErrors(open_errors)
    pending = pending_reviews(edition_id)
    if pending:
        raise PendingReviews(pending)
    issue_as_of(edition=edition, by=by, at=at, frozen_at=at)


@transaction.atomic
def open_amendment(*, edition_id: int, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Open a draft that amends the edition in force and begins with all of its content. Returns the draft's number.

    The draft is a document of its own: its number and date are blank until someone fills them in. Raises NotAllowed,
    EditionMissing, EditionClosed (only the edition in force is amended), DraftExists.
    """
    edition = lock_edition(edition_id)
    if viewer is not None:
        viewer.require(Permission.ISSUE_PLANS, edition.plan.unit_id)
    if edition.state != EditionState.ISSUED:
        raise EditionClosed(edition.ordinal, EditionState(edition.state))
    draft = PlanEdition.objects.filter(plan=edition.plan_id, state=EditionState.DRAFT).first()
    if draft is not None:
        raise DraftExists(draft.pk, draft.ordinal)
    pack = pack_of(edition_id)
    head = pack.plan.model_copy(update={"number": None, "issued_on": None})
    opened, _findings = open_draft(amended=edition, pack=pack.model_copy(update={"plan": head}), by=by, at=at)
    return int(opened.pk)


@transaction.atomic
def discard_draft(*, edition_id: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Remove a draft with everything in it; a plan that has no other edition goes too. The audit trail remembers it.

    Raises NotAllowed, EditionMissing, EditionClosed.
    """
    edition = lock_edition(edition_id)
    if viewer is not None:
        viewer.require(Permission.EDIT_PLANS, edition.plan.unit_id)
    lock_draft(edition_id)
    subject = reference_of(edition)
    plan = Reference(PLAN_KIND, edition.plan_id, plan_label(edition))
    remove_entries(owner=subject)
    clear_content(edition_id)
    remove_edition(edition)
    record_event(action="edition.discarded", by=by, at=at, subject=subject, context=plan)
