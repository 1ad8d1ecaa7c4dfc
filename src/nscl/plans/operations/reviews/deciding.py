"""What a person decides on the review screen: an item is right as it was read, a passage needs no item."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.enums import PassageState, ReviewState
from nscl.plans.models import ItemReview, PlanEdition, ReviewReason, UnreadPassage
from nscl.plans.operations.editions import lock_edition, reference_of, refuse_closed
from nscl.plans.operations.errors import ItemMissing
from nscl.plans.operations.wording import stored
from nscl.records.operations import Actor, Change, Reference, record_event

PASSAGE_KIND = "plans.passage"
_DECIDED = {
    PassageState.OPEN: "passage.reopened",
    PassageState.HANDLED: "passage.handled",
    PassageState.DISMISSED: "passage.dismissed",
}


@transaction.atomic
def decide_review(
    *, edition_id: int, kind: str, number: int, decision: ReviewState, viewer: Viewer | None, by: Actor, at: datetime
) -> None:
    """Accept a doubtful item as it stands, or take that back. The same decision again writes nothing.

    Raises NotAllowed, EditionMissing, EditionClosed, ItemMissing where the item is not a doubtful one of this draft.
    """
    edition = _open_for_review(edition_id, viewer)
    review = ItemReview.objects.filter(edition=edition, kind=kind, number=number).first()
    if review is None:
        raise ItemMissing(kind, number)
    if review.state == decision:
        return
    is_open = decision is ReviewState.PENDING
    review.state = decision
    review.decided_at = None if is_open else at
    review.decided_by_id = None if is_open else by.number
    review.save(update_fields=["state", "decided_at", "decided_by"])
    record_event(
        action="review.reopened" if is_open else "review.accepted",
        by=by,
        at=at,
        subject=Reference(kind, number, review.label),
        context=reference_of(edition),
    )


@transaction.atomic
def accept_alike(*, edition_id: int, rule: str, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Accept all items that wait for this one reason and no other, as one act; returns how many those were.

    None at all writes nothing. Raises NotAllowed, EditionMissing, EditionClosed.
    """
    edition = _open_for_review(edition_id, viewer)
    others = ReviewReason.objects.filter(edition=edition).exclude(rule=rule).values("review")
    alike = ItemReview.objects.filter(
        edition=edition,
        state=ReviewState.PENDING,
        pk__in=ReviewReason.objects.filter(edition=edition, rule=rule).values("review"),
    ).exclude(pk__in=others)
    labels = list(alike.order_by("position", "pk").values_list("label", flat=True))
    if not labels:
        return 0
    reason = ReviewReason.objects.filter(edition=edition, rule=rule).order_by("position", "pk").first()
    alike.update(state=ReviewState.ACCEPTED, decided_at=at, decided_by=by.number)
    field = stored(gettext_lazy("Mục nghi ngờ đã chấp nhận"))
    record_event(
        action="review.accepted",
        by=by,
        at=at,
        subject=reference_of(edition),
        context=reference_of(edition),
        changes=[Change(field, "", label) for label in labels],
        comment=reason.reason if reason else rule,
    )
    return len(labels)


@transaction.atomic
def decide_passage(
    *, edition_id: int, number: int, decision: PassageState, viewer: Viewer | None, by: Actor, at: datetime
) -> None:
    """Say what was made of a passage that the reader did not understand. The same decision again writes nothing.

    Raises NotAllowed, EditionMissing, EditionClosed, ItemMissing.
    """
    edition = _open_for_review(edition_id, viewer)
    passage = UnreadPassage.objects.filter(edition=edition, pk=number).first()
    if passage is None:
        raise ItemMissing(PASSAGE_KIND, number)
    if passage.state == decision:
        return
    is_open = decision is PassageState.OPEN
    passage.state = decision
    passage.decided_at = None if is_open else at
    passage.decided_by_id = None if is_open else by.number
    passage.save(update_fields=["state", "decided_at", "decided_by"])
    label = stored(gettext_lazy("Đoạn chưa được đọc, dòng %(lines)s")) % {"lines": str(passage)}
    record_event(
        action=_DECIDED[decision],
        by=by,
        at=at,
        subject=Reference(PASSAGE_KIND, number, label),
        context=reference_of(edition),
    )


def _open_for_review(edition_id: int, viewer: Viewer | None) -> PlanEdition:
    """The draft, locked, for who may edit it. Raises NotAllowed, EditionMissing, EditionClosed."""
    edition = lock_edition(edition_id)
    if viewer is not None:
        viewer.require(Permission.EDIT_PLANS, edition.plan.unit_id)
    refuse_closed(edition)
    return edition
