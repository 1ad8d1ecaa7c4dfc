"""What every row of an edition's items has, and how it is taken from a row of the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from nscl.plans.models import EditionAgency, EditionItem
from nscl.text.dates import PartialDate


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """An item of an edition. number: its primary key; key: its number in the document, "" where it has none.

    first_line, last_line: its lines in the document's text; version: to be sent back with an edit; folded: what a
    search without marks compares with.
    """

    number: int
    edition_id: int
    key: str
    position: int
    first_line: int | None
    last_line: int | None
    version: int
    folded: str


class ItemBase(TypedDict):
    """The fields of `ItemRow`, for the constructors of its subclasses."""

    number: int
    edition_id: int
    key: str
    position: int
    first_line: int | None
    last_line: int | None
    version: int
    folded: str


@dataclass(frozen=True)
class AgencyName:
    """An agency as the plan names it."""

    number: int
    key: str
    name: str


def item_base(item: EditionItem) -> ItemBase:
    """The fields that every item's row has."""
    return {
        "number": item.pk,
        "edition_id": item.edition_id,
        "key": item.key,
        "position": item.position,
        "first_line": item.first_line,
        "last_line": item.last_line,
        "version": item.version,
        "folded": item.folded,
    }


def agency_name(agency: EditionAgency) -> AgencyName:
    """The name of an agency of the edition."""
    return AgencyName(agency.pk, agency.key, agency.name)


def partial_date(text: str | None) -> PartialDate | None:
    """A date as the database keeps it ("2021-08")."""
    return None if text is None else PartialDate.from_iso(text)
