"""Figures: stats, progress against what was due, facts, charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final

from nscl.web.ui.parts.base import Text, Tone
from nscl.web.ui.parts.chips import Chip

# The drawing of the progress bar is this many units wide and shows a little room beyond the target.
BAR_WIDTH: Final = 1000
ROOM_BEYOND_TARGET: Final = Decimal("1.08")


@dataclass(frozen=True, slots=True)
class Stat:
    """One figure with its label; `href` opens the rows behind it; `note` says compared with what."""

    template_name: ClassVar[str] = "ui/parts/stat.html"

    label: Text
    value: Text
    note: Text = ""
    href: str = ""
    icon: str = ""
    unit: Text = ""
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """A row of stats."""

    template_name: ClassVar[str] = "ui/parts/stats.html"

    items: Sequence[Stat]


@dataclass(frozen=True, slots=True)
class Progress:
    """A value against its target and what was due by now; `None` is no data, never zero.

    `value_text`, `due_text`, `target_text` are the same figures as people read them, with their unit; `sentence`
    states the rule ("cần 312, đạt 280 đến 30/9").
    """

    template_name: ClassVar[str] = "ui/parts/progress.html"

    label: Text
    value: Decimal | None
    due: Decimal | None
    target: Decimal
    value_text: str
    due_text: str
    target_text: str
    chip: Chip
    sentence: Text = ""

    def _place(self, amount: Decimal | None) -> int | None:
        if amount is None:
            return None
        full = max(self.target, self.value or Decimal(0), self.due or Decimal(0)) * ROOM_BEYOND_TARGET
        return int(max(amount, Decimal(0)) / full * BAR_WIDTH) if full > 0 else 0

    @property
    def value_at(self) -> int | None:
        """Where the bar ends, in units of the drawing (0…1000)."""
        return self._place(self.value)

    @property
    def due_at(self) -> int | None:
        """Where the tick "due by now" stands."""
        return self._place(self.due)

    @property
    def target_at(self) -> int | None:
        """Where the target stands."""
        return self._place(self.target)


@dataclass(frozen=True, slots=True)
class Fact:
    """One term with its value; `href` opens what it names; `source` points to the document's lines."""

    label: Text
    value: Text | None
    href: str = ""
    source: Text = ""
    source_href: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A definition list."""

    template_name: ClassVar[str] = "ui/parts/facts.html"

    items: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart with its table behind a toggle. `title` states the finding; `source` says where the data are from.

    `svg`, `svg_dark`, `png`, `csv` are addresses on this server; `head` and `rows` are the table's texts.
    """

    template_name: ClassVar[str] = "ui/parts/chart.html"

    title: Text
    source: Text
    svg: str
    svg_dark: str
    png: str
    csv: str
    head: Sequence[Text]
    rows: Sequence[Sequence[str]]
    width: int = 760
    height: int = 320
