"""Starting the process that reads one uploaded document. See docs/adr/0008."""

from __future__ import annotations

from typing import Final

from nscl.web.workers import launching

COMMAND: Final = "read_uploaded_plan"


def launch(number: int) -> None:
    """Start a worker for the reading `number`; where none can be started the reading stays in the queue."""
    launching.launch(COMMAND, number)
