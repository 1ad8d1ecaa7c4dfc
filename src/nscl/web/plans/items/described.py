"""What the page of an item shows, whatever its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from nscl.plans.enums import ItemKind
from nscl.plans.queries.rows import AgencyName
from nscl.web.plans.addresses import EditionAddress
from nscl.web.ui.parts import Fact, Part, Text
from nscl.web.ui.tables import Link, Table


@dataclass(frozen=True)
class AgencyFact:
    """Agencies of an item, each a door to its page in the edition."""

    label: Text
    links: Sequence[Link]


@dataclass(frozen=True)
class Described:
    """An item in the words of the screen. `tables` and `parts` follow the facts."""

    title: str
    answer: str
    facts: Sequence[Fact]
    agencies: Sequence[AgencyFact] = ()
    tables: Sequence[Table[Any]] = ()
    parts: Sequence[Part] = field(default_factory=tuple)


def agency_fact(label: Text, agencies: Sequence[AgencyName], address: EditionAddress) -> AgencyFact:
    """Agencies in one part, as doors."""
    return AgencyFact(label, [Link(agency.name, address.item(ItemKind.AGENCY, agency.number)) for agency in agencies])
