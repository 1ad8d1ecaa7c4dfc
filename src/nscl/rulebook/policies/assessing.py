"""A case under a policy on a day: what is given, refused or not decidable, and why, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from nscl.rulebook.policies.amounts import ceilings, compute
from nscl.rulebook.policies.case import Case
from nscl.rulebook.policies.decision import Decision, Missing, Outcome, PriorityMark, State, Step, StepKind
from nscl.rulebook.policies.eligibility import conditions, for_this_organisation, in_force
from nscl.rulebook.policies.policy import Force, Item, Policy, Role
from nscl.rulebook.policies.slip import Slip, written
from nscl.rulebook.rulebook import Confidence

_BEST_FIRST = {State.GRANTED: 0, State.NOT_DECIDABLE: 1, State.REFUSED: 2}


def assess(case: Case, policy: Policy, on: date) -> Decision:
    """The answer to a case on a day, by the rule that it names or else the one that serves it best.

    Total: every case gets an answer. Granted only where everything that the known rule asks is known and fulfilled;
    refused where something known is against it, whatever else is missing; else not decidable, with what is missing.
    """
    items = rules_for(case, policy)
    if not items:
        return _no_rule(case, policy, on)
    if len(items) == 1:
        return assess_item(case, policy, items[0], on)
    return best_first([assess_item(case, policy, item, on) for item in items])[0]


def rules_for(case: Case, policy: Policy) -> tuple[Item, ...]:
    """The rules of a policy that a case may be judged by: the one that it names, or all about its content."""
    items = policy.items_for(case.content)
    return tuple(item for item in items if case.item in {item.ref, item.key}) if case.item else items


def best_first(decisions: Sequence[Decision]) -> list[Decision]:
    """Granted before not decidable before refused, the larger amount first, then the fewer obstacles."""

    def order(one: Decision) -> tuple[int, int, int]:
        return _BEST_FIRST[one.state], -(one.amount_vnd or one.at_most_vnd or 0), len(one.reasons)

    return sorted(decisions, key=order)


def assess_item(case: Case, policy: Policy, item: Item, on: date) -> Decision:
    """The answer to a case by one rule of a policy on a day; as `assess`."""
    slip = Slip(case, policy, item, on)
    if in_force(slip):
        for_this_organisation(slip)
        conditions(slip)
        compute(slip)
        ceilings(slip)
        if item.role is Role.CEILING:
            _only_a_ceiling(slip)
    return _decided(slip)


def _only_a_ceiling(slip: Slip) -> None:
    item = slip.item
    words = "Đây là mức trần, không phải mức hỗ trợ: văn bản khác quy định mức cụ thể."
    name = f"văn bản quy định mức cụ thể trong trần của {item.cite}"
    supply = "chọn quy định của tỉnh hoặc của chương trình có nội dung này; chưa có thì chờ ban hành"
    slip.unknown(StepKind.PERCENT, words, item.cite, Missing(f"text.{item.key}.level", name, supply))


def _decided(slip: Slip) -> Decision:
    policy, item = slip.policy, slip.item
    state, amount, most = State.GRANTED, slip.amount_vnd or 0, None
    if not slip.is_failed and not slip.missing and amount == 0:
        slip.failed(StepKind.RESULT, "Mức tính được bằng 0 đồng.", item.cite)
    if slip.is_failed:
        state, amount = State.REFUSED, 0
        words = "Không được hỗ trợ."
    elif slip.missing:
        state, amount = State.NOT_DECIDABLE, 0
        most = None if slip.is_open else slip.amount_vnd
        words = "Chưa quyết định được, chưa thể chi."
    else:
        words = f"Mức hỗ trợ: {written(amount)}."
    slip.steps.append(Step(StepKind.RESULT, Outcome.NOTED, words, item.cite, amount))
    return Decision(
        policy=policy.slug,
        item=item.ref,
        rule=item.words,
        on=slip.on,
        state=state,
        amount_vnd=amount,
        at_most_vnd=most,
        steps=tuple(slip.steps),
        missing=tuple(slip.missing.values()),
        priorities=_priorities(slip.case, policy),
        cautions=_cautions(policy, item, policy.force_on(slip.on)),
    )


def _no_rule(case: Case, policy: Policy, on: date) -> Decision:
    content = policy.vocabulary.contents.get(case.content, case.content) or "không ghi"
    named = f", mục “{case.item}”" if case.item else ""
    words = f"{policy.number} không có quy định về nội dung: {content}{named}."
    step = Step(StepKind.CONTENT, Outcome.FAILED, words, policy.number)
    result = Step(StepKind.RESULT, Outcome.NOTED, "Không được hỗ trợ.", policy.number, 0)
    return Decision(
        policy=policy.slug,
        item="",
        rule="",
        on=on,
        state=State.REFUSED,
        amount_vnd=0,
        at_most_vnd=None,
        steps=(step, result),
        missing=(),
        priorities=(),
        cautions=(),
    )


def _priorities(case: Case, policy: Policy) -> tuple[PriorityMark, ...]:
    if not policy.priorities:
        return ()
    facts = case.facts
    return tuple(PriorityMark(one.words, one.cite, facts.get(one.fact)) for one in policy.priorities)


@lru_cache(maxsize=1024)
def _cautions(policy: Policy, item: Item, period: Force | None) -> tuple[str, ...]:
    """What the text says and nobody has read so far, and what was not read in the text itself."""
    unread = [
        name
        for name, value in (
            ("các điều kiện khác", item.is_read_whole or None),
            ("số lần được hỗ trợ", item.once),
            ("kết quả phải có trước khi hỗ trợ", item.trigger),
            ("hồ sơ phải nộp", policy.documents),
            ("thời hạn giải quyết", policy.limits),
            ("thứ tự ưu tiên", policy.priorities),
        )
        if value is None
    ]
    said = [f"Chưa đọc được trong {policy.number}: {', '.join(unread)}; phải đối chiếu văn bản."] if unread else []
    if {policy.confidence, item.confidence} != {Confidence.HIGH}:
        said.append(f"Chưa kiểm chứng: {item.cite} ({policy.source}).")
    if period is not None and period.confidence is not Confidence.HIGH:
        said.append(f"Chưa kiểm chứng thời gian có hiệu lực: {period.note}")
    if item.note:
        said.append(item.note)
    return tuple(said)
