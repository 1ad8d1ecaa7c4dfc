"""What is known of an application. None, or a fact that is not named, is not known: it is never taken for a no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nscl.rulebook.size import SizeClass

CONTRACT = "contract"  # the head of costs that is a contract's value
CERTIFIED = "certified"  # the fact that says there is, or is not, a certificate
# A single cost from a million billion đồng on is taken for a slip of the keyboard: a person must look at it first.
NOT_CREDIBLE_VND = 10**15
MOST_UNITS = 10_000  # trainees in one application; more is a slip too


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One cost that was borne: its head, the đồng, the day of the invoice (or of signing, for a contract's value).

    used_by: the case that has been paid for it already.
    """

    head: str
    vnd: int
    on: date | None
    used_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate obtained; used_by: the case that was supported on its strength."""

    number: str
    on: date | None
    until: date | None = None
    used_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Support that the organisation, its branches and predecessors had, or have running; item: `Item.ref`, or ""."""

    content: str
    on: date
    vnd: int
    subject: str = ""
    item: str = ""
    units: int = 1
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An application as facts.

    province: the folder of `data/rules` whose territory the organisation lies in; item: the rule it asks for, "" for
    the best; history: None where nobody has looked yet; units: how many (trainees) it asks for.
    """

    content: str
    kind: str | None
    province: str | None
    size: SizeClass | None = None
    sector: str | None = None
    subject: str = ""
    item: str = ""
    submitted_on: date | None = None
    costs: tuple[Cost, ...]
    certificate: Certificate | None = None
    units: int = 1
    facts: Mapping[str, bool]
    history: tuple[Support, ...] | None
