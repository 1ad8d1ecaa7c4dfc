"""Prepared figures as the pure side of a run takes them."""

from __future__ import annotations

from nscl.productivity.queries.prepared import PreparedFigures
from nscl.productivity.rules.computing import Given


def given_of(prepared: PreparedFigures) -> Given:
    """The same figures without where they came from."""
    return Given(
        prepared.figures,
        prepared.sectors,
        prepared.sector_names,
        prepared.research,
        prepared.capacity,
        prepared.surveyed,
    )
