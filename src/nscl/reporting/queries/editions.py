"""Editions of the province's report: lists of them, and one with its words, its files and what keeps it from issue."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.rules import plan_label
from nscl.reporting.enums import (
    FileForm,
    ReportState,
    RoundKind,
    RoundState,
    Section,
    SignedFor,
    SubmissionState,
)
from nscl.reporting.models import IssuedFile, ReportEdition, ReportParagraph, Submission
from nscl.reporting.rules.fronts import FrontValues
from nscl.reporting.rules.issuing import (
    AgencyState,
    IssueQuestion,
    questions_of_agencies,
    questions_of_closing,
    questions_of_proposals,
)
from nscl.text.folding import sort_key


class EditionMissing(LookupError):
    """No such edition, or none that the person may see: the two are not told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """An edition in a list. round, plan_id: their numbers; paper_number, issued_on: as the office gave them."""

    number: int
    round: int
    round_title: str
    unit_id: int
    province: str
    plan_id: int
    plan_slug: str
    plan_label: str
    year: int
    kind: RoundKind
    ordinal: int
    state: ReportState
    reason: str
    subject: str
    paper_number: str
    issued_on: date | None
    frozen_at: datetime | None
    frozen_by: str
    superseded_at: datetime | None
    created_at: datetime
    created_by: str
    version: int
    is_sample: bool

    @property
    def is_draft(self) -> bool:
        """Whether it is still written."""
        return self.state is ReportState.DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphRow:
    """A paragraph of the report.

    is_proposal: drafted from the figures, and nobody has looked at it. picked_from: the agency's paragraph that it was
    taken from, picked_agency: whose it is; source_changed: its words differ from the agency's by now.
    """

    number: int
    section: Section
    position: int
    text: str
    version: int
    is_proposal: bool
    picked_from: int | None
    picked_agency: str
    source_changed: bool
    updated_at: datetime
    updated_by: str


@dataclass(frozen=True, slots=True)
class SectionWords:
    """A part of the report that is words, with its paragraphs in order."""

    section: Section
    paragraphs: tuple[ParagraphRow, ...]

    @property
    def heading(self) -> str:
        """What the part is called."""
        return str(self.section.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionDetail:
    """An edition as its pages need it.

    stamp: stands for every word and the front; whoever issues names the one that was shown. questions: what has to be
    confirmed on issue; refusals: what cannot be passed. files: stored ones. others: of an issued one, all editions of
    the round that the viewer sees, this one too, newest first. data_until: the closing day; as_of: up to when figures
    count today.
    """

    row: EditionRow
    front: FrontValues
    template_name: str
    sections: tuple[SectionWords, ...]
    stamp: str
    questions: tuple[IssueQuestion, ...]
    refusals: tuple[str, ...]
    files: tuple[FileForm, ...]
    others: tuple[EditionRow, ...]
    data_until: date
    as_of: date
    province_due: date | None
    round_state: RoundState
    may_write: bool
    may_issue: bool
    may_number: bool

    @property
    def paragraphs(self) -> tuple[ParagraphRow, ...]:
        """All paragraphs, section by section."""
        return tuple(paragraph for section in self.sections for paragraph in section.paragraphs)

    @property
    def round_is_open(self) -> bool:
        """Whether agencies may still report."""
        return self.round_state is RoundState.OPEN


def visible_editions(viewer: Viewer | None) -> QuerySet[ReportEdition]:
    """The editions that the viewer sees, unordered; None: the system, which sees all.

    Who sees the reports of a province sees its drafts too; who writes an agency's report in it, what was issued.
    """
    rows = ReportEdition.objects.all()
    if viewer is None:
        return rows
    seen = _within(viewer, Permission.VIEW_REPORTS)
    issued = _within(viewer, Permission.WRITE_REPORTS) & ~Q(state=ReportState.DRAFT)
    return rows.filter(seen | issued)


def visible_edition(viewer: Viewer | None, number: int) -> ReportEdition:
    """One of them, with its round, plan and people. One query. Raises EditionMissing."""
    row = visible_editions(viewer).select_related(*_RELATED, "template").filter(pk=number).first()
    if row is None:
        raise EditionMissing(str(number))
    return row


def list_editions(
    viewer: Viewer | None, unit_ids: Collection[int] | None = None, year: int | None = None
) -> tuple[EditionRow, ...]:
    """The editions that the viewer sees (of these provinces, of this year), newest year first. One query."""
    rows = visible_editions(viewer)
    if unit_ids is not None:
        rows = rows.filter(round__unit__in=list(unit_ids))
    if year is not None:
        rows = rows.filter(round__year=year)
    return _rows(rows.order_by("-round__year", "-round", "-ordinal"))


def editions_of_round(viewer: Viewer | None, round_number: int) -> tuple[EditionRow, ...]:
    """The editions of one round, newest first. One query."""
    return _rows(visible_editions(viewer).filter(round=round_number).order_by("-ordinal"))


def edition_page(viewer: Viewer | None, number: int, *, today: date, with_words: bool = True) -> EditionDetail:
    """An edition with everything but its figures (`queries.papers.report_paper`). At most four queries.

    with_words False: for a page of figures: without paragraphs, what is asked of them, and files; at most two.
    Raises EditionMissing.
    """
    row = visible_edition(viewer, number)
    is_draft = row.state == ReportState.DRAFT
    held, paragraphs = row.round, paragraphs_of(row.pk) if with_words else ()
    is_asked = is_draft and with_words
    may_run = viewer is None or viewer.may(Permission.RUN_ROUNDS, held.unit_id)
    may_issue = viewer is None or viewer.may(Permission.ISSUE_REPORTS, held.unit_id)
    return EditionDetail(
        row=edition_row(row),
        front=front_of(row),
        template_name=row.template.file_name if row.template else "",
        sections=tuple(
            SectionWords(section, tuple(one for one in paragraphs if one.section is section)) for section in Section
        ),
        stamp=stamp_of(row.version, paragraphs),
        questions=issue_questions(row, paragraphs, today=today) if is_asked else (),
        refusals=issue_refusals(paragraphs) if is_asked else (),
        files=_files(row.pk) if with_words and not is_draft else (),
        # A draft is the newest: nothing stands after it.
        others=(edition_row(row),) if is_draft else editions_of_round(viewer, held.pk),
        data_until=held.data_until,
        as_of=min(today, held.data_until),
        province_due=held.province_due,
        round_state=RoundState(held.state),
        may_write=is_draft and may_run,
        may_issue=is_draft and may_issue,
        may_number=row.state == ReportState.ISSUED and may_run and not row.number and row.issued_on is None,
    )


def _files(edition: int) -> tuple[FileForm, ...]:
    forms = IssuedFile.objects.filter(edition=edition).order_by("pk").values_list("form", flat=True)
    return tuple(FileForm(form) for form in forms)


def paragraphs_of(edition: int) -> tuple[ParagraphRow, ...]:
    """The paragraphs of an edition, in order within their sections. One query."""
    related = ("updated_by", "picked_from__submission__agency")
    rows = ReportParagraph.objects.filter(edition=edition).select_related(*related).order_by("position", "pk")
    return tuple(_paragraph(row) for row in rows)


def issue_questions(
    row: ReportEdition, paragraphs: Iterable[ParagraphRow], *, today: date
) -> tuple[IssueQuestion, ...]:
    """What has to be confirmed before it is issued, but for what only the figures tell. One query."""
    proposals = [(one.number, one.text) for one in paragraphs if one.is_proposal]
    return (
        *questions_of_closing(row.round.data_until, today),
        *questions_of_agencies(_states(row.round_id)),
        *questions_of_proposals(proposals),
    )


def issue_refusals(paragraphs: Sequence[ParagraphRow]) -> tuple[str, ...]:
    """What nobody may pass: a report without a word."""
    if any(one.text.strip() for one in paragraphs):
        return ()
    return (_("Báo cáo chưa có đoạn lời văn nào. Hãy viết hoặc chọn ít nhất một đoạn."),)


def stamp_of(version: int, paragraphs: Iterable[ParagraphRow]) -> str:
    """What changes with every word: the version of the front, and of every paragraph in its place."""
    parts = sorted((one.section.value, one.position, one.number, one.version) for one in paragraphs)
    return f"{version}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:16]}"


def front_of(row: ReportEdition) -> FrontValues:
    """The front as a person fills it in."""
    return FrontValues(
        subject=row.subject,
        number=row.number,
        issued_on=row.issued_on,
        signed_for=SignedFor(row.signed_for),
        signatory=row.signatory,
        recipients=tuple(row.recipients.splitlines()),
        template=row.template_id,
    )


def edition_row(row: ReportEdition) -> EditionRow:
    """The typed row of an edition; load it with `_RELATED`."""
    held, plan = row.round, row.round.plan
    return EditionRow(
        number=row.pk,
        round=held.pk,
        round_title=held.title,
        unit_id=held.unit_id,
        province=held.unit.name,
        plan_id=plan.pk,
        plan_slug=plan.slug,
        plan_label=plan_label(plan.unit.name, plan.period_start, plan.period_end),
        year=held.year,
        kind=RoundKind(held.kind),
        ordinal=row.ordinal,
        state=ReportState(row.state),
        reason=row.reason,
        subject=row.subject,
        paper_number=row.number,
        issued_on=row.issued_on,
        frozen_at=row.frozen_at,
        frozen_by=row.frozen_by.full_name if row.frozen_by else "",
        superseded_at=row.superseded_at,
        created_at=row.created_at,
        created_by=row.created_by.full_name if row.created_by else "",
        version=row.version,
        is_sample=row.is_sample,
    )


_RELATED = ("round__plan__unit", "round__unit", "round__edition", "created_by", "frozen_by")


def _rows(rows: QuerySet[ReportEdition]) -> tuple[EditionRow, ...]:
    return tuple(edition_row(row) for row in rows.select_related(*_RELATED))


def _within(viewer: Viewer, permission: Permission) -> Q:
    units = viewer.units_with(permission)
    # A condition that holds always: an empty one would be dropped beside another.
    return ~Q(pk__in=()) if units is None else Q(round__unit__in=sorted(units))


def _states(round_number: int) -> list[AgencyState]:
    rows = Submission.objects.filter(round=round_number).select_related("agency").order_by("pk")
    found = [AgencyState(row.pk, row.agency.name, SubmissionState(row.state), row.due) for row in rows]
    return sorted(found, key=lambda one: sort_key(one.agency))


def _paragraph(row: ReportParagraph) -> ParagraphRow:
    source = row.picked_from
    return ParagraphRow(
        number=row.pk,
        section=Section(row.section),
        position=row.position,
        text=row.text,
        version=row.version,
        is_proposal=is_proposal(row),
        picked_from=row.picked_from_id,
        picked_agency=source.submission.agency.name if source else "",
        source_changed=source is not None and source.text != row.text,
        updated_at=row.updated_at,
        updated_by=row.updated_by.full_name if row.updated_by else "",
    )


def is_proposal(row: ReportParagraph) -> bool:
    """Whether the system wrote it and nobody has saved it since, not even as it is."""
    return row.updated_by_id is None and row.picked_from_id is None and row.version == 1
