"""All items of an edition in a word each, as the review of what was read lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Model, TextField, Value
from django.db.models.functions import Cast

from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import ReportingFrequency, ReviewKind
from nscl.finance.models import Budget, BudgetLine, StatedSum
from nscl.plans.enums import ItemKind, label
from nscl.plans.models import (
    EditionAgency,
    LegalBasis,
    ReportingDuty,
    Responsibility,
    Review,
    SupportRule,
    Target,
    Task,
    TaskGroup,
)
from nscl.plans.queries.access import parts_of, visible_editions
from nscl.plans.rules import due_in_words

# Kind → its table and the column that says what an item is about.
_TITLES: Mapping[ItemKind, tuple[type[Model], str]] = {
    ItemKind.LEGAL_BASIS: (LegalBasis, "about"),
    ItemKind.AGENCY: (EditionAgency, "name"),
    ItemKind.TARGET: (Target, "text"),
    ItemKind.TASK_GROUP: (TaskGroup, "title"),
    ItemKind.TASK: (Task, "title"),
    ItemKind.RESPONSIBILITY: (Responsibility, "text"),
    ItemKind.SUPPORT_RULE: (SupportRule, "text"),
    ItemKind.BUDGET_LINE: (BudgetLine, "title"),
    ItemKind.STATED_SUM: (StatedSum, "what"),
}


@dataclass(frozen=True)
class ReadItem:
    """An item of an edition. title: what it is about; first_line, last_line: where it stands, None where nowhere."""

    kind: ItemKind
    number: int
    key: str
    title: str
    first_line: int | None
    last_line: int | None


def list_items(viewer: Viewer, edition_id: int) -> tuple[ReadItem, ...]:
    """Head, items and frame of the budget of an edition, in the order of the document. Five queries.

    Findings are not among them: they are decided, not reviewed.
    """
    found = [
        *_header(viewer, edition_id),
        *_titled(viewer, edition_id),
        *_reporting(viewer, edition_id),
        *_reviews(viewer, edition_id),
        *_frame(viewer, edition_id),
    ]
    return tuple(sorted(found, key=lambda item: (item.first_line or 0, item.last_line or 0)))


def _header(viewer: Viewer, edition_id: int) -> Iterator[ReadItem]:
    editions = visible_editions(viewer).filter(pk=edition_id).order_by("pk")
    for number, title in editions.values_list("pk", "title"):
        yield ReadItem(ItemKind.HEADER, number, "", title, None, None)


def _titled(viewer: Viewer, edition_id: int) -> Iterator[ReadItem]:
    """The items of all kinds that have a title of their own: one query over their tables."""
    first, *others = (
        parts_of(model._default_manager.all(), viewer, edition_id)
        .order_by()
        .values_list(
            Value(kind.value, output_field=TextField()),
            "pk",
            "key",
            Cast(title, TextField()),
            "first_line",
            "last_line",
            "position",
        )
        for kind, (model, title) in _TITLES.items()
    )
    for kind, number, key, title, first_line, last_line, _place in sorted(
        first.union(*others, all=True), key=lambda row: (row[0], row[-1], row[1])
    ):
        yield ReadItem(ItemKind(kind), number, key, title, first_line, last_line)


def _reporting(viewer: Viewer, edition_id: int) -> Iterator[ReadItem]:
    rows = parts_of(ReportingDuty.objects.all(), viewer, edition_id)
    for row in rows:
        title = due_in_words(ReportingFrequency(row.every), row.due_month, row.due_day)
        yield ReadItem(ItemKind.REPORTING, row.pk, row.key, title, row.first_line, row.last_line)


def _reviews(viewer: Viewer, edition_id: int) -> Iterator[ReadItem]:
    for row in parts_of(Review.objects.all(), viewer, edition_id):
        title = f"{label(ReviewKind(row.kind))} {row.year}"
        yield ReadItem(ItemKind.REVIEW, row.pk, row.key, title, row.first_line, row.last_line)


def _frame(viewer: Viewer, edition_id: int) -> Iterator[ReadItem]:
    seen = visible_editions(viewer).filter(pk=edition_id).values("pk")
    for number in Budget.objects.filter(edition__in=seen).order_by("pk").values_list("pk", flat=True):
        yield ReadItem(ItemKind.BUDGET, number, "", "", None, None)
