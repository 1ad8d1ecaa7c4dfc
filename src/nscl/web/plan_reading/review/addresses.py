"""Addresses of the review screen, and of the editing pages as it opens them."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from nscl.plans.enums import ItemKind
from nscl.web.plans.addresses import SEGMENTS, EditionAddress

# What is chosen: "nhiem-vu-12" or "doan-3"; which list: "nghi-ngo", "chua-doc" …; where to come back to.
CHOSEN: Final = "muc"
LIST: Final = "phan"
PASSAGE: Final = "doan"


def review_href(address: EditionAddress, *, chosen: str = "", part: str = "") -> str:
    """The review of a draft, at one entry of one of its lists."""
    query = urlencode([(name, value) for name, value in ((LIST, part), (CHOSEN, chosen)) if value])
    href = address.act("edition-review")
    return f"{href}?{query}" if query else href


def alike_href(address: EditionAddress, rule: str) -> str:
    """The page that accepts every item which is doubtful for this one reason."""
    return reverse("review-alike", kwargs={"slug": address.slug, "ordinal": address.ordinal, "rule": rule})


def item_code(kind: ItemKind, number: int) -> str:
    """An item as the address of the review names it."""
    return f"{SEGMENTS[kind]}-{number}"


def passage_code(number: int) -> str:
    """A passage as the address of the review names it."""
    return f"{PASSAGE}-{number}"
