"""What rounds a plan asks for, with the days of its duties and the agencies that would report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import AgencyKind, ReportingFrequency, ReviewKind
from nscl.institutions.enums import UnitLevel
from nscl.institutions.queries import UnitRow, provinces_among
from nscl.institutions.queries.units import succession_edges
from nscl.institutions.rules import reachable
from nscl.plans.models import ReportingDuty, ReportingSource, Review
from nscl.plans.queries.editions import EditionHeader
from nscl.plans.rules import due_in_words
from nscl.reporting.enums import RoundKind, SubmissionState
from nscl.reporting.models import CoveredAgency, ReportingRound, Submission
from nscl.reporting.queries.access import RoundNotFound, SubmissionNotFound
from nscl.reporting.queries.bodies import Bodies, bodies_of
from nscl.reporting.rules.answering import Covered
from nscl.reporting.rules.rounds import RoundValues, closing_of, due_in, reports_on
from nscl.text.folding import sort_key

# Bodies of these kinds that the register does not hold are no single agency: nobody of that name can report.
_MANY = {AgencyKind.GROUP}


@dataclass(frozen=True, slots=True)
class ProposedAgency:
    """An agency that could report. is_asked: the plan asks it to; covers: others for which it answers on the day."""

    agency_id: int
    name: str
    is_asked: bool
    covers: tuple[Covered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundProposal:
    """A round that a plan asks for, to be confirmed or changed. A day is None where the plan sets none.

    title: as it will be stored, so the same in every language. source: who reports to whom by when, "" where the plan
    says nothing. missing: bodies that it names to report and that no agency of today stands for.
    """

    kind: RoundKind
    year: int
    title: str
    period_start: date
    period_end: date
    data_until: date | None
    agencies_due: date | None
    province_due: date | None
    duty_id: int | None
    review_id: int | None
    source: str
    agencies: tuple[ProposedAgency, ...]
    missing: tuple[str, ...]

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.kind.value}-{self.review_id or self.year}"

    def values(self, agencies_due: date) -> RoundValues:
        """The round as proposed, with the day by which agencies report."""
        return RoundValues(
            kind=self.kind,
            year=self.year,
            title=self.title,
            period_start=self.period_start,
            period_end=self.period_end,
            data_until=self.data_until or agencies_due,
            agencies_due=agencies_due,
            province_due=self.province_due,
            duty_id=self.duty_id,
            review_id=self.review_id,
        )


@dataclass(frozen=True, slots=True)
class HandChoice:
    """An agency that a report can be handed to; is_heir: the register has it as the successor."""

    agency_id: int
    name: str
    is_heir: bool


@dataclass(frozen=True, slots=True)
class _Asks:
    """What an edition asks of agencies and of the province."""

    agencies: ReportingDuty | None
    on_demand: ReportingDuty | None
    province: ReportingDuty | None
    reviews: tuple[Review, ...]


def round_proposals(viewer: Viewer, edition: EditionHeader, *, on: date) -> tuple[RoundProposal, ...]:
    """The rounds that an edition asks for and that are not open yet; one on demand comes last, always.

    Yearly: of this year and of the one before, within the plan's period. Reviews: those whose year has come, also once
    the period is over. edition: the one in force, as `find_edition` gave it. Raises NotAllowed. At most thirteen
    queries.
    """
    unit = _holder(edition.unit_id, on)
    viewer.require(Permission.RUN_ROUNDS, unit)
    asks = _asks(edition.edition_id)
    there = ReportingRound.objects.filter(plan=edition.plan_id).order_by("pk")
    rounds = list(there.values_list("kind", "year", "review_id"))
    years = {year for kind, year, _review in rounds if kind == RoundKind.YEARLY}
    reviewed = {review for _kind, _year, review in rounds}
    found = [
        _yearly(asks, year)
        for year in (on.year, on.year - 1)
        if edition.period_start <= year <= edition.period_end and year not in years
    ]
    found += [_review(asks, edition, row, on) for row in asks.reviews if row.year <= on.year and row.pk not in reviewed]
    found.append(_on_demand(asks, edition, on))
    bodies = bodies_of(edition.edition_id, edition.plan_id, range(edition.period_start, edition.period_end + 1), unit)
    return tuple(_with_agencies(one, asks, bodies, on) for one in found)


def agencies_to_add(viewer: Viewer, round_number: int, *, on: date) -> tuple[ProposedAgency, ...]:
    """The agencies of the province that could still be asked in a round; those that the plan concerns come first.

    on: the day on which one is asked. Raises RoundNotFound, NotAllowed.
    """
    row = ReportingRound.objects.filter(pk=round_number).order_by("pk").first()
    if row is None:
        raise RoundNotFound(str(round_number))
    viewer.require(Permission.RUN_ROUNDS, row.unit_id)
    bodies = bodies_of(row.edition_id, row.plan_id, range(row.period_start.year, row.period_end.year + 1), row.unit_id)
    asked = set(Submission.objects.filter(round=row).values_list("agency_id", flat=True))
    day = reports_on(row.agencies_due, on)
    found = [
        ProposedAgency(body.id, body.full_name, body.id in bodies.concerned, bodies.reporter(body.id, day).covers)
        for body in bodies.there(day)
        if body.id not in asked
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_asked and not one.covers, sort_key(one.name))))


def agencies_to_hand_to(viewer: Viewer, submission_number: int, *, on: date) -> tuple[HandChoice, ...]:
    """The agencies of the province that are there on the day and could report instead; successors come first.

    Raises SubmissionNotFound, NotAllowed.
    """
    row = Submission.objects.select_related("round").filter(pk=submission_number).order_by("pk").first()
    if row is None:
        raise SubmissionNotFound(str(submission_number))
    viewer.require(Permission.RUN_ROUNDS, row.round.unit_id)
    bodies = bodies_of(row.round.edition_id, row.round.plan_id, (), row.round.unit_id)
    covered = CoveredAgency.objects.filter(submission=row).values_list("agency_id", flat=True)
    heirs = frozenset().union(*(reachable(agency, bodies.edges) for agency in covered))
    gone = Submission.objects.filter(round=row.round, state=SubmissionState.HANDED_OVER)
    without = {row.agency_id, *gone.values_list("agency_id", flat=True)}
    found = [HandChoice(b.id, b.full_name, b.id in heirs) for b in bodies.there(on) if b.id not in without]
    return tuple(sorted(found, key=lambda one: (not one.is_heir, sort_key(one.name))))


def _holder(unit_id: int, on: date) -> int:
    """The province that holds the plan's land on the day; the plan's own where that is not one province."""
    edges = succession_edges()
    units: Sequence[UnitRow] = provinces_among(reachable(unit_id, edges))
    there = [unit for unit in units if unit.valid(on) and unit.level is UnitLevel.PROVINCE]
    return there[0].id if len(there) == 1 else unit_id


def _asks(edition: int) -> _Asks:
    sources = ReportingSource.objects.select_related("agency").order_by("position", "pk")
    duties = list(
        ReportingDuty.objects.filter(edition=edition)
        .select_related("to")
        .prefetch_related(Prefetch("sources", sources))
        .order_by("position", "pk")
    )
    upward = [duty for duty in duties if _is_of_province(duty, duties)]
    own = [duty for duty in duties if duty not in upward and duty.to.kind != AgencyKind.MINISTRY]
    yearly = ReportingFrequency.YEAR.value
    return _Asks(
        agencies=_first(duty for duty in own if duty.every == yearly),
        on_demand=_first(duty for duty in own if duty.every != yearly),
        province=_first(duty for duty in upward if duty.every == yearly and duty.due_month is not None),
        reviews=tuple(Review.objects.filter(edition=edition).order_by("year", "position", "pk")),
    )


def _is_of_province(duty: ReportingDuty, duties: Iterable[ReportingDuty]) -> bool:
    """Whether the province itself sends it: the People's Committee, or the body to which the agencies report."""
    receive = {each.to_id for each in duties}
    senders = [source.agency for source in duty.sources.all()]
    return any(one.kind == AgencyKind.PEOPLES_COMMITTEE or one.pk in receive for one in senders)


def _first(duties: Iterator[ReportingDuty]) -> ReportingDuty | None:
    """The first with a day, else the first."""
    found = list(duties)
    return next((duty for duty in found if duty.due_month is not None), found[0] if found else None)


def _due(duty: ReportingDuty | None, year: int) -> date | None:
    if duty is None or duty.due_month is None or duty.due_day is None:
        return None
    return due_in(year, duty.due_month, duty.due_day)


def _yearly(asks: _Asks, year: int) -> RoundProposal:
    due = _due(asks.agencies, year)
    upward = _due(asks.province, year)
    # Where the plan names one day for all, it is the agencies': the province's report cannot be due before theirs.
    province = upward if upward is not None and (due is None or upward >= due) else None
    return RoundProposal(
        kind=RoundKind.YEARLY,
        year=year,
        title=f"Báo cáo năm {year}",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        data_until=closing_of(year, due),
        agencies_due=due,
        province_due=province,
        duty_id=None if asks.agencies is None else asks.agencies.pk,
        review_id=None,
        source=_source(asks.agencies),
        agencies=(),
        missing=(),
    )


def _review(asks: _Asks, edition: EditionHeader, row: Review, on: date) -> RoundProposal:
    """A review sets a year and no day: the day of the yearly report is proposed as long as it is to come."""
    due, province = _due(asks.agencies, row.year), _due(asks.province, row.year)
    is_ahead = due is not None and due >= on
    is_final = row.kind == ReviewKind.FINAL
    words = "Tổng kết" if is_final else "Sơ kết"
    return RoundProposal(
        kind=RoundKind.FINAL if is_final else RoundKind.INTERIM,
        year=row.year,
        title=f"{words} {edition.period_start}–{row.year}",
        period_start=date(edition.period_start, 1, 1),
        period_end=date(row.year, 12, 31),
        data_until=closing_of(row.year, due) if is_ahead else None,
        agencies_due=due if is_ahead else None,
        province_due=province if is_ahead and province is not None and due is not None and province >= due else None,
        duty_id=None,
        review_id=row.pk,
        source="",
        agencies=(),
        missing=(),
    )


def _on_demand(asks: _Asks, edition: EditionHeader, on: date) -> RoundProposal:
    year = min(max(on.year, edition.period_start), edition.period_end)
    return RoundProposal(
        kind=RoundKind.ON_DEMAND,
        year=year,
        title=f"Báo cáo đột xuất năm {year}",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        data_until=None,
        agencies_due=None,
        province_due=None,
        duty_id=None if asks.on_demand is None else asks.on_demand.pk,
        review_id=None,
        source=_source(asks.on_demand),
        agencies=(),
        missing=(),
    )


def _source(duty: ReportingDuty | None) -> str:
    if duty is None:
        return ""
    senders = ", ".join(source.agency.name for source in duty.sources.all())
    due = due_in_words(ReportingFrequency(duty.every), duty.due_month, duty.due_day)
    return _("%(senders)s báo cáo %(recipient)s, %(due)s") % {
        "senders": senders,
        "recipient": duty.to.name,
        "due": due,
    }


def _with_agencies(proposal: RoundProposal, asks: _Asks, bodies: Bodies, on: date) -> RoundProposal:
    """The proposal with who would report: those whom the plan names, a group standing for all whom it concerns.

    The other bodies of the province come last: a plan may name nobody, and the officer chooses.
    """
    duty = asks.on_demand if proposal.kind is RoundKind.ON_DEMAND else asks.agencies
    sources = [] if duty is None else [source.agency for source in duty.sources.all()]
    by_name = {source.agency_id for source in sources if source.agency_id is not None}
    is_group = not sources or any(source.kind in _MANY for source in sources)
    receiver = next((each.to.agency_id for each in (duty, asks.agencies, asks.on_demand) if each is not None), None)
    day = reports_on(proposal.agencies_due or on, on)
    found = bodies.answering(bodies.concerned, day)
    agencies = []
    for one in found.reporters:
        numbers = {one.agency.id, *(covered.agency_id for covered in one.covers)}
        # Who gets the reports writes the province's own.
        is_asked = bool(numbers & by_name) or (is_group and receiver not in numbers)
        agencies.append(ProposedAgency(one.agency.id, one.agency.full_name, is_asked, one.covers))
    there = {one.agency_id for one in agencies}
    others = [ProposedAgency(each.id, each.full_name, False, ()) for each in bodies.there(day) if each.id not in there]
    unknown = [source.name for source in sources if source.agency_id is None and source.kind not in _MANY]
    missing = [*unknown, *(body.full_name for body in found.ended)]
    agencies.sort(key=lambda one: (not one.is_asked, sort_key(one.name)))
    others.sort(key=lambda one: sort_key(one.name))
    return replace(proposal, agencies=(*agencies, *others), missing=tuple(dict.fromkeys(missing)))
