"""Where an edition and its items stand in the address space: `/ke-hoach/<slug>/ban-<ordinal>/<segment>/<number>/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from django.urls import reverse

from nscl.plans.enums import ItemKind

SEGMENTS: Final[Mapping[ItemKind, str]] = {
    ItemKind.TARGET: "muc-tieu",
    ItemKind.TASK: "nhiem-vu",
    ItemKind.TASK_GROUP: "nhom-nhiem-vu",
    ItemKind.BUDGET_LINE: "dong-du-toan",
    ItemKind.STATED_SUM: "tong-neu",
    ItemKind.RESPONSIBILITY: "trach-nhiem",
    ItemKind.REPORTING: "bao-cao",
    ItemKind.REVIEW: "so-ket",
    ItemKind.LEGAL_BASIS: "can-cu",
    ItemKind.SUPPORT_RULE: "ho-tro",
    ItemKind.FINDING: "phat-hien",
    ItemKind.AGENCY: "co-quan",
    ItemKind.HEADER: "thong-tin",
    ItemKind.BUDGET: "bang-du-toan",
}
_KINDS: Final[Mapping[str, ItemKind]] = {segment: kind for kind, segment in SEGMENTS.items()}


class TabKey(StrEnum):
    """The tabs of an edition by their word in the address; the overview has none."""

    OVERVIEW = ""
    TARGETS = "muc-tieu"
    TASKS = "nhiem-vu"
    BUDGET = "du-toan"
    DUTIES = "phan-cong"
    LEGAL_BASIS = "can-cu"
    SUPPORT = "ho-tro"
    FINDINGS = "phat-hien"
    DOCUMENT = "van-ban"
    HISTORY = "lich-su"


# The tab under which the page of an item of each kind stands.
TAB_OF_KIND: Final[Mapping[ItemKind, TabKey]] = {
    ItemKind.TARGET: TabKey.TARGETS,
    ItemKind.TASK: TabKey.TASKS,
    ItemKind.TASK_GROUP: TabKey.TASKS,
    ItemKind.BUDGET_LINE: TabKey.BUDGET,
    ItemKind.STATED_SUM: TabKey.BUDGET,
    ItemKind.BUDGET: TabKey.BUDGET,
    ItemKind.RESPONSIBILITY: TabKey.DUTIES,
    ItemKind.REPORTING: TabKey.DUTIES,
    ItemKind.REVIEW: TabKey.DUTIES,
    ItemKind.AGENCY: TabKey.DUTIES,
    ItemKind.LEGAL_BASIS: TabKey.LEGAL_BASIS,
    ItemKind.SUPPORT_RULE: TabKey.SUPPORT,
    ItemKind.FINDING: TabKey.FINDINGS,
    ItemKind.HEADER: TabKey.OVERVIEW,
}


def kind_of(segment: str) -> ItemKind:
    """The kind that a word of an address stands for. Raises KeyError for an unknown word."""
    return _KINDS[segment]


def line_anchor(line: int) -> str:
    """The id of a line on the page of the document's text."""
    return f"dong-{line}"


@dataclass(frozen=True)
class EditionAddress:
    """Addresses within one edition; resolved once, then plain concatenation (a page has hundreds of doors)."""

    slug: str
    ordinal: int

    @cached_property
    def overview(self) -> str:
        """The edition's first page."""
        return reverse("edition", kwargs={"slug": self.slug, "ordinal": self.ordinal})

    def tab(self, key: TabKey) -> str:
        """The page of a tab."""
        return f"{self.overview}{key}/" if key else self.overview

    def item(self, kind: ItemKind, number: int) -> str:
        """The page of one item."""
        return f"{self.overview}{SEGMENTS[kind]}/{number}/"

    def edit(self, kind: ItemKind, number: int) -> str:
        """The page that changes one item."""
        place = {"slug": self.slug, "ordinal": self.ordinal, "segment": SEGMENTS[kind], "number": number}
        return reverse("item-edit", kwargs=place)

    def document(self, first: int | None = None, last: int | None = None) -> str:
        """The document's text; with a range of lines, these marked and in sight."""
        text = self.tab(TabKey.DOCUMENT)
        return text if first is None else f"{text}?tu={first}&den={last or first}#{line_anchor(first)}"

    def act(self, name: str) -> str:
        """The address of an act on the edition, by the name of its address."""
        return reverse(name, kwargs={"slug": self.slug, "ordinal": self.ordinal})


def lines_in_words(first: int | None, last: int | None) -> str:
    """A range of lines as it is shown: "12–14", "12"; "" where there is none."""
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first}–{last}"
