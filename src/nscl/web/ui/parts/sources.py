"""Where things come from: lines of the document, contradictions in it, evidence, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from nscl.web.ui.parts.acts import Act
from nscl.web.ui.parts.base import Text
from nscl.web.ui.parts.chips import Chip


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line of a document with its number; `marked` when the item was read from it."""

    number: int
    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class SourceQuote:
    """The lines of the document that an item was read from.

    `lines` may hold lines around it, too; empty means that the document's text is not stored here: only the range
    is shown, and that it is so. `href` opens the document at the first line.
    """

    template_name: ClassVar[str] = "ui/parts/source_quote.html"

    document: Text
    first: int
    last: int
    lines: Sequence[QuoteLine] = ()
    href: str = ""


class Severity(StrEnum):
    """How grave a contradiction of the document is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction of the document: what it says, what that conflicts with, what is likely meant.

    `state` is what people made of it (open, accepted, fixed, waived with `reason`).
    """

    template_name: ClassVar[str] = "ui/parts/finding.html"

    severity: Severity
    kind: Text
    says: Text
    conflicts_with: Text = ""
    likely: Text = ""
    place: Text = ""
    place_href: str = ""
    state: Chip | None = None
    reason: Text = ""
    acts: Sequence[Act] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file or link that proves a record: `size` as read ("1,2 MB"), sha-256 in full, who and when, what it shows.

    A link (`is_link`) has its host for a size and no hash. href "": there is nothing to open.
    """

    name: str
    href: str
    size: str
    sha256: str
    by: Text
    when: Text
    preview: str = ""
    icon: str = "file-text"
    caption: Text = ""
    is_link: bool = False
    chips: Sequence[Chip] = ()
    acts: Sequence[Act] = ()


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """Evidence of one record; `empty` says what is missing."""

    template_name: ClassVar[str] = "ui/parts/evidence.html"

    items: Sequence[Evidence]
    empty: Text = ""
    add: Act | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after; None where it did not exist."""

    label: Text
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in one item, field by field."""

    template_name: ClassVar[str] = "ui/parts/difference.html"

    title: Text
    changes: Sequence[Change]
    before_label: Text = ""
    after_label: Text = ""
    href: str = ""
