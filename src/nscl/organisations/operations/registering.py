"""Registering the organisations that the programme serves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation
from nscl.records.operations import Actor, Reference, record_event
from nscl.text.folding import fold
from nscl.text.tax_codes import parse_tax_code


@transaction.atomic
def register_organisation(
    *, name: str, kind: OrganisationKind, tax_code: str | None, unit_id: int, by: Actor, at: datetime
) -> int:
    """Register an organisation of a province and return its number; one with that tax code, or else of that name in
    that province, is returned as it is.

    Raises TaxCodeError (nscl.text.tax_codes) for a tax code that cannot be one.
    """
    code = parse_tax_code(tax_code).text if tax_code else None
    same = (
        Organisation.objects.filter(tax_code=code)
        if code
        else Organisation.objects.filter(folded=fold(name), unit_id=unit_id)
    )
    existing = same.order_by("id").first()
    if existing is not None:
        return int(existing.pk)
    organisation = Organisation.objects.create(name=name, folded=fold(name), kind=kind, tax_code=code, unit_id=unit_id)
    subject = Reference("organisations.organisation", organisation.pk, name)
    record_event(action="organisation.registered", by=by, at=at, subject=subject)
    return int(organisation.pk)
