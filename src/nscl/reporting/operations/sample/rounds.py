"""Sample rounds, by the acts that people do on days gone by: one that is over and issued, or one that is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Final

from django.utils.timezone import localdate, make_aware

from nscl.accounts.enums import Role
from nscl.accounts.models import RoleGrant
from nscl.accounts.rules import Grant, Viewer
from nscl.accounts.sample import SAMPLE_AGENCY
from nscl.documents.report_papers.tables import TableCode
from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition
from nscl.plans.queries.editions import edition_by_number
from nscl.records.operations import SYSTEM, Actor
from nscl.reporting.enums import RoundKind, Section, SubmissionState
from nscl.reporting.models import ReportingRound, Submission
from nscl.reporting.operations.editions import change_front, give_number, issue, start_edition
from nscl.reporting.operations.report_paragraphs import pick_paragraph, save_report_paragraph
from nscl.reporting.operations.rounds import close_round, open_round
from nscl.reporting.operations.sample.submissions import Step, bring_to
from nscl.reporting.queries.editions import edition_page
from nscl.reporting.queries.figures import collect_province, scope_of
from nscl.reporting.queries.picking import picking
from nscl.reporting.queries.proposals import RoundProposal, round_proposals
from nscl.reporting.sample.words import ASSESSMENT, NEXT_YEAR, PAPER_NUMBER, SIGNATORY
from nscl.work.operations.provinces import province_on

_OFFICE_HOUR: Final = time(9, 0)
_S: Final = SubmissionState
# A round is open this long before the agencies' day; where a plan names no day, they report on this one.
_OPEN_BEFORE: Final = timedelta(days=36)
_USUAL_DAY: Final = (11, 20)
# Of a plan that names none, the province reports so long after its agencies.
_PROVINCE_AFTER: Final = timedelta(days=10)
# Until this month nobody writes a yearly report: a round on demand is shown instead.
_REPORTING_MONTH: Final = 10
# What the agencies of a round do, in the order of the register: the state, and how many days before the agencies' day
# (or before today, where that is sooner) they submitted; below nought: late. The rest have not begun.
_OVER: Final = tuple((_S.ACCEPTED, before) for before in (12, 8, 4, 0, -4))
_OPEN: Final = ((_S.ACCEPTED, 15), (_S.RETURNED, 11), (_S.SUBMITTED, 5), (_S.DRAFT, 4), (_S.ACCEPTED, 2))
_OPEN_ELSEWHERE: Final = ((_S.SUBMITTED, 3), (_S.DRAFT, 2))
# How many paragraphs of the agencies the province's report takes over, of each part.
_PICKED: Final = {Section.RESULTS: 2, Section.DIFFICULTIES: 2, Section.PROPOSALS: 2, Section.REASONS: 1}
# The office numbers a report some hours after it was signed.
_SIGNED_AFTER: Final = timedelta(hours=5)
# What the rest of the year still brings, and how many measures an agency estimates.
_MORE: Final = Decimal("1.1")
_TENTH, _WHOLE = Decimal("0.1"), Decimal(1)
_ESTIMATES: Final = 2
# Whoever fills a sample reads what any officer may read.
_OFFICER: Final = Viewer(0, SYSTEM.name, (Grant(Role.PROVINCE_OFFICER, None),))


@dataclass(frozen=True, slots=True)
class FilledReports:
    """How many rounds, submissions with words, and issued editions were written."""

    rounds: int = 0
    submissions: int = 0
    editions: int = 0


@dataclass(frozen=True, slots=True)
class _Days:
    """When a round is opened, and when its agencies and the province report."""

    opened: date
    due: date
    province: date
    last: date

    def submitted(self, before: int) -> date:
        """The day on which an agency submits that does so many days before its day; never after the last."""
        return min(self.due, self.last) - timedelta(days=before)


def fill_reports(plan: Plan, year: int, *, by: Actor, at: datetime) -> FilledReports:
    """Report on a sample year: of a year that is over the round is closed and its report issued, else it is open.

    Nothing where the plan has a round of the year, or asks nobody.
    """
    if ReportingRound.objects.filter(plan=plan, year=year).exists():
        return FilledReports()
    today = localdate(at)
    proposal, days = _proposed(plan, year, today)
    agencies = [one.agency_id for one in proposal.agencies if one.is_asked] if proposal else []
    if proposal is None or not agencies:
        return FilledReports()
    is_over = year < today.year
    number = _opened(plan, proposal, days, agencies, by=by)
    wanted = _OVER if is_over else _OPEN if _has_sample_people(plan, today) else _OPEN_ELSEWHERE
    expected = _expected(number, days, len(wanted))
    steps = [Step(state, days.submitted(before), told) for (state, before), told in zip(wanted, expected, strict=True)]
    written = _work(number, steps, by=by)
    if is_over:
        _issue(number, days, by=by)
    elif wanted is _OPEN:
        _draft(number, morning(today - timedelta(days=1)), by=by)
    return FilledReports(1, written, int(is_over))


def morning(day: date) -> datetime:
    """When an office opens on a day."""
    return make_aware(datetime.combine(day, _OFFICE_HOUR))


def _proposed(plan: Plan, year: int, today: date) -> tuple[RoundProposal | None, _Days]:
    """What the plan asks for, as an officer is shown it some weeks before; early in a year, a report on demand."""
    is_early = year == today.year and today.month < _REPORTING_MONTH
    due = date(year, *_USUAL_DAY) if not is_early else today + timedelta(days=5)
    opened = min(due - _OPEN_BEFORE, today - timedelta(days=1))
    edition = (
        PlanEdition.objects.filter(plan=plan, state=EditionState.ISSUED).order_by("pk").values_list("pk", flat=True)
    )
    header = edition_by_number(_OFFICER, edition[0])
    kind = RoundKind.ON_DEMAND if is_early else RoundKind.YEARLY
    found = [one for one in round_proposals(_OFFICER, header, on=opened) if one.kind is kind and one.year == year]
    proposal = found[0] if found else None
    if proposal is not None and proposal.agencies_due is not None and not is_early:
        due = proposal.agencies_due
    province = (proposal.province_due if proposal else None) or due + _PROVINCE_AFTER
    return proposal, _Days(opened, due, max(province, due), today)


def _opened(plan: Plan, proposal: RoundProposal, days: _Days, agencies: list[int], *, by: Actor) -> int:
    values = replace(proposal.values(days.due), province_due=days.province)
    return open_round(
        plan=plan.pk,
        values=values,
        agencies=agencies,
        viewer=None,
        by=by,
        at=morning(days.opened),
        is_sample=True,
    )


def _has_sample_people(plan: Plan, today: date) -> bool:
    """Whether accounts of the sample work in the plan's province: they shall find more to do."""
    unit = province_on(plan.unit_id, today)
    return RoleGrant.objects.filter(user__is_sample=True, revoked_at__isnull=True, unit=unit).exists()


def _expected(number: int, days: _Days, agencies: int) -> list[list[tuple[int, Decimal]]]:
    """For each agency a measure or two with a value this year, a little more than it has by now, no measure twice."""
    table = collect_province(scope_of(number, min(days.due, days.last)), [TableCode.MEASURES]).tables[0]
    known = [(row, table.cell(row, "year").value) for row in table.leaves]
    values = [
        (int(row.key.rpartition(":")[2]), (value * _MORE).quantize(_TENTH if value % 1 else _WHOLE, ROUND_CEILING))
        for row, value in known
        if value
    ]
    return [values[place::agencies][:_ESTIMATES] for place in range(agencies)]


def _work(number: int, steps: list[Step], *, by: Actor) -> int:
    """Have the first agencies of the round write and submit; returns how many did."""
    rows = list(Submission.objects.filter(round=number).select_related("agency").order_by("pk"))
    own = next((row for row in rows if row.agency.key == SAMPLE_AGENCY), None)
    drafted = next((place for place, step in enumerate(steps) if step.state is _S.DRAFT), None)
    if own is not None and drafted is not None:
        # The sample's focal point finds a report to go on with.
        rows.remove(own)
        rows.insert(drafted, own)
    for place, (row, step) in enumerate(zip(rows, steps, strict=False)):
        bring_to(row, step, place, by=by)
    return min(len(rows), len(steps))


def _draft(number: int, at: datetime, *, by: Actor) -> int:
    """A draft of the province's report with words of its own and of the agencies; returns its number."""
    edition = start_edition(round_number=number, viewer=None, by=by, at=at).number
    for section, text in ((Section.ASSESSMENT, ASSESSMENT), (Section.NEXT_YEAR, NEXT_YEAR)):
        save_report_paragraph(
            edition=edition, paragraph=None, section=section, text=text, version=None, viewer=None, by=by, at=at
        )
    for part in picking(None, edition).sections:
        # Agencies of a sample sometimes say the same.
        different = {offer.text: offer for offer in reversed(part.offers)}
        for offer in [one for one in part.offers if different[one.text] is one][: _PICKED.get(part.section, 0)]:
            pick_paragraph(edition=edition, source=offer.source, viewer=None, by=by, at=at)
    return edition


def _issue(number: int, days: _Days, *, by: Actor) -> None:
    """The round closed and its report issued by the province's day, with its number and date."""
    held = ReportingRound.objects.get(pk=number)
    close_round(number=number, version=held.version, viewer=None, by=by, at=morning(days.due + timedelta(days=6)))
    at = morning(days.province)
    edition = _draft(number, at - timedelta(days=2), by=by)
    page = edition_page(None, edition, today=localdate(at))
    front = replace(page.front, signatory=SIGNATORY)
    saved = change_front(number=edition, version=None, values=front, viewer=None, by=by, at=at - timedelta(days=1))
    for one in page.paragraphs:
        if one.is_proposal:
            save_report_paragraph(
                edition=edition,
                paragraph=one.number,
                section=one.section,
                text=one.text,
                version=None,
                viewer=None,
                by=by,
                at=at - timedelta(days=1),
            )
    asked = edition_page(None, saved.number, today=localdate(at)).questions
    issue(number=edition, stamp=None, confirmed=[one.key for one in asked], viewer=None, by=by, at=at)
    give_number(
        number=edition, paper_number=PAPER_NUMBER, issued_on=days.province, viewer=None, by=by, at=at + _SIGNED_AFTER
    )
