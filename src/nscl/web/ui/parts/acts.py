"""Acts and notices: buttons, the empty state, the confirm page, long work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from nscl.web.ui.parts.base import Text, Tone


class Weight(StrEnum):
    """How loud a button is. One primary act a page."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Act:
    """A button: a link (`post=False`) or a form of one button that posts to `href` with its CSRF token.

    `label` is a verb. `values` are hidden fields of the post. `confirm` names the consequence; it is asked in a
    dialog where there is script, so an act that cannot be undone needs a confirm page besides.
    """

    template_name: ClassVar[str] = "ui/parts/act.html"

    label: Text
    href: str
    icon: str = ""
    weight: str = Weight.PLAIN
    post: bool = False
    values: Sequence[tuple[str, str]] = ()
    confirm: Text = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing to show: why, and what to do next."""

    template_name: ClassVar[str] = "ui/parts/empty.html"

    title: Text
    text: Text = ""
    icon: str = "inbox"
    acts: Sequence[Act] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A message that stays on the page (a toast is Django's `messages`)."""

    template_name: ClassVar[str] = "ui/parts/notice.html"

    title: Text
    text: Text = ""
    tone: Tone = Tone.INFO
    acts: Sequence[Act] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """Long work under way: `done` of `total` (total 0: not known yet). `href` gives this page again, for the rest.

    seconds: how often it is asked how far the work is.
    """

    template_name: ClassVar[str] = "ui/parts/work.html"

    title: Text
    done: int
    total: int
    text: Text = ""
    href: str = ""
    failed: bool = False
    anchor: str = "viec-dang-chay"
    seconds: int = 2

    @property
    def is_running(self) -> bool:
        """Whether to ask again."""
        return not self.failed and (not self.total or self.done < self.total)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the confirm page (`ui/confirm.html`) asks: the question, what will follow, the verb, the way back."""

    template_name: ClassVar[str] = "ui/parts/confirmation.html"

    question: Text
    consequences: Sequence[Text]
    verb: Text
    back: str
    danger: bool = False
    icon: str = ""
