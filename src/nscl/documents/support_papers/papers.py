"""What the papers of support say, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class SignedFor(StrEnum):
    """Who signs a decision, and for whom (Decree 30/2020/NĐ-CP, article 13; annex I, II.7)."""

    CHAIR = "chair"
    FOR_CHAIR = "for_chair"
    COMMITTEE = "committee"
    COMMITTEE_FOR_CHAIR = "committee_for_chair"


SIGNATURES: dict[SignedFor, tuple[str, ...]] = {
    SignedFor.CHAIR: ("CHỦ TỊCH",),
    SignedFor.FOR_CHAIR: ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    SignedFor.COMMITTEE: ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    SignedFor.COMMITTEE_FOR_CHAIR: ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipStep:
    """A step of the slip: how it came out ("đạt", "không đạt", …), the article, the amount after it in đồng."""

    words: str
    outcome: str
    cite: str
    amount_vnd: int | None = None
    facts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPaper:
    """A calculation slip as it was kept. number: of the slip among those of the case; result: in words.

    priorities: those that the case has, in words; gaps: what is missing and how one supplies it.
    """

    province: str
    agency: str
    case: str
    number: int
    on: date
    by: str
    organisation: str
    tax_code: str
    content: str
    subject: str
    policy: str
    rule: str
    result: str
    amount_vnd: int
    steps: Sequence[SlipStep]
    priorities: Sequence[str] = ()
    gaps: Sequence[str] = ()
    cautions: Sequence[str] = ()
    is_sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedCase:
    """A case of a decision, with what it is given."""

    case: str
    organisation: str
    tax_code: str
    address: str
    content: str
    vnd: int
    minutes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPaper:
    """A decision to support one organisation or several. number "", on None: left blank, as in a draft.

    basis: further instruments, each as it is cited; agency: who handled the cases; fund: where the money comes from.
    """

    province: str
    agency: str
    number: str = ""
    on: date | None = None
    policies: Sequence[str]
    basis: Sequence[str] = ()
    fund: str
    year: int | None = None
    cases: Sequence[DecidedCase]
    signed_for: SignedFor = SignedFor.FOR_CHAIR
    is_sample: bool = False

    @property
    def total_vnd(self) -> int:
        """What is given in all."""
        return sum(one.vnd for one in self.cases)


@dataclass(frozen=True, slots=True)
class MinutesMember:
    """A member, as the minutes name them."""

    name: str
    position: str
    role: str
    is_present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesCase:
    """A case in the minutes. barred: who took no part, with why; mean: of the points, out of `most`.

    conclusion "": put off.
    """

    case: str
    organisation: str
    content: str
    asked_vnd: int | None
    computed_vnd: int | None
    sheets: int
    approve: int
    reject: int
    mean: Decimal | None
    most: int
    barred: Sequence[str] = ()
    conclusion: str = ""
    proposed_vnd: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesPaper:
    """Minutes of a council's meeting."""

    province: str
    agency: str
    number: str
    on: date
    place: str
    council: str
    decision_number: str
    decided_on: date
    members: Sequence[MinutesMember]
    chair: str
    secretary: str
    scoring: str
    cases: Sequence[MinutesCase]
    remarks: str = ""
    is_sample: bool = False

    @property
    def present(self) -> Sequence[MinutesMember]:
        """Those who took part."""
        return [one for one in self.members if one.is_present]

    @property
    def absent(self) -> Sequence[MinutesMember]:
        """Those who did not."""
        return [one for one in self.members if not one.is_present]
