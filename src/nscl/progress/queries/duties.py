"""What a person has to do, in the year's work and in progress, and what the first page asks beside it: one query."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.queries.editions import EditionRow
from nscl.progress.models import StatedValue
from nscl.work.queries.duties import AHEAD, Duties, Duty, DutyKind, duties_in, duty_of, work_duties, work_questions
from nscl.work.queries.home import (
    OwnYear,
    ProvinceYear,
    own_questions,
    own_year,
    province_questions,
    province_year,
)
from nscl.work.queries.lines import Line, asked, flag, read_lines
from nscl.work.queries.reports import DueReport, RoundYear, due_reports, outside_rounds, report_question

# Who works: others have no duties, and are shown none.
WORKING: Final = frozenset({Permission.PLAN_WORK, Permission.APPROVE_WORK, Permission.SIGN_VALUES})


@dataclass(frozen=True, slots=True)
class Today:
    """What the first page says of work.

    province: the plans in force of the chosen province and year, for who sees the work of all agencies; own: those of
    the person's agency. reports: those owed under the plans, the nearest first.
    """

    duties: Duties
    reports: tuple[DueReport, ...]
    province: ProvinceYear | None
    own: OwnYear | None


def has_duties(viewer: Viewer) -> bool:
    """Whether the person is one of those who work, so that there is a list of duties for them."""
    return any(viewer.may(permission) for permission in WORKING)


def sees_all_work(viewer: Viewer, unit_ids: Collection[int]) -> bool:
    """Whether the person sees the work of these provinces as more than an agency of it."""
    wide = [grant for grant in viewer.grants if grant.agency_id is None and Permission.VIEW_WORK in grant.permissions]
    return any(grant.unit_ids is None or grant.unit_ids & set(unit_ids) for grant in wide)


def duties_of(
    viewer: Viewer, *, editions: Sequence[EditionRow] = (), in_rounds: Collection[RoundYear] = (), on: date
) -> Duties:
    """What the person has to do on a day. One query.

    editions: the plans in force of their provinces whose reports are duties too (`list_editions`), but for those for
    which a round stands (in_rounds).
    """
    answers = read_lines([*_duty_questions(viewer, on), *_report_questions(editions)])
    return _duties(viewer, answers, _reports(answers, editions, in_rounds, on), on)


def today_of(
    viewer: Viewer,
    *,
    shown: Sequence[EditionRow],
    current: Sequence[EditionRow],
    unit_ids: Collection[int] | None,
    year: int,
    in_rounds: Collection[RoundYear] = (),
    on: date,
) -> Today:
    """What the first page says of work on a day. One query.

    shown: the plans in force of the chosen province and year; current: those in force on the day, whose reports are the
    person's duties. unit_ids: the chosen province with what it absorbed; None: the country, of which the first page
    tells no work: reading all of it takes a page of its own. in_rounds: reports for which a round stands, left out.
    """
    seen = [row for row in shown if viewer.may(Permission.VIEW_WORK, row.unit_id)]
    plans, numbers = [row.plan_id for row in seen], [row.edition_id for row in seen]
    everything, own = unit_ids is not None and sees_all_work(viewer, unit_ids), bool(viewer.agencies)
    of_whom = {row.edition_id: row for row in (*shown, *current)}
    questions = [*_duty_questions(viewer, on), *_report_questions([] if unit_ids is None else [*of_whom.values()])]
    if everything:
        questions += province_questions(plans, numbers, unit_ids, year=year, on=on)
    if own:
        questions += own_questions(viewer, plans, numbers, year=year)
    answers = read_lines(questions)
    reports = _reports(answers, [*of_whom.values()], in_rounds, on)
    theirs = {row.edition_id for row in current}
    here = {row.edition_id for row in shown}
    return Today(
        duties=_duties(viewer, answers, [report for report in reports if report.edition_id in theirs], on),
        reports=tuple(report for report in reports if report.edition_id in here),
        province=province_year(answers, plans, year=year) if everything else None,
        own=own_year(answers, year=year) if own else None,
    )


def _duty_questions(viewer: Viewer, on: date) -> list[QuerySet[Any]]:
    if not has_duties(viewer):
        return []
    return [*work_questions(viewer, on), _to_sign(viewer, on)]


def _to_sign(viewer: Viewer, on: date) -> QuerySet[Any]:
    """Stated values that wait for the person's signature, by the measure for which they were stated."""
    rows = StatedValue.objects.filter(
        signed_at__isnull=True,
        withdrawn_at__isnull=True,
        on__lte=on,
        measure__edition__plan__unit__in=sorted(viewer.units_with(Permission.SIGN_VALUES) or ()),
    )
    return asked(
        DutyKind.SIGN.value,
        rows,
        state="measure__edition__state",
        number="pk",
        other="measure_id",
        title="measure__label",
        name="measure__edition__plan__unit__name",
        note="measure__edition__plan__slug",
        is_sample=flag("is_sample"),
    )


def _report_questions(editions: Sequence[EditionRow]) -> list[QuerySet[Any]]:
    return [report_question([row.edition_id for row in editions])] if editions else []


def _reports(
    answers: Mapping[str, Sequence[Line]], editions: Sequence[EditionRow], in_rounds: Collection[RoundYear], on: date
) -> tuple[DueReport, ...]:
    found = due_reports(answers, {row.edition_id: row.period_end for row in editions}, on)
    return outside_rounds(found, {row.edition_id: row.plan_id for row in editions}, in_rounds)


def _duties(viewer: Viewer, answers: Mapping[str, Sequence[Line]], reports: Iterable[DueReport], on: date) -> Duties:
    rows = work_duties(viewer, answers)
    rows += [duty_of(DutyKind.SIGN, line, is_mine=True) for line in answers.get(DutyKind.SIGN.value, ())]
    rows += [_report_duty(report) for report in reports if report.on <= on + AHEAD and _owes(viewer, report)]
    return duties_in(on, rows)


def _owes(viewer: Viewer, report: DueReport) -> bool:
    """An agency owes what is asked of it or of all; the province's officer what the province itself sends."""
    if viewer.agencies and report.is_of(viewer.agencies):
        return True
    return viewer.may(Permission.APPROVE_WORK) and report.is_of_province


def _report_duty(report: DueReport) -> Duty:
    return Duty(
        kind=DutyKind.REPORT,
        number=report.number,
        title=", ".join(sender.name for sender in report.senders),
        whose="",
        is_mine=False,
        due=report.on,
        note=report.recipient,
    )
