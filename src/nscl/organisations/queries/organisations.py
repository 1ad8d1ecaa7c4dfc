"""Organisations as forms offer them."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.organisations.models import Organisation


@dataclass(frozen=True)
class OrganisationChoice:
    """An organisation as a form offers it."""

    number: int
    name: str
    province: str


def list_organisations() -> tuple[OrganisationChoice, ...]:
    """All organisations by name, without those that were merged into another. One query."""
    rows = Organisation.objects.filter(merged_into__isnull=True).select_related("unit").order_by("folded", "id")
    return tuple(OrganisationChoice(number=row.pk, name=row.name, province=row.unit.name) for row in rows)


def organisation_by_tax_code(code: str) -> OrganisationChoice | None:
    """The organisation with this tax code, written as `text.tax_codes` gives it; None for one that is not known."""
    row = Organisation.objects.select_related("unit").filter(tax_code=code).first()
    return None if row is None else OrganisationChoice(number=row.pk, name=row.name, province=row.unit.name)
