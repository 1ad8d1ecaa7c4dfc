"""One submission whole: words by section, estimates, remarks, every step; what is missing before it is submitted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.rules import plain_number, plan_label
from nscl.reporting.enums import RoundKind, RoundState, Section, SubmissionState
from nscl.reporting.models import (
    CoveredAgency,
    Remark,
    ReportingRound,
    Submission,
    SubmissionParagraph,
    SubmissionStep,
)
from nscl.reporting.queries.access import SubmissionNotFound, visible_submissions, writes_for
from nscl.reporting.queries.estimated import estimates_of
from nscl.reporting.queries.figures import scope_of, without_estimate
from nscl.reporting.queries.rows import SubmissionRow, read_submissions
from nscl.reporting.rules.answering import Covered
from nscl.reporting.rules.moves import IN_HAND
from nscl.reporting.rules.submissions import warnings, word_problems
from nscl.work.rules.problems import Problem


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A remark of the department; paragraph_id None: about the whole, or its paragraph is gone (`quote` had it)."""

    number: int
    paragraph_id: int | None
    quote: str
    text: str
    at: datetime
    by: str
    settled_at: datetime | None
    settled_by: str


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """A paragraph with the remarks about it, the oldest first."""

    number: int
    section: Section
    position: int
    text: str
    version: int
    measure_id: int | None
    measure_label: str
    updated_at: datetime
    updated_by: str
    remarks: tuple[RemarkRow, ...]


@dataclass(frozen=True, slots=True)
class SectionWords:
    """A section with its paragraphs in their order."""

    section: Section
    paragraphs: tuple[ParagraphRow, ...]


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """What a measure is expected to come to by 31 December."""

    number: int
    measure_id: int
    label: str
    unit: str
    value: Decimal
    note: str
    version: int
    updated_at: datetime
    updated_by: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a submission."""

    from_state: SubmissionState
    to_state: SubmissionState
    comment: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What another agency had written before its report was handed over to this one; reason: why it was."""

    number: int
    agency_name: str
    reason: str
    sections: tuple[SectionWords, ...]


@dataclass(frozen=True, kw_only=True)
class RoundHead:
    """The round of a submission."""

    number: int
    title: str
    note: str
    year: int
    kind: RoundKind
    state: RoundState
    data_until: date
    agencies_due: date
    province_due: date | None
    unit_id: int
    plan_id: int
    plan_slug: str
    plan_label: str
    edition_id: int
    is_sample: bool


@dataclass(frozen=True, kw_only=True)
class SubmissionPage:
    """A submission whole. covers: the reporter first; sections: every one, also empty; estimates: by measure in force.

    may_write: the viewer may write, as the submission and its round stand; may_decide: accept or return; may_run: the
    viewer is of the department that runs the round.
    """

    row: SubmissionRow
    round: RoundHead
    covers: tuple[Covered, ...]
    sections: tuple[SectionWords, ...]
    remarks: tuple[RemarkRow, ...]
    estimates: Mapping[int, EstimateRow]
    steps: tuple[StepRow, ...]
    taken_over: tuple[TakenOver, ...]
    may_write: bool
    may_decide: bool
    may_return: bool
    may_run: bool

    @property
    def agency_ids(self) -> tuple[int, ...]:
        """The bodies whose figures it shows."""
        return tuple(one.agency_id for one in self.covers)

    @property
    def paragraphs(self) -> tuple[ParagraphRow, ...]:
        """All paragraphs in the order of the report."""
        return tuple(row for section in self.sections for row in section.paragraphs)

    @property
    def return_reason(self) -> str:
        """Why it was returned last, "" unless it stands returned."""
        if self.row.state is not SubmissionState.RETURNED:
            return ""
        return next((step.comment for step in self.steps if step.to_state is SubmissionState.RETURNED), "")


@dataclass(frozen=True, slots=True)
class SubmissionCheck:
    """What keeps a report from being submitted, and what is only pointed out."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def submission_page(
    viewer: Viewer, number: int, *, on: date, with_words: bool = True, with_estimates: bool = True
) -> SubmissionPage:
    """One submission as of a day. Raises SubmissionNotFound. At most nine queries.

    with_words: False for its figures and its head: no paragraph, no remark, nothing taken over; its steps only where
    it was returned. Four queries without words and estimates, five where it was returned.
    """
    found = read_submissions(visible_submissions(viewer).filter(pk=number), on)
    if not found:
        raise SubmissionNotFound(str(number))
    (row,) = found
    owner = ReportingRound.objects.select_related("plan__unit").get(pk=row.round_number)
    covers = CoveredAgency.objects.filter(submission=number).order_by("pk")
    covered = sorted(
        (Covered(one.agency_id, one.name, one.since) for one in covers), key=lambda one: one.agency_id != row.agency_id
    )
    given = Submission.objects.filter(handed_to=number).select_related("agency").order_by("pk")
    handed = {one.pk: one for one in given} if with_words else {}
    words = _words([number, *handed]) if with_words else {}
    steps = _steps([number, *handed]) if with_words or row.state is SubmissionState.RETURNED else {}
    is_open = owner.state == RoundState.OPEN
    may_run = viewer.may(Permission.RUN_ROUNDS, owner.unit_id)
    writes = writes_for(viewer, owner.unit_id, [one.agency_id for one in covered])
    remarks = _remarks(number) if with_words else {}
    return SubmissionPage(
        row=row,
        round=_head(owner),
        covers=tuple(covered),
        sections=_sections(words.get(number, ()), remarks),
        remarks=tuple(remarks.get(None, ())),
        estimates=_estimates(number, owner.plan_id) if with_estimates else {},
        steps=tuple(steps.get(number, ())),
        taken_over=tuple(
            TakenOver(one.pk, one.agency.name, _handed_why(steps[one.pk]), _sections(words[one.pk], {}))
            for one in handed.values()
        ),
        may_write=is_open and writes and row.state in IN_HAND,
        may_decide=is_open and may_run and row.state is SubmissionState.SUBMITTED,
        may_return=is_open and may_run and row.state in {SubmissionState.SUBMITTED, SubmissionState.ACCEPTED},
        may_run=may_run,
    )


def check_submission(viewer: Viewer, number: int, *, on: date) -> SubmissionCheck:
    """What is missing before a report is submitted, and what is pointed out. Raises SubmissionNotFound.

    Measures without an estimate: those that the agency serves and that have no value of the whole year.
    """
    found = read_submissions(visible_submissions(viewer).filter(pk=number), on)
    if not found:
        raise SubmissionNotFound(str(number))
    (row,) = found
    texts = SubmissionParagraph.objects.filter(submission=number).order_by("pk").values_list("text", flat=True)
    return SubmissionCheck(
        word_problems(texts),
        warnings(
            late_days=row.days_late if row.first_submitted_at is None else 0,
            open_remarks=row.remarks_open,
            without_estimate=_without_estimate(row, on),
        ),
    )


def _without_estimate(row: SubmissionRow, on: date) -> list[str]:
    covered = CoveredAgency.objects.filter(submission=row.number).order_by("pk").values_list("agency_id", flat=True)
    return without_estimate(scope_of(row.round_number, on), tuple(covered))


def _head(row: ReportingRound) -> RoundHead:
    plan = row.plan
    return RoundHead(
        number=row.pk,
        title=row.title,
        note=row.note,
        year=row.year,
        kind=RoundKind(row.kind),
        state=RoundState(row.state),
        data_until=row.data_until,
        agencies_due=row.agencies_due,
        province_due=row.province_due,
        unit_id=row.unit_id,
        plan_id=plan.pk,
        plan_slug=plan.slug,
        plan_label=plan_label(plan.unit.name, plan.period_start, plan.period_end),
        edition_id=row.edition_id,
        is_sample=row.is_sample,
    )


def _words(numbers: Iterable[int]) -> Mapping[int, list[SubmissionParagraph]]:
    found: defaultdict[int, list[SubmissionParagraph]] = defaultdict(list)
    rows = SubmissionParagraph.objects.filter(submission__in=list(numbers)).select_related("measure", "updated_by")
    for row in rows.order_by("position", "pk"):
        found[row.submission_id].append(row)
    return found


def _sections(
    rows: Iterable[SubmissionParagraph], remarks: Mapping[int | None, list[RemarkRow]]
) -> tuple[SectionWords, ...]:
    by_section: defaultdict[str, list[ParagraphRow]] = defaultdict(list)
    for row in rows:
        by_section[row.section].append(
            ParagraphRow(
                row.pk,
                Section(row.section),
                row.position,
                row.text,
                row.version,
                row.measure_id,
                row.measure.label if row.measure else "",
                row.updated_at,
                row.updated_by.full_name if row.updated_by else "",
                tuple(remarks.get(row.pk, ())),
            )
        )
    return tuple(SectionWords(section, tuple(by_section[section])) for section in Section)


def _remarks(number: int) -> Mapping[int | None, list[RemarkRow]]:
    found: defaultdict[int | None, list[RemarkRow]] = defaultdict(list)
    rows = Remark.objects.filter(submission=number).select_related("by", "settled_by").order_by("at", "pk")
    for row in rows:
        found[row.paragraph_id].append(
            RemarkRow(
                row.pk,
                row.paragraph_id,
                row.quote,
                row.text,
                row.at,
                row.by.full_name if row.by else "",
                row.settled_at,
                row.settled_by.full_name if row.settled_by else "",
            )
        )
    return found


def _estimates(number: int, plan_id: int) -> Mapping[int, EstimateRow]:
    return {
        measure: EstimateRow(
            row.pk,
            measure,
            row.measure.label,
            row.measure.unit,
            plain_number(row.value),
            row.note,
            row.version,
            row.updated_at,
            row.updated_by.full_name if row.updated_by else "",
        )
        for measure, row in estimates_of(number, plan_id).items()
    }


def _steps(numbers: Iterable[int]) -> Mapping[int, list[StepRow]]:
    found: defaultdict[int, list[StepRow]] = defaultdict(list)
    rows = SubmissionStep.objects.filter(submission__in=list(numbers)).select_related("by").order_by("-at", "-pk")
    for row in rows:
        found[row.submission_id].append(
            StepRow(
                SubmissionState(row.from_state),
                SubmissionState(row.to_state),
                row.comment,
                row.at,
                row.by.full_name if row.by else "",
            )
        )
    return found


def _handed_why(steps: Iterable[StepRow]) -> str:
    return next((step.comment for step in steps if step.to_state is SubmissionState.HANDED_OVER), "")
