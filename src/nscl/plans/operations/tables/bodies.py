"""The bodies that a plan names, and the documents on which it rests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from nscl.documents.pack import schema
from nscl.documents.pack.labels import Part
from nscl.plans.enums import ItemKind
from nscl.plans.models import EditionAgency, LegalBasis
from nscl.plans.operations.lookup import Lookup
from nscl.plans.operations.tables.base import ItemTable


class AgencyTable(ItemTable[schema.Agency, EditionAgency, Lookup]):
    """Bodies under the plan's own names for them."""

    kind = ItemKind.AGENCY
    part = Part.AGENCIES
    noun: ClassVar[str | Promise] = gettext_lazy("cơ quan")
    path = ("agencies",)
    record = schema.Agency
    model = EditionAgency

    def values(self, record: schema.Agency, lookup: Lookup) -> dict[str, Any]:
        return {"name": record.name, "kind": record.kind.value, "agency_id": lookup.registered.get(record.key)}

    def title(self, record: schema.Agency) -> str:
        return record.name

    def label(self, record: schema.Agency) -> str:
        return record.name

    def remember(self, record: schema.Agency, number: int, lookup: Lookup) -> None:
        lookup.agencies[record.key] = number
        lookup.agency_names[record.key] = record.name


class LegalBasisTable(ItemTable[schema.LegalBasis, LegalBasis, Lookup]):
    """Documents on which the plan rests."""

    kind = ItemKind.LEGAL_BASIS
    part = Part.LEGAL_BASIS
    noun: ClassVar[str | Promise] = gettext_lazy("căn cứ")
    path = ("legal_basis",)
    searched = True
    record = schema.LegalBasis
    model = LegalBasis

    def values(self, record: schema.LegalBasis, lookup: Lookup) -> dict[str, Any]:
        return {
            "number": record.number,
            "date": record.date.iso if record.date else None,
            "issuer": record.issuer,
            "about": record.about,
        }

    def title(self, record: schema.LegalBasis) -> str:
        return f"{record.number}: {record.about}" if record.number else record.about

    def words(self, record: schema.LegalBasis, lookup: Lookup) -> str:
        return f"{record.number or ''} {record.issuer} {record.about}"


def resolve_agencies(edition_id: int, registered: Mapping[str, int]) -> None:
    """Tie the edition's bodies to those of the register, by key; the others to none."""
    rows = list(EditionAgency.objects.filter(edition=edition_id).order_by("position"))
    changed = [row for row in rows if row.agency_id != registered.get(row.key)]
    for row in changed:
        row.agency_id = registered.get(row.key)
    EditionAgency.objects.bulk_update(changed, ["agency"])
