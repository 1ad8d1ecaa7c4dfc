"""What is wrong with a template, each with its place and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_QUOTED: Final = 60


class ProblemRule(StrEnum):
    """Kinds of problems."""

    NOT_WORD = "not-word"
    TOO_BIG = "too-big"
    DAMAGED = "damaged"
    MACRO = "macro"
    LINKED = "linked"
    TRACKED = "tracked"
    BRACES = "braces"
    EXPRESSION = "expression"
    UNKNOWN = "unknown"
    MISPLACED = "misplaced"
    REPEATED = "repeated"
    MISSING = "missing"
    UNFILLABLE = "unfillable"


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """A problem: where it stands, what it is, what to do; quote: the words there, "" where there are none."""

    rule: ProblemRule
    place: str
    what: str
    remedy: str
    quote: str = ""

    def __str__(self) -> str:
        quoted = f" (“{self.quote}”)" if self.quote else ""
        return f"{self.place}{quoted}: {self.what}. Cách sửa: {self.remedy}."


class TemplateRefused(ValueError):
    """A template that cannot be filled in; `problems` says why."""

    def __init__(self, problems: Sequence[TemplateProblem]) -> None:
        super().__init__("\n".join(str(one) for one in problems))
        self.problems = tuple(problems)


def shortened(text: str) -> str:
    """The words of a place, not too long to be read in a list."""
    bare = " ".join(text.split())
    return bare if len(bare) <= MOST_QUOTED else f"{bare[: MOST_QUOTED - 1]}…"
