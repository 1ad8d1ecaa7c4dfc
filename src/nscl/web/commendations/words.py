"""Levels and states of commendations as the screen names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nscl.web.ui.parts import Chip, Text, Tone
from nscl.work.queries.commendations import CommendationRow

CANDIDATE: Final = "de-nghi"
DECIDED: Final = "da-co-quyet-dinh"

CHIPS: Final[Mapping[str, Chip]] = {
    CANDIDATE: Chip(_("Đang đề nghị"), Tone.INFO, "clock", 0),
    DECIDED: Chip(_("Đã có quyết định"), Tone.GOOD, "award", 1),
}

# What was done, in the audit trail's own verbs.
EVENT_WORDS: Final[Mapping[str, Text]] = {
    "commendation.proposed": pgettext_lazy("việc đã làm", "Đề nghị khen thưởng"),
    "commendation.changed": pgettext_lazy("việc đã làm", "Sửa đề nghị"),
    "commendation.decided": pgettext_lazy("việc đã làm", "Ghi quyết định"),
}


def state_of(row: CommendationRow) -> str:
    """The code of its state."""
    return DECIDED if row.is_decided else CANDIDATE
