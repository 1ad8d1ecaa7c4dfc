"""Norms and industries that come with the software, read once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from nscl.rulebook import Rulebook, read_rulebook
from nscl.rulebook.industries import Industries, read_industries


def norms() -> Rulebook:
    """Norms and parameters of `data/norms`, the thresholds of sizes among them. Raises RulebookFileError."""
    return _norms(settings.DATA_DIR)


def industries() -> Industries:
    """The editions of VSIC of `data/reference`. Raises RulebookFileError where the file is wrong."""
    return _industries(settings.DATA_DIR)


@cache
def _norms(data: Path) -> Rulebook:
    return read_rulebook(Path(data) / "norms")


@cache
def _industries(data: Path) -> Industries:
    return read_industries(Path(data) / "reference")
