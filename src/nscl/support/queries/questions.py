"""What an applicant is asked: what the rule wants and the registry does not know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl.rulebook.policies.vocabulary import FactKind
from nscl.support.enums import AnswerSource
from nscl.support.models import SupportCase
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.assessing import Dossier, dossier
from nscl.support.queries.rulebook import policy_of, rule_of, vocabulary
from nscl.support.rules.questions import Asked, asked_by


@dataclass(frozen=True, slots=True)
class Question:
    """A yes or no that is asked. answer None: not answered yet; is_needed: without it nothing can be decided."""

    fact: FactKind
    answer: bool | None
    is_needed: bool


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """What needs not be asked: the registry says it, or an officer looked."""

    fact: FactKind
    answer: bool
    source: AnswerSource


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQuestions:
    """The form of a case under the rule that it names. heads: key and name of the costs that count, or of all where it
    is not known which; documents: names of the papers asked for.
    """

    asked: Asked
    questions: tuple[Question, ...]
    known: tuple[KnownAnswer, ...]
    heads: tuple[tuple[str, str], ...]
    documents: tuple[str, ...]
    payment_documents: tuple[str, ...]


def questions_for(case: int, on: date) -> CaseQuestions | None:
    """What is asked in a case on a day; None where no rule is chosen. Who asks has been let in."""
    row = SupportCase.objects.select_related("organisation").get(pk=case)
    return questions_in(row, dossier(row, on, names_others=False)) if row.item else None


def questions_in(row: SupportCase, whole: Dossier) -> CaseQuestions | None:
    """What is asked in a case of which everything that is known lies there; None where no rule is chosen."""
    rule = rule_of(row.policy, row.item) if row.item else None
    if rule is None:
        return None
    asked, words = asked_by(rule.policy, rule.item), vocabulary()
    keys = (*asked.needed, *asked.optional)
    heads = asked.heads if asked.heads is not None else tuple(words.heads)
    return CaseQuestions(
        asked=asked,
        questions=tuple(_question(whole, key, asked) for key in keys if not _is_known(whole, key)),
        known=tuple(
            KnownAnswer(words.facts[key], whole.answers[key].answer, whole.answers[key].source)
            for key in keys
            if _is_known(whole, key)
        ),
        heads=tuple((key, words.heads[key]) for key in heads),
        documents=asked.documents,
        payment_documents=payment_documents(row.policy),
    )


def payment_documents(policy: str) -> tuple[str, ...]:
    """The papers that a policy asks for at the payment; none where nobody has read which."""
    found = policy_of(policy)
    return tuple(one.name for one in (found.documents if found else None) or () if one.at == "payment")


def _is_known(whole: Dossier, key: str) -> bool:
    return key in whole.answers and whole.answers[key].source is not AnswerSource.APPLICANT


def _question(whole: Dossier, key: str, asked: Asked) -> Question:
    given = whole.answers.get(key)
    return Question(vocabulary().facts[key], given.answer if given else None, key in asked.needed)


def rule_words(header: CaseHeader) -> str:
    """The rule that a case names, in words; "" where none is chosen."""
    rule = rule_of(header.policy, header.item) if header.item else None
    return rule.item.words if rule is not None else ""
