"""What `assess` answers: granted, refused or not decidable, with every step on the way."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """The answer."""

    GRANTED = "granted"
    REFUSED = "refused"
    NOT_DECIDABLE = "not_decidable"


STATE_NAMES = {
    State.GRANTED: "được hỗ trợ",
    State.REFUSED: "không được hỗ trợ",
    State.NOT_DECIDABLE: "chưa quyết định được",
}


class Outcome(StrEnum):
    """How a step came out. NOTED: said for the reader, decides nothing."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NOTED = "noted"


class StepKind(StrEnum):
    """What a step looks at."""

    FORCE = "force"
    CONTENT = "content"
    SUBJECT = "subject"
    KIND = "kind"
    PROVINCE = "province"
    SIZE = "size"
    SECTOR = "sector"
    GROUP = "group"
    CONDITION = "condition"
    CERTIFICATE = "certificate"
    ONCE = "once"
    COSTS = "costs"
    COUNT = "count"
    PERCENT = "percent"
    CAP = "cap"
    CEILING = "ceiling"
    RESULT = "result"


class Step(NamedTuple):
    """One step: what was looked at, how it came out, the words; the amount after it, where it is about an amount.

    facts: the facts used, name and value as written.
    """

    kind: StepKind
    outcome: Outcome
    words: str
    cite: str
    amount_vnd: int | None = None
    facts: tuple[tuple[str, str], ...] = ()


class Missing(NamedTuple):
    """What must be known before a case can be decided, and how one supplies it."""

    key: str
    name: str
    supply: str


class PriorityMark(NamedTuple):
    """A priority of the policy, and whether the case has it; None: not known."""

    words: str
    cite: str
    is_met: bool | None


class Decision(NamedTuple):
    """The answer to a case under one rule of a policy on a day.

    item: the rule (`Item.ref`), "" where the policy has none for the content; rule: what it says, in our words;
    amount_vnd: 0 unless granted; at_most_vnd: where not decidable, what it cannot exceed by what is known, or None;
    cautions: what a person must still look up, unverified sources among them.
    """

    policy: str
    item: str
    rule: str
    on: date
    state: State
    amount_vnd: int
    at_most_vnd: int | None
    steps: tuple[Step, ...]
    missing: tuple[Missing, ...]
    priorities: tuple[PriorityMark, ...]
    cautions: tuple[str, ...]

    @property
    def reasons(self) -> tuple[Step, ...]:
        """The steps that stand in the way: failed ones where refused, unknown ones where not decidable."""
        wanted = {State.REFUSED: Outcome.FAILED, State.NOT_DECIDABLE: Outcome.UNKNOWN}.get(self.state)
        return tuple(step for step in self.steps if step.outcome is wanted)
