"""The items of the chapter on goals: each bullet, numbered item or paragraph that states one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nscl.documents.pack.schema import Period
from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Table
from nscl.documents.reading.outline import Node, Outline, SectionRole
from nscl.documents.reading.quantities import find_quantities
from nscl.text.folding import fold

_GOAL_ROLES = frozenset({SectionRole.GOALS, SectionRole.GENERAL_GOAL})
# Parts that have readers of their own, wherever they stand.
_OTHER_ROLES = frozenset(SectionRole) - _GOAL_ROLES
_UNTIL = re.compile(r"\b(?:den|het|cuoi|truoc)\b")  # "đến năm 2030" is a phase from the beginning
_LONGEST_TITLE = 16  # words: "Mục tiêu cụ thể đến năm 2025, định hướng đến năm 2030" has twelve
_LONGEST_LEAD_IN = 30  # words before a colon that introduce a list


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the goals: its text without mark, its lines, its phase, the lead-in of the list that it stands in."""

    text: str
    span: Span
    phase: Period
    lead_in: str = ""
    general: bool = False


@dataclass(frozen=True, slots=True)
class GoalTable:
    """A table in the chapter on goals."""

    table: Table
    phase: Period


@dataclass(frozen=True, slots=True)
class _Surroundings:
    phase: Period
    lead_in: str = ""
    general: bool = False


def goal_items(outline: Outline, period: Period, *, damaged: bool) -> Iterator[Item | GoalTable]:
    """The items and tables of all parts on goals, in the order of the document."""
    for root in outline.roots:
        yield from _goals_below(root, _Surroundings(period), damaged=damaged)


def _goals_below(node: Node, around: _Surroundings, *, damaged: bool) -> Iterator[Item | GoalTable]:
    if node.role in _GOAL_ROLES:
        yield from _items(node, around, damaged=damaged)
        return
    for child in node.children:
        yield from _goals_below(child, around, damaged=damaged)


def _items(node: Node, around: _Surroundings, *, damaged: bool) -> Iterator[Item | GoalTable]:
    if node.role in _OTHER_ROLES:
        return
    phase = _phase_of(node, around.phase)
    general = around.general or node.role is SectionRole.GENERAL_GOAL
    if isinstance(node.block, Table):
        yield GoalTable(node.block, phase)
        return
    lead_in = around.lead_in
    text = _without_title(node)
    if text and is_lead_in(node, text, damaged=damaged):
        lead_in = text
    elif text:
        yield Item(text, node.block.span, phase, around.lead_in, general)
        lead_in = ""
    below = _Surroundings(phase, lead_in, general)
    for child in node.children:
        yield from _items(child, below, damaged=damaged)


def _phase_of(node: Node, outer: Period) -> Period:
    if node.phase_years is None or node.phase_years[0] > node.phase_years[1]:
        return outer
    first, last = node.phase_years
    if first == last and outer.start < last and _UNTIL.search(fold(node.text)):
        first = outer.start
    return Period(start=first, end=last)


def _without_title(node: Node) -> str:
    """The text of a node without the title of its part: "1. Mục tiêu chung: Nâng cao …" has one."""
    text = node.text.strip()
    if node.role is None:
        return text
    title, colon, rest = text.partition(":")
    if colon and len(title.split()) <= _LONGEST_TITLE and rest.strip():
        return rest.strip()
    return "" if len(text.split()) <= _LONGEST_TITLE or node.children else text


def is_lead_in(node: Node, text: str, *, damaged: bool) -> bool:
    """Whether a paragraph only introduces what stands under it: "Đến năm 2030 phấn đấu:", "a) Giai đoạn 2021-2025"."""
    words = len(text.split())
    if text.rstrip().endswith(":"):
        short = words <= _LONGEST_LEAD_IN
    else:
        short = words <= _LONGEST_TITLE and not text.rstrip().endswith((".", ";"))
    titled = node.phase_years is not None or bool(node.children)
    return short and titled and not find_quantities(text, damaged=damaged)
