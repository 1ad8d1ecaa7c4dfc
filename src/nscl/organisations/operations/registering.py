"""Registering the organisations that the programme serves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nscl.organisations.enums import ORGANISATION, OrganisationKind
from nscl.organisations.models import Organisation, OrganisationMerge
from nscl.records.operations import Actor, Reference, record_event
from nscl.text.folding import fold
from nscl.text.tax_codes import parse_tax_code


@transaction.atomic
def register_organisation(
    *, name: str, kind: OrganisationKind, tax_code: str | None, unit_id: int, by: Actor, at: datetime
) -> int:
    """Register an organisation of a province and return its number; one with that tax code, or else of that name in
    that province, is returned as it is. A row that was merged into another is that other.

    For forms that ask for no more than a name; `registry.register` is the registry's own. Raises TaxCodeError
    (nscl.text.tax_codes) for a tax code that cannot be one.
    """
    code = parse_tax_code(tax_code).text if tax_code else None
    existing = _with_code(code) if code else _named(fold(name), unit_id)
    if existing is not None:
        return existing
    organisation = Organisation.objects.create(
        name=name,
        folded=fold(name),
        kind=kind,
        tax_code=code,
        unit_id=unit_id,
        created_at=at,
        created_by_id=by.number,
    )
    subject = Reference(ORGANISATION, organisation.pk, name)
    record_event(action="organisation.registered", by=by, at=at, subject=subject)
    return int(organisation.pk)


def _with_code(code: str) -> int | None:
    known = Organisation.objects.filter(tax_code=code).values_list("pk", flat=True).first()
    if known is not None:
        return known
    merges = OrganisationMerge.objects.filter(absorbed_tax_code=code).order_by("-pk")
    return merges.values_list("absorbed__merged_into", flat=True).first()


def _named(folded: str, unit_id: int) -> int | None:
    """The oldest row of that name; one that was merged stands for the row that is kept."""
    rows = Organisation.objects.filter(folded=folded, unit_id=unit_id).order_by("pk")
    found = sorted(rows.values_list("merged_into", "pk"), key=lambda row: (row[0] is not None, row[1]))
    return next((kept or number for kept, number in found), None)
