"""The page's own head, tabs and pagination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from nscl.web.ui.parts.acts import Act
from nscl.web.ui.parts.base import Text
from nscl.web.ui.parts.chips import Chip


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to this page."""

    label: Text
    href: str


@dataclass(frozen=True, slots=True)
class Page:
    """The head of a page, given by its view to the template as `page`.

    `answer` is the one sentence that answers what the person came for; `section` is the key of the rail's item;
    `acts` stand at the right, the primary one last.
    """

    template_name: ClassVar[str] = "ui/parts/page_header.html"

    title: Text
    answer: Text = ""
    crumbs: Sequence[Crumb] = ()
    section: str = ""
    acts: Sequence[Act] = ()
    chip: Chip | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: a link to a page of its own; `count` None shows no figure."""

    label: Text
    href: str
    current: bool = False
    count: int | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Tabs:
    """Sibling pages of one thing."""

    template_name: ClassVar[str] = "ui/parts/tabs.html"

    label: Text
    items: Sequence[Tab]


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page's number and address; number None is the gap "…"."""

    number: int | None
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Pages of a list: rows `first`–`last` of `count`."""

    template_name: ClassVar[str] = "ui/parts/pager.html"

    first: int
    last: int
    count: int
    links: Sequence[PageLink]
    previous: str = ""
    next: str = ""
