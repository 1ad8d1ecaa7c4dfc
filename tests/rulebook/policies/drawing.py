"""Cases drawn at random: any combination that an application could come in with, and some that it should not."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

from nscl.rulebook.policies import Case, Certificate, Cost, Item, Policies, Support, read_policies
from nscl.rulebook.policies.policy import ANY_CONTENT
from nscl.rulebook.policies.standards import subject_key
from nscl.rulebook.size import SizeClass

T = TypeVar("T")
RULES = Path(__file__).parents[3] / "data" / "rules"
FIRST, LAST = date(2020, 1, 1), date(2028, 12, 31)
SUBJECTS = ("ISO 14001:2015", "TCVN ISO 22000:2018", "ISO 9001", "HACCP", "SA8000", "gạo nếp", "")
AMOUNTS = (0, 1, 2, 3, 99, 10_000_000, 33_333_333, 100_000_000, 200_000_001, 10**12, 10**15 - 1, 10**15, -5)


@cache
def shipped() -> Policies:
    """The policies of `data/rules`."""
    return read_policies(RULES)


def draw_day(chance: random.Random) -> date:
    return FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))


def draw_case(chance: random.Random, item: Item, on: date) -> Case:
    """A case about a rule's content: mostly as the rule wants it with one thing or another amiss, else anything."""
    policy = shipped()[item.ref.partition("#")[0]]
    words = policy.vocabulary
    share = chance.choice([1.0, 0.9, 0.9, 0.3])

    def mostly(right: T, *others: T) -> T:
        return right if chance.random() < share else chance.choice([right, *others])

    content = item.content if item.content != ANY_CONTENT else chance.choice([*words.contents])
    fitting = [one for one in SUBJECTS if item.subjects.match(subject_key(one))]
    sizes = sorted(size for level in item.levels for size in level.sizes or item.sizes or ())
    return Case(
        content=content,
        kind=mostly(chance.choice(sorted(item.kinds or words.kinds)), *words.kinds, None, "khác"),
        province=mostly(policy.province, *words.provinces, None),
        size=mostly(chance.choice(sizes) if sizes else None, *SizeClass, None),
        sector=mostly(None, *words.sectors),
        subject=mostly(chance.choice(fitting), *SUBJECTS),
        item=item.ref,
        submitted_on=chance.choice([None, on - timedelta(days=30), on]),
        costs=tuple(draw_cost(chance, item, on, share) for _ in range(mostly(2, 0, 1, 3))),
        certificate=mostly(Certificate(number="CN-1", on=on - timedelta(days=90)), draw_certificate(chance, on), None),
        units=mostly(1, 2, 3, 4, 0),
        facts={key: mostly(True, False) for key in words.facts if mostly(True, False)},
        history=mostly((), draw_history(chance, item, content, on), None),
    )


def draw_cost(chance: random.Random, item: Item, on: date, share: float) -> Cost:
    heads = sorted(item.heads or ("contract",))
    right = chance.random() < share
    return (
        Cost(
            head=chance.choice(heads if right else [*heads, "other", "tuition"]),
            vnd=chance.randrange(1, 300_000_000) if right else chance.choice(AMOUNTS),
            on=on - timedelta(days=chance.randrange(-20, 400) if chance.random() > share else chance.randrange(100)),
            used_by="" if right or chance.random() < 0.8 else "HS-1",
        )
        if chance.random() < 0.5 + share / 2
        else Cost(head=heads[0], vnd=chance.choice(AMOUNTS), on=None)
    )


def draw_certificate(chance: random.Random, on: date) -> Certificate:
    return Certificate(
        number="CN-2",
        on=chance.choice([None, on, on + timedelta(days=1), on - timedelta(days=90)]),
        until=chance.choice([None, on, on - timedelta(days=1)]),
        used_by=chance.choice(["", "", "HS-2"]),
    )


def draw_history(chance: random.Random, item: Item, content: str, on: date) -> tuple[Support, ...]:
    return tuple(
        Support(
            content=chance.choice([content, "technology"]),
            on=on - timedelta(days=chance.randrange(900)),
            vnd=chance.choice([0, 5_000_000, 20_000_000, 60_000_000]),
            subject=chance.choice(SUBJECTS),
            item=chance.choice([item.ref, ""]),
            units=chance.randrange(4),
        )
        for _ in range(chance.choice([1, 2]))
    )
