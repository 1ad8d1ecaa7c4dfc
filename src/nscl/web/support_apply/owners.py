"""The organisations for which an account applies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl.accounts.rules import Viewer
from nscl.organisations.queries import rows_by_number
from nscl.text.folding import sort_key


@dataclass(frozen=True, slots=True)
class Owner:
    """An organisation: its number and what it is called."""

    number: int
    name: str


def owners(person: Viewer, on: date) -> tuple[Owner, ...]:
    """The organisations that the person applies for, by name."""
    numbers = person.own_organisations
    rows = rows_by_number(numbers, on) if numbers else {}
    return tuple(sorted((Owner(number, row.name) for number, row in rows.items()), key=lambda one: sort_key(one.name)))


def chosen_owner(known: tuple[Owner, ...], given: str | None) -> Owner:
    """The one that the address names, else the first."""
    return next((one for one in known if str(one.number) == given), known[0])
