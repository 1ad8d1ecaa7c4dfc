"""What a person has to do for the reports of open rounds: one query beside the duties of the year's work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.reporting.enums import ReportState, RoundKind, RoundState, SubmissionState
from nscl.reporting.models import ReportEdition, ReportingRound, Submission, SubmissionStep
from nscl.reporting.queries.access import own_submissions, units_seen, visible_rounds
from nscl.reporting.rules.moves import IN_HAND
from nscl.work.queries.duties import AHEAD, Duties, Duty, DutyKind, duties_in, duty_of
from nscl.work.queries.lines import Line, asked, flag, read_lines
from nscl.work.queries.reports import RoundYear

# A report about last year may still be owed; older ones that were never issued are no duty of today.
_YEARS_BACK: Final = 1
_ROUND: Final = "round"


@dataclass(frozen=True, slots=True)
class ReportDuties:
    """A person's duties in rounds, and the reports of plans for which rounds stand (`progress.queries.duties`)."""

    rows: tuple[Duty, ...] = ()
    in_rounds: frozenset[RoundYear] = frozenset()


def report_duties(viewer: Viewer, on: date) -> ReportDuties:
    """What the person has to do for reports on a day. One query, none for who sees no round.

    Who writes for an agency: its reports that are not submitted. The officer: those that wait to be accepted, and the
    province's report from a month before its day. The leader: a draft of it that waits to be issued.
    """
    if units_seen(viewer) == frozenset():
        return ReportDuties()
    answers = read_lines([*_of_agencies(viewer, on), *_of_province(viewer, on), _standing(viewer, on)])
    rows = [duty_of(kind, line, is_mine=False) for kind in _KINDS for line in answers.get(kind.value, ())]
    return ReportDuties(tuple(rows), _in_rounds(answers))


def with_rounds(duties: Duties, reports: ReportDuties) -> Duties:
    """The duties of a person with those in rounds, the most urgent first."""
    merged = duties_in(duties.on, [*duties.rows, *reports.rows])
    return Duties(merged.on, merged.rows, is_cut=duties.is_cut)


_KINDS: Final = (DutyKind.SEND_REPORT, DutyKind.RECEIVE_REPORT, DutyKind.ISSUE_REPORT)


def _in_rounds(answers: Mapping[str, Sequence[Line]]) -> frozenset[RoundYear]:
    lines = answers.get(_ROUND, ())
    agencies = {RoundYear(line.plan, line.count, is_of_province=False) for line in lines}
    return frozenset(agencies | {RoundYear(line.plan, line.count, is_of_province=True) for line in lines if line.more})


def _of_agencies(viewer: Viewer, on: date) -> list[QuerySet[Any]]:
    found = []
    if viewer.agencies:
        found.append(_to_send(viewer, on))
    units = viewer.units_with(Permission.RUN_ROUNDS)
    if units:
        rows = Submission.objects.filter(
            round__state=RoundState.OPEN, round__unit__in=sorted(units), state=SubmissionState.SUBMITTED
        )
        found.append(_submissions(DutyKind.RECEIVE_REPORT, rows))
    return found


def _to_send(viewer: Viewer, on: date) -> QuerySet[Any]:
    """With the reason of what was returned; its day counts as long as it is to come: it was submitted once."""
    rows = Submission.objects.filter(own_submissions(viewer), round__state=RoundState.OPEN, state__in=IN_HAND)
    comments = SubmissionStep.objects.filter(submission=OuterRef("pk"), to_state=SubmissionState.RETURNED)
    last = Subquery(comments.order_by("-at", "-pk").values("comment")[:1])
    is_returned = Q(state=SubmissionState.RETURNED)
    why = Case(When(is_returned, then=Coalesce(last, Value(""))), default=Value(""), output_field=TextField())
    day = Case(When(is_returned & Q(due__lt=on), then=Value(None)), default=F("due"), output_field=DateField())
    return _submissions(DutyKind.SEND_REPORT, rows, note=why, day=day)


def _submissions(kind: DutyKind, rows: QuerySet[Submission], **columns: Any) -> QuerySet[Any]:
    return asked(
        kind.value,
        rows,
        state="state",
        number="pk",
        other="round_id",
        title="round__title",
        name="agency__name",
        is_sample=flag("is_sample"),
        **columns,
    )


def _of_province(viewer: Viewer, on: date) -> list[QuerySet[Any]]:
    """The province's own: to be written while none was issued, and a draft (also of a further edition) to be issued."""
    runs = sorted(viewer.units_with(Permission.RUN_ROUNDS) or ())
    issues = sorted(viewer.units_with(Permission.ISSUE_REPORTS) or ())
    if not runs and not issues:
        return []
    editions = ReportEdition.objects.filter(round=OuterRef("pk"))
    drafts = editions.filter(state=ReportState.DRAFT)
    is_issued = Exists(editions.filter(state=ReportState.ISSUED))
    is_near = Q(province_due__lte=on + AHEAD)
    to_write = Q(unit__in=runs) & is_near & ~is_issued
    to_issue = Q(unit__in=issues) & Exists(drafts) & (is_near | Q(province_due__isnull=True))
    rows = ReportingRound.objects.filter(to_write | to_issue, year__gte=on.year - _YEARS_BACK)
    draft = Coalesce(Subquery(drafts.order_by("pk").values("pk")[:1]), Value(0))
    return [
        asked(
            DutyKind.ISSUE_REPORT.value,
            rows,
            state="state",
            number="pk",
            other=draft,
            title="title",
            name="unit__name",
            day="province_due",
            is_sample=flag("is_sample"),
        )
    ]


def _standing(viewer: Viewer, on: date) -> QuerySet[Any]:
    """The yearly rounds that stand for what a plan asks of its agencies and, where it has a day, of the province."""
    rows = visible_rounds(viewer).filter(kind=RoundKind.YEARLY, year__gte=on.year - _YEARS_BACK)
    has_province_day = Case(When(province_due__isnull=False, then=Value(1)), default=Value(0))
    return asked(_ROUND, rows, number="pk", plan="plan_id", count="year", more=has_province_day)
