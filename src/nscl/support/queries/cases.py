"""Lists of cases, and one case with everything in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from django.db.models import Count, F, Q, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.support.enums import AnswerSource, CaseState, DocumentStage, DocumentVerdict
from nscl.support.models import CaseDocument, SupportCase
from nscl.support.queries.access import Asker, CaseHeader, CaseMissing, header_of, is_own, visible_cases
from nscl.support.queries.history import of_lineage
from nscl.support.queries.rulebook import vocabulary
from nscl.support.rules.moves import WAITS_FOR
from nscl.support.rules.values import CertificateValue
from nscl.text.folding import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases; None or empty: whichever. unit_ids: of these provinces. late: what is waited for is overdue.
    lineage: of all organisations that share a history of support, by its head.

    waits_for: those in a state in which somebody with this permission is waited for. text: words of the organisation's
    name, a tax code, or what a case is called ("12/2026").
    """

    states: Collection[CaseState] = ()
    content: str = ""
    policy: str = ""
    year: int | None = None
    unit_ids: Collection[int] | None = None
    organisation: int | None = None
    lineage: int | None = None
    fund: int | None = None
    late: bool = False
    waits_for: Permission | None = None
    text: str = ""


EVERY_CASE: Final = CaseFilter()


class CaseSort(StrEnum):
    """In which order; "-" before it: the other way round."""

    DUE = "due"
    SUBMITTED = "-submitted"
    NUMBER = "number"
    ORGANISATION = "organisation"
    AMOUNT = "-amount"


_SORTS: Final[Mapping[CaseSort, tuple[object, ...]]] = {
    CaseSort.DUE: (F("due_on").asc(nulls_last=True), "submitted_at", "pk"),
    CaseSort.SUBMITTED: (F("submitted_at").desc(nulls_first=True), "-pk"),
    CaseSort.NUMBER: (F("year").asc(nulls_last=True), F("number").asc(nulls_last=True), "pk"),
    CaseSort.ORGANISATION: ("organisation__folded", "pk"),
    CaseSort.AMOUNT: (F("computed_vnd").desc(nulls_last=True), "pk"),
}


@dataclass(frozen=True, slots=True)
class CasePage:
    """Some cases of a list, and how many there are in all."""

    rows: tuple[CaseHeader, ...]
    total: int


@dataclass(frozen=True, slots=True)
class FactRow:
    """An answer that is kept in the case: who gave it, when."""

    key: str
    name: str
    answer: bool
    source: AnswerSource
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CostRow:
    """A cost of the case; remark: why it does not count."""

    position: int
    head: str
    head_name: str
    about: str
    vnd: int | None
    on: date | None
    seller_tax_code: str
    invoice_symbol: str
    invoice_number: str
    is_accepted: bool
    remark: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A paper of the case. evidence: its number there; name: which of those asked for; file: as it was called."""

    number: int
    name: str
    stage: DocumentStage
    evidence: int
    file: str
    verdict: DocumentVerdict
    remark: str
    added_at: datetime
    examined_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step: from where to where, when, by whom ("" the organisation by its link), why; document: its evidence."""

    from_state: CaseState
    to_state: CaseState
    at: datetime
    by: str
    comment: str
    document: int | None


@dataclass(frozen=True, slots=True)
class AdviserRow:
    """Somebody who advised the applicant."""

    user: int
    name: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDetail:
    """A case with everything in it. facts: as kept; what the registry says besides is `queries.questions`' to say.

    advisers, and who did a step, are for staff: the organisation's own view has none of them.
    """

    header: CaseHeader
    purpose: str
    contact_name: str
    contact_phone: str
    contact_email: str
    facts: tuple[FactRow, ...]
    costs: tuple[CostRow, ...]
    certificate: CertificateValue | None
    documents: tuple[DocumentRow, ...]
    steps: tuple[StepRow, ...]
    advisers: tuple[AdviserRow, ...]


def list_cases(
    viewer: Viewer,
    wanted: CaseFilter = EVERY_CASE,
    sort: CaseSort = CaseSort.DUE,
    *,
    offset: int = 0,
    limit: int = 50,
    on: date,
) -> CasePage:
    """Cases that the viewer sees as staff. Two queries."""
    rows = filtered(visible_cases(viewer), wanted, on)
    shown = rows.select_related("organisation", "plan", "agency").order_by(*_SORTS[sort])  # type: ignore[arg-type]
    return CasePage(tuple(header_of(row, viewer) for row in shown[offset : offset + limit]), rows.count())


def list_own_cases(viewer: Viewer) -> tuple[CaseHeader, ...]:
    """The cases of the organisations that the viewer acts for, the newest first. One query."""
    rows = SupportCase.objects.filter(organisation__in=list(viewer.own_organisations))
    rows = rows.select_related("organisation", "plan", "agency").order_by("-created_at", "-pk")
    return tuple(header_of(row, viewer) for row in rows)


def count_by_state(viewer: Viewer, wanted: CaseFilter = EVERY_CASE, *, on: date) -> dict[CaseState, int]:
    """How many cases are in each state, all states named. One query."""
    rows = filtered(visible_cases(viewer), wanted, on).order_by().values_list("state").annotate(count=Count("pk"))
    found = dict(rows)
    return {state: found.get(state.value, 0) for state in CaseState}


def filtered(rows: QuerySet[SupportCase], wanted: CaseFilter, on: date) -> QuerySet[SupportCase]:
    """The cases that are asked for; `on`: the day by which one is late."""
    found = Q()
    for name, value in (
        ("content", wanted.content),
        ("policy", wanted.policy),
        ("year", wanted.year),
        ("organisation", wanted.organisation),
        ("fund", wanted.fund),
    ):
        if value:
            found &= Q(**{name: value})
    if wanted.lineage is not None:
        found &= of_lineage(wanted.lineage)
    if wanted.states:
        found &= Q(state__in=list(wanted.states))
    if wanted.unit_ids is not None:
        found &= Q(unit__in=list(wanted.unit_ids))
    if wanted.late:
        found &= _is_late(on)
    if wanted.waits_for is not None:
        found &= Q(state__in=[state for state, whom in WAITS_FOR.items() if whom is wanted.waits_for])
    return rows.filter(found & _text(wanted.text))


def _is_late(on: date) -> Q:
    return Q(due_on__lt=on, state__in=[*WAITS_FOR, CaseState.SUPPLEMENT])


def _text(text: str) -> Q:
    number, slash, year = text.strip().partition("/")
    if slash and number.strip().isdecimal() and year.strip().isdecimal():
        return Q(number=int(number), year=int(year))
    found = Q()
    for word in fold(text).split():
        digits = "".join(filter(str.isdigit, word))
        is_code = len(digits) > 3 and digits == word  # noqa: PLR2004  # shorter ones are words of names too
        found &= Q(organisation__tax_code__startswith=digits) if is_code else Q(organisation__folded__contains=word)
    return found


def case_detail(asker: Asker, number: int) -> CaseDetail:
    """A case with everything in it, for whoever may see it. Eight queries. Raises CaseMissing."""
    row = SupportCase.objects.select_related("organisation", "plan", "agency").filter(pk=number).first()
    if row is None:
        raise CaseMissing(str(number))
    sees = isinstance(asker, Viewer) and asker.may(Permission.VIEW_SUPPORT, row.unit_id)
    if asker is not None and not sees and not is_own(asker, row.pk, row.organisation_id):
        raise CaseMissing(str(number))
    certificate = getattr(row, "certificate", None)
    return CaseDetail(
        header=header_of(row, asker),
        purpose=row.purpose,
        contact_name=row.contact_name,
        contact_phone=row.contact_phone,
        contact_email=row.contact_email,
        facts=_facts(row),
        costs=_costs(row),
        certificate=certificate
        and CertificateValue(
            number=certificate.number, body=certificate.body, on=certificate.on, until=certificate.until
        ),
        documents=_documents(row),
        steps=_steps(row, names=sees or asker is None),
        advisers=_advisers(row) if sees or asker is None else (),
    )


def _facts(row: SupportCase) -> tuple[FactRow, ...]:
    names = vocabulary().facts
    return tuple(
        FactRow(
            one.key,
            names[one.key].name if one.key in names else one.key,
            one.answer,
            AnswerSource(one.source),
            one.note,
            one.at,
        )
        for one in row.facts.order_by("pk")
    )


def _costs(row: SupportCase) -> tuple[CostRow, ...]:
    heads = vocabulary().heads
    return tuple(
        CostRow(
            one.position,
            one.head,
            heads.get(one.head, one.head),
            one.about,
            one.vnd,
            one.on,
            one.seller_tax_code,
            one.invoice_symbol,
            one.invoice_number,
            one.is_accepted,
            one.remark,
        )
        for one in row.costs.order_by("position")
    )


def _documents(row: SupportCase) -> tuple[DocumentRow, ...]:
    papers = CaseDocument.objects.filter(case=row).select_related("evidence").order_by("pk")
    return tuple(
        DocumentRow(
            one.pk,
            one.name,
            DocumentStage(one.stage),
            one.evidence_id,
            one.evidence.name,
            DocumentVerdict(one.verdict),
            one.remark,
            one.evidence.added_at,
            one.examined_at,
        )
        for one in papers
    )


def _steps(row: SupportCase, *, names: bool) -> tuple[StepRow, ...]:
    return tuple(
        StepRow(
            CaseState(one.from_state),
            CaseState(one.to_state),
            one.at,
            one.by.full_name if one.by and names else "",
            one.comment,
            one.document_id,
        )
        for one in row.steps.select_related("by").order_by("at", "pk")
    )


def _advisers(row: SupportCase) -> tuple[AdviserRow, ...]:
    rows = row.advisers.select_related("user").order_by("user__full_name", "pk")
    return tuple(AdviserRow(one.user_id, one.user.full_name, one.note) for one in rows)
