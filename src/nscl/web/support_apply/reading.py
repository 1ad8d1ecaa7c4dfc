"""An application as its pages need it, put together from what support keeps, asks and computes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.organisations.queries.facts import RegistryFacts
from nscl.records.queries.evidence import EvidenceRow, list_evidence
from nscl.rulebook.policies.policy import Document
from nscl.rulebook.policies.vocabulary import Vocabulary
from nscl.rulebook.size import SIZE_NAMES
from nscl.support.enums import CaseState, SupportKind
from nscl.support.queries.assessments import SlipRow
from nscl.support.queries.cases import CaseDetail, CostRow, DocumentRow, case_detail
from nscl.support.queries.drafts import draft_of, try_draft
from nscl.support.queries.questions import CaseQuestions
from nscl.support.queries.rulebook import Rule
from nscl.support.rules.moves import OPEN_TO_APPLICANT
from nscl.support.rules.questions import Asked
from nscl.support.rules.values import CaseValues
from nscl.web.plans.words import capital
from nscl.web.support_apply.forms.application import Question
from nscl.web.support_apply.places import CasePlace, NoRule
from nscl.web.support_apply.slips import (
    Estimate,
    estimate_title,
    lines_of,
    official_title,
    points_of,
    public_cautions,
    reasons_of,
)
from nscl.web.ui.parts import Fact, Facts, Notice, Tone
from nscl.web.ui.samples import sample_notices
from nscl.work.rules.problems import Problem

_PAYMENT_PAPERS = frozenset({CaseState.APPROVED, CaseState.CONTRACTED, CaseState.ACCEPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application under the rule that it names. files: what lies behind each paper, by the evidence's number;

    wanting: what must be mended before it can be handed in.
    """

    detail: CaseDetail
    values: CaseValues
    rule: Rule
    asked: Asked
    questions: tuple[Question, ...]
    known: Facts
    words: Vocabulary
    slip: SlipRow | None
    files: Mapping[int, EvidenceRow]
    wanting: tuple[Problem, ...]
    notices: tuple[Notice, ...]

    @property
    def documents(self) -> tuple[DocumentRow, ...]:
        """The papers that came in."""
        return self.detail.documents

    @property
    def costs(self) -> tuple[CostRow, ...]:
        """The costs with what the office said of them."""
        return self.detail.costs

    @property
    def papers_asked(self) -> tuple[Document, ...]:
        """The papers that the policy asks for, at the application and at the payment."""
        return self.rule.policy.documents or ()

    @property
    def rule_words(self) -> str:
        """The rule by number and article."""
        return f"{self.rule.policy.number}: {self.rule.item.words}"


def is_open(place: CasePlace) -> bool:
    """Whether the application is the applicant's to write."""
    return place.case.state in OPEN_TO_APPLICANT


def takes_payment_papers(place: CasePlace) -> bool:
    """Whether papers for the payment are taken."""
    return place.case.state in _PAYMENT_PAPERS


def application_of(place: CasePlace) -> Application:
    """Everything of the case that its owner sees. Raises NoRule, Http404 for a case that is gone."""
    on = timezone.localdate()
    try:
        detail = case_detail(place.asker, place.case.number)
        draft = draft_of(place.case.number, on)
    except LookupError as gone:
        raise Http404 from gone
    if draft.rule is None or draft.questions is None:
        raise NoRule
    evidence = list_evidence(SupportKind.CASE, place.case.number)
    return Application(
        detail=detail,
        values=draft.values,
        rule=draft.rule,
        asked=draft.questions.asked,
        questions=tuple(
            Question(one.fact.key, one.fact.name, is_optional=not one.is_needed) for one in draft.questions.questions
        ),
        known=_known(place, draft.registry, draft.questions),
        words=draft.rule.policy.vocabulary,
        slip=draft.slip,
        files={one.number: one for one in evidence},
        wanting=draft.wanting,
        notices=tuple(_notices(place, detail)),
    )


def _known(place: CasePlace, registry: RegistryFacts, questions: CaseQuestions) -> Facts:
    """What the registry holds already, and what the office has looked up."""
    facts = [
        Fact(_("Đơn vị"), place.case.organisation),
        Fact(_("Mã số thuế"), place.case.tax_code),
        Fact(_("Loại hình"), capital(str(registry.kind.label))),
        Fact(_("Quy mô"), capital(SIZE_NAMES[registry.size]) if registry.size else _("chưa xác định được")),
    ]
    if registry.section is not None:
        facts.append(Fact(_("Ngành chính"), registry.section.title))
    facts += [Fact(capital(one.fact.name), _("có") if one.answer else _("không")) for one in questions.known]
    return Facts(facts)


def _notices(place: CasePlace, detail: CaseDetail) -> Iterator[Notice]:
    yield from sample_notices(is_sample=place.case.is_sample)
    if place.case.state is CaseState.SUPPLEMENT:
        asked = [one for one in detail.steps if one.to_state is CaseState.SUPPLEMENT]
        if asked:
            yield Notice(_("Cơ quan xử lý đề nghị bổ sung"), asked[-1].comment, Tone.WARN)


def estimate_of(slip: SlipRow | None) -> Estimate | None:
    """What the rules answer to the application as it stands."""
    if slip is None:
        return None
    return Estimate(
        estimate_title(slip.state, slip.amount_vnd, slip.at_most_vnd),
        points=[*reasons_of(slip.steps), *points_of(slip.gaps)],
        steps=lines_of(slip.steps),
        cautions=public_cautions(slip.cautions),
    )


def tried(place: CasePlace, values: CaseValues) -> Estimate | None:
    """What the rules would answer to what is typed and not kept."""
    return estimate_of(try_draft(place.case.number, values, timezone.localdate()))


def official(slip: SlipRow) -> Estimate:
    """What the rules answered when the office recorded it."""
    return Estimate(
        official_title(slip.state, slip.amount_vnd),
        points=reasons_of(slip.steps),
        steps=lines_of(slip.steps),
        is_open=True,
    )
