"""Things in time: the way of a file, and what happened when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from nscl.web.ui.parts.base import Text, Tone


class StepState(StrEnum):
    """Where a step of the way stands."""

    DONE = "done"
    CURRENT = "current"
    TODO = "todo"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, its state, and by whom and when."""

    label: Text
    state: StepState
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Stepper:
    """The steps of a file's way, in order."""

    template_name: ClassVar[str] = "ui/parts/stepper.html"

    label: Text
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Moment:
    """One event: `when` as read on the screen, `at` as ISO 8601 for machines."""

    when: Text
    title: Text
    at: str = ""
    text: Text = ""
    by: Text = ""
    href: str = ""
    icon: str = "circle-dot"
    tone: Tone = Tone.IDLE


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events, in the order given."""

    template_name: ClassVar[str] = "ui/parts/timeline.html"

    items: Sequence[Moment]
