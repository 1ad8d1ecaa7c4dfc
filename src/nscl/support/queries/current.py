"""What the rules answer to a case today, for pages that know its number alone; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from nscl.organisations.queries.facts import RegistryFacts
from nscl.rulebook.policies import Decision
from nscl.rulebook.policies.comparing import Comparison
from nscl.support.enums import AnswerSource, CaseState
from nscl.support.models import CaseStep, SupportCase
from nscl.support.queries.assessing import assess_now, compare_now, merged_answers
from nscl.support.queries.cases import FactRow
from nscl.support.queries.known import registry_answers
from nscl.support.queries.rulebook import vocabulary


def current_decision(case: int, on: date) -> Decision:
    """The answer of the rule that a case names; the caller has found it. Raises LookupError: there is no such rule."""
    return assess_now(_loaded(case), on)


def current_comparison(case: int, on: date) -> Comparison:
    """The answers of every rule about its content, side by side; the caller has found the case."""
    return compare_now(_loaded(case), on)


def _loaded(case: int) -> SupportCase:
    return SupportCase.objects.select_related("organisation").get(pk=case)


@dataclass(frozen=True, slots=True)
class Way:
    """How a case came where it is. reached: on which day it first came to each state; before: where it came from."""

    reached: Mapping[CaseState, date]
    before: CaseState | None


def way_of(case: int) -> Way:
    """The steps of a case as far as they say where it has been; the caller has found the case. One query."""
    reached: dict[CaseState, date] = {}
    before: CaseState | None = None
    rows = CaseStep.objects.filter(case=case).order_by("at", "pk").values_list("from_state", "to_state", "at")
    for from_state, to_state, at in rows:
        reached.setdefault(CaseState(to_state), localdate(at))
        if from_state != to_state:
            before = CaseState(from_state)
    return Way(reached, before)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer as it counts: whose, and the note of who corrected it."""

    key: str
    name: str
    answer: bool
    source: AnswerSource
    note: str


def answers_of(kept: Iterable[FactRow], registry: RegistryFacts) -> tuple[AnswerRow, ...]:
    """The answers of a case and of the registry, each by whoever is believed, in the order of the vocabulary."""
    facts = {one.key: one for one in kept}
    given = {
        source: {one.key: one.answer for one in facts.values() if one.source is source}
        for source in (AnswerSource.APPLICANT, AnswerSource.OFFICER)
    }
    merged = merged_answers(given[AnswerSource.APPLICANT], registry_answers(registry), given[AnswerSource.OFFICER])
    return tuple(
        AnswerRow(key, fact.name, merged[key].answer, merged[key].source, _note(facts.get(key), merged[key].source))
        for key, fact in vocabulary().facts.items()
        if key in merged
    )


def _note(kept: FactRow | None, source: AnswerSource) -> str:
    return kept.note if kept is not None and kept.source is source else ""
