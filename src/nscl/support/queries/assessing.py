"""What the rules answer to a case now; nothing is written (`operations.assessing` keeps an answer)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.organisations.queries.facts import RegistryFacts, facts_of
from nscl.rulebook.policies import Case, Certificate, Cost, Decision, Support, assess
from nscl.rulebook.policies.comparing import Comparison, compare
from nscl.support.enums import AnswerSource, PaperKind
from nscl.support.models import CaseCost, SupportCase, UsedPaper
from nscl.support.queries.access import case_label
from nscl.support.queries.history import Place, history_of
from nscl.support.queries.known import registry_answers, rules_folder
from nscl.support.queries.rulebook import policies, policy_of
from nscl.support.rules.scopes import certificate_key, invoice_key
from nscl.support.rules.values import CaseValues, CertificateValue, CostValue

Used = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to what a rule asks: who gave it."""

    answer: bool
    source: AnswerSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything that is known of a case on a day: what was handed in, what the registry says, what was had before."""

    case: Case
    policy: str
    answers: Mapping[str, Answer]
    registry: RegistryFacts


def dossier(row: SupportCase, on: date, *, names_others: bool = True) -> Dossier:
    """A stored case with all that bears on it. names_others: other cases that used a paper are named.

    Sixteen queries. Raises OrganisationMissing.
    """
    officers = {one.key: one.answer for one in row.facts.order_by("pk") if one.source == AnswerSource.OFFICER}
    costs = [one for one in row.costs.order_by("position") if one.is_accepted]
    stored = values_of(row)
    counted = replace(stored, costs=tuple(cost_value(one) for one in costs))
    return _dossier(row, counted, officers, on, names_others=names_others)


def build_case(row: SupportCase, on: date, *, names_others: bool = True) -> Case:
    """The case as the rules take it (`dossier` with where each answer comes from)."""
    return dossier(row, on, names_others=names_others).case


def assess_now(row: SupportCase, on: date, *, names_others: bool = True) -> Decision:
    """What the rule that the case names answers on a day. Raises LookupError where there is no such policy any more."""
    return assess(build_case(row, on, names_others=names_others), policies()[row.policy], on)


def compare_now(row: SupportCase, on: date, *, names_others: bool = True) -> Comparison:
    """What every rule about the content answers, side by side: the organisation picks one (Decree 80/2021, art. 4)."""
    case = build_case(row, on, names_others=names_others)
    return compare(replace(case, item=""), policies().values(), on)


def try_values(row: SupportCase, values: CaseValues, on: date) -> Decision | None:
    """What the rules would answer to a draft as it is typed; None where no rule is chosen."""
    policy = policy_of(values.policy)
    if policy is None:
        return None
    officers = {one.key: one.answer for one in row.facts.order_by("pk") if one.source == AnswerSource.OFFICER}
    return assess(_dossier(row, values, officers, on, names_others=False).case, policy, on)


def values_of(row: SupportCase) -> CaseValues:
    """A stored case as the applicant sent it. Three queries."""
    certificate = getattr(row, "certificate", None)
    return CaseValues(
        policy=row.policy,
        item=row.item,
        content=row.content,
        subject=row.subject,
        units=row.units,
        purpose=row.purpose,
        contact_name=row.contact_name,
        contact_phone=row.contact_phone,
        contact_email=row.contact_email,
        asked_vnd=row.asked_vnd,
        facts={one.key: one.answer for one in row.facts.order_by("pk") if one.source == AnswerSource.APPLICANT},
        costs=tuple(cost_value(one) for one in row.costs.order_by("position")),
        certificate=None
        if certificate is None
        else CertificateValue(
            number=certificate.number, body=certificate.body, on=certificate.on, until=certificate.until
        ),
    )


def cost_value(row: CaseCost) -> CostValue:
    """A stored cost as the applicant sent it."""
    return CostValue(
        head=row.head,
        about=row.about,
        vnd=row.vnd,
        on=row.on,
        seller_tax_code=row.seller_tax_code,
        invoice_symbol=row.invoice_symbol,
        invoice_number=row.invoice_number,
    )


def _dossier(
    row: SupportCase, values: CaseValues, officers: Mapping[str, bool], on: date, *, names_others: bool
) -> Dossier:
    known = facts_of(row.organisation_id, on)
    answers = merged_answers(values.facts, registry_answers(known), officers)
    used = used_by_others(paper_keys(values), row.pk, names_others=names_others)
    case = case_of(
        values,
        known,
        province=rules_folder(row.organisation_id, on),
        history=history_of(known.lineage_head, Place(row.pk, row.submitted_at)),
        facts={key: one.answer for key, one in answers.items()},
        used=used,
        submitted_on=localdate(row.submitted_at) if row.submitted_at else None,
    )
    return Dossier(case=case, policy=values.policy, answers=answers, registry=known)


def merged_answers(
    applicant: Mapping[str, bool], registry: Mapping[str, bool], officer: Mapping[str, bool]
) -> dict[str, Answer]:
    """Every answer by whoever is believed: the officer who looked, then the registry, then the applicant."""
    found: dict[str, Answer] = {}
    for source, given in (
        (AnswerSource.APPLICANT, applicant),
        (AnswerSource.REGISTRY, registry),
        (AnswerSource.OFFICER, officer),
    ):
        found.update({key: Answer(answer=answer, source=source) for key, answer in given.items()})
    return found


def case_of(
    values: CaseValues,
    known: RegistryFacts,
    *,
    province: str | None,
    history: tuple[Support, ...],
    facts: Mapping[str, bool],
    used: Used,
    submitted_on: date | None,
) -> Case:
    """An application as the rules take it; blank rows are left out, an amount that nobody wrote is no cost."""
    return Case(
        content=values.content,
        kind=known.kind.value,
        province=province,
        size=known.size,
        sector=known.sector,
        subject=values.subject,
        item=values.item,
        submitted_on=submitted_on,
        costs=tuple(_cost(one, used) for one in values.costs if one.vnd is not None),
        certificate=_certificate(values.certificate, used),
        units=values.units,
        facts=facts,
        history=history,
    )


def _cost(value: CostValue, used: Used) -> Cost:
    key = invoice_key(value.seller_tax_code, value.invoice_symbol, value.invoice_number)
    return Cost(head=value.head, vnd=value.vnd or 0, on=value.on, used_by=used.get((PaperKind.INVOICE.value, key), ""))


def _certificate(value: CertificateValue | None, used: Used) -> Certificate | None:
    if value is None or not value.number:
        return None
    key = certificate_key(value.body, value.number)
    used_by = used.get((PaperKind.CERTIFICATE.value, key), "")
    return Certificate(number=value.number, on=value.on, until=value.until, used_by=used_by)


def paper_keys(values: CaseValues) -> dict[tuple[str, str], str]:
    """(kind, key) of every paper of an application that may serve one case only → the field where it is written."""
    found: dict[tuple[str, str], str] = {}
    for index, cost in enumerate(values.costs):
        key = invoice_key(cost.seller_tax_code, cost.invoice_symbol, cost.invoice_number)
        if key:
            found.setdefault((PaperKind.INVOICE.value, key), f"costs[{index}].invoice_number")
    if values.certificate is not None:
        key = certificate_key(values.certificate.body, values.certificate.number)
        if key:
            found[PaperKind.CERTIFICATE.value, key] = "certificate.number"
    return found


def used_by_others(
    keys: Mapping[tuple[str, str], str], case: int | None, *, names_others: bool
) -> dict[tuple[str, str], str]:
    """(kind, key) → the case that the paper serves already, in words: named, or merely "khác". One query."""
    rows = UsedPaper.objects.filter(key__in={key for _kind, key in keys}, holds=True).exclude(case=case)
    return {
        (kind, key): case_label(year, number) if names_others else _("khác")
        for kind, key, year, number in rows.order_by("pk").values_list("kind", "key", "case__year", "case__number")
        if (kind, key) in keys
    }
