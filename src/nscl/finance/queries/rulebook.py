"""The rulebook that comes with the software, read once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from nscl.rulebook import Rulebook, read_rulebook


def rulebook() -> Rulebook:
    """Norms and parameters of `data/norms`. Raises RulebookFileError where a file of it is wrong."""
    return _read(settings.DATA_DIR)


@cache
def _read(data: Path) -> Rulebook:
    return read_rulebook(Path(data) / "norms")
