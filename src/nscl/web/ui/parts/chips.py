"""The status chip: an icon, a word and a tone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from django.utils.translation import gettext_lazy as _

from nscl.web.ui.parts.base import Text, Tone


@dataclass(frozen=True, slots=True)
class Chip:
    """A status in a few words. `rank` orders a column of chips (the most urgent is the smallest)."""

    template_name: ClassVar[str] = "ui/parts/chip.html"

    label: Text
    tone: Tone = Tone.IDLE
    icon: str = "circle"
    rank: int = 0


class Standing(StrEnum):
    """Where a measure stands against what was due by now (design, domain.md "Standing of a measure")."""

    LATE = "late"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"
    DONE = "done"
    NOT_YET_DUE = "not_yet_due"
    NO_DATA = "no_data"


STANDINGS: Final[dict[Standing, Chip]] = {
    Standing.LATE: Chip(_("Chậm"), Tone.BAD, "octagon-alert", 0),
    Standing.AT_RISK: Chip(_("Có nguy cơ"), Tone.WARN, "triangle-alert", 1),
    Standing.NO_DATA: Chip(_("Thiếu số liệu"), Tone.UNKNOWN, "circle-question-mark", 2),
    Standing.ON_TRACK: Chip(_("Đúng tiến độ"), Tone.GOOD, "circle-check", 3),
    Standing.NOT_YET_DUE: Chip(_("Chưa đến hạn"), Tone.IDLE, "clock", 4),
    Standing.DONE: Chip(_("Hoàn thành"), Tone.DONE, "check-check", 5),
}


def standing_chip(standing: str) -> Chip:
    """The chip of a standing. Raises ValueError for an unknown one."""
    return STANDINGS[Standing(standing)]
