"""Where the figures of the readings lie: one file a plan, beside this module."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.corpus.figures import Figures

FOLDER = Path(__file__).resolve().parent / "stored"


def path_of(slug: str) -> Path:
    return FOLDER / f"{slug}.yaml"


def load(slug: str) -> Figures:
    """The stored figures; none where the plan was never stored."""
    if not path_of(slug).exists():
        return {}
    stored: Figures = yaml.safe_load(path_of(slug).read_text(encoding="utf-8"))
    return stored
