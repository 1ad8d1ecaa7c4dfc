"""Reads about organisations."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.organisations.models import Organisation


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation as a form offers it."""

    number: int
    name: str
    province: str


def list_organisations() -> tuple[OrganisationRow, ...]:
    """All organisations by name. One query."""
    rows = Organisation.objects.select_related("unit").order_by("folded", "id")
    return tuple(OrganisationRow(number=row.pk, name=row.name, province=row.unit.name) for row in rows)
