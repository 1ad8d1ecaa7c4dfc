"""When a process that works on somebody's file is taken to live."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from nscl.records.enums import FileRunState

# A process gives a sign every second or two; the first one comes after it has loaded its libraries, and a machine under
# load may need some.
SIGN_OF_LIFE_WITHIN: Final = timedelta(seconds=30)
# An uploaded file waits a day (`web.plan_editing.uploads`); what was worked out of it goes with it.
KEPT_FOR: Final = timedelta(days=1)
UNDER_WAY: Final = frozenset({FileRunState.QUEUED, FileRunState.RUNNING})


def is_alive(state: FileRunState, heartbeat_at: datetime, at: datetime) -> bool:
    """Whether a process is at it, or is to come, and has given a sign of life not long ago."""
    return state in UNDER_WAY and at - heartbeat_at <= SIGN_OF_LIFE_WITHIN
