"""Giving contacts out as a file: asked for, by who keeps the registry, and written into the trail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.organisations.models import Organisation
from nscl.organisations.queries.export import OrganisationsFile, write_file
from nscl.organisations.queries.listing import OrganisationFilter, filtered
from nscl.organisations.rules.reach import RegistryAct, RegistryViewer, require
from nscl.records.operations import Actor, Reference, record_event

REGISTRY = "organisations.registry"


@transaction.atomic
def export_contacts(
    *,
    unit_id: int,
    filter: OrganisationFilter,  # noqa: A002  # what it is called on the page
    viewer: RegistryViewer | None,
    by: Actor,
    at: datetime,
    among: Collection[int] | None = None,
) -> OrganisationsFile:
    """The organisations of a province that a filter lets through, with telephone numbers and e-mail addresses.

    unit_id: the province whose registry the person keeps; of the filter's organisations only those that the person
    keeps are in the file. One audit event, which says how many. Raises what the viewer raises who may not keep it.
    """
    require(viewer, RegistryAct.KEEP, unit_id)
    rows = filtered(viewer, filter)
    units = None if viewer is None else viewer.registry_units(RegistryAct.KEEP)
    if units is not None:
        rows = rows.filter(unit__in=sorted(units))
    if among is not None:
        rows = rows.filter(pk__in=list(among))
    file = write_file(rows, filter.on, with_contacts=True)
    words = _("%(n)s tổ chức, kèm số điện thoại và thư điện tử") % {"n": file.rows}
    subject = Reference(REGISTRY, unit_id, Organisation._meta.label_lower)
    record_event(action="organisations.contacts_exported", by=by, at=at, subject=subject, comment=words)
    return file
