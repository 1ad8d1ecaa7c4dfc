"""What the first page reads: the plans, the work of the province or the agency, the person's duties, the accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from nscl.accounts.enums import Permission
from nscl.accounts.queries import list_accounts
from nscl.accounts.rules import Viewer
from nscl.finance.queries.ledger import MoneyLine, money_line
from nscl.plans.enums import EditionState
from nscl.plans.queries.editions import EditionRow, list_editions
from nscl.progress.queries.duties import Today, today_of
from nscl.progress.queries.summary import PlanSummary, plan_summaries
from nscl.reporting.queries.duties import report_duties, with_rounds
from nscl.text.dates import format_date
from nscl.web import context_choice
from nscl.web.access import viewer
from nscl.web.context_choice import ContextChoice
from nscl.web.institutions.days import Day
from nscl.work.queries.duties import DutyKind
from nscl.work.queries.home import PlanYear
from nscl.work.queries.reports import DueReport

# Duties in rounds whose day is a day of reporting.
_REPORTING: Final = frozenset({DutyKind.SEND_REPORT, DutyKind.ISSUE_REPORT})


@dataclass(frozen=True)
class AccountCounts:
    """How many accounts there are, are locked, have no role, are samples that can be signed in to."""

    total: int
    locked: int
    without_role: int
    samples: int


@dataclass(frozen=True)
class PlanView:
    """A plan in force of the chosen province and year, with where its measures and its work of the year stand."""

    row: EditionRow
    summary: PlanSummary
    year: PlanYear


@dataclass(frozen=True)
class Seen:
    """What the first page says to a person.

    day: as of which measures stand: today, or the last day of a chosen year that is over. in_force, drafts: of the
    chosen province and year. plans: those in force of which the person sees all work. money: what the ledgers say of
    the year, None for who may not see it, or sees every province. has_rounds: rounds of reports stand for some of the
    reports that the plans ask for, and their duties for these.
    """

    viewer: Viewer
    choice: ContextChoice
    today: date
    day: Day
    in_force: tuple[EditionRow, ...]
    drafts: tuple[EditionRow, ...]
    work: Today
    plans: tuple[PlanView, ...]
    accounts: AccountCounts | None
    money: MoneyLine | None
    has_rounds: bool

    @property
    def open_findings(self) -> int:
        """Findings that nobody has decided yet, in plans in force; those of a draft stand in the draft's own row."""
        return sum(row.open_findings for row in self.in_force)

    @property
    def open_errors(self) -> int:
        """Those of them that are plainly wrong."""
        return sum(row.open_errors for row in self.in_force)

    @property
    def works_daily(self) -> bool:
        """Whether the day's work comes before where the province stands: for officers and agencies, not for leaders."""
        return self.speaks_for_agency or self.viewer.may(Permission.APPROVE_WORK)

    @property
    def speaks_for_agency(self) -> bool:
        """Whether the page is an agency's own: of who works for one and steers nothing."""
        return bool(self.viewer.agencies) and not self.plans

    @property
    def reports(self) -> tuple[DueReport, ...]:
        """The reports owed: of the agency and of all agencies, for who works for one; else of everybody."""
        if not self.speaks_for_agency:
            return self.work.reports
        return tuple(report for report in self.work.reports if report.is_of(self.viewer.agencies))

    @property
    def next_report(self) -> date | None:
        """The first day by which something is to be reported: of the plans', and of the person's duties in rounds.

        What is owed in an open round may be overdue.
        """
        in_rounds = [row.due for row in self.work.duties.rows if row.kind in _REPORTING and row.due is not None]
        return min([*(report.on for report in self.reports), *in_rounds], default=None)

    @property
    def is_sample(self) -> bool:
        """Whether something on the page is made up."""
        of_work = self.work.province is not None and self.work.province.is_sample
        return (
            of_work
            or any(row.is_sample for row in self.work.duties.rows)
            or any(plan.summary.is_sample for plan in self.plans)
        )


def read_home(request: HttpRequest) -> Seen:
    """Read it. One query for the plans, one for all work; those of the table of targets where all work is seen."""
    person, choice, today = viewer(request), context_choice.current(request), timezone.localdate()
    units = context_choice.territory(request)
    rows = list_editions(person, unit_ids=units, year=choice.year if units is None else None)
    of_year = [row for row in rows if row.period_start <= choice.year <= row.period_end]
    in_force = [row for row in of_year if row.state is EditionState.ISSUED]
    reports = report_duties(person, today)
    work = today_of(
        person,
        shown=in_force,
        current=_running(rows, today.year),
        unit_ids=units,
        year=choice.year,
        in_rounds=reports.in_rounds,
        on=today,
    )
    work = replace(work, duties=with_rounds(work.duties, reports))
    day = _day(choice.year, today)
    return Seen(
        viewer=person,
        choice=choice,
        today=today,
        day=day,
        in_force=tuple(in_force),
        drafts=tuple(row for row in of_year if row.state is EditionState.DRAFT),
        work=work,
        plans=_plans(person, in_force, work, day),
        accounts=account_counts(person),
        money=_money(person, choice.year, units),
        has_rounds=bool(reports.in_rounds),
    )


def _money(person: Viewer, year: int, units: frozenset[int] | None) -> MoneyLine | None:
    # Who looks at every province has the page of the money itself; here it would ask too much.
    if units is None or not person.may(Permission.VIEW_MONEY) or person.units_with(Permission.VIEW_MONEY) is None:
        return None
    return money_line(person, year=year, unit_ids=units)


def _running(rows: Sequence[EditionRow], year: int) -> list[EditionRow]:
    return [row for row in rows if row.state is EditionState.ISSUED and row.period_start <= year <= row.period_end]


def _day(year: int, today: date) -> Day:
    """Today, or the last day of a year that is over."""
    is_over = year < today.year
    on = date(year, 12, 31) if is_over else today
    return Day(on, format_date(on), is_given=is_over)


def _plans(person: Viewer, in_force: Sequence[EditionRow], work: Today, day: Day) -> tuple[PlanView, ...]:
    if work.province is None:
        return ()
    seen = [row for row in in_force if row.plan_id in work.province.plans]
    summaries = plan_summaries(person, seen, day.on)
    return tuple(
        PlanView(row, summary, work.province.plans[row.plan_id]) for row, summary in zip(seen, summaries, strict=True)
    )


def account_counts(viewer: Viewer) -> AccountCounts | None:
    """Counts for who manages accounts; None for others. Two queries."""
    if not viewer.may(Permission.MANAGE_ACCOUNTS):
        return None
    rows = list_accounts(viewer)
    return AccountCounts(
        total=len(rows),
        locked=sum(not row.is_active for row in rows),
        without_role=sum(row.is_active and all(grant.revoked_at for grant in row.grants) for row in rows),
        samples=sum(row.is_active and row.is_sample for row in rows),
    )
