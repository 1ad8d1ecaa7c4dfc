"""Small drawings inside a table's cell, as inline SVG: a value by year, and a value against what was due by now.

Colours come from the stylesheet by tone; the same figures stand in words for screen readers and for Excel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Final, Protocol

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nscl.text.formats import format_number
from nscl.web.ui.parts.base import Tone

# The drawing of a sparkline, in CSS pixels: a bar and its gap, the height, the least height of a bar that is not zero.
BAR_WIDTH: Final = 8
BAR_STEP: Final = 11
SPARK_HEIGHT: Final = 26
LEAST_BAR: Final = 2
# The drawing of a meter: pixels for 100%, room beyond the goal, and its height.
METER_GOAL: Final = 96
METER_ROOM: Final = 12
METER_HEIGHT: Final = 14
_HUNDRED: Final = Decimal(100)


class Graphic(Protocol):
    """A drawing of a cell: its markup, and the same in words (read aloud, exported)."""

    @property
    def html(self) -> SafeString:
        """The SVG."""

    @property
    def words(self) -> str:
        """What it shows."""


@dataclass(frozen=True, slots=True)
class Spark:
    """A value by year, one bar a year; None is no data: a dot below the line, never a bar of height zero."""

    points: Sequence[tuple[int, Decimal | None]]
    tone: Tone = Tone.INFO

    @property
    def words(self) -> str:
        """ "2024: 3; 2025: chưa có số liệu"."""
        lacking = _("chưa có số liệu")
        return "; ".join(f"{year}: {lacking if value is None else format_number(value)}" for year, value in self.points)

    @property
    def html(self) -> SafeString:
        """The bars, the last one in the tone's colour; hidden values below zero are drawn as zero."""
        width = max(BAR_STEP * len(self.points), 1)
        highest = max((value for _year, value in self.points if value is not None), default=Decimal(0))
        last = len(self.points) - 1
        marks = [
            self._mark(place, value, highest, is_last=place == last) for place, (_year, value) in enumerate(self.points)
        ]
        words = escape(self.words)
        return mark_safe(
            f'<svg class="spark {self.tone}" width="{width}" height="{SPARK_HEIGHT}" viewBox="0 0 {width} '
            f'{SPARK_HEIGHT}" role="img" aria-label="{words}"><title>{words}</title>{"".join(marks)}</svg>'
        )

    def _mark(self, place: int, value: Decimal | None, highest: Decimal, *, is_last: bool) -> str:
        left = place * BAR_STEP + 1
        if value is None:
            return f'<circle class="nothing" cx="{left + BAR_WIDTH // 2}" cy="{SPARK_HEIGHT - 3}" r="1.5"></circle>'
        room = SPARK_HEIGHT - LEAST_BAR
        height = LEAST_BAR + int(max(value, Decimal(0)) / highest * room) if highest > 0 else LEAST_BAR
        top = SPARK_HEIGHT - height
        name = "bar last" if is_last else "bar"
        return f'<rect class="{name}" x="{left}" y="{top}" width="{BAR_WIDTH}" height="{height}"></rect>'


@dataclass(frozen=True, slots=True)
class Meter:
    """How much of a goal is reached, against how much was due by now; both in per cent of the goal, None: not known."""

    reached: Decimal | None
    due: Decimal | None
    tone: Tone = Tone.INFO

    @property
    def words(self) -> str:
        """ "đạt 62% mục tiêu; đến nay cần 75%"."""
        reached = (
            _("chưa có số liệu") if self.reached is None else _("đạt %(n)s%% mục tiêu") % {"n": _whole(self.reached)}
        )
        if self.due is None:
            return reached
        return f"{reached}; " + _("đến nay cần %(n)s%%") % {"n": _whole(self.due)}

    @property
    def html(self) -> SafeString:
        """The track up to the goal, the bar, the tick of what was due, and the share in figures beside."""
        width, words = METER_GOAL + METER_ROOM, escape(self.words)
        drawn = f'<rect class="track" x="0" y="4" width="{METER_GOAL}" height="6" rx="3"></rect>'
        if self.reached is not None:
            drawn += f'<rect class="value" x="0" y="4" width="{_at(self.reached)}" height="6" rx="3"></rect>'
        if self.due is not None:
            drawn += f'<rect class="due" x="{_at(self.due)}" y="1" width="2" height="12"></rect>'
        figure = "" if self.reached is None else f'<span class="note" aria-hidden="true">{_whole(self.reached)}%</span>'
        return mark_safe(
            f'<span class="meter {self.tone}"><svg width="{width}" height="{METER_HEIGHT}" viewBox="0 0 {width} '
            f'{METER_HEIGHT}" role="img" aria-label="{words}"><title>{words}</title>{drawn}</svg>{figure}</span>'
        )


def _at(share: Decimal) -> int:
    """Where a share of the goal ends, in pixels; what lies far beyond the goal ends at the edge."""
    return int(min(max(share, Decimal(0)) / _HUNDRED * METER_GOAL, Decimal(METER_GOAL + METER_ROOM)))


def _whole(share: Decimal) -> str:
    return format_number(share, places=0)


@dataclass(frozen=True, slots=True)
class Worked:
    """A computed figure that opens to its arithmetic: "2,33" → "= 5,20 − 0,4500 × 7,80 − 0,5500 × 1,23"."""

    figure: str
    arithmetic: str

    @property
    def words(self) -> str:
        """The figure and how it came about."""
        return f"{self.figure} = {self.arithmetic}"

    @property
    def html(self) -> SafeString:
        """The figure; a click shows the arithmetic, without script."""
        return mark_safe(
            f'<details class="worked"><summary>{escape(self.figure)}</summary>'
            f'<span class="note">= {escape(self.arithmetic)}</span></details>'
        )
