"""One rule asked about many cases at once: the same answers as `assess_item`, without the words.

Needs numpy (the extra `analytics`). The words of any one case are there for the asking (`Answers.decision`).
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from math import lcm
from typing import TYPE_CHECKING

import numpy as np

from nscl.rulebook.policies.amounts import BY_SUBJECT
from nscl.rulebook.policies.assessing import assess_item
from nscl.rulebook.policies.case import MOST_UNITS, NOT_CREDIBLE_VND, Case
from nscl.rulebook.policies.columns import UNKNOWN, Coded, Columns, CostColumn, columns_of
from nscl.rulebook.policies.decision import Decision, State
from nscl.rulebook.policies.policy import (
    ANY_CONTENT,
    NATIONAL,
    ForceStatus,
    Item,
    Level,
    Per,
    Policy,
    Rate,
    Role,
    Trigger,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Three = NDArray[np.int8]
    Marks = NDArray[np.uint8]
    Truths = NDArray[np.bool_]

# What speaks against a grant, as bits: something not known, something against it.
_NOT_KNOWN, _AGAINST = 1, 2
_STATES = (State.GRANTED, State.NOT_DECIDABLE, State.REFUSED, State.REFUSED)
_INT64_MAX = 2**63 - 1
_ANSWERS = (UNKNOWN, 0, 1)
_WHOLE = Rate.of_percent(Decimal(100))


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to the cases, in their order: bits of what speaks against each (0: granted), and the đồng."""

    columns: Columns
    marks: Marks
    amounts_vnd: Ints

    def state(self, n: int) -> State:
        """The answer to the n-th case."""
        return _STATES[int(self.marks[n])]

    def decision(self, n: int) -> Decision:
        """The n-th answer with all its steps."""
        of = self.columns
        return assess_item(of.cases[n], of.policy, of.item, of.on)


def assess_many(columns: Columns) -> Answers:
    """The answers to all cases at once, equal to those of `assess_item` case by case.

    Where another text's ceiling is over the rule, or the policy is not in force on the day, the cases are asked one by
    one: there is nothing to gain.
    """
    policy, item, on = columns.policy, columns.item, columns.on
    period = policy.force_on(on)
    above = any(
        one.force_on(on) is not None and ceiling.content in {item.content, ANY_CONTENT}
        for one, ceiling in policy.bound_by
    )
    if period is None or above:
        return _one_by_one(columns)
    marks = np.zeros(len(columns.cases), dtype=np.uint8)
    if period.status is ForceStatus.NOT_KNOWN or item.role is Role.CEILING or item.heads is None:
        marks |= _NOT_KNOWN
    _mark_organisation(marks, columns)
    _mark_conditions(marks, columns)
    eligible = _eligible(marks, columns)
    amounts = _amounts(marks, columns, eligible)
    _mark(marks, (marks == 0) & (amounts == 0), _AGAINST)
    return Answers(columns, marks, amounts * (marks == 0))


def _one_by_one(columns: Columns) -> Answers:
    asked = [assess_item(case, columns.policy, columns.item, columns.on) for case in columns.cases]
    marks = np.fromiter((_STATES.index(one.state) for one in asked), dtype=np.uint8, count=len(asked))
    amounts = np.fromiter((one.amount_vnd for one in asked), dtype=np.int64, count=len(asked))
    return Answers(columns, marks, amounts)


def _mark_organisation(marks: Marks, columns: Columns) -> None:
    policy, item = columns.policy, columns.item
    if not item.subjects.is_any:
        fits = [item.subjects.match(name) for name in columns.subject.names]
        marks |= _looked_up(columns.subject, fits)
    wanted: list[tuple[Coded, Container[str] | None]] = [
        (columns.kind, item.kinds),
        (columns.province, None if policy.province == NATIONAL else {policy.province}),
        (columns.size, item.sizes),
        (columns.sector, item.sectors),
    ]
    for coded, allowed in wanted:
        if allowed is not None:
            marks |= _looked_up(coded, [name in allowed for name in coded.names])
    if item.any_of:
        marks |= _bits_of(_group(columns, item.any_of))


def _looked_up(coded: Coded, fits: Sequence[bool]) -> Marks:
    """Bits by name: the name "" is not known."""
    bits = [0 if fit else _AGAINST for fit in fits]
    bits[0] = _NOT_KNOWN
    return np.array(bits, dtype=np.uint8).take(coded.codes)


def _bits_of(three: Three) -> Marks:
    """1, 0, -1 → nothing, against, not known; as places in a table, -1 being its last."""
    return np.array([_AGAINST, 0, _NOT_KNOWN], dtype=np.uint8)[three]


def _group(columns: Columns, facts: Sequence[str]) -> Three:
    """1 where one of the facts is so, 0 where none is, -1 where it is not known."""
    values = [columns.facts[key] for key in facts]
    # The largest decides where one is so; where none is, one that is not known does.
    most, least = values[0], values[0]
    for value in values[1:]:
        most, least = np.maximum(most, value), np.minimum(least, value)
    return np.where(most == 1, most, least)


def _mark(marks: Marks, where: Truths, bit: int) -> None:
    """Set a bit where something is so."""
    marks |= where * np.uint8(bit)


def _mark_conditions(marks: Marks, columns: Columns) -> None:
    item = columns.item
    for condition in item.conditions:
        value = columns.facts[condition.fact]
        marks |= _bits_of(value if condition.must_be else np.where(value == UNKNOWN, UNKNOWN, 1 - value))
    if item.trigger is Trigger.CERTIFICATE:
        marks |= _bits_of(columns.certificate)
    against = _NOT_KNOWN if item.once is None else _AGAINST
    marks |= np.array([0, against, _NOT_KNOWN], dtype=np.uint8)[columns.is_supported]
    units = columns.units
    _mark(marks, (units < 1) | (units > MOST_UNITS), _NOT_KNOWN)
    if item.most_a_year is not None:
        left = np.maximum(item.most_a_year - columns.used_units, 0)
        _mark(marks, (units >= 1) & (units <= MOST_UNITS) & (columns.used_units >= 0) & (units > left), _AGAINST)
        _mark(marks, columns.used_units == UNKNOWN, _NOT_KNOWN)


def _eligible(marks: Marks, columns: Columns) -> Ints:
    """The sum of the costs that count, by case."""
    total = np.zeros(len(columns.cases), dtype=np.int64)
    if columns.item.heads is None:
        return total
    has_costs = np.zeros(len(total), dtype=bool)
    unread = np.zeros(len(total), dtype=bool)
    for cost in columns.costs:
        has_costs |= cost.head.codes != 0
        counted, lost = _one_cost(columns, cost)
        total += cost.vnd * counted
        unread |= lost
    _mark(marks, unread, _NOT_KNOWN)
    nothing = total == 0
    _mark(marks, nothing & ~has_costs, _NOT_KNOWN)
    _mark(marks, nothing & has_costs & ~unread, _AGAINST)
    return total


def _one_cost(columns: Columns, cost: CostColumn) -> tuple[Truths, Truths]:
    """Which cases' n-th cost counts, and which one's cannot be read."""
    heads = columns.item.heads or frozenset()
    ours = np.array([name in heads for name in cost.head.names]).take(cost.head.codes) & (cost.is_used == 0)
    in_days = np.zeros(len(ours), dtype=bool)
    for period in columns.policy.force:
        last = min(columns.on, period.last or columns.on).toordinal()
        in_days |= (cost.day >= period.first.toordinal()) & (cost.day <= last)
    credible = (cost.vnd >= 0) & (cost.vnd < NOT_CREDIBLE_VND)
    return ours & in_days & credible, ours & ((cost.day == 0) | (in_days & ~credible))


def _amounts(marks: Marks, columns: Columns, eligible: Ints) -> Ints:
    """What the level that is for each case gives of its costs: the per cent, then at most what is left of the cap."""
    levels = columns.item.levels
    place = _level_of(columns)
    marks |= np.array([*(_bits(level) for level in levels), _AGAINST, _NOT_KNOWN], dtype=np.uint8).take(place)
    amounts = _shares(levels, place, eligible)
    caps = [level.cap for level in levels]
    if not any(caps):
        return amounts
    has_cap = _of_levels([int(cap is not None) for cap in caps], place) == 1
    capped = has_cap & (eligible > 0)
    used = columns.used_vnd
    _mark(marks, capped & (used == UNKNOWN), _NOT_KNOWN)
    per = next(cap.per for cap in caps if cap)
    if per in BY_SUBJECT:
        _mark(marks, capped & (columns.subject.codes == 0), _NOT_KNOWN)
    if per is None:
        _mark(marks, capped & (used > 0), _NOT_KNOWN)
    whole = _of_levels([cap.vnd if cap else 0 for cap in caps], place)
    if per is Per.TRAINEE:
        whole = whole * np.maximum(columns.units, 1)
    left = np.maximum(whole - np.maximum(used, 0), 0)
    _mark(marks, capped & (used >= 0) & (left == 0), _AGAINST)
    return np.where(has_cap, np.minimum(amounts, left), amounts)


def _bits(level: Level) -> int:
    return _NOT_KNOWN if level.rate is None or level.is_cap_missing else 0


def _of_levels(values: Sequence[int], place: Ints) -> Ints:
    """A value of its level for each case; 0 where there is no level."""
    return np.array([*values, 0, 0], dtype=np.int64).take(place)


def _level_of(columns: Columns) -> Ints:
    """The place of each case's level; after the last: there is none, and after that: it is not known which.

    A level depends on the size and on what is known of each group, so every combination is looked up once.
    """
    levels = columns.item.levels
    groups = sorted({level.any_of for level in levels if level.any_of})
    code = columns.size.codes
    for group in groups:
        code = code * len(_ANSWERS) + _group(columns, group) + 1
    table = [
        _first_level(levels, name, dict(zip(groups, known, strict=True)))
        for name in columns.size.names
        for known in product(_ANSWERS, repeat=len(groups))
    ]
    return np.array(table, dtype=np.int64).take(code)


def _first_level(levels: Sequence[Level], size: str, groups: Mapping[tuple[str, ...], int]) -> int:
    for place, level in enumerate(levels):
        if level.sizes is not None and not size:
            return len(levels) + 1
        if level.sizes is not None and size not in level.sizes:
            continue
        known = groups[level.any_of] if level.any_of else 1
        if known:
            return place if known == 1 else len(levels) + 1
    return len(levels)


def _shares(levels: Sequence[Level], place: Ints, vnd: Ints) -> Ints:
    """`Rate.of` for a column, each case by its level, over one denominator and without running over."""
    rates = [level.rate or _WHOLE for level in levels]
    below = lcm(*(rate.denominator for rate in rates))
    above = [rate.numerator * (below // rate.denominator) for rate in rates]
    share = _of_levels(above, place)
    if int(vnd.max(initial=0)) * max(above) <= _INT64_MAX:
        whole: Ints = vnd * share // below
        return whole
    split: Ints = vnd // below * share + vnd % below * share // below
    return split


def assess_cases(cases: Sequence[Case], policy: Policy, item: Item, on: date) -> Answers:
    """The answers to cases of a rule's content: `columns_of` and `assess_many` in one."""
    return assess_many(columns_of(cases, policy, item, on))
