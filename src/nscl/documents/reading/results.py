"""What the stages hand on: items with what is doubtful in them, and at the end the whole reading."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from nscl.documents.pack.schema import PlanPack
from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Document

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a person should look at an item. ``subject``: its path in the pack, as findings have it ("tasks[II.3].lead").

    ``rule`` is a stable code of the reason; ``reason`` the Vietnamese sentence that a person reads.
    """

    subject: str
    at: Span | None
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extracted(Generic[T]):
    """What an extractor found: the items, what is doubtful in them, and the lines that it has understood."""

    items: tuple[T, ...]
    doubts: tuple[Doubt, ...] = ()
    read: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A passage that no extractor understood; ``text`` is the passage itself."""

    at: Span
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: the draft pack, what to look at first, and what was left unread.

    ``source``: the bytes of the text that spans refer to, the pack's `source.txt`.
    """

    document: Document
    source: bytes
    pack: PlanPack
    doubts: tuple[Doubt, ...]
    unread: tuple[Unread, ...]
