"""What a plan rests on and whom it names: its legal basis and its agencies."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import AgencyKind
from nscl.plans.enums import AgencyRole
from nscl.plans.models import EditionAgency, LegalBasis, Responsibility, TaskAgency
from nscl.plans.queries.access import computed, count_of, part_with, parts_of
from nscl.plans.queries.rows import ItemRow, item_base, partial_date
from nscl.text.dates import PartialDate


@dataclass(frozen=True, kw_only=True)
class LegalBasisRow(ItemRow):
    """A document on which the plan rests. reference: its own number ("1322/QĐ-TTg"), None where none is given."""

    reference: str | None
    date: PartialDate | None
    issuer: str
    about: str


@dataclass(frozen=True, kw_only=True)
class AgencyRow(ItemRow):
    """A body that the plan names, with what it has to do in it.

    agency_id, register_name: the body in the register of agencies at the plan's date, None where it knows none.
    leads, coordinates: tasks; duties: rows of the chapter on organisation.
    """

    name: str
    kind: AgencyKind
    agency_id: int | None
    register_name: str | None
    leads: int
    coordinates: int
    duties: int


def list_legal_basis(viewer: Viewer, edition_id: int) -> tuple[LegalBasisRow, ...]:
    """The legal basis of an edition in the order of the document. One query."""
    return tuple(_legal_basis(row) for row in parts_of(LegalBasis.objects.all(), viewer, edition_id))


def get_legal_basis(viewer: Viewer, number: int) -> LegalBasisRow:
    """One document of the legal basis. Raises ItemNotFound."""
    return _legal_basis(part_with(LegalBasis.objects.all(), viewer, number))


def list_agencies(viewer: Viewer, edition_id: int) -> tuple[AgencyRow, ...]:
    """The bodies that an edition names, in the order of the pack. One query."""
    return tuple(_agency(row) for row in parts_of(_agencies(), viewer, edition_id))


def get_agency(viewer: Viewer, number: int) -> AgencyRow:
    """One body that an edition names. Raises ItemNotFound."""
    return _agency(part_with(_agencies(), viewer, number))


def _legal_basis(row: LegalBasis) -> LegalBasisRow:
    return LegalBasisRow(
        **item_base(row), reference=row.number, date=partial_date(row.date), issuer=row.issuer, about=row.about
    )


def _agencies() -> QuerySet[EditionAgency]:
    return EditionAgency.objects.select_related("agency").annotate(
        leads=count_of(TaskAgency.objects.filter(role=AgencyRole.LEAD), "agency"),
        coordinates=count_of(TaskAgency.objects.filter(role=AgencyRole.COORDINATE), "agency"),
        duties=count_of(Responsibility.objects.all(), "agency"),
    )


def _agency(row: EditionAgency) -> AgencyRow:
    return AgencyRow(
        **item_base(row),
        name=row.name,
        kind=AgencyKind(row.kind),
        agency_id=row.agency_id,
        register_name=row.agency.name if row.agency else None,
        leads=int(computed(row, "leads")),
        coordinates=int(computed(row, "coordinates")),
        duties=int(computed(row, "duties")),
    )
