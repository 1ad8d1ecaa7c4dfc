"""Cases worded for a jurist, beside the policy (`<resolution>.cases.yaml`): read, and checked against the policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from nscl.rulebook.errors import FileProblem, RulebookFileError
from nscl.rulebook.files import Key, Strict, Text, YamlFile, nearest, read_model, read_part
from nscl.rulebook.policies.assessing import assess
from nscl.rulebook.policies.case import Case, Certificate, Cost, Support
from nscl.rulebook.policies.decision import STATE_NAMES, Decision, State, StepKind
from nscl.rulebook.policies.policy import Policy
from nscl.rulebook.policies.reading import CASES_SUFFIX
from nscl.rulebook.policies.slip import written
from nscl.rulebook.policies.vocabulary import Kind, Vocabulary
from nscl.rulebook.size import SizeClass


@dataclass(frozen=True, kw_only=True)
class Example:
    """A case with what the policy must answer. because: kinds of the steps in its way; by: the rule that answers;
    paid_vnd: what was paid in fact, where the case is one of the past."""

    name: str
    article: str
    on: date
    case: Case
    state: State
    amount_vnd: int
    because: tuple[StepKind, ...]
    missing: tuple[str, ...]
    by: str
    paid_vnd: int | None


class _Cost(Strict):
    head: Key
    vnd: int
    on: Annotated[date | None, Field(alias="day")] = None
    used_by: str = ""


class _Certificate(Strict):
    number: Text
    on: Annotated[date | None, Field(alias="day")] = None
    until: date | None = None
    used_by: str = ""


class _Support(Strict):
    content: Key
    on: Annotated[date, Field(alias="day")]
    vnd: int
    subject: str = ""
    item: str = ""
    units: int = 1
    case: str = ""


class _Case(Strict):
    content: Key
    kind: Kind | None = None
    province: Key | None = None
    size: Annotated[SizeClass | None, Field(strict=False)] = None
    sector: Key | None = None
    subject: str = ""
    item: str = ""
    submitted_on: date | None = None
    costs: list[_Cost] = []
    certificate: _Certificate | None = None
    units: int = 1
    facts: dict[Key, bool | None] = {}
    history: list[_Support] | None = None


class _Answer(Strict):
    state: Annotated[State, Field(strict=False)]
    amount_vnd: Annotated[int, Field(ge=0)] = 0
    because: list[Annotated[StepKind, Field(strict=False)]] = []
    missing: list[str] = []
    by: str = ""


class _Example(Strict):
    name: Text
    article: Text
    on: Annotated[date, Field(alias="day")]
    case: dict[str, Any]
    then: _Answer
    paid_vnd: Annotated[int | None, Field(ge=0)] = None


class _File(Strict):
    rulebook: Annotated[int, Field(ge=1, le=1)]
    given: dict[str, Any] = {}
    cases: Annotated[list[_Example], Field(min_length=1)]


def cases_beside(policy_file: Path) -> Path:
    """Where the cases of a policy file lie."""
    return policy_file.with_name(policy_file.stem + CASES_SUFFIX)


def read_examples(path: Path, vocabulary: Vocabulary) -> tuple[Example, ...]:
    """The cases of a file. `given` is what all share; a case's own values replace it; its facts are added, null
    being not known.

    Raises RulebookFileError with every problem (file, line, remedy), OSError.
    """
    file = YamlFile(path)
    read = read_model(file, _File)
    merged = [{**read.given, **one.case, "facts": _facts(read.given, one.case)} for one in read.cases]
    problems: list[FileProblem] = []
    examples: list[Example] = []
    for index, (one, whole) in enumerate(zip(read.cases, merged, strict=True)):
        form = _form(file, index, whole, problems)
        if form is not None:
            problems += _problems(file, index, form, vocabulary)
            examples.append(_example(one, form))
    if problems:
        raise RulebookFileError.of(problems)
    return tuple(examples)


def _facts(given: dict[str, Any], case: dict[str, Any]) -> Any:
    shared, own = given.get("facts", {}), case.get("facts", {})
    return {**shared, **own} if isinstance(shared, dict) and isinstance(own, dict) else own


def _form(file: YamlFile, index: int, whole: dict[str, Any], problems: list[FileProblem]) -> _Case | None:
    try:
        return read_part(file, whole, ("cases", index, "case"), _Case)
    except RulebookFileError as error:
        problems += error.problems
        return None


def _problems(file: YamlFile, index: int, form: _Case, vocabulary: Vocabulary) -> Iterator[FileProblem]:
    asked = [
        ("content", [form.content], vocabulary.contents),
        ("kind", [form.kind] if form.kind else [], vocabulary.kinds),
        ("province", [form.province] if form.province else [], vocabulary.provinces),
        ("sector", [form.sector] if form.sector else [], vocabulary.sectors),
        ("costs", [one.head for one in form.costs], vocabulary.heads),
        ("facts", list(form.facts), vocabulary.facts),
        ("history", [one.content for one in form.history or ()], vocabulary.contents),
    ]
    for name, keys, known in asked:
        for key in keys:
            if key not in known:
                message = f"“{key}” không có trong bộ từ"
                yield file.problem(("cases", index, "case", name), message, nearest(key, [*known]))


def _example(one: _Example, form: _Case) -> Example:
    then = one.then
    return Example(
        name=one.name,
        article=one.article,
        on=one.on,
        case=_case(form),
        state=then.state,
        amount_vnd=then.amount_vnd,
        because=tuple(then.because),
        missing=tuple(then.missing),
        by=then.by,
        paid_vnd=one.paid_vnd,
    )


def _case(form: _Case) -> Case:
    history = None if form.history is None else tuple(Support(**one.model_dump()) for one in form.history)
    return Case(
        content=form.content,
        kind=form.kind,
        province=form.province,
        size=form.size,
        sector=form.sector,
        subject=form.subject,
        item=form.item,
        submitted_on=form.submitted_on,
        costs=tuple(Cost(**one.model_dump()) for one in form.costs),
        certificate=Certificate(**form.certificate.model_dump()) if form.certificate else None,
        units=form.units,
        facts={key: value for key, value in form.facts.items() if value is not None},
        history=history,
    )


def disagreements(example: Example, policy: Policy) -> tuple[str, ...]:
    """What the policy answers otherwise than the example says; nothing where they agree."""
    return tuple(_differences(example, assess(example.case, policy, example.on)))


def _differences(example: Example, decision: Decision) -> Iterator[str]:
    if decision.state is not example.state:
        yield f"phải là “{STATE_NAMES[example.state]}”, tính ra “{STATE_NAMES[decision.state]}”"
    if decision.amount_vnd != example.amount_vnd:
        yield f"phải được {written(example.amount_vnd)}, tính ra {written(decision.amount_vnd)}"
    if example.by and decision.item.partition("#")[2] != example.by:
        yield f"phải theo mục {example.by}, tính theo {decision.item or 'không mục nào'}"
    kinds = {step.kind for step in decision.reasons}
    for kind in example.because:
        if kind not in kinds:
            yield f"phải vướng ở bước {kind}, tính ra: {', '.join(sorted(kinds)) or 'không vướng'}"
    keys = {one.key for one in decision.missing}
    for key in example.missing:
        if key not in keys:
            yield f"phải thiếu {key}, tính ra: {', '.join(sorted(keys)) or 'không thiếu gì'}"
