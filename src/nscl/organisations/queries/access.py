"""Which organisations somebody may see, once for every read and every act of the registry."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nscl.organisations.models import Organisation
from nscl.organisations.queries.rows import OrganisationMissing
from nscl.organisations.rules.reach import RegistryAct, RegistryViewer, may


def visible_to(viewer: RegistryViewer | None) -> QuerySet[Organisation]:
    """The organisations of the provinces whose registry a person may see, and those that they act for."""
    rows = Organisation.objects.all()
    if viewer is None:
        return rows
    units = viewer.registry_units(RegistryAct.VIEW)
    return rows if units is None else rows.filter(Q(unit__in=list(units)) | Q(pk__in=list(viewer.own_organisations)))


def load_organisation(viewer: RegistryViewer | None, number: int) -> Organisation:
    """The row of an organisation with its province and commune. Raises OrganisationMissing."""
    related = ("unit", "commune", "parent", "merged_into")
    row = visible_to(viewer).select_related(*related).filter(pk=number).first()
    if row is None:
        raise OrganisationMissing(number)
    return row


def sees_contacts(viewer: RegistryViewer | None, row: Organisation) -> bool:
    """Whether a person may see the phone number and the e-mail address: its keepers, and itself."""
    return may(viewer, RegistryAct.KEEP, row.unit_id) or (viewer is not None and row.pk in viewer.own_organisations)
