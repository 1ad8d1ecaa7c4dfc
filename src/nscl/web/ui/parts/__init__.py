"""Typed parts of a page. A view builds them; a template shows them by `{% part x %}` (templatetags.nscl_ui).

One frozen dataclass a part, each naming its own template, so that no page spells out markup twice and a missing
value is an error of types, not an empty spot on the screen. All texts may be lazy translations.
"""

from nscl.web.ui.parts.acts import Act, Confirmation, Empty, Notice, Weight, Work
from nscl.web.ui.parts.base import Part, Text, Tone
from nscl.web.ui.parts.chips import STANDINGS, Chip, Standing, standing_chip
from nscl.web.ui.parts.figures import Chart, Fact, Facts, Progress, Stat, Stats
from nscl.web.ui.parts.flow import Moment, Step, Stepper, StepState, Timeline
from nscl.web.ui.parts.navigation import Crumb, Page, PageLink, Pager, Tab, Tabs
from nscl.web.ui.parts.sources import (
    Change,
    Difference,
    Evidence,
    EvidenceList,
    Finding,
    QuoteLine,
    Severity,
    SourceQuote,
)

__all__ = [
    "STANDINGS",
    "Act",
    "Change",
    "Chart",
    "Chip",
    "Confirmation",
    "Crumb",
    "Difference",
    "Empty",
    "Evidence",
    "EvidenceList",
    "Fact",
    "Facts",
    "Finding",
    "Moment",
    "Notice",
    "Page",
    "PageLink",
    "Pager",
    "Part",
    "Progress",
    "QuoteLine",
    "Severity",
    "SourceQuote",
    "Standing",
    "Stat",
    "Stats",
    "Step",
    "StepState",
    "Stepper",
    "Tab",
    "Tabs",
    "Text",
    "Timeline",
    "Tone",
    "Weight",
    "Work",
    "standing_chip",
]
