"""An application as its form shows it: what is written, what is asked still, what the rules make of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl.organisations.queries.facts import RegistryFacts
from nscl.rulebook.policies import assess
from nscl.support.enums import DocumentStage
from nscl.support.models import CaseDocument, SupportCase
from nscl.support.queries.assessing import Dossier, dossier, try_values, values_of
from nscl.support.queries.assessments import SlipRow, as_slip
from nscl.support.queries.questions import CaseQuestions, questions_in
from nscl.support.queries.rulebook import Rule, rule_of
from nscl.support.rules.questions import check_application
from nscl.support.rules.values import CaseValues
from nscl.work.rules.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An application on a day. rule, questions, slip None: no rule is chosen yet. registry: what needs not be asked.

    wanting: what must be mended before it can be handed in, each under its field.
    """

    values: CaseValues
    registry: RegistryFacts
    rule: Rule | None
    questions: CaseQuestions | None
    slip: SlipRow | None
    wanting: tuple[Problem, ...]


def draft_of(case: int, on: date) -> Draft:
    """A stored application. Some twenty queries, whatever is in it. Who asks has been let in."""
    row = SupportCase.objects.select_related("organisation").get(pk=case)
    whole, values = dossier(row, on, names_others=False), values_of(row)
    rule = rule_of(row.policy, row.item) if row.item else None
    return Draft(
        values=values,
        registry=whole.registry,
        rule=rule,
        questions=questions_in(row, whole),
        slip=None if rule is None else as_slip(assess(whole.case, rule.policy, on)),
        wanting=() if rule is None else _wanting(row, rule, values, whole, on),
    )


def _wanting(row: SupportCase, rule: Rule, values: CaseValues, whole: Dossier, on: date) -> tuple[Problem, ...]:
    papers = CaseDocument.objects.filter(
        case=row, stage=DocumentStage.APPLICATION, evidence__removed_at__isnull=True
    ).order_by("pk")
    return tuple(
        check_application(
            values,
            rule.policy,
            rule.item,
            known=frozenset(whole.answers),
            papers=frozenset(papers.values_list("name", flat=True)),
            on=on,
        )
    )


def try_draft(case: int, values: CaseValues, on: date) -> SlipRow | None:
    """What the rules would answer to an application as it is typed; nothing is written. Who asks has been let in."""
    row = SupportCase.objects.select_related("organisation").get(pk=case)
    decision = try_values(row, values, on) if values.item else None
    return None if decision is None else as_slip(decision)
