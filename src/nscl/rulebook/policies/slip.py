"""The calculation slip while it is being written: steps, what is missing, the amount so far."""

from __future__ import annotations

from datetime import date
from functools import partial

from nscl.rulebook.policies.case import Case
from nscl.rulebook.policies.decision import Missing, Outcome, Step, StepKind
from nscl.rulebook.policies.policy import Item, Policy

Facts = tuple[tuple[str, str], ...]
# Step(…) without the detour through its keywords: ten steps a case, tens of thousands of cases a second.
_step = partial(tuple.__new__, Step)


class Slip:
    """The question (a case under a rule of a policy on a day), and the steps of its answer.

    amount_vnd: what the steps so far leave, None while nothing bounds it; is_open: a cost could not be read, so that
    no bound can be told.
    """

    __slots__ = ("amount_vnd", "case", "is_failed", "is_open", "item", "missing", "on", "policy", "steps")

    def __init__(self, case: Case, policy: Policy, item: Item, on: date) -> None:
        self.case = case
        self.policy = policy
        self.item = item
        self.on = on
        self.steps: list[Step] = []
        self.missing: dict[str, Missing] = {}
        self.is_failed = False
        self.is_open = False
        self.amount_vnd: int | None = None

    def passed(self, kind: StepKind, words: str, cite: str, facts: Facts = (), amount_vnd: int | None = None) -> None:
        """A step that lets the case through, or an amount that was computed."""
        self.steps.append(_step((kind, Outcome.PASSED, words, cite, amount_vnd, facts)))

    def noted(self, kind: StepKind, words: str, cite: str, facts: Facts = ()) -> None:
        """A step that is said and decides nothing."""
        self.steps.append(_step((kind, Outcome.NOTED, words, cite, None, facts)))

    def failed(self, kind: StepKind, words: str, cite: str, facts: Facts = ()) -> None:
        """A step that refuses the case."""
        self.is_failed = True
        self.steps.append(_step((kind, Outcome.FAILED, words, cite, None, facts)))

    def unknown(self, kind: StepKind, words: str, cite: str, missing: Missing) -> None:
        """A step that cannot be taken, for the want of something."""
        self.missing.setdefault(missing.key, missing)
        self.steps.append(_step((kind, Outcome.UNKNOWN, words, cite, None, ())))

    def limit(self, vnd: int) -> int:
        """Bring the amount down to a bound, never up; the amount after it."""
        self.amount_vnd = vnd if self.amount_vnd is None else min(self.amount_vnd, vnd)
        return self.amount_vnd


def written(vnd: int) -> str:
    """An amount in đồng as slips print it (`format_vnd` without its care for decimals: a slip prints ten of them)."""
    return f"{vnd:,} đồng".replace(",", ".")


def day(on: date) -> str:
    """A day as slips print it: 05/07/2021."""
    return f"{on.day:02}/{on.month:02}/{on.year}"
