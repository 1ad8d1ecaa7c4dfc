"""Being on time over the years: agency by agency, by the first submission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.models import AgencySuccession
from nscl.institutions.queries.rows import agency_row
from nscl.reporting.enums import SubmissionState
from nscl.reporting.models import Submission
from nscl.reporting.queries.access import visible_submissions
from nscl.reporting.rules.answering import sole_heirs
from nscl.reporting.rules.timeliness import Tally, timely
from nscl.text.folding import sort_key


@dataclass(frozen=True, slots=True)
class AgencyTally:
    """The reports of an agency about a year. unit_id: the round's province; unit_name: the agency's, "" of none.

    since: the first day of the agency.
    """

    unit_id: int
    agency_id: int
    name: str
    full_name: str
    unit_name: str
    since: date
    year: int
    tally: Tally
    is_sample: bool


@dataclass(frozen=True, slots=True)
class AgencyTimeliness:
    """An agency over the years, with what went into it: by the newest that was asked; earlier: the others' names.

    unit_name: its province.
    """

    agency_id: int
    name: str
    unit_name: str
    earlier: tuple[str, ...]
    years: Mapping[int, Tally]
    total: Tally


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Agencies over the years, in the order of their names; is_sample: made-up rounds are among them."""

    years: tuple[int, ...]
    rows: tuple[AgencyTimeliness, ...]
    by_year: Mapping[int, Tally]
    total: Tally
    is_sample: bool


def timeliness(viewer: Viewer, *, unit_ids: Collection[int] | None, on: date, plan_id: int | None = None) -> Timeliness:
    """How the agencies of some provinces (None: of all) reported over the years, as of a day. Two queries.

    What was handed over counts for who reported instead; what an agency's predecessors reported is among its own.
    Raises NotAllowed.
    """
    viewer.require(Permission.VIEW_REPORTS)
    rows = visible_submissions(viewer)
    if unit_ids is not None:
        rows = rows.filter(round__unit__in=list(unit_ids))
    if plan_id is not None:
        rows = rows.filter(round__plan=plan_id)
    found = _tallies(rows, on)
    edges = AgencySuccession.objects.order_by("pk").values_list("predecessor_id", "successor_id")
    heirs = sole_heirs({one.agency_id for one in found}, list(edges))
    by_heir: defaultdict[int, list[AgencyTally]] = defaultdict(list)
    for one in found:
        by_heir[heirs[one.agency_id]].append(one)
    years = sorted({one.year for one in found}, reverse=True)
    agencies = [_agency(many) for many in by_heir.values()]
    return Timeliness(
        years=tuple(years),
        rows=tuple(sorted(agencies, key=lambda one: (sort_key(one.name), one.agency_id))),
        by_year={year: _sum(one for one in found if one.year == year) for year in years},
        total=_sum(found),
        is_sample=any(one.is_sample for one in found),
    )


def _agency(many: Sequence[AgencyTally]) -> AgencyTimeliness:
    newest = max(many, key=lambda one: (one.since, one.agency_id))
    earlier = {one.full_name for one in many if one.agency_id != newest.agency_id}
    return AgencyTimeliness(
        newest.agency_id,
        newest.name,
        newest.unit_name,
        tuple(sorted(earlier, key=sort_key)),
        _by_year(many),
        _sum(many),
    )


def tallies(*, unit_ids: Collection[int] | None, on: date) -> tuple[AgencyTally, ...]:
    """The same, agency by agency and year by year; callers ask who may see it. One query."""
    rows = Submission.objects.all()
    return _tallies(rows if unit_ids is None else rows.filter(round__unit__in=list(unit_ids)), on)


def _tallies(rows: QuerySet[Submission], on: date) -> tuple[AgencyTally, ...]:
    found: defaultdict[tuple[int, int, int], list[Submission]] = defaultdict(list)
    asked = rows.exclude(state=SubmissionState.HANDED_OVER).select_related("round", "agency__unit")
    for row in asked.order_by("round__unit_id", "agency_id", "round__year", "pk"):
        found[row.round.unit_id, row.agency_id, row.round.year].append(row)
    return tuple(
        AgencyTally(
            unit_id,
            agency_id,
            many[0].agency.name,
            agency_row(many[0].agency).full_name,
            many[0].agency.unit.name if many[0].agency.unit else "",
            many[0].agency.valid_from,
            year,
            Tally.of(timely(_first(row), row.due, on) for row in many),
            any(row.is_sample for row in many),
        )
        for (unit_id, agency_id, year), many in found.items()
    )


def _first(row: Submission) -> date | None:
    return None if row.first_submitted_at is None else localdate(row.first_submitted_at)


def _sum(many: Iterable[AgencyTally]) -> Tally:
    return sum((one.tally for one in many), Tally())


def _by_year(many: Iterable[AgencyTally]) -> dict[int, Tally]:
    found: defaultdict[int, Tally] = defaultdict(Tally)
    for one in many:
        found[one.year] += one.tally
    return dict(found)
