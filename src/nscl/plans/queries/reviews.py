"""What is left to look at in a draft that was read from a document."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Coalesce

from nscl.accounts.rules import Viewer
from nscl.plans.enums import ItemKind, PassageState, ReviewState
from nscl.plans.models import ItemReview, ReviewReason, UnreadPassage
from nscl.plans.queries.access import count_of, parts_of


@dataclass(frozen=True)
class Reason:
    """Why the reader doubted an item. rule: the code of the reason; path: the field in the item, "" for the whole."""

    rule: str
    path: str
    reason: str
    first_line: int | None
    last_line: int | None


@dataclass(frozen=True)
class ItemReviewRow:
    """A doubtful item, by kind and number; decided_by "" while nobody has looked at it, or where the system did."""

    kind: ItemKind
    number: int
    label: str
    state: ReviewState
    decided_at: datetime | None
    decided_by: str
    reasons: tuple[Reason, ...]

    @property
    def only_rule(self) -> str:
        """The one reason for which the item waits; "" where there are several, or nobody waits for it."""
        rules = {reason.rule for reason in self.reasons}
        return next(iter(rules)) if self.state is ReviewState.PENDING and len(rules) == 1 else ""


@dataclass(frozen=True)
class PassageRow:
    """A passage that was not read."""

    number: int
    first_line: int
    last_line: int
    page: int | None
    reason: str
    state: PassageState


@dataclass(frozen=True)
class ReviewCounts:
    """How much is left. All are 0 for a draft that was not read from a document."""

    pending: int
    doubtful: int
    open_passages: int
    passages: int

    @property
    def is_from_reading(self) -> bool:
        """Whether there is, or was, anything to look at."""
        return bool(self.doubtful or self.passages)


def list_item_reviews(viewer: Viewer, edition_id: int) -> tuple[ItemReviewRow, ...]:
    """The doubtful items of an edition, in the order of the document. Two queries."""
    reasons: dict[int, list[Reason]] = defaultdict(list)
    rows = parts_of(ReviewReason.objects.all(), viewer, edition_id)
    for row in rows:
        reasons[row.review_id].append(Reason(row.rule, row.path, row.reason, row.first_line, row.last_line))
    reviews = parts_of(ItemReview.objects.select_related("decided_by"), viewer, edition_id)
    return tuple(
        ItemReviewRow(
            kind=ItemKind(review.kind),
            number=review.number,
            label=review.label,
            state=ReviewState(review.state),
            decided_at=review.decided_at,
            decided_by=review.decided_by.full_name if review.decided_by else "",
            reasons=tuple(reasons[review.pk]),
        )
        for review in reviews
    )


def list_passages(viewer: Viewer, edition_id: int) -> tuple[PassageRow, ...]:
    """The passages of an edition that were not read, in the order of the document. One query."""
    rows = parts_of(UnreadPassage.objects.all(), viewer, edition_id)
    return tuple(
        PassageRow(row.pk, row.first_line, row.last_line, row.page, row.reason, PassageState(row.state)) for row in rows
    )


def review_counts() -> dict[str, Coalesce]:
    """What a query over editions is annotated with to have the fields of `ReviewCounts`, in the same query."""
    return {
        "pending": count_of(ItemReview.objects.filter(state=ReviewState.PENDING), "edition"),
        "doubtful": count_of(ItemReview.objects.all(), "edition"),
        "open_passages": count_of(UnreadPassage.objects.filter(state=PassageState.OPEN), "edition"),
        "passages": count_of(UnreadPassage.objects.all(), "edition"),
    }
