"""A share as a bar inside a table's cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from nscl.web.ui.parts.base import Tone

WIDTH: Final = 120
HEIGHT: Final = 14


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a whole; the figure stands beside it in words."""

    part: Decimal | int
    whole: Decimal | int
    words: str
    tone: Tone = Tone.INFO

    @property
    def html(self) -> SafeString:
        """The track and the bar, and the words."""
        width = int(Decimal(self.part) / Decimal(self.whole) * WIDTH) if self.whole else 0
        return format_html(
            '<span class="meter {}"><svg width="{}" height="{}" viewBox="0 0 {} {}" aria-hidden="true">'
            '<rect class="track" x="0" y="4" width="{}" height="6" rx="3"></rect>'
            '<rect class="value" x="0" y="4" width="{}" height="6" rx="3"></rect></svg>'
            '<span class="note">{}</span></span>',
            *(self.tone, WIDTH, HEIGHT, WIDTH, HEIGHT, WIDTH, width, self.words),
        )
