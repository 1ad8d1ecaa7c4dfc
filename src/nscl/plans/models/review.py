"""What a person still has to look at in a draft that was read from a document. Frozen with its edition."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from nscl.plans.enums import PassageState, ReviewState
from nscl.plans.models.item import EditionPart


class ItemReview(EditionPart):
    """An item that the reader doubted, by its kind (`ItemKind`) and number: as editing and the audit trail name it.

    label: what people called it when it was read. No foreign key: items of money are in `finance`, above this package.
    """

    kind = models.CharField(max_length=40)
    number = models.BigIntegerField()
    label = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.PENDING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "number"], name="plans_item_review_once"),
            models.CheckConstraint(
                name="plans_item_review_decided_whole",
                condition=Q(state=ReviewState.PENDING, decided_at__isnull=True, decided_by__isnull=True)
                | Q(state=ReviewState.ACCEPTED, decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ReviewReason(EditionPart):
    """Why the reader doubted an item. path: the field within the item ("lead", "measures[1].value"), "" for all of it.

    first_line, last_line: the lines that the doubt is about, None where those of the item say it all.
    """

    review = models.ForeignKey(ItemReview, on_delete=models.CASCADE, related_name="reasons")
    rule = models.CharField(max_length=60)
    path = models.CharField(max_length=200, blank=True)
    reason = models.TextField()
    first_line = models.PositiveIntegerField(null=True)
    last_line = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plans_review_reason_span",
                condition=Q(first_line__isnull=True, last_line__isnull=True)
                | Q(
                    first_line__isnull=False, last_line__isnull=False, first_line__gte=1, last_line__gte=F("first_line")
                ),
            )
        ]

    def __str__(self) -> str:
        return self.reason


class UnreadPassage(EditionPart):
    """Lines of the document of which the reader made no item. reason: why, "" where it simply did not understand."""

    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=PassageState.choices, default=PassageState.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="plans_unread_passage_span", condition=Q(first_line__gte=1, last_line__gte=F("first_line"))
            ),
            models.CheckConstraint(
                name="plans_unread_passage_decided_whole",
                condition=Q(state=PassageState.OPEN, decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state=PassageState.OPEN) & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        same = self.first_line == self.last_line
        return str(self.first_line) if same else f"{self.first_line}–{self.last_line}"
