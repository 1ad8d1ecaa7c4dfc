"""Where difficulties are raised and read, and where what they are about is to be opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from nscl.accounts.rules import Viewer
from nscl.plans.enums import EditionState, ItemKind
from nscl.plans.queries.editions import EditionHeader
from nscl.work.enums import WorkKind
from nscl.work.queries.difficulties import DifficultyRow
from nscl.work.rules.difficulties import SUBJECT_KINDS, may_raise_somehow

# What the address of the raise form names: the kind and the number of what it is about.
KIND: Final = "loai"
NUMBER: Final = "so"
_PAGES: Final[Mapping[str, str]] = {
    WorkKind.ANNUAL_PLAN.value: "annual-plan",
    WorkKind.ACTIVITY.value: "activity",
}


def raise_href(kind: str, number: int) -> str:
    """Where a difficulty about this thing is raised; kind "" for a whole plan by its number."""
    return f"{reverse('difficulty-raise')}?{urlencode({KIND: kind, NUMBER: number})}"


def item_raise_href(viewer: Viewer, edition: EditionHeader, kind: ItemKind, number: int) -> str:
    """The same for an item of an edition, for who may raise one; "" otherwise, and in a draft."""
    if kind.value not in SUBJECT_KINDS or edition.state is EditionState.DRAFT:
        return ""
    return raise_href(kind.value, number) if may_raise_somehow(viewer, edition.unit_id) else ""


def subject_href(row: DifficultyRow) -> str:
    """The page of what the difficulty is about."""
    if row.subject_kind in set(ItemKind) and row.subject_number is not None:
        return reverse("item-door", kwargs={"kind": row.subject_kind, "number": row.subject_number})
    if row.subject_kind in _PAGES:
        return reverse(_PAGES[row.subject_kind], kwargs={"number": row.subject_number})
    return reverse("plan", kwargs={"slug": row.plan_slug})


def difficulty_href(number: int) -> str:
    """The page of one difficulty."""
    return reverse("difficulty", kwargs={"number": number})
