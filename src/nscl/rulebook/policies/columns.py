"""Cases as columns, for the batch path: what is known of each case, the rule's figures left out.

Needs numpy (the extra `analytics`). Three-valued columns hold 1 (so), 0 (not so) and -1 (not known); days are ordinals
(`date.toordinal`), 0 where not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from nscl.rulebook.policies.amounts import earlier_units, earlier_vnd
from nscl.rulebook.policies.case import CERTIFIED, MOST_UNITS, NOT_CREDIBLE_VND, Case, Cost
from nscl.rulebook.policies.eligibility import earlier_support
from nscl.rulebook.policies.policy import Item, Once, Policy
from nscl.rulebook.policies.standards import subject_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Three = NDArray[np.int8]

Row = TypeVar("Row")
UNKNOWN = -1
_NOTHING = Cost(head="", vnd=0, on=None)


@dataclass(frozen=True, slots=True)
class Coded:
    """One word for every case: its place in the names; the name "" stands for what is not known."""

    names: tuple[str, ...]
    codes: Ints


@dataclass(frozen=True, slots=True)
class CostColumn:
    """The n-th cost of every case; a case without it has the head ""."""

    head: Coded
    vnd: Ints
    day: Ints
    is_used: Three


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Cases that one rule of a policy is asked about on a day.

    certificate: whether a valid one is there; is_supported: whether an earlier support stands against the case;
    used_vnd, used_units: what it had out of the cap and of the year's number, -1 where nobody has looked.
    """

    cases: Sequence[Case]
    policy: Policy
    item: Item
    on: date
    kind: Coded
    province: Coded
    sector: Coded
    size: Coded
    subject: Coded
    facts: Mapping[str, Three]
    certificate: Three
    is_supported: Three
    used_vnd: Ints
    used_units: Ints
    units: Ints
    costs: tuple[CostColumn, ...]


def columns_of(cases: Sequence[Case], policy: Policy, item: Item, on: date) -> Columns:
    """The cases as columns. Cases about another content than the rule's are not for it: ValueError."""
    for case in cases:
        if item not in policy.items_for(case.content):
            raise ValueError(f"Hồ sơ về nội dung {case.content} không thuộc quy định {item.ref}.")
    cap = next((level.cap for level in item.levels if level.cap), None)
    asked = {condition.fact for condition in item.conditions} | set(item.any_of)
    asked |= {fact for level in item.levels for fact in level.any_of}

    def used(case: Case) -> int:
        if case.history is None:
            return UNKNOWN
        return earlier_vnd(cap, item, case, case.history, on) if cap else 0

    def units(case: Case) -> int:
        return UNKNOWN if case.history is None else earlier_units(item, case.history, on)

    return Columns(
        cases=cases,
        policy=policy,
        item=item,
        on=on,
        kind=_coded(cases, lambda case: case.kind),
        province=_coded(cases, lambda case: case.province),
        sector=_coded(cases, lambda case: case.sector),
        size=_coded(cases, lambda case: case.size),
        subject=_coded(cases, lambda case: subject_key(case.subject)),
        facts={key: _known(cases, key) for key in sorted(asked)},
        certificate=_ints(cases, lambda case: _certified(case, on)).astype(np.int8),
        is_supported=_ints(cases, lambda case: _supported(item, case, on)).astype(np.int8),
        used_vnd=_ints(cases, used),
        used_units=_ints(cases, units),
        units=_ints(cases, lambda case: min(max(case.units, 0), MOST_UNITS + 1)),
        costs=tuple(_costs(cases, n) for n in range(max((len(case.costs) for case in cases), default=0))),
    )


def _costs(cases: Sequence[Case], n: int) -> CostColumn:
    costs = [case.costs[n] if n < len(case.costs) else _NOTHING for case in cases]
    return CostColumn(
        head=_coded(costs, lambda cost: cost.head),
        vnd=_ints(costs, lambda cost: min(max(cost.vnd, -1), NOT_CREDIBLE_VND)),
        day=_ints(costs, lambda cost: cost.on.toordinal() if cost.on else 0),
        is_used=_ints(costs, lambda cost: bool(cost.used_by)).astype(np.int8),
    )


def _certified(case: Case, on: date) -> int:
    """1, 0, -1 as the step about the certificate judges it."""
    certificate = case.certificate
    if certificate is None:
        return 0 if case.facts.get(CERTIFIED) is False else UNKNOWN
    if certificate.used_by:
        return 0
    if certificate.on is None:
        return UNKNOWN
    return int(certificate.on <= on and (certificate.until is None or certificate.until >= on))


def _supported(item: Item, case: Case, on: date) -> int:
    if item.once is Once.MANY:
        return 0
    return UNKNOWN if case.history is None else int(earlier_support(item, case, case.history, on) is not None)


def _known(cases: Sequence[Case], key: str) -> Three:
    """A fact of every case: 1, 0, -1."""
    return _ints(cases, lambda case: int(case.facts[key]) if key in case.facts else UNKNOWN).astype(np.int8)


def _ints(rows: Sequence[Row], value: Callable[[Row], int]) -> Ints:
    return np.fromiter((value(row) for row in rows), dtype=np.int64, count=len(rows))


def _coded(rows: Sequence[Row], name: Callable[[Row], str | None]) -> Coded:
    places: dict[str, int] = {"": 0}
    codes = _ints(rows, lambda row: places.setdefault(name(row) or "", len(places)))
    return Coded(tuple(places), codes)
