"""Organisations that a search found, as lines to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from nscl.organisations.enums import OrganisationState
from nscl.organisations.queries.search import OrganisationHit
from nscl.web.organisations.words import STATE_CHIPS
from nscl.web.ui.samples import sample_title


class HitLine(NamedTuple):
    """An organisation to choose: what tells it from another of that name, and where the choice leads."""

    number: int
    name: str
    note: str
    href: str


def hit_lines(hits: Sequence[OrganisationHit], href: Callable[[int], str]) -> list[HitLine]:
    """The lines, in the order of the hits."""
    return [
        HitLine(hit.number, sample_title(hit.name, is_sample=hit.is_sample), note_of(hit), href(hit.number))
        for hit in hits
    ]


def note_of(hit: OrganisationHit) -> str:
    """Former name, tax code, commune, and that it works no longer."""
    state = "" if hit.state is OrganisationState.ACTIVE else str(STATE_CHIPS[hit.state].label).lower()
    return " · ".join(filter(None, [hit.found_as, hit.tax_code, hit.commune, state]))
