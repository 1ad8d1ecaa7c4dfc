"""The papers of support as plain values, from what is stored (`nscl.documents.support_papers` writes them)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from nscl.accounts.rules import Viewer
from nscl.documents.support_papers import (
    DecidedCase,
    DecisionPaper,
    MinutesCase,
    MinutesMember,
    MinutesPaper,
    SignedFor,
    SlipPaper,
    SlipStep,
)
from nscl.rulebook.policies.decision import STATE_NAMES, Outcome, State
from nscl.support.enums import Conclusion, CouncilRole
from nscl.support.models import Assessment, SessionCase, SupportCase
from nscl.support.queries.access import CaseMissing, case_label
from nscl.support.queries.hearings import BarredRow, HearingRow, SessionDetail, find_session
from nscl.support.queries.rulebook import policy_of, vocabulary

OUTCOME_NAMES = {
    Outcome.PASSED: "đạt",
    Outcome.FAILED: "không đạt",
    Outcome.UNKNOWN: "chưa biết",
    Outcome.NOTED: "ghi nhận",
}
# Who runs the programme where a case names no department (vietnam.md B).
DEPARTMENT = "Sở Khoa học và Công nghệ"


def slip_paper(case: int, *, number: int | None = None) -> SlipPaper:
    """A calculation slip as it was kept: of that number among those of the case, None: the latest.

    The caller has found the case. Five queries. Raises CaseMissing where there is no such slip.
    """
    rows = Assessment.objects.select_related("case__organisation", "case__unit", "case__agency", "by").filter(case=case)
    row = (rows if number is None else rows.filter(number=number)).order_by("-number").first()
    if row is None:
        raise CaseMissing(str(case))
    priorities = row.priorities.filter(is_met=True).order_by("position").values_list("words", flat=True)
    return SlipPaper(
        province=row.case.unit.name,
        agency=_agency(row.case),
        case=case_label(row.case.year, row.case.number),
        number=row.number,
        on=row.on,
        by=row.by.full_name if row.by else "",
        organisation=row.case.organisation.name,
        tax_code=row.case.organisation.tax_code or "",
        content=_content(row.case),
        subject=row.case.subject,
        policy=_policy(row.policy),
        rule=row.rule,
        result=STATE_NAMES[State(row.state)],
        amount_vnd=row.amount_vnd,
        steps=tuple(
            SlipStep(
                words=one.words,
                outcome=OUTCOME_NAMES[Outcome(one.outcome)],
                cite=one.cite,
                amount_vnd=one.amount_vnd,
                facts="; ".join(one.facts.splitlines()),
            )
            for one in row.steps.order_by("position")
        ),
        priorities=tuple(priorities),
        gaps=tuple(f"{one.name}: {one.supply}" for one in row.gaps.order_by("position")),
        cautions=tuple(row.cautions.splitlines()),
        is_sample=row.case.is_sample,
    )


def decision_paper(
    cases: Collection[int],
    *,
    number: str = "",
    on: date | None = None,
    signed_for: SignedFor = SignedFor.FOR_CHAIR,
) -> DecisionPaper:
    """A decision to support these cases, of one province; the caller has found them.

    number, on: "" and None take what the cases say; a case that is not approved yet stands with what the council
    proposed, else what the rules compute: a draft. Three queries. Raises CaseMissing where there are none.
    """
    rows = SupportCase.objects.select_related("organisation", "unit", "agency", "fund").filter(pk__in=list(cases))
    found = list(rows.order_by("year", "number", "pk"))
    if not found:
        raise CaseMissing(str(cases))
    heard = _heard([row.pk for row in found])
    first = found[0]
    fund = next((row.fund for row in found if row.fund), None)
    return DecisionPaper(
        province=first.unit.name,
        agency=_agency(first),
        number=number or first.decision_number,
        on=on or first.decision_on,
        policies=tuple(dict.fromkeys(_policy(row.policy) for row in found)),
        fund=fund.name if fund else "",
        year=fund.year if fund else None,
        cases=tuple(_decided(row, heard.get(row.pk)) for row in found),
        signed_for=signed_for,
        is_sample=any(row.is_sample for row in found),
    )


def minutes_paper(viewer: Viewer, session: int) -> MinutesPaper:
    """The minutes of a meeting, from its agenda and sheets. Raises CouncilMissing."""
    found = find_session(viewer, session)
    return MinutesPaper(
        province=found.province,
        agency=DEPARTMENT,
        number=found.minutes_number,
        on=found.on,
        place=found.place,
        council=found.council_name,
        decision_number=found.decision_number,
        decided_on=found.decided_on,
        members=tuple(
            MinutesMember(one.name, one.position, str(one.role.label), one.user in found.present)
            for one in found.members
        ),
        chair=_leader(found),
        secretary=next((one.name for one in found.members if one.role is CouncilRole.SECRETARY), ""),
        scoring=found.scoring.title,
        cases=tuple(_minutes_case(one, found.scoring.most) for one in found.agenda),
        remarks=found.remarks,
        is_sample=found.is_sample,
    )


def _leader(found: SessionDetail) -> str:
    """Who led: the chair, or the deputy where the chair was absent."""
    there = [one for one in found.members if not found.present or one.user in found.present]
    for role in (CouncilRole.CHAIR, CouncilRole.DEPUTY):
        name = next((one.name for one in there if one.role is role), "")
        if name:
            return name
    return ""


def _minutes_case(row: HearingRow, most: int) -> MinutesCase:
    return MinutesCase(
        case=row.label,
        organisation=row.organisation,
        content=f"{row.content_name}, {row.subject}" if row.subject else row.content_name,
        asked_vnd=row.asked_vnd,
        computed_vnd=row.computed_vnd,
        sheets=row.tally.sheets,
        approve=row.tally.approve,
        reject=row.tally.reject,
        mean=row.tally.mean,
        most=most,
        barred=tuple(map(_barred, row.barred)),
        conclusion=str(row.conclusion.label) if row.conclusion else "",
        proposed_vnd=row.proposed_vnd,
        reason=row.reason,
    )


def _barred(one: BarredRow) -> str:
    return f"{one.name} ({'đã tư vấn cho tổ chức' if one.is_adviser else one.reason})"


def _heard(cases: Collection[int]) -> dict[int, SessionCase]:
    """The meeting that proposed support, by case; the latest."""
    rows = SessionCase.objects.select_related("session__council").filter(case__in=cases, conclusion=Conclusion.APPROVE)
    return {row.case_id: row for row in rows.order_by("pk")}


def _decided(row: SupportCase, heard: SessionCase | None) -> DecidedCase:
    proposed = heard.proposed_vnd if heard else None
    vnd = row.approved_vnd or proposed or row.computed_vnd or 0
    minutes = ""
    if heard is not None:
        number = f" số {heard.session.minutes_number}" if heard.session.minutes_number else ""
        minutes = f"Biên bản{number} ngày {heard.session.on:%d/%m/%Y} của {heard.session.council.name}"
    content = _content(row)
    return DecidedCase(
        case=case_label(row.year, row.number),
        organisation=row.organisation.name,
        tax_code=row.organisation.tax_code or "",
        address=row.organisation.address,
        content=f"{content}, {row.subject}" if row.subject else content,
        vnd=vnd,
        minutes=minutes,
    )


def _agency(row: SupportCase) -> str:
    return row.agency.name if row.agency else DEPARTMENT


def _content(row: SupportCase) -> str:
    return vocabulary().contents.get(row.content, row.content)


def _policy(slug: str) -> str:
    policy = policy_of(slug)
    return slug if policy is None else policy.number
