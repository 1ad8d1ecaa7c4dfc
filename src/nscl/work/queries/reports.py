"""The reports that plans ask for, each with the next day on which it is owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet

from nscl.documents.pack.enums import AgencyKind
from nscl.plans.models import ReportingSource
from nscl.work.queries.lines import Line, asked
from nscl.work.rules.reminders import days_around, year_reported

QUESTION: Final = "report"


class RoundYear(NamedTuple):
    """The yearly reports of a plan about a year, of its agencies or of the province, for which a round stands."""

    plan_id: int
    year: int
    is_of_province: bool


@dataclass(frozen=True, slots=True)
class Sender:
    """Who owes a report, as the plan calls it. agency_id: in the register; a group ("các sở, ban, ngành") has none.

    is_province: the People's Committee, or the body to which others report: it writes the province's own.
    """

    name: str
    agency_id: int | None
    is_group: bool
    is_province: bool


@dataclass(frozen=True, slots=True)
class DueReport:
    """A report owed: when next, by whom, to whom, under which edition of a plan."""

    number: int
    edition_id: int
    on: date
    senders: tuple[Sender, ...]
    recipient: str

    def days_from(self, today: date) -> int:
        """Days left."""
        return (self.on - today).days

    def is_of(self, agencies: Collection[int]) -> bool:
        """Whether one of these bodies owes it, itself or as one of a group."""
        return any(sender.is_group or sender.agency_id in agencies for sender in self.senders)

    @property
    def is_of_province(self) -> bool:
        """Whether the province itself sends it, so that its programme officer writes it."""
        return any(sender.is_province for sender in self.senders)


def report_question(edition_ids: Iterable[int]) -> QuerySet[Any]:
    """What to ask of editions to know their reports with a day (`lines.asked`)."""
    rows = ReportingSource.objects.filter(edition__in=list(edition_ids), duty__due_month__isnull=False)
    return asked(
        QUESTION,
        rows,
        state="agency__kind",
        number="duty_id",
        other="agency__agency_id",
        plan="edition_id",
        title="agency__name",
        name="duty__to__name",
        count="duty__due_month",
        more="duty__due_day",
        place="position",
    )


def due_reports(
    answers: Mapping[str, Iterable[Line]], last_years: Mapping[int, int], today: date
) -> tuple[DueReport, ...]:
    """The next day of every report, the nearest first, while its plan runs (the last report included).

    last_years: edition → the last year of its plan.
    """
    by_duty: defaultdict[int, list[Line]] = defaultdict(list)
    for line in sorted(answers.get(QUESTION, ()), key=lambda one: (one.number, one.place)):
        by_duty[line.number].append(line)
    found, receive = [], {(line.plan, line.name) for line in answers.get(QUESTION, ())}
    for number, lines in by_duty.items():
        head = lines[0]
        _last, on = days_around(head.count, head.more, today)
        if on.year <= last_years[head.plan]:
            senders = tuple(_sender(line, receives=(line.plan, line.title) in receive) for line in lines)
            found.append(DueReport(number, head.plan, on, senders, head.name))
    return tuple(sorted(found, key=lambda report: (report.on, report.number)))


def outside_rounds(
    reports: Iterable[DueReport], plans: Mapping[int, int], in_rounds: Collection[RoundYear]
) -> tuple[DueReport, ...]:
    """The reports for which no round stands: where there is one, it says who owes what by when. plans: by edition."""
    return tuple(
        one
        for one in reports
        if RoundYear(plans[one.edition_id], year_reported(one.on), one.is_of_province) not in in_rounds
    )


def _sender(line: Line, *, receives: bool) -> Sender:
    is_committee = line.state == AgencyKind.PEOPLES_COMMITTEE
    return Sender(line.title, line.other or None, line.state == AgencyKind.GROUP, receives or is_committee)
