"""The score sheets that come with the software and the province's own, read once a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from nscl.rulebook.scoring import FOLDER, Scoring, read_scorings


def scorings() -> Mapping[str, Scoring]:
    """Every score sheet of `data/scoring`, by the name of its file. Raises RulebookFileError where one is wrong."""
    return _read(settings.DATA_DIR)


def scoring_of(ref: str) -> Scoring:
    """The score sheet that a meeting names. Raises KeyError: a file that meetings name is never taken away."""
    return scorings()[ref]


@cache
def _read(data: Path) -> Mapping[str, Scoring]:
    return read_scorings(Path(data) / FOLDER)
