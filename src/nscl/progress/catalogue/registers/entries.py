"""The entries of a register behind a number, one by one, with what a breakdown asks of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, F, Func, Max, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from nscl.progress.catalogue.registered import STANDING_SOURCES, Source
from nscl.progress.catalogue.registers.tables import RegisterTable, active_on, table_of
from nscl.progress.catalogue.scope import Scope
from nscl.records.years import YearOf
from nscl.support.queries.policies import content_names
from nscl.training.models import ClubActivity
from nscl.work.queries.rows import agency_link


class EntryKind(StrEnum):
    """Where an entry's own page is: of an enterprise the class to which its people came first."""

    EXPERT = "expert"
    PROGRAMME = "programme"
    CLUB = "club"
    TRAINING_CLASS = "training_class"
    SUPPORTED = "supported"


class EntryState(StrEnum):
    """Why an entry counts, or why not."""

    FIRST = "first"
    ACTIVE = "active"
    IDLE = "idle"
    CLOSED = "closed"


_OF_CASE: Final = ("organisation__commune", "agency__unit", "acceptance")
_OF_ENTERPRISE: Final = ("organisation", "commune", "training_class__activity__agency__unit")
_COUNTING: Final = frozenset({EntryState.FIRST, EntryState.ACTIVE})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A thing of a register, once for the number that it stands behind.

    kind, number: where its page is; label: its name; note: what else tells it apart; on: the day of what counts (of a
    club its last activity; None: it had none); agency (of a unit), commune: of its people's first class;
    organisation_kind, sex: "" where unknown, None where it has none. people: who came from it, of an enterprise.
    """

    kind: EntryKind
    number: int
    label: str
    note: str
    on: date | None
    state: EntryState
    is_sample: bool
    agency_id: int | None = None
    agency: str = ""
    agency_unit: str = ""
    commune_id: int | None = None
    commune: str = ""
    organisation_kind: str | None = None
    sex: str | None = None
    people: int | None = None

    @property
    def counts(self) -> bool:
        """Whether the number has it in it."""
        return self.state in _COUNTING


def entries_of(source: Source, scope: Scope, as_of: date, *, yearly: bool) -> tuple[Entry, ...]:
    """The entries of a register in a scope, newest first; of clubs also those that do not count.

    yearly: a thing is there once for each year in which it came about, else once for all. One query, two for
    enterprises.
    """
    if source in STANDING_SOURCES:
        found: Iterable[Entry] = _clubs(source, scope, as_of)
    else:
        found = _READERS[source](_Reading(table_of(source, as_of), scope, as_of, yearly))
    return tuple(sorted(found, key=lambda one: (one.counts, one.on or date.min, one.number), reverse=True))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A register as it is read one by one; yearly: each year alone."""

    table: RegisterTable
    scope: Scope
    as_of: date
    yearly: bool

    def firsts(self) -> QuerySet[Any]:
        """The row by which each thing came about first, in the scope or in each of its years."""
        by: list[F | Func] = [F(self.table.thing)]
        if self.yearly:
            by.append(YearOf(self.table.day))
        place = Window(RowNumber(), partition_by=by, order_by=[self.table.day, "pk"])
        rows: QuerySet[Any] = self.table.within(self.scope).annotate(place=place).filter(place=1)
        return rows


def _experts(reading: _Reading) -> Iterable[Entry]:
    for row in reading.firsts().select_related("person__organisation"):
        yield _expert(row, row.trained_by, row.trained_on)


def _certified(reading: _Reading) -> Iterable[Entry]:
    for row in reading.firsts().select_related("expert__person__organisation"):
        yield _expert(row.expert, f"{row.body}, {row.number}", row.certified_on)


def _expert(expert: Any, note: str, on: date) -> Entry:
    organisation = expert.person.organisation
    return Entry(
        kind=EntryKind.EXPERT,
        number=expert.pk,
        label=expert.person.name,
        note=note,
        on=on,
        state=EntryState.FIRST,
        is_sample=expert.is_sample,
        organisation_kind=organisation.kind if organisation else "",
        sex=expert.person.sex,
    )


def _programmes(reading: _Reading) -> Iterable[Entry]:
    for row in reading.firsts().select_related("school"):
        yield Entry(
            kind=EntryKind.PROGRAMME,
            number=row.pk,
            label=row.school.name,
            note=row.title,
            on=row.adopted_on,
            state=EntryState.FIRST,
            is_sample=row.is_sample,
        )


def _enterprises(reading: _Reading) -> Iterable[Entry]:
    table = reading.table
    keys = (table.thing, "in_year") if reading.yearly else (table.thing,)
    within = table.within(reading.scope).annotate(in_year=YearOf(table.day)).values(*keys)
    counted = within.annotate(people=Count("person", distinct=True)).order_by()
    people = {row[:-1]: row[-1] for row in counted.values_list(*keys, "people")}
    for row in reading.firsts().select_related(*_OF_ENTERPRISE):
        held = row.training_class.activity
        yield Entry(
            kind=EntryKind.TRAINING_CLASS,
            number=row.training_class_id,
            label=row.organisation.name,
            note=held.title,
            on=held.done_on,
            state=EntryState.FIRST,
            is_sample=row.training_class.is_sample,
            agency_id=held.agency_id,
            agency=held.agency.name,
            agency_unit=agency_link(held.agency, reading.as_of).unit_name,
            commune_id=row.commune_id,
            commune=row.commune.name if row.commune else "",
            people=people[(row.organisation_id, held.done_on.year) if reading.yearly else (row.organisation_id,)],
        )


def _supported(reading: _Reading) -> Iterable[Entry]:
    names = content_names()
    for row in reading.firsts().select_related(*_OF_CASE):
        commune = row.organisation.commune
        yield Entry(
            kind=EntryKind.SUPPORTED,
            number=row.organisation_id,
            label=row.organisation.name,
            note=" · ".join(filter(None, (names.get(row.content, row.content), row.subject))),
            on=row.acceptance.on,
            state=EntryState.FIRST,
            is_sample=row.is_sample,
            agency_id=row.agency_id,
            agency=row.agency.name if row.agency else "",
            agency_unit=agency_link(row.agency, reading.as_of).unit_name if row.agency else "",
            commune_id=commune.pk if commune else None,
            commune=commune.name if commune else "",
            organisation_kind=row.organisation.kind,
        )


def _clubs(source: Source, scope: Scope, as_of: date) -> Iterable[Entry]:
    """Every club founded by then; of a school with several the one that speaks for it."""
    done = ClubActivity.objects.filter(club=OuterRef("pk"), withdrawn_at__isnull=True, held_on__lte=as_of)
    last = done.order_by().values("club").annotate(day=Max("held_on")).values("day")
    known = table_of(Source.CLUBS_FOUNDED, as_of).of(scope).filter(founded_on__lte=as_of)
    rows = known.select_related("school").annotate(last=Subquery(last), stands=active_on(as_of))
    found = [_club(source, row, as_of) for row in rows.order_by("pk")]
    if source is Source.CLUBS_ACTIVE:
        return [entry for _school, entry in found]
    # The last one of a school stays: one that counts, lately active.
    return dict(sorted(found, key=lambda one: (one[1].counts, one[1].on or date.min, -one[1].number))).values()


def _club(source: Source, row: Any, as_of: date) -> tuple[int, Entry]:
    closed = row.closed_on is not None and row.closed_on <= as_of
    state = EntryState.ACTIVE if row.stands else EntryState.CLOSED if closed else EntryState.IDLE
    of_school = source is Source.SCHOOLS_WITH_CLUBS
    entry = Entry(
        kind=EntryKind.CLUB,
        number=row.pk,
        label=row.school.name if of_school else row.name,
        note=row.name if of_school else row.school.name,
        on=row.last,
        state=state,
        is_sample=row.is_sample,
    )
    return row.school_id, entry


_Reader = Callable[[_Reading], Iterable[Entry]]
_READERS: Final[Mapping[Source, _Reader]] = {
    Source.EXPERTS_TRAINED: _experts,
    Source.EXPERTS_CERTIFIED: _certified,
    Source.ASSESSORS_CERTIFIED: _certified,
    Source.SCHOOLS_TEACHING: _programmes,
    Source.ENTERPRISES_TRAINED: _enterprises,
    Source.ORGANISATIONS_SUPPORTED: _supported,
    Source.STANDARDS_SUPPORTED: _supported,
}
