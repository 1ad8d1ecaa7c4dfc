"""A leader issues the report: figures sealed, files stored byte for byte, the edition before superseded."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from nscl import __version__
from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.report_papers.tables import ReportFigures
from nscl.plans.operations.wording import stored
from nscl.plans.rules import plan_label
from nscl.records.enums import Audience
from nscl.records.operations import Actor, Change, Entry, index_entries, remove_entries
from nscl.reporting.enums import FileForm, ReportingKind, ReportState
from nscl.reporting.models import IssuedFile, ReportEdition
from nscl.reporting.operations.edition_errors import (
    InvalidFront,
    IssueQuestions,
    IssueRefused,
    NotIssued,
    NumberGiven,
)
from nscl.reporting.operations.editions.opening import (
    SavedEdition,
    conflict_of,
    open_draft,
    open_edition,
    reference,
    tell,
)
from nscl.reporting.operations.figures import seal_figures
from nscl.reporting.queries.editions import ParagraphRow, issue_questions, issue_refusals, paragraphs_of, stamp_of
from nscl.reporting.queries.figures import collect_province, scope_of
from nscl.reporting.queries.papers import paper_of, render, template_of
from nscl.reporting.queries.proposing import drafted
from nscl.reporting.rules.fronts import FIELD_NAMES, check_number
from nscl.reporting.rules.issuing import questions_of_stale
from nscl.text.dates import format_date

SOFTWARE = f"nscl {__version__}"


@transaction.atomic
def issue(
    *,
    number: int,
    stamp: str | None,
    confirmed: Collection[str] = (),
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> SavedEdition:
    """Issue a draft: from then on neither its words nor its figures nor its files change.

    stamp: of the words that the person saw (`queries.editions.EditionDetail.stamp`), None: whatever they are now.
    confirmed: keys of the questions that the person has answered with yes. Figures are collected, sealed and set into
    the three files at once, so that they cannot differ; the edition in force before is superseded.
    Raises EditionGone, NotAllowed, EditionFrozen, EditionConflict, IssueRefused, IssueQuestions.
    """
    row = open_draft(number, viewer, Permission.ISSUE_REPORTS)
    words = paragraphs_of(row.pk)
    if stamp is not None and stamp != stamp_of(row.version, words):
        raise conflict_of(row)
    if reasons := issue_refusals(words):
        raise IssueRefused(reasons)
    today = localdate(at)
    figures = collect_province(scope_of(row.round_id, today), with_records=True)
    _ask(row, words, figures, confirmed, today=today)
    _seal(row, figures, at=at)
    _supersede(row, at=at)
    row.state, row.frozen_at, row.frozen_by_id = ReportState.ISSUED, at, by.number
    row.version += 1
    row.save()
    _index(row)
    return tell(row, "issued", by=by, at=at)


@transaction.atomic
def give_number(
    *, number: int, paper_number: str, issued_on: date, viewer: Viewer | None, by: Actor, at: datetime
) -> SavedEdition:
    """Write down the number and day that the office gave an issued report, once; its files stay as they left.

    Raises EditionGone, NotAllowed, NotIssued, NumberGiven, InvalidFront.
    """
    row = open_edition(number, viewer, Permission.RUN_ROUNDS)
    if row.state == ReportState.DRAFT:
        raise NotIssued
    if row.number or row.issued_on is not None:
        raise NumberGiven(row.number)
    given = "".join(paper_number.split())
    if problems := check_number(given, issued_on, today=localdate(at)):
        raise InvalidFront(problems)
    row.number, row.issued_on = given, issued_on
    row.version += 1
    row.save(update_fields=["number", "issued_on", "version"])
    changes = [
        Change(stored(FIELD_NAMES["number"]), "", given),
        Change(stored(FIELD_NAMES["issued_on"]), "", format_date(issued_on)),
    ]
    return tell(row, "numbered", by=by, at=at, changes=changes)


def _ask(
    row: ReportEdition,
    words: Sequence[ParagraphRow],
    figures: ReportFigures,
    confirmed: Collection[str],
    *,
    today: date,
) -> None:
    """Raise IssueQuestions unless each is confirmed: also sentences that today's figures would put otherwise."""
    proposals = [(one.number, one.text) for one in words if one.is_proposal]
    asked = (*issue_questions(row, words, today=today), *questions_of_stale(proposals, drafted(figures)))
    if open_ones := [one for one in asked if one.key not in set(confirmed)]:
        raise IssueQuestions(open_ones)


def _seal(row: ReportEdition, figures: ReportFigures, *, at: datetime) -> None:
    """Figures and files, written while the edition is still open."""
    seal_figures(figures=figures, edition_id=row.pk, at=at, software=SOFTWARE)
    paper = paper_of(row, figures, is_draft=False)
    template = template_of(row)
    files = {form: render(paper, form, template=template, at=at) for form in FileForm}
    IssuedFile.objects.bulk_create(
        IssuedFile(edition=row, form=form, sha256=hashlib.sha256(content).hexdigest(), content=content)
        for form, content in files.items()
    )


def _supersede(row: ReportEdition, *, at: datetime) -> None:
    former = ReportEdition.objects.filter(round=row.round_id, state=ReportState.ISSUED).order_by("pk").first()
    if former is None:
        return
    former.state, former.superseded_at = ReportState.SUPERSEDED, at
    former.version += 1
    former.save(update_fields=["state", "superseded_at", "version"])
    remove_entries(owner=reference(former))


def _index(row: ReportEdition) -> None:
    """Have the search of everything find the report in force."""
    plan = row.round.plan
    place = plan_label(plan.unit.name, plan.period_start, plan.period_end)
    text = f"báo cáo của tỉnh {row.round.year} {row.number}"
    entry = Entry(ReportingKind.EDITION, row.pk, row.subject, place, Audience.PROVINCE_WORK, row.round.unit_id, text)
    index_entries(owner=reference(row), entries=[entry])
