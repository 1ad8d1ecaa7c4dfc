"""The entries of a register behind one measure, and what they are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from nscl.organisations.enums import OrganisationKind, Sex
from nscl.progress.catalogue import Registered, Scope
from nscl.progress.catalogue.registers import Entry, entries_of
from nscl.progress.queries.measures import AskedMeasure
from nscl.progress.queries.registers import is_yearly, register_of
from nscl.progress.queries.rows import BreakdownRow


@dataclass(frozen=True, slots=True)
class MeasureEntries:
    """What stands behind a measure that a register gives.

    counted: those in its value, newest first; idle: those that are known and do not count (clubs). is_divided: the
    value is a ratio: so many people of these. by_…: the counted ones by what is known of them; () where it is not.
    """

    counted: tuple[Entry, ...] = ()
    idle: tuple[Entry, ...] = ()
    is_divided: bool = False
    by_agency: tuple[BreakdownRow, ...] = ()
    by_commune: tuple[BreakdownRow, ...] = ()
    by_kind: tuple[BreakdownRow, ...] = ()
    by_sex: tuple[BreakdownRow, ...] = ()

    @property
    def has_samples(self) -> bool:
        """Whether one of them is made up."""
        return any(entry.is_sample for entry in (*self.counted, *self.idle))


def entries_behind(measure: AskedMeasure, register: Registered, on: date) -> MeasureEntries:
    """The entries in a measure's phase up to a day. One query, two for enterprises."""
    last = min(on, date(measure.phase_end, 12, 31))
    first = date(measure.phase_start, 1, 1)
    if last < first:
        return MeasureEntries()
    scope = Scope(first=first, last=last, plan_ids=frozenset({measure.plan_id}))
    found = entries_of(register.listed, scope, last if register.stands else on, yearly=is_yearly(measure))
    counted = tuple(entry for entry in found if entry.counts)
    idle = tuple(entry for entry in found if not entry.counts)
    if register.per is not None:
        return MeasureEntries(counted, idle, is_divided=True)
    return MeasureEntries(
        counted,
        idle,
        by_agency=_parts(counted, _agency),
        by_commune=_parts(counted, _commune),
        by_kind=_parts(counted, _kind),
        by_sex=_parts(counted, _sex),
    )


def sharing(measure: AskedMeasure, measures: Iterable[AskedMeasure]) -> tuple[AskedMeasure, ...]:
    """The other measures of a plan that count entries of the same register in the same years: each counts for all."""
    register = register_of(measure)
    if register is None:
        return ()
    return tuple(
        other
        for other in measures
        if other.number != measure.number
        and (theirs := register_of(other)) is not None
        and theirs.source is register.source
        and other.phase_start <= measure.phase_end
        and measure.phase_start <= other.phase_end
    )


_Place = tuple[str, int | None, str]  # its name, its number, which province's it is


def _agency(entry: Entry) -> _Place | None:
    return None if entry.agency_id is None else (entry.agency, entry.agency_id, entry.agency_unit)


def _commune(entry: Entry) -> _Place | None:
    return None if entry.commune_id is None else (entry.commune, entry.commune_id, "")


def _kind(entry: Entry) -> _Place | None:
    if entry.organisation_kind is None:
        return None
    kind = entry.organisation_kind
    return (str(OrganisationKind(kind).label) if kind else _("không thuộc tổ chức nào"), None, "")


def _sex(entry: Entry) -> _Place | None:
    return (str(Sex(entry.sex).label), None, "") if entry.sex else None


def _parts(entries: Collection[Entry], place_of: Callable[[Entry], _Place | None]) -> tuple[BreakdownRow, ...]:
    """How many of the entries belong where, the most first; () where none says where."""
    places = [place_of(entry) for entry in entries]
    if not any(places):
        return ()
    counted = Counter(place or (_("Không ghi"), None, "") for place in places)
    rows = [BreakdownRow(label, Decimal(count), number, note) for (label, number, note), count in counted.items()]
    return tuple(sorted(rows, key=lambda row: (-row.value, row.label, row.note)))
