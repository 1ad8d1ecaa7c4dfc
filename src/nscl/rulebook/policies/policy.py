"""A policy: what a resolution or a decree supports, for whom, how much. What its text is not known to say is None."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from nscl.rulebook.policies.standards import Subjects
from nscl.rulebook.policies.vocabulary import Vocabulary
from nscl.rulebook.rulebook import Confidence
from nscl.rulebook.size import SizeClass

NATIONAL = "quoc-gia"  # the folder of what holds in every province
ANY_CONTENT = "any"  # the content of a ceiling that is over all of them


class ForceStatus(StrEnum):
    """Whether it is known that a policy is in force in a period."""

    IN_FORCE = "in-force"
    NOT_KNOWN = "not-known"


class UnderWay(StrEnum):
    """Which rule decides a case handed in before the policy ended."""

    THIS = "this"
    SUCCESSOR = "successor"


class Role(StrEnum):
    """LEVEL: the rule says how much is given. CEILING: how much may be given at most; another rule gives it."""

    LEVEL = "level"
    CEILING = "ceiling"


class Once(StrEnum):
    """How often one organisation gets one content: once for life, for each standard or product, a year, or often."""

    LIFE = "life"
    SUBJECT = "subject"
    YEAR = "year"
    MANY = "many"


ONCE_NAMES = {
    Once.LIFE: "mỗi nội dung chỉ được hỗ trợ một lần",
    Once.SUBJECT: "mỗi tiêu chuẩn, sản phẩm chỉ được hỗ trợ một lần",
    Once.YEAR: "mỗi năm chỉ được hỗ trợ một lần",
}


class Trigger(StrEnum):
    """What must have happened before: nothing, or a certificate has been obtained."""

    NONE = "none"
    CERTIFICATE = "certificate"


class Per(StrEnum):
    """What a cap is a cap of."""

    ORGANISATION = "organisation"
    YEAR = "year"
    CONTRACT_YEAR = "contract-year"
    STANDARD = "standard"
    PRODUCT = "product"
    COURSE_YEAR = "course-year"
    TRAINEE = "trainee"


PER_NAMES = {
    Per.ORGANISATION: "tổ chức",
    Per.YEAR: "năm",
    Per.CONTRACT_YEAR: "hợp đồng, trong một năm",
    Per.STANDARD: "tiêu chuẩn",
    Per.PRODUCT: "sản phẩm",
    Per.COURSE_YEAR: "khóa, trong một năm",
    Per.TRAINEE: "học viên",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A per cent, as the fraction it is: 50 → 1/2, 33.3 → 333/1000."""

    percent: Decimal
    numerator: int
    denominator: int

    @classmethod
    def of_percent(cls, percent: Decimal) -> Rate:
        """The rate of a per cent between 0 and 100."""
        numerator, denominator = (percent / 100).as_integer_ratio()
        return cls(percent, numerator, denominator)

    def of(self, vnd: int) -> int:
        """The share of an amount in whole đồng, rounded down: never more than the per cent."""
        return vnd * self.numerator // self.denominator


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that is given; per None: it is not known what it is a cap of."""

    vnd: int
    per: Per | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How much those get whom it is for: the sizes (None: any) with at least one of the facts (none named: any).

    rate None: not known. cap None: there is none, unless is_cap_missing.
    """

    sizes: frozenset[SizeClass] | None
    any_of: tuple[str, ...]
    rate: Rate | None
    cap: Cap | None
    is_cap_missing: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact that must be so (or must not) for a case to be supported."""

    fact: str
    must_be: bool
    words: str
    cite: str


@dataclass(frozen=True, slots=True)
class Priority:
    """A fact that brings a case forward; it changes no amount."""

    fact: str
    words: str
    cite: str


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """So many working days for a step of the procedure."""

    step: str
    working_days: int
    words: str
    cite: str


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that is asked for, and when: at the application or at the payment."""

    name: str
    at: str
    cite: str


@dataclass(frozen=True, slots=True)
class Principle:
    """A sentence of a text, in our words, with where it stands."""

    words: str
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Force:
    """A period of a policy's life, both days included; last None: no end is known."""

    first: date
    last: date | None
    status: ForceStatus
    cite: str
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """One rule of a policy. Of the fields that may be None, trigger, once, heads were not read in the text.

    ref: "bac-giang/43-2022-nq-hdnd#systems-1", unique over all policies; heads: the costs that count, "contract" being
    the contract's value; is_read_whole: the text has no other condition; most_a_year: how many units (trainees) one
    organisation gets in a year.
    """

    ref: str
    key: str
    cite: str
    confidence: Confidence
    words: str
    note: str
    role: Role
    content: str
    subjects: Subjects
    kinds: frozenset[str] | None
    sizes: frozenset[SizeClass] | None
    sectors: frozenset[str] | None
    any_of: tuple[str, ...]
    trigger: Trigger | None
    conditions: tuple[Condition, ...]
    is_read_whole: bool
    once: Once | None
    heads: frozenset[str] | None
    levels: tuple[Level, ...]
    most_a_year: int | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Policy:
    """A resolution or decree as data. priorities, limits, documents None: the text was not read so far.

    slug: folder and file ("bac-giang/43-2022-nq-hdnd"); province: the folder; overlap: the rule against being paid
    twice for one thing; choice: the rule that the organisation picks one of several; bound_by: ceilings of others;
    awaits: the other text that is to fix the amounts, "" where this one does.
    """

    slug: str
    number: str
    title: str
    issuer: str
    issued_on: date | None
    source: str
    confidence: Confidence
    province: str
    force: tuple[Force, ...]
    replaced_by: str | None
    is_successor_known: bool
    under_way: UnderWay | None
    overlap: Principle
    choice: Principle | None
    awaits: str
    priorities: tuple[Priority, ...] | None
    limits: tuple[TimeLimit, ...] | None
    documents: tuple[Document, ...] | None
    items: tuple[Item, ...]
    bound_by: tuple[tuple[Policy, Item], ...]
    vocabulary: Vocabulary

    def force_on(self, on: date) -> Force | None:
        """The period of its life that a day falls into, or None."""
        for period in self.force:
            if period.first <= on and (period.last is None or on <= period.last):
                return period
        return None

    def items_for(self, content: str) -> tuple[Item, ...]:
        """The rules about a content, in the order of the file."""
        return _items_for(self, content)

    def time_limit(self, step: str) -> TimeLimit | None:
        """The time limit of a step; None where there is none, or it is not known."""
        return next((limit for limit in self.limits or () if limit.step == step), None)

    def as_if_always_in_force(self) -> Policy:
        """The same policy, and the ceilings over it, without their dates: how a draft is tried on cases of the past."""
        always = Force(
            first=date.min,
            last=None,
            status=ForceStatus.IN_FORCE,
            cite=self.number,
            confidence=self.confidence,
            note="thử dự thảo trên hồ sơ đã có",
        )
        above = tuple((one.as_if_always_in_force(), item) for one, item in self.bound_by)
        return replace(self, force=(always,), bound_by=above)


@lru_cache(maxsize=4096)
def _items_for(policy: Policy, content: str) -> tuple[Item, ...]:
    return tuple(item for item in policy.items if item.content in {content, ANY_CONTENT})


Policies = Mapping[str, Policy]
