"""One organisation, whole: today and as of a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from nscl.organisations.enums import (
    ORGANISATION,
    FlagKind,
    OrganisationKind,
    OrganisationState,
    RiskLevel,
    SuccessionKind,
    VsicEdition,
)
from nscl.organisations.models import (
    Organisation,
    OrganisationFigures,
    OrganisationFlag,
    OrganisationMerge,
    OrganisationSeat,
    OrganisationSuccession,
)
from nscl.organisations.queries.access import load_organisation, sees_contacts
from nscl.organisations.queries.imports import import_events
from nscl.organisations.queries.places import Places, words_of
from nscl.organisations.queries.reference_data import industries
from nscl.organisations.queries.rows import (
    FiguresRow,
    FlagOwner,
    FlagRow,
    FormerNameRow,
    KinRow,
    MergedRow,
    OrganisationDetail,
    OrganisationLink,
    OrganisationMissing,
    OrganisationOn,
    SeatRow,
)
from nscl.organisations.rules.reach import RegistryAct, RegistryViewer, may
from nscl.organisations.rules.sizes import without_zeros
from nscl.organisations.rules.states import state_on_day
from nscl.records.queries.trail import EventRow, history
from nscl.rulebook.size import Sector, SizeClass


def find_organisation(viewer: RegistryViewer | None, number: int, *, on: date) -> OrganisationDetail:
    """An organisation with all that is known of it; places and flags as of a day. A dozen queries, for any data.

    A row that was merged is found too, and says into which (`merged_into`). Raises OrganisationMissing.
    """
    row = load_organisation(viewer, number)
    seats = _stored_seats(row)
    places = Places({row.unit_id, row.commune_id}.union(*({seat.unit_id, seat.commune_id} for seat in seats)), on)
    industry = _industry(row)
    shows_contacts = sees_contacts(viewer, row)
    kin = _kin(row)
    province, commune = places.now(row.unit_id), places.now(row.commune_id)
    return OrganisationDetail(
        number=row.pk,
        version=row.version,
        name=row.name,
        kind=OrganisationKind(row.kind),
        tax_code=row.tax_code or "",
        unit_id=row.unit_id,
        province_id=province.id if province else row.unit_id,
        province=words_of(province),
        commune_id=commune.id if commune else None,
        commune=words_of(commune),
        address=row.address,
        industry=row.industry,
        industry_edition=industry.edition,
        industry_words=industry.words,
        sector=industry.sector,
        founded_on=row.founded_on,
        state=OrganisationState(row.state),
        state_on=row.state_on,
        size=SizeClass(row.size) if row.size else None,
        size_on=row.size_on,
        representative=row.representative,
        phone=row.phone if shows_contacts else "",
        email=row.email if shows_contacts else "",
        sees_contacts=shows_contacts,
        may_edit=may(viewer, RegistryAct.KEEP, row.unit_id),
        may_merge=may(viewer, RegistryAct.MERGE, row.unit_id),
        parent=_link(row.parent),
        branches=kin.branches,
        predecessors=kin.predecessors,
        successors=kin.successors,
        lineage_head=row.lineage_head,
        lineage=kin.lineage,
        merged_into=_link(row.merged_into),
        merges=_merges(row),
        former_names=_former_names(row),
        seats=_seats(row, seats, places),
        figures=_figures(row),
        flags=_flags(row, on),
        created_at=row.created_at,
        is_sample=row.is_sample,
    )


def organisation_on(viewer: RegistryViewer | None, number: int, *, on: date) -> OrganisationOn:
    """An organisation as it was on a day, as far as is known. Raises OrganisationMissing."""
    row = load_organisation(viewer, number)
    seats = _stored_seats(row)
    places = Places({row.unit_id, row.commune_id}.union(*({seat.unit_id, seat.commune_id} for seat in seats)), on)
    every = _seats(row, seats, places)
    there = next((seat for seat in every if seat.until is None or on <= seat.until), every[-1])
    names = sorted(_former_names(row), key=lambda former: former.until)
    name = next((former.name for former in names if on <= former.until), row.name)
    state = state_on_day(OrganisationState(row.state), row.state_on, on)
    flags = tuple(flag for flag in _flags(row, on) if flag.is_in_force)
    return OrganisationOn(on=on, name=name, seat=there, state=state, flags=flags)


def organisation_history(viewer: RegistryViewer | None, number: int) -> tuple[EventRow, ...]:
    """The trail of an organisation, of the rows that were merged into it, and of files that were taken into the
    registry, as far as they touched these; the latest first. Raises OrganisationMissing.
    """
    row = load_organisation(viewer, number)
    rows = [row.pk, *Organisation.objects.filter(merged_into=row).order_by("pk").values_list("pk", flat=True)]
    events = {
        event.number: event
        for one in rows
        for event in (*history(subject=(ORGANISATION, one), context=(ORGANISATION, one)), *import_events(one))
    }
    return tuple(sorted(events.values(), key=lambda event: (event.at, event.number), reverse=True))


def flag_owner(viewer: RegistryViewer | None, flag: int) -> FlagOwner:
    """Whose flag it is, for evidence on it. Raises OrganisationMissing."""
    found = OrganisationFlag.objects.filter(pk=flag).first()
    if found is None:
        raise OrganisationMissing(flag)
    owner = load_organisation(viewer, found.organisation_id)
    return FlagOwner(owner.pk, owner.name, owner.unit_id, FlagKind(found.kind), owner.is_sample)


@dataclass(frozen=True, slots=True)
class _IndustryWords:
    edition: VsicEdition | None
    words: str
    sector: Sector | None


def _industry(row: Organisation) -> _IndustryWords:
    if not row.industry:
        return _IndustryWords(None, "", None)
    edition = VsicEdition(row.industry_edition)
    section = industries().section_of(row.industry, edition)
    if section is None:
        return _IndustryWords(edition, "", None)
    return _IndustryWords(edition, f"{section.letter} – {section.title}", section.sector)


@dataclass(frozen=True, slots=True)
class _Kin:
    branches: tuple[OrganisationLink, ...]
    predecessors: tuple[KinRow, ...]
    successors: tuple[KinRow, ...]
    lineage: tuple[OrganisationLink, ...]


def _kin(row: Organisation) -> _Kin:
    """Two queries."""
    steps = (
        OrganisationSuccession.objects.filter(Q(predecessor=row.pk) | Q(successor=row.pk))
        .select_related("predecessor", "successor")
        .order_by("on", "pk")
    )
    before: list[KinRow] = []
    after: list[KinRow] = []
    for step in steps:
        came_before = step.successor_id == row.pk
        other = step.predecessor if came_before else step.successor
        kin = KinRow(other.pk, other.name, SuccessionKind(step.kind), step.on, step.basis)
        (before if came_before else after).append(kin)
    head = row.lineage_head
    related = Organisation.objects.filter(
        Q(parent=row.pk) | Q(lineage=head) | Q(pk=head), merged_into__isnull=True
    ).exclude(pk=row.pk)
    rows = list(related.order_by("folded", "pk"))
    return _Kin(
        branches=tuple(OrganisationLink(one.pk, one.name) for one in rows if one.parent_id == row.pk),
        predecessors=tuple(before),
        successors=tuple(after),
        lineage=tuple(OrganisationLink(one.pk, one.name) for one in rows if one.lineage_head == head),
    )


def _link(row: Organisation | None) -> OrganisationLink | None:
    return None if row is None else OrganisationLink(row.pk, row.name)


def _merges(row: Organisation) -> tuple[MergedRow, ...]:
    merges = OrganisationMerge.objects.filter(absorbed__merged_into=row.pk).select_related("absorbed", "by")
    return tuple(
        MergedRow(
            number=merge.absorbed_id,
            name=merge.absorbed.name,
            tax_code=merge.absorbed_tax_code,
            at=merge.at,
            by=merge.by.full_name if merge.by else "",
            reason=merge.reason,
        )
        for merge in merges.order_by("-at", "-pk")
    )


def _former_names(row: Organisation) -> tuple[FormerNameRow, ...]:
    names = row.former_names.order_by("-until", "-pk")
    return tuple(FormerNameRow(former.name, former.until) for former in names)


def _stored_seats(row: Organisation) -> list[OrganisationSeat]:
    return list(row.seats.order_by("until", "pk"))


def _seats(row: Organisation, seats: list[OrganisationSeat], places: Places) -> tuple[SeatRow, ...]:
    """The seats, the oldest first; the last is today's."""
    rows = [_seat(seat, seat.since, seat.until, places) for seat in seats]
    since = date.fromordinal(seats[-1].until.toordinal() + 1) if seats else None
    return (*rows, _seat(row, since, None, places))


def _seat(place: Organisation | OrganisationSeat, since: date | None, until: date | None, places: Places) -> SeatRow:
    then, now = places.then(place.commune_id), places.now(place.commune_id)
    return SeatRow(
        province=words_of(places.then(place.unit_id)),
        commune=words_of(then),
        commune_today=words_of(now) if now != then else "",
        address=place.address,
        since=since,
        until=until,
    )


def _figures(row: Organisation) -> tuple[FiguresRow, ...]:
    return tuple(
        FiguresRow(
            year=one.year,
            workers=without_zeros(one.workers),
            revenue_vnd=one.revenue_vnd,
            capital_vnd=one.capital_vnd,
            source=one.source,
            stated_at=one.stated_at,
            stated_by=_name(one),
        )
        for one in row.figures.select_related("stated_by").order_by("-year")
    )


def _flags(row: Organisation, on: date) -> tuple[FlagRow, ...]:
    """The flags, those in force first, by kind."""
    flags = row.flags.select_related("stated_by").order_by("kind", "product", "-since", "-pk")
    rows = [
        FlagRow(
            number=flag.pk,
            kind=FlagKind(flag.kind),
            holds=flag.holds,
            product=flag.product,
            stars=flag.stars,
            risk=RiskLevel(flag.risk) if flag.risk else None,
            since=flag.since,
            until=flag.until,
            basis=flag.basis,
            ended_reason=flag.ended_reason,
            stated_at=flag.stated_at,
            stated_by=_name(flag),
            is_in_force=flag.since <= on and (flag.until is None or on <= flag.until),
        )
        for flag in flags
    ]
    return tuple(sorted(rows, key=lambda flag: not flag.is_in_force))


def _name(row: OrganisationFigures | OrganisationFlag) -> str:
    return row.stated_by.full_name if row.stated_by else ""
