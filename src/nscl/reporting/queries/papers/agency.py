"""What an agency submits as a paper: live while it is written, with its sealed figures once it was submitted."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Final

from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import AgencyKind
from nscl.documents.report_papers.paper import ReportPaper
from nscl.documents.report_papers.tables import ReportFigures
from nscl.institutions.models import Agency
from nscl.reporting.enums import Section, SubmissionState
from nscl.reporting.models import ReportingRound, Submission, SubmissionParagraph
from nscl.reporting.queries.access import visible_submissions
from nscl.reporting.queries.figures import collect_agency, newest_set, scope_of, scope_of_plan, stored_figures
from nscl.reporting.queries.papers.head import head_of
from nscl.reporting.queries.papers.province import DEPARTMENT, unwritten_round
from nscl.reporting.queries.picking import covered_bodies, is_another_body
from nscl.reporting.queries.proposing import proposed_subject
from nscl.reporting.rules.body import Words, body_sections

# What is with the department: its figures are those that were sealed.
_SENT: Final = (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED)
_COMMITTEES: Final = (AgencyKind.PEOPLES_COMMITTEE, AgencyKind.DISTRICT, AgencyKind.COMMUNE)
# Bodies below the province's committee, whose papers name it above them.
_BELOW: Final = (AgencyKind.DEPARTMENT, AgencyKind.HEALTH, AgencyKind.EDUCATION)
_DEPARTMENT_WORD: Final = "Sở"


class PaperMissing(LookupError):
    """No such submission, or none that the person may see."""


def submission_paper(viewer: Viewer | None, number: int, *, today: date) -> ReportPaper:
    """A submission as a paper. Raises PaperMissing."""
    seen = Submission.objects.all() if viewer is None else visible_submissions(viewer)
    related = ("agency__unit", "round__plan__unit", "round__unit", "round__edition")
    row = seen.select_related(*related).filter(pk=number).first()
    if row is None:
        raise PaperMissing(str(number))
    covers = list(covered_bodies().filter(submission=row.pk))
    sealed = newest_set(submission_id=row.pk) if row.state in _SENT else None
    if sealed is not None:
        figures = stored_figures(sealed.number)
    else:
        ids = [one.agency_id for one in covers] or [row.agency_id]
        figures = collect_agency(scope_of(row.round_id, today), ids)
    others = tuple(one.name for one in covers if is_another_body(one))
    return _paper(row.round, row.agency, figures, _words(row.pk), others, is_draft=sealed is None)


def live_agency_paper(*, plan: int, year: int, agency: int, today: date) -> ReportPaper:
    """The figures of one agency's yearly report, without words. Raises ScopeNotFound, PaperMissing."""
    scope = scope_of_plan(plan, year, today)
    body = Agency.objects.select_related("unit").filter(pk=agency).order_by("pk").first()
    if body is None:
        raise PaperMissing(str(agency))
    return _paper(unwritten_round(scope), body, collect_agency(scope, [agency]), {}, (), is_draft=True)


def _paper(
    held: ReportingRound,
    agency: Agency,
    figures: ReportFigures,
    words: Words,
    others: tuple[str, ...],
    *,
    is_draft: bool,
) -> ReportPaper:
    head, kind = head_of(held), AgencyKind(agency.kind)
    subject = proposed_subject(held)
    issuer = f"{agency.name} (gồm phần việc của {', '.join(others)})" if others else agency.name
    return ReportPaper(
        above=head.committee_lines if kind in _BELOW else (),
        issuer=(agency.name.upper(),),
        number="",
        symbol=_symbol(agency),
        place=head.place,
        on=None,
        subject=subject,
        basis=head.basis,
        opening=head.opening(issuer, figures.as_of),
        sections=body_sections(words, figures),
        closing=f"Trên đây là báo cáo của {agency.name}, kính gửi {DEPARTMENT} tổng hợp",
        recipients=(DEPARTMENT, "Lưu: VT"),
        signature=_signature(kind),
        signatory="",
        figures=figures,
        is_draft=is_draft,
        issuer_name=agency.name,
    )


def _words(submission: int) -> Words:
    """By section; what explains one measure begins with its name."""
    found: dict[Section, list[str]] = defaultdict(list)
    rows = SubmissionParagraph.objects.filter(submission=submission).select_related("measure")
    for row in rows.order_by("position", "pk"):
        text = f"{row.measure.label[:1].upper()}{row.measure.label[1:]}: {row.text}" if row.measure else row.text
        found[Section(row.section)].append(text if row.text.strip() else "")
    return found


def _symbol(agency: Agency) -> str:
    """What follows the number: the kind of paper and the body's letters ("BC-SCT"), of others the kind alone."""
    if agency.kind in _COMMITTEES:
        return "BC-UBND"
    words = agency.name.replace(",", "").split()
    if words[0] != _DEPARTMENT_WORD:
        return "BC"
    return "BC-" + "".join(word[0].upper() for word in words if word != "và")


def _signature(kind: AgencyKind) -> tuple[str, ...]:
    if kind in _COMMITTEES:
        return ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    return ("GIÁM ĐỐC",) if kind is AgencyKind.DEPARTMENT else ("THỦ TRƯỞNG CƠ QUAN",)
