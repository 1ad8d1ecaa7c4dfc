"""Words of reports, of an agency's and of the province's alike."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

# Some ten pages: a longer paragraph is a mistake of pasting, or belongs in several.
MOST_CHARACTERS: Final = 30_000
# A person who goes on writing a paragraph saves it every few seconds. The audit trail tells of it once a sitting; the
# next event's "before" is what the sitting left.
SITTING: Final = timedelta(minutes=10)
