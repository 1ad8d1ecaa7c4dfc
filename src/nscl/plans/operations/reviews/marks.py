"""The rows of reviews: written with the draft, settled by an edit, removed with their items.

These record no audit event: the acts of which they are part do (loading, editing, removing, issuing).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nscl.documents.pack.values import Span
from nscl.plans.enums import PassageState, ReviewState
from nscl.plans.models import ItemReview, ReviewReason, UnreadPassage
from nscl.plans.operations.errors import PendingReview
from nscl.records.inserting import insert_rows
from nscl.records.operations import LABEL_LENGTH, Actor


@dataclass(frozen=True, slots=True)
class Why:
    """Why the reader doubted an item. path: the field within the item, "" for the whole."""

    rule: str
    path: str
    reason: str
    at: Span | None


@dataclass(frozen=True, slots=True)
class DoubtfulItem:
    """An item of a new draft that a person should look at, with all reasons."""

    kind: str
    number: int
    label: str
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of which no item was made. reason: "" where the reader simply did not understand them."""

    at: Span
    page: int | None
    reason: str = ""


def store_reviews(*, edition_id: int, items: Sequence[DoubtfulItem], passages: Sequence[Passage]) -> None:
    """Write what is to be looked at in a new draft, in the order given."""
    reviews = [_review(edition_id, place, item) for place, item in enumerate(items, start=1)]
    insert_rows(reviews)
    pairs = [(review, why) for review, item in zip(reviews, items, strict=True) for why in item.why]
    insert_rows([_reason(edition_id, place, review, why) for place, (review, why) in enumerate(pairs, start=1)])
    insert_rows([_passage(edition_id, place, passage) for place, passage in enumerate(passages, start=1)])


def clear_reviews(edition_id: int) -> None:
    """Remove all of it: the items of the draft go, or are about to be others."""
    ReviewReason.objects.filter(edition=edition_id).delete()
    ItemReview.objects.filter(edition=edition_id).delete()
    UnreadPassage.objects.filter(edition=edition_id).delete()


def settle_review(*, edition_id: int, kind: str, number: int, by: Actor, at: datetime) -> None:
    """Whoever edits an item has looked at it."""
    pending = ItemReview.objects.filter(edition=edition_id, kind=kind, number=number, state=ReviewState.PENDING)
    pending.update(state=ReviewState.ACCEPTED, decided_at=at, decided_by=by.number)


def forget_review(*, edition_id: int, kind: str, number: int) -> None:
    """An item that is removed needs no look any more."""
    ReviewReason.objects.filter(review__edition=edition_id, review__kind=kind, review__number=number).delete()
    ItemReview.objects.filter(edition=edition_id, kind=kind, number=number).delete()


def cover_passages(*, edition_id: int, at_lines: Span | None, by: Actor, at: datetime) -> None:
    """Passages whose lines an item now has, all of them, are understood."""
    if at_lines is None:
        return
    covered = UnreadPassage.objects.filter(
        edition=edition_id, state=PassageState.OPEN, first_line__gte=at_lines.first, last_line__lte=at_lines.last
    )
    covered.update(state=PassageState.HANDLED, decided_at=at, decided_by=by.number)


def pending_reviews(edition_id: int) -> list[PendingReview]:
    """The items that nobody has looked at yet, in their order. One query."""
    rows = ItemReview.objects.filter(edition=edition_id, state=ReviewState.PENDING).order_by("position", "pk")
    return [PendingReview(*values) for values in rows.values_list("kind", "number", "label")]


def _review(edition_id: int, position: int, item: DoubtfulItem) -> ItemReview:
    return ItemReview(
        edition_id=edition_id,
        position=position,
        kind=item.kind,
        number=item.number,
        label=item.label[:LABEL_LENGTH],
        state=ReviewState.PENDING.value,
    )


def _reason(edition_id: int, position: int, review: ItemReview, why: Why) -> ReviewReason:
    return ReviewReason(
        edition_id=edition_id,
        position=position,
        review_id=review.pk,
        rule=why.rule,
        path=why.path,
        reason=why.reason,
        first_line=why.at.first if why.at else None,
        last_line=why.at.last if why.at else None,
    )


def _passage(edition_id: int, position: int, passage: Passage) -> UnreadPassage:
    return UnreadPassage(
        edition_id=edition_id,
        position=position,
        first_line=passage.at.first,
        last_line=passage.at.last,
        page=passage.page,
        reason=passage.reason,
        state=PassageState.OPEN.value,
    )
