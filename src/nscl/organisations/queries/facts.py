"""What the registry knows of organisations on a day, as the rules of support ask for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from nscl.organisations.enums import FlagKind, OrganisationKind, OrganisationState
from nscl.organisations.models import Organisation, OrganisationFigures, OrganisationFlag, OrganisationSeat
from nscl.organisations.queries.places import Places
from nscl.organisations.queries.reference_data import industries, norms
from nscl.organisations.queries.rows import OrganisationMissing
from nscl.organisations.queries.sizes import figures_of
from nscl.organisations.rules.sizes import YearFigures, deciding_year, sizing_on
from nscl.organisations.rules.states import state_on_day
from nscl.rulebook.industries import Section
from nscl.rulebook.size import SizeClass, Sizing


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryFacts:
    """An organisation on a day.

    unit_id: the province in force on the day that holds the seat of the day; commune_id: the commune likewise, None
    where no seat of that day is known more closely; commune_then_id: the commune as it was noted. sizing: the class
    with what led to it, or what is missing. flags: what was noted and in force; a kind that is absent was not looked
    into, False: somebody looked, and it is not so. section: of the main line of business; None: not known.
    """

    number: int
    name: str
    kind: OrganisationKind
    tax_code: str
    unit_id: int
    commune_id: int | None
    commune_then_id: int | None
    state: OrganisationState
    state_on: date | None
    founded_on: date | None
    section: Section | None
    sizing: Sizing
    flags: Mapping[FlagKind, bool]
    lineage_head: int
    merged_into: int | None
    is_sample: bool

    @property
    def sector(self) -> str | None:
        """Production or services, as the decree on sizes groups industries; None: not known."""
        return None if self.section is None else self.section.sector.value

    @property
    def size(self) -> SizeClass | None:
        """The size class on the day; None where it could not be computed (`sizing` says why)."""
        return self.sizing.size

    @property
    def is_manufacturing(self) -> bool | None:
        """Whether the main line of business is manufacturing; None: not known."""
        return None if self.section is None else self.section.is_manufacturing

    @property
    def is_agriculture(self) -> bool | None:
        """Whether the main line of business is agriculture, forestry or fishery; None: not known."""
        return None if self.section is None else self.section.is_agriculture


def facts_of(organisation_id: int, on: date) -> RegistryFacts:
    """What is known of an organisation on a day. Six queries. Who asks has been let in. Raises OrganisationMissing."""
    found = facts_of_many([organisation_id], on)
    if organisation_id not in found:
        raise OrganisationMissing(organisation_id)
    return found[organisation_id]


def facts_of_many(organisation_ids: Collection[int], on: date) -> dict[int, RegistryFacts]:
    """`facts_of` for many organisations in the same six queries; those that there are not are left out."""
    rows = list(Organisation.objects.filter(pk__in=list(organisation_ids)).order_by("pk"))
    numbers = [row.pk for row in rows]
    seats = _seats_on(numbers, on)
    where = {row.pk: seats.get(row.pk, row) for row in rows}
    places = Places({number for seat in where.values() for number in (seat.unit_id, seat.commune_id)}, on)
    flags = _flags_on(numbers, on)
    figures = _figures(numbers, {on.year, on.year - 1})
    return {row.pk: _facts(row, where[row.pk], on, places=places, flags=flags[row.pk], figures=figures) for row in rows}


def lineage_members(head: int) -> tuple[int, ...]:
    """The numbers of all organisations that share the history of support of `head`, that one first. One query.

    Rows merged into another are among them.
    """
    others = Organisation.objects.filter(lineage=head).order_by("pk").values_list("pk", flat=True)
    return (head, *others)


def _facts(
    row: Organisation,
    seat: Organisation | OrganisationSeat,
    on: date,
    *,
    places: Places,
    flags: Mapping[FlagKind, bool],
    figures: Mapping[tuple[int, int], YearFigures],
) -> RegistryFacts:
    kind = OrganisationKind(row.kind)
    section = industries().section_of(row.industry, row.industry_edition) if row.industry else None
    province, commune = places.now(seat.unit_id), places.now(seat.commune_id)
    sizing = sizing_on(
        kind=kind,
        sector=section.sector if section else None,
        figures=figures.get((row.pk, deciding_year(row.founded_on, on))),
        founded_on=row.founded_on,
        on=on,
        rulebook=norms(),
    )
    return RegistryFacts(
        number=row.pk,
        name=row.name,
        kind=kind,
        tax_code=row.tax_code or "",
        unit_id=province.id if province else seat.unit_id,
        commune_id=commune.id if commune else None,
        commune_then_id=seat.commune_id,
        state=state_on_day(OrganisationState(row.state), row.state_on, on),
        state_on=row.state_on,
        founded_on=row.founded_on,
        section=section,
        sizing=sizing,
        flags=flags,
        lineage_head=row.lineage_head,
        merged_into=row.merged_into_id,
        is_sample=row.is_sample,
    )


def _seats_on(numbers: list[int], on: date) -> dict[int, OrganisationSeat]:
    """The earlier seats of a day, of those that have moved since."""
    seats = OrganisationSeat.objects.filter(organisation__in=numbers, until__gte=on).order_by("-until", "-pk")
    # The earliest that had not ended by then is written last.
    return {seat.organisation_id: seat for seat in seats}


def _flags_on(numbers: list[int], on: date) -> Mapping[int, dict[FlagKind, bool]]:
    """What holds, by kind: one product with it is enough."""
    found: dict[int, dict[FlagKind, bool]] = defaultdict(dict)
    flags = OrganisationFlag.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), organisation__in=numbers, since__lte=on
    )
    for organisation, kind, holds in flags.order_by("pk").values_list("organisation_id", "kind", "holds"):
        known = found[organisation]
        known[FlagKind(kind)] = known.get(FlagKind(kind), False) or holds
    return found


def _figures(numbers: list[int], years: Iterable[int]) -> dict[tuple[int, int], YearFigures]:
    rows = OrganisationFigures.objects.filter(organisation__in=numbers, year__in=list(years)).order_by("pk")
    return {(row.organisation_id, row.year): figures_of(row) for row in rows}
