"""Starting a process for one piece of work. See docs/adr/0008."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from typing import Final

from django.conf import settings

_LOGGER: Final = logging.getLogger(__name__)


def launch(command: str, number: int) -> None:
    """Start `command` for the work with this number and leave it alone: what it finds comes back through the database.

    Where no process can be started the work stays in its queue; its page then says so and offers to try again.
    """
    # -P: the folder in which the server was started is no place to import from.
    call = [sys.executable, "-P", "-m", "django", command, str(number)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": str(settings.SETTINGS_MODULE)}
    try:
        worker = subprocess.Popen(  # noqa: S603  (our own interpreter, our own command, a number)
            call,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        _LOGGER.exception("no worker could be started: %s %s", command, number)
        return
    # Somebody has to hear that it has ended, or it stays in the process table.
    threading.Thread(target=worker.wait, name=f"{command}-{number}", daemon=True).start()
