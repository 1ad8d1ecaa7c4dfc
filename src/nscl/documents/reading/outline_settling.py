"""What a finished tree says of itself: the role of each part and the years of each phase."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nscl.documents.reading.blocks import Block, Paragraph
from nscl.documents.reading.headings import is_title, starts_with
from nscl.documents.reading.numbering import is_upper, read_mark, without_markup
from nscl.documents.reading.outline import Label, Node, SectionRole
from nscl.text.folding import fold

MOST_APPENDIX_WORDS = 70  # an appendix' title repeats that of the plan
PLAN = "ke hoach"  # the kind of paper, on a line of its own above the title (folded)
_PERIOD = re.compile(r"giai doan\s{1,3}(?:nam )?(20[0-9]{2})\s?(?:[-–—]|den(?: nam)?)\s?(20[0-9]{2})")
# Which roles may stand inside a part of another role; else a title that only sounds like one has none.
_INSIDE = {
    SectionRole.GOALS: {SectionRole.GENERAL_GOAL, SectionRole.GOALS, SectionRole.SCOPE},
    SectionRole.TASKS: {SectionRole.TASKS},
    SectionRole.ORGANISATION: {SectionRole.FUNDING, SectionRole.ORGANISATION},
    SectionRole.PURPOSE: {SectionRole.GOALS, SectionRole.GENERAL_GOAL, SectionRole.PURPOSE},
    SectionRole.SCOPE: {SectionRole.SCOPE},
    SectionRole.BASIS: {SectionRole.BASIS},
    SectionRole.FUNDING: {SectionRole.FUNDING},
    SectionRole.GENERAL_GOAL: set(),
}
# Of a heading with several subjects whose parts have no headings of their own: what is worth most to read.
_WEIGHT = (
    SectionRole.GOALS,
    SectionRole.TASKS,
    SectionRole.ORGANISATION,
    SectionRole.FUNDING,
    SectionRole.SCOPE,
    SectionRole.GENERAL_GOAL,
    SectionRole.PURPOSE,
    SectionRole.BASIS,
)


@dataclass(slots=True)
class Draft:
    """A node being built; ``style`` and ``rank`` as of `numbering.Mark`; ``holds``: plain text stands under it."""

    block: Block
    text: str
    label: Label | None
    style: str
    rank: float
    holds: bool
    roles: tuple[SectionRole, ...] = ()
    phase: tuple[int | None, int] | None = None
    children: list["Draft"] = field(default_factory=list)


def title_period(blocks: Sequence[Block], *, damaged: bool) -> tuple[int, int] | None:
    """The period of the plan, from the first "giai đoạn 2026 - 2030" of a title in capitals, bold or after KẾ HOẠCH."""
    after_plan = False
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        folded = fold(without_markup(block.text))
        match = _PERIOD.search(folded)
        if match is not None and (after_plan or _is_heading(block) or _names_plan(block.text, folded)):
            return int(match[1]), int(match[2])
        after_plan = folded == PLAN
        if read_mark(block.text, damaged=damaged) is not None:
            return None
    return None


def _is_heading(block: Paragraph) -> bool:
    return is_upper(block.text) or block.bold or block.heading is not None


def _names_plan(text: str, folded: str) -> bool:
    """ "Về việc ban hành Kế hoạch … giai đoạn …", the title of a decision."""
    return PLAN in folded and is_title(text, words=MOST_APPENDIX_WORDS)


def finish(
    draft: Draft,
    outer: tuple[SectionRole, ...],
    period: tuple[int, int] | None,
    phase_before: int | None,
) -> Node:
    """The finished node: roles settled from outside in, phases from first to last."""
    allowed = tuple(role for role in draft.roles if all(role in _INSIDE.get(out, {role}) for out in outer))
    below = {role for child in draft.children for role in child.roles}
    role = allowed[0] if len(allowed) == 1 else None
    if role is not None and below - {role, *_INSIDE.get(role, ())} and starts_with("weak", draft.text):
        role = None
    if len(allowed) > 1 and not below:
        role = next(candidate for candidate in _WEIGHT if candidate in allowed)
    inside = (*outer, role) if role is not None else outer
    children, last = [], None
    for child in draft.children:
        node = finish(child, inside, period, last)
        last = node.phase_years[1] if node.phase_years else last
        children.append(node)
    years = _settle_phase(draft.phase, period, phase_before)
    return Node(draft.block, draft.text, draft.label, role, years, tuple(children))


def _settle_phase(
    phase: tuple[int | None, int] | None, period: tuple[int, int] | None, before: int | None
) -> tuple[int, int] | None:
    if phase is None:
        return None
    first, last = phase
    if first is not None:
        return first, last
    if before is not None and before < last:
        return before + 1, last
    if period is not None and period[0] <= last:
        return period[0], last
    return last, last
