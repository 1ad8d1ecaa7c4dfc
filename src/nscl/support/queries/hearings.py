"""Cases before a meeting of a council: the agenda, who may score, the sheets, what they come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from nscl.accounts.models import User
from nscl.accounts.rules import Viewer
from nscl.rulebook.scoring import Scoring
from nscl.support.enums import CaseState, Conclusion, SessionState
from nscl.support.models import AssessmentPriority, CouncilSession, ScorePoint, ScoreSheet, SessionCase, SessionPresence
from nscl.support.queries.access import case_label
from nscl.support.queries.councils import CouncilMissing, MemberRow, may_run, members_rows, visible_councils
from nscl.support.queries.rulebook import vocabulary
from nscl.support.queries.scorings import scoring_of
from nscl.support.queries.tallies import barred_of, tallies_of
from nscl.support.rules.appraisal import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A score sheet as it stands."""

    user: int
    name: str
    points: Mapping[str, Decimal]
    total: Decimal
    proposal: Conclusion
    remark: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BarredRow:
    """A member who takes no part in a case. reason: "" for one who advised the applicant."""

    user: int
    name: str
    reason: str

    @property
    def is_adviser(self) -> bool:
        """Whether it is for having advised, and not for an interest."""
        return not self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRow:
    """A case before a meeting. sheets: those that the viewer may see (before it is held, a member their own)."""

    number: int
    case: int
    session: int
    session_on: date
    session_state: SessionState
    criteria: str
    position: int
    label: str
    organisation: str
    content_name: str
    subject: str
    asked_vnd: int | None
    computed_vnd: int | None
    state: CaseState
    tally: Tally
    barred: tuple[BarredRow, ...]
    sheets: tuple[SheetRow, ...]
    has_mine: bool
    may_score: bool
    conclusion: Conclusion | None
    proposed_vnd: int | None
    reason: str
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDetail:
    """A meeting with its agenda. present: accounts of those who took part; needed: how many must."""

    number: int
    version: int
    council: int
    council_name: str
    decision_number: str
    decided_on: date
    unit_id: int
    province: str
    on: date
    place: str
    state: SessionState
    scoring: Scoring
    members: tuple[MemberRow, ...]
    present: frozenset[int]
    needed: int
    minutes_number: str
    remarks: str
    held_at: datetime | None
    agenda: tuple[HearingRow, ...]
    may_run: bool
    is_member: bool
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetForm:
    """A score sheet to be filled in. points: as stored, else what stands there beforehand; priorities: met."""

    hearing: HearingRow
    scoring: Scoring
    member: int
    member_name: str
    is_stored: bool
    points: Mapping[str, Decimal]
    proposal: Conclusion | None
    remark: str
    priorities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueSheet:
    """A sheet that a member has still to hand in."""

    hearing: int
    session: int
    on: date
    label: str
    organisation: str


def find_session(viewer: Viewer, number: int) -> SessionDetail:
    """A meeting with its agenda. Fourteen queries, however many cases. Raises CouncilMissing."""
    rows = CouncilSession.objects.select_related("council__unit").filter(council__in=visible_councils(viewer))
    row = rows.filter(pk=number).first()
    if row is None:
        raise CouncilMissing(str(number))
    members = tuple(one for one in members_rows(row.council_id) if one.left_on is None)
    runs, scoring = may_run(viewer, row.council.unit_id, members), scoring_of(row.criteria)
    return SessionDetail(
        number=row.pk,
        version=row.version,
        council=row.council_id,
        council_name=row.council.name,
        decision_number=row.council.decision_number,
        decided_on=row.council.decided_on,
        unit_id=row.council.unit_id,
        province=row.council.unit.name,
        on=row.on,
        place=row.place,
        state=SessionState(row.state),
        scoring=scoring,
        members=members,
        present=frozenset(SessionPresence.objects.filter(session=row).order_by("pk").values_list("user_id", flat=True)),
        needed=scoring.quorum.of(len(members)),
        minutes_number=row.minutes_number,
        remarks=row.remarks,
        held_at=row.held_at,
        agenda=_hearings(_loaded().filter(session=row).order_by("position", "pk"), viewer, sees_all=runs),
        may_run=runs,
        is_member=any(one.user == viewer.number for one in members),
        is_sample=row.council.is_sample,
    )


def session_of(viewer: Viewer, hearing: int) -> int:
    """The number of the meeting before which a hearing is. One query. Raises CouncilMissing."""
    rows = SessionCase.objects.filter(pk=hearing, session__council__in=visible_councils(viewer))
    found = rows.values_list("session_id", flat=True).first()
    if found is None:
        raise CouncilMissing(str(hearing))
    return found


def hearings_of(viewer: Viewer, case: int) -> tuple[HearingRow, ...]:
    """The meetings before which a case was, the latest first; the caller has found the case. Eight queries."""
    return _hearings(_loaded().filter(case=case).order_by("-session__on", "-pk"), viewer, sees_all=True)


def sheet_form(viewer: Viewer, hearing: int, *, member: int | None = None) -> SheetForm:
    """The score sheet of a member (None: the viewer) on a case. Raises CouncilMissing, also for another's sheet that
    the viewer may not enter.
    """
    found = _loaded().filter(pk=hearing, session__council__in=visible_councils(viewer)).first()
    if found is None:
        raise CouncilMissing(str(hearing))
    members = members_rows(found.session.council_id)
    owner = viewer.number if member is None else member
    seat = next((one for one in members if one.user == owner and one.left_on is None), None)
    runs = may_run(viewer, found.session.council.unit_id, members)
    if seat is None or (owner != viewer.number and not runs):
        raise CouncilMissing(str(hearing))
    row = _hearings(_loaded().filter(pk=hearing), viewer, sees_all=True)[0]
    own = next((one for one in row.sheets if one.user == owner), None)
    met = _priorities_met([found.case_id]).get(found.case_id, ())
    scoring = scoring_of(found.session.criteria)
    beforehand = {key: Decimal(points) for key, points in scoring.beforehand(len(met)).items()}
    return SheetForm(
        hearing=row,
        scoring=scoring,
        member=owner,
        member_name=seat.name,
        is_stored=own is not None,
        points=own.points if own else beforehand,
        proposal=own.proposal if own else None,
        remark=own.remark if own else "",
        priorities=met,
    )


def sheets_due(user: int) -> tuple[DueSheet, ...]:
    """The cases that a member has still to score, the next meeting first. Three queries."""
    rows = SessionCase.objects.select_related("session", "case__organisation").filter(
        session__state=SessionState.PLANNED,
        session__council__members__user=user,
        session__council__members__left_on__isnull=True,
        case__state=CaseState.ELIGIBLE,
    )
    waiting = list(rows.exclude(sheets__user=user).order_by("session__on", "session", "position"))
    barred = barred_of({one.case_id for one in waiting})
    return tuple(
        DueSheet(
            one.pk,
            one.session_id,
            one.session.on,
            case_label(one.case.year, one.case.number),
            one.case.organisation.name,
        )
        for one in waiting
        if user not in barred.get(one.case_id, {})
    )


def _loaded() -> QuerySet[SessionCase]:
    return SessionCase.objects.select_related("case__organisation", "session__council")


def _hearings(rows: QuerySet[SessionCase], viewer: Viewer, *, sees_all: bool) -> tuple[HearingRow, ...]:
    found = list(rows)
    numbers = [one.pk for one in found]
    tallies, sheets = tallies_of(numbers), _sheets(numbers)
    barred = barred_of({one.case_id for one in found})
    people = {user for one in barred.values() for user in one}
    names = {row.pk: row.full_name for row in User.objects.filter(pk__in=people).order_by("pk")}
    return tuple(
        _hearing(
            one,
            viewer,
            tallies[one.pk],
            sheets[one.pk],
            tuple(BarredRow(user, names[user], why) for user, why in barred.get(one.case_id, {}).items()),
            sees_all=sees_all,
        )
        for one in found
    )


def _hearing(
    row: SessionCase,
    viewer: Viewer,
    tally: Tally,
    sheets: list[SheetRow],
    barred: tuple[BarredRow, ...],
    *,
    sees_all: bool,
) -> HearingRow:
    case, state = row.case, SessionState(row.session.state)
    sees_all = sees_all or state is not SessionState.PLANNED
    return HearingRow(
        number=row.pk,
        case=case.pk,
        session=row.session_id,
        session_on=row.session.on,
        session_state=state,
        criteria=row.session.criteria,
        position=row.position,
        label=case_label(case.year, case.number),
        organisation=case.organisation.name,
        content_name=vocabulary().contents.get(case.content, case.content),
        subject=case.subject,
        asked_vnd=case.asked_vnd,
        computed_vnd=case.computed_vnd,
        state=CaseState(case.state),
        tally=tally,
        barred=barred,
        sheets=tuple(one for one in sheets if sees_all or one.user == viewer.number),
        has_mine=any(one.user == viewer.number for one in sheets),
        may_score=state is SessionState.PLANNED
        and case.state == CaseState.ELIGIBLE
        and viewer.number not in {one.user for one in barred},
        conclusion=Conclusion(row.conclusion) if row.conclusion else None,
        proposed_vnd=row.proposed_vnd,
        reason=row.reason,
        is_sample=case.is_sample,
    )


def _sheets(hearings: Collection[int]) -> dict[int, list[SheetRow]]:
    points: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for sheet, criterion, one in (
        ScorePoint.objects.filter(sheet__hearing__in=hearings)
        .order_by("pk")
        .values_list("sheet_id", "criterion", "points")
    ):
        points[sheet][criterion] = one
    found: dict[int, list[SheetRow]] = defaultdict(list)
    for row in ScoreSheet.objects.select_related("user").filter(hearing__in=hearings).order_by("pk"):
        given = points[row.pk]
        found[row.hearing_id].append(
            SheetRow(
                user=row.user_id,
                name=row.user.full_name,
                points=given,
                total=sum(given.values(), Decimal()),
                proposal=Conclusion(row.proposal),
                remark=row.remark,
                at=row.at,
            )
        )
    return found


def _priorities_met(cases: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The priorities that cases have by their latest assessment, in words. One query."""
    found: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = AssessmentPriority.objects.filter(assessment__case__in=cases).order_by("assessment__number", "position")
    latest: dict[int, int] = {}
    for case, number, words, met in rows.values_list("assessment__case_id", "assessment__number", "words", "is_met"):
        latest[case] = number
        if met:
            found[case][number].append(words)
    return {case: tuple(found[case][number]) for case, number in latest.items()}
