"""The frame around every page: rail, switches, search, bell, person. Typed, so that the template cannot guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nscl.web.ui.drafts import DraftSeal
from nscl.web.ui.parts.base import Text


@dataclass(frozen=True, slots=True)
class RailItem:
    """A door in the rail; `key` is what a page names as its `section`; `count` is work that waits there."""

    key: str
    label: Text
    href: str
    icon: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class RailGroup:
    """Items of the rail under one small heading."""

    label: Text
    items: Sequence[RailItem]


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a switch."""

    value: str
    label: Text
    current: bool = False


@dataclass(frozen=True, slots=True)
class Switch:
    """A menu in the top bar that posts `name=value` to `href` (province, year) and comes back to the same page."""

    name: str
    label: Text
    icon: str
    href: str
    choices: Sequence[Choice]

    @property
    def current(self) -> Choice | None:
        """The choice that holds now."""
        return next((choice for choice in self.choices if choice.current), None)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in: the name, and as what; `links` are (address, text, icon) of the person's own pages.

    drafts: by what the drafts that the person leaves on a machine are sealed.
    """

    name: str
    role: Text = ""
    links: Sequence[tuple[str, Text, str]] = ()
    drafts: DraftSeal | None = None

    @property
    def initials(self) -> str:
        """First letters of the first and the last word of the name."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words[:1])).upper()


@dataclass(frozen=True, slots=True)
class Bell:
    """Duties that wait for the person."""

    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Shell:
    """All of the frame. Whatever is None or empty is not drawn."""

    rail: Sequence[RailGroup] = ()
    switches: Sequence[Switch] = ()
    search_href: str = ""
    search_text: str = ""
    bell: Bell | None = None
    person: Person | None = None
    is_sample: bool = False
    path: str = "/"
    home: str = "/"
