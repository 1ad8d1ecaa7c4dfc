"""Organisations as forms offer them."""

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


def organisation_by_tax_code(code: str) -> OrganisationRow | None:
    """The organisation with this tax code, written as `text.tax_codes` gives it; None for one that is not known."""
    row = Organisation.objects.select_related("unit").filter(tax_code=code).first()
    return None if row is None else OrganisationRow(number=row.pk, name=row.name, province=row.unit.name)
