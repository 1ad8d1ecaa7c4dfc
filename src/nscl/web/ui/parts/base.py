"""What every part has in common."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeAlias

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    Text: TypeAlias = StrOrPromise
else:
    Text = str


class Tone(StrEnum):
    """What a colour says. Never shown by colour alone: an icon and a word stand beside it."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    DONE = "done"
    INFO = "info"
    IDLE = "idle"
    UNKNOWN = "unknown"


class Part(Protocol):
    """A value that knows the template which shows it (there it is called `part`)."""

    template_name: ClassVar[str]
