"""What the review goes through, one after the other: doubtful items, passages that were not read, the other items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Final

from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.finance.queries.reviewing import ReadItem, list_items
from nscl.plans.enums import ItemKind, PassageState, ReviewState
from nscl.plans.queries.document import split_lines
from nscl.plans.queries.reviews import ItemReviewRow, PassageRow, list_item_reviews, list_passages
from nscl.web.plan_reading.review.addresses import item_code, passage_code
from nscl.web.plan_reading.words import PASSAGE_CHIPS, REVIEW_CHIPS
from nscl.web.plans.addresses import lines_in_words
from nscl.web.plans.items.plan_items import numbered
from nscl.web.ui.parts import Chip

# Entries of a list on the page around the chosen one.
ENTRIES_A_PAGE: Final = 25
# So much of an item tells which it is.
EXCERPT_LENGTH: Final = 140


class ListKey(StrEnum):
    """The lists of the review by their word in the address, in the order in which they are gone through."""

    DOUBTS = "nghi-ngo"
    PASSAGES = "chua-doc"
    OTHERS = "muc-khac"


@dataclass(frozen=True)
class Entry:
    """One thing to look at: an item (with its review where it is doubtful), or a passage.

    code: its name in the address; name: what people call it; text: what it is about, shortened.
    """

    code: str
    name: str
    text: str
    first_line: int | None
    last_line: int | None
    chip: Chip | None
    is_waiting: bool
    item: ReadItem | None = None
    review: ItemReviewRow | None = None
    passage: PassageRow | None = None

    @property
    def lines(self) -> str:
        """Where it stands in the document, "" where nowhere."""
        return lines_in_words(self.first_line, self.last_line)


@dataclass(frozen=True)
class Course:
    """All lists, and the entry that is looked at now (None where the draft is empty)."""

    lists: Mapping[ListKey, Sequence[Entry]]
    part: ListKey
    chosen: Entry | None

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """The list that is shown."""
        return self.lists[self.part]

    @cached_property
    def place(self) -> int:
        """Where the chosen entry stands in its list, from 0."""
        return next((place for place, entry in enumerate(self.entries) if entry is self.chosen), 0)

    @property
    def previous(self) -> Entry | None:
        """The entry before the chosen one."""
        return self.entries[self.place - 1] if self.place > 0 else None

    @property
    def next(self) -> Entry | None:
        """The entry after the chosen one."""
        return self.entries[self.place + 1] if self.place + 1 < len(self.entries) else None

    @property
    def next_waiting(self) -> Entry | None:
        """The next entry that still waits for somebody: further on, from the start again, then in the other lists."""
        after = [*self.entries[self.place + 1 :], *self.entries[: self.place]]
        others = (entry for key in ListKey if key is not self.part for entry in self.lists[key])
        return next((entry for entry in chain(after, others) if entry.is_waiting), None)

    def waiting(self, part: ListKey) -> int:
        """How many of a list still wait for somebody."""
        return sum(entry.is_waiting for entry in self.lists[part])

    @property
    def page(self) -> Sequence[Entry]:
        """The entries on the page of the chosen one."""
        first = self.page_number * ENTRIES_A_PAGE
        return self.entries[first : first + ENTRIES_A_PAGE]

    @property
    def page_number(self) -> int:
        """The page of the chosen entry, from 0."""
        return self.place // ENTRIES_A_PAGE

    def page_start(self, page: int) -> Entry | None:
        """The first entry of a page; None where there is no such page."""
        first = page * ENTRIES_A_PAGE
        return self.entries[first] if 0 <= first < len(self.entries) else None


def sequence_of(viewer: Viewer, edition_id: int, text: str | None, *, chosen: str, part: str) -> Course:
    """What there is to look at, with the entry that the address names, else the first that waits. Eight queries.

    text: the document's, for the words of passages; None where it is not stored.
    """
    reviews = {(row.kind, row.number): row for row in list_item_reviews(viewer, edition_id)}
    items = list_items(viewer, edition_id)
    lines = split_lines(text) if text is not None else []
    doubtful = [_item(item, reviews[item.kind, item.number]) for item in items if (item.kind, item.number) in reviews]
    lists = {
        ListKey.DOUBTS: doubtful,
        ListKey.PASSAGES: [_passage(row, lines) for row in list_passages(viewer, edition_id)],
        ListKey.OTHERS: [_item(item, None) for item in items if (item.kind, item.number) not in reviews],
    }
    return _choose(lists, chosen, part)


def _choose(lists: Mapping[ListKey, Sequence[Entry]], chosen: str, part: str) -> Course:
    named = next(((key, entry) for key, found in lists.items() for entry in found if entry.code == chosen), None)
    if named is not None:
        return Course(lists, *named)
    asked = [ListKey(part)] if part in set(ListKey) else list(ListKey)
    for wanted in (lambda entry: entry.is_waiting, lambda _entry: True):
        for key in asked:
            entry = next(filter(wanted, lists[key]), None)
            if entry is not None:
                return Course(lists, key, entry)
    return Course(lists, asked[0], None)


def _item(item: ReadItem, review: ItemReviewRow | None) -> Entry:
    # The head and the frame of the budget have no lines of their own: those of the doubt show where to look.
    spans = [(r.first_line, r.last_line) for r in review.reasons if r.first_line] if review else []
    first, last = (item.first_line, item.last_line) if item.first_line else (spans[0] if spans else (None, None))
    return Entry(
        code=item_code(item.kind, item.number),
        name=item.title if item.kind is ItemKind.AGENCY else numbered(item.kind, item.key),
        text="" if item.kind is ItemKind.AGENCY else shortened(item.title),
        first_line=first,
        last_line=last,
        chip=REVIEW_CHIPS[review.state] if review else None,
        is_waiting=review is not None and review.state is ReviewState.PENDING,
        item=item,
        review=review,
    )


def _passage(row: PassageRow, lines: Sequence[str]) -> Entry:
    words = " ".join(" ".join(lines[row.first_line - 1 : row.last_line]).split())
    return Entry(
        code=passage_code(row.number),
        name=_("Dòng %(lines)s") % {"lines": lines_in_words(row.first_line, row.last_line)},
        text=shortened(words),
        first_line=row.first_line,
        last_line=row.last_line,
        chip=PASSAGE_CHIPS[row.state],
        is_waiting=row.state is PassageState.OPEN,
        passage=row,
    )


def shortened(text: str) -> str:
    """The first words of a text."""
    if len(text) <= EXCERPT_LENGTH:
        return text
    return text[:EXCERPT_LENGTH].rsplit(" ", 1)[0] + " …"
