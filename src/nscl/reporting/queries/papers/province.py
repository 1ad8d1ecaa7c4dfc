"""The province's report as a paper: of an edition, or of a plan and a year for which nobody has begun one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from nscl.accounts.rules import Viewer
from nscl.documents.report_papers.paper import ReportPaper
from nscl.documents.report_papers.tables import ReportFigures, TableCode
from nscl.institutions.models import AdministrativeUnit
from nscl.plans.models import PlanEdition
from nscl.reporting.enums import ReportState, RoundKind, Section, SignedFor
from nscl.reporting.models import ReportEdition, ReportingRound, ReportParagraph
from nscl.reporting.queries.editions import front_of, visible_edition
from nscl.reporting.queries.figures import (
    PROVINCE_TABLES,
    collect_province,
    newest_set,
    scope_of,
    scope_of_plan,
    stored_figures,
)
from nscl.reporting.queries.papers.head import head_of
from nscl.reporting.queries.proposing import drafted, proposed_front
from nscl.reporting.rules.body import Words, body_sections
from nscl.reporting.rules.fronts import OF_DEPARTMENT, SIGNATURES, number_and_symbol
from nscl.reporting.rules.scope import ReportScope

# Who runs the programme of a province (vietnam.md B).
DEPARTMENT = "Sở Khoa học và Công nghệ"


def report_paper(
    viewer: Viewer | None, number: int, *, today: date, codes: Collection[TableCode] | None = None
) -> ReportPaper:
    """An edition as a paper: of a draft with the figures of today, of an issued one with those that were sealed.

    codes: only these tables are read (the parts name the others all the same); None: all. Raises EditionMissing.
    """
    row = visible_edition(viewer, number)
    figures = _figures(row, today=today, codes=codes)
    return paper_of(row, figures, is_draft=row.state == ReportState.DRAFT, codes=codes)


def edition_figures(
    viewer: Viewer | None, number: int, *, today: date, codes: Collection[TableCode] | None = None
) -> ReportFigures:
    """The tables of an edition alone: live of a draft, sealed of an issued one. Raises EditionMissing."""
    return _figures(visible_edition(viewer, number), today=today, codes=codes)


def live_paper(*, plan: int, year: int, today: date) -> ReportPaper:
    """A yearly report that nobody has begun: figures of today, sentences drafted from them. Raises ScopeNotFound."""
    scope = scope_of_plan(plan, year, today)
    held = unwritten_round(scope)
    front = proposed_front(held)
    row = ReportEdition(
        round=held, ordinal=1, subject=front.subject, recipients="\n".join(front.recipients), state=ReportState.DRAFT
    )
    figures = collect_province(scope)
    return paper_of(row, figures, is_draft=True, words={Section.ASSESSMENT: drafted(figures)})


def unwritten_round(scope: ReportScope) -> ReportingRound:
    """A yearly round of a scope that is not in the database: the papers ask a round what they are about."""
    edition = PlanEdition.objects.select_related("plan__unit").get(pk=scope.edition_id)
    return ReportingRound(
        plan=edition.plan,
        edition=edition,
        unit=AdministrativeUnit.objects.get(pk=scope.unit_id),
        kind=RoundKind.YEARLY,
        year=scope.year,
        period_start=scope.period_start,
        period_end=scope.period_end,
        data_until=scope.as_of,
    )


def paper_of(
    row: ReportEdition,
    figures: ReportFigures,
    *,
    is_draft: bool,
    words: Words | None = None,
    codes: Collection[TableCode] | None = None,
) -> ReportPaper:
    """An edition and its figures as a paper; load it with its round, plan and units. Two queries.

    words: None reads them. codes: what `report_paper` says of them.
    """
    front, head = front_of(row), head_of(row.round)
    number, symbol = number_and_symbol(front)
    by_department = front.signed_for in OF_DEPARTMENT
    issuer = DEPARTMENT if by_department else head.committee
    return ReportPaper(
        above=head.committee_lines if by_department else (),
        issuer=(DEPARTMENT.upper(),) if by_department else head.committee_lines,
        number=number,
        symbol=symbol,
        place=head.place,
        on=front.issued_on,
        subject=front.subject,
        basis=head.basis,
        opening=head.opening(issuer, figures.as_of),
        sections=body_sections(words if words is not None else _words(row.pk), figures, _unread(codes)),
        closing=_closing(issuer, front.subject, front.recipients),
        recipients=front.recipients,
        signature=SIGNATURES[SignedFor(front.signed_for)],
        signatory=front.signatory,
        figures=figures,
        is_draft=is_draft,
        issuer_name=issuer,
    )


def _figures(row: ReportEdition, *, today: date, codes: Collection[TableCode] | None) -> ReportFigures:
    sealed = None if row.state == ReportState.DRAFT else newest_set(edition_id=row.pk)
    if sealed is not None:
        return stored_figures(sealed.number, codes)
    return collect_province(scope_of(row.round_id, today), codes)


def _words(edition: int) -> Words:
    found: dict[Section, list[str]] = defaultdict(list)
    rows = ReportParagraph.objects.filter(edition=edition).order_by("position", "pk")
    for section, text in rows.values_list("section", "text"):
        found[Section(section)].append(text)
    return found


def _unread(codes: Collection[TableCode] | None) -> tuple[TableCode, ...]:
    return () if codes is None else tuple(code for code in PROVINCE_TABLES if code not in codes)


def _closing(issuer: str, subject: str, recipients: Sequence[str]) -> str:
    """The last sentence, to the first of the recipients above."""
    above = next((line.removesuffix("(b/c)").strip() for line in recipients if line.endswith("(b/c)")), "")
    about = f"{subject[:1].lower()}{subject[1:]}"
    if not above:
        return f"Trên đây là báo cáo {about} của {issuer}"
    return f"Trên đây là báo cáo {about}, {issuer} kính báo cáo {above} xem xét, tổng hợp"
