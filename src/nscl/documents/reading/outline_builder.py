"""Paragraphs → the tree of a document: which paragraph stands under which, and what each part is about.

Marks of one look are siblings; a mark of a new look stands under the paragraph before it where its kind is narrower,
or where that paragraph ends with a colon; numbers that are wrong or begin again do not matter. Text without a mark
stands under the nearest heading. Recipients and signature end the body; every appendix is a root of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Block, Paragraph, Table
from nscl.documents.reading.headings import (
    MOST_ITEM_WORDS,
    MOST_TITLE_WORDS,
    heading_part,
    is_title,
    phase_years,
    roles_of,
    starts_with,
)
from nscl.documents.reading.numbering import ROMAN_RANK, Mark, is_upper, read_mark, without_markup
from nscl.documents.reading.outline import Label, LabelKind, Outline, SectionRole
from nscl.documents.reading.outline_settling import MOST_APPENDIX_WORDS, PLAN, Draft, finish, title_period
from nscl.text.folding import fold

# Headings that only the markup or the wording tells: Word's and Markdown's first level reaches a little wider than
# Roman numerals, a title in capitals as far as they do, a short title in small letters less.
_MARKUP_RANK, _MARKUP_STEP = 4.3, 0.3
_WORDING_RANK = 5.5
_ROOT_RANK = -1.0
_LIST_RANK = 7.0  # marks from here on number the items of a list
_TEXT_STYLE = "text"
_DEEPEST = 40  # a tree of more levels is no document of an office
# "- Mục tiêu chung: …" begins a part; "- Kinh phí: …" says what one task costs.
_ROLES_OF_BULLETS = {SectionRole.GENERAL_GOAL, SectionRole.GOALS, SectionRole.SCOPE, SectionRole.PURPOSE}
_WIDE_KINDS = {LabelKind.APPENDIX, LabelKind.PART, LabelKind.CHAPTER, LabelKind.SECTION, LabelKind.ARTICLE}
_LONGEST_ENDING = 120  # characters of "Nơi nhận: …" or of a line of the signature
_LONGEST_TITLE_LINES = 3  # of the title that follows "Phụ lục II" or "Chương I"


@dataclass(slots=True)
class _State:
    """The forest so far, and the open nodes from the root down to the last one."""

    damaged: bool
    roots: list[Draft] = field(default_factory=list)
    stack: list[Draft] = field(default_factory=list)
    body_begun: bool = False
    body_ended: bool = False

    def add(self, draft: Draft) -> None:
        """Put a node under the last open one, and open it."""
        (self.stack[-1].children if self.stack else self.roots).append(draft)
        self.stack.append(draft)


def build_outline(blocks: Sequence[Block], *, damaged: bool = False) -> Outline:
    """The tree of a document's blocks, as `paragraphs.join_paragraphs` gives them.

    ``damaged``: OCR without diacritics, whose headings are recognised folded and approximately. ``phase_years`` of
    "Đến năm 2030" begin after the phase before it, else with the period of the document's title; where neither is
    known, both years are the last one.
    """
    state = _State(damaged)
    index = 0
    while index < len(blocks):
        index += _place(state, blocks, index)
    period = title_period(blocks, damaged=damaged)
    return Outline(tuple(finish(draft, (), period, None) for draft in state.roots))


def _place(state: _State, blocks: Sequence[Block], index: int) -> int:
    """Put one block into the tree; the number of blocks used up (a title under "Phụ lục II" goes with it)."""
    block = blocks[index]
    if isinstance(block, Table):
        _place_table(state, block)
        return 1
    mark = read_mark(block.text, damaged=state.damaged)
    text = without_markup(block.text)
    if mark is not None and mark.label.kind is LabelKind.APPENDIX:
        used, joined, mark = _with_title(block, blocks[index + 1 : index + 1 + _LONGEST_TITLE_LINES], mark)
        _place_appendix(state, joined, mark)
        return used
    if mark is None and _place_ending(state, block, text):
        return 1
    if state.body_ended:
        return _place_after_end(state, block, text, mark)
    if mark is not None:
        used, joined, mark = _with_title(block, blocks[index + 1 : index + 1 + _LONGEST_TITLE_LINES], mark)
        _place_marked(state, joined, mark)
        return used
    _place_unmarked(state, block, text)
    return 1


def _place_table(state: _State, table: Table) -> None:
    draft = Draft(table, "", None, "table", _LIST_RANK, holds=False)
    _pop_to_holder(state)
    state.add(draft)
    state.stack.pop()


def _place_appendix(state: _State, block: Paragraph, mark: Mark) -> None:
    state.stack.clear()
    state.body_begun, state.body_ended = True, False
    roles = roles_of(mark.rest, damaged=state.damaged)
    phase = phase_years(mark.rest, damaged=state.damaged)
    state.add(Draft(block, mark.rest, mark.label, mark.style, _ROOT_RANK, holds=True, roles=roles, phase=phase))


def _place_ending(state: _State, block: Paragraph, text: str) -> bool:
    """Recipients and signature: roots that end the body."""
    for name, role in (("recipients_starts", SectionRole.RECIPIENTS), ("signature_starts", SectionRole.SIGNATURE)):
        if starts_with(name, text, damaged=state.damaged) and len(text) <= _LONGEST_ENDING:
            if role is SectionRole.SIGNATURE and not state.body_begun:
                return False  # "ỦY BAN NHÂN DÂN" of the letterhead
            open_already = state.stack and state.stack[0].roles == (role,)
            if open_already and role is SectionRole.SIGNATURE:
                del state.stack[1:]
                state.add(Draft(block, text, None, _TEXT_STYLE, _LIST_RANK, holds=False))
            else:
                state.stack.clear()
                state.add(Draft(block, text, None, role.value, _ROOT_RANK, holds=True, roles=(role,)))
            state.body_ended = True
            return True
    return False


def _place_after_end(state: _State, block: Paragraph, text: str, mark: Mark | None) -> int:
    """After recipients and signature: names and lists, until the title of an appendix that lacks the word."""
    if fold(text) == PLAN or (mark is not None and _reopens(mark)):
        # The plan that a decision promulgates follows the decision's signature.
        state.stack.clear()
        state.body_begun, state.body_ended = mark is not None, False
        if mark is not None:
            _place_marked(state, block, mark)
        else:
            _place_preamble(state, block, text)
        return 1
    titled = is_upper(text) or block.heading is not None or block.bold
    wide = mark is not None and mark.rank <= ROMAN_RANK
    words = mark.rest if mark is not None else text
    if (wide or titled) and starts_with("appendix_starts", words, damaged=state.damaged):
        state.stack.clear()
        state.body_ended = False
        roles = roles_of(words, damaged=state.damaged)
        label = mark.label if mark is not None and wide else None
        state.add(Draft(block, words, label, "appendix", _ROOT_RANK, holds=True, roles=roles))
        return 1
    del state.stack[1:]
    label = mark.label if mark is not None else None
    state.add(Draft(block, mark.rest if mark else text, label, _TEXT_STYLE, _LIST_RANK, holds=False))
    return 1


def _reopens(mark: Mark) -> bool:
    """Whether a heading after a signature begins another body."""
    return mark.rank <= ROMAN_RANK and is_upper(mark.rest) and bool(roles_of(mark.rest))


def _with_title(block: Paragraph, following: Sequence[Block], mark: Mark) -> tuple[int, Paragraph, Mark]:
    """The mark's paragraph joined with the title on the following ones, where "Chương I" or "Phụ lục" stands alone."""
    if mark.label.kind not in _WIDE_KINDS or mark.rest.strip():
        return 1, block, mark
    titles: list[Paragraph] = []
    for paragraph in following:
        if not isinstance(paragraph, Paragraph) or not _continues_title(paragraph, titles):
            break
        titles.append(paragraph)
    if not titles:
        return 1, block, mark
    rest = " ".join(without_markup(title.text).strip() for title in titles)
    joined = replace(
        block,
        text=f"{block.text.strip()} {rest}",
        span=Span(block.span.first, titles[-1].span.last),
        heading=block.heading,
    )
    return 1 + len(titles), joined, replace(mark, rest=rest)


def _continues_title(paragraph: Paragraph, before: list[Paragraph]) -> bool:
    text = without_markup(paragraph.text)
    if read_mark(paragraph.text) is not None or text.startswith("(") or not is_title(text, words=MOST_APPENDIX_WORDS):
        return False
    return not before or (is_upper(before[-1].text) and is_upper(text))


def _place_marked(state: _State, block: Paragraph, mark: Mark) -> None:
    state.body_begun = True
    _pop_for(state, mark)
    if state.damaged:
        mark = _with_bar(state, mark)
    title = is_title(mark.rest, words=MOST_ITEM_WORDS if mark.rank >= _LIST_RANK else MOST_TITLE_WORDS)
    bullet = mark.label.kind in (LabelKind.BULLET, LabelKind.PLUS)
    holds = (title and not bullet) or mark.rest.rstrip().endswith(":") or mark.rank < ROMAN_RANK
    head = heading_part(mark.rest)
    named = title or head is not mark.rest
    roles = roles_of(head, damaged=state.damaged) if named else ()
    if bullet:
        roles = tuple(role for role in roles if role in _ROLES_OF_BULLETS)
    state.add(
        Draft(
            block,
            mark.rest,
            mark.label,
            mark.style,
            mark.rank,
            holds,
            roles=roles,
            phase=phase_years(head, damaged=state.damaged) if named else None,
        )
    )


def _with_bar(state: _State, mark: Mark) -> Mark:
    """A second "d)" in a list is the "đ)" whose bar the OCR has lost."""
    siblings = state.stack[-1].children if state.stack else state.roots
    before = siblings[-1].label if siblings else None
    if mark.label == Label(LabelKind.LETTER, "d") and before == mark.label:
        return replace(mark, label=Label(LabelKind.LETTER, "đ"))
    return mark


def _pop_for(state: _State, mark: Mark) -> None:
    """Close the nodes that a mark does not stand under."""
    stack = state.stack
    while stack and stack[-1].style == _TEXT_STYLE:
        stack.pop()
    if mark.label.kind is LabelKind.DECIMAL and _pop_to_prefix(stack, mark.label.text):
        return
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].style == mark.style:
            del stack[depth:]
            return
    if stack and mark.rank >= _LIST_RANK and stack[-1].text.rstrip().endswith(":"):
        del stack[_DEEPEST:]
        return
    while stack and stack[-1].rank >= mark.rank:
        stack.pop()
    del stack[_DEEPEST:]


def _pop_to_prefix(stack: list[Draft], text: str) -> bool:
    """ "1.2" stands under the open "1", "I.1.a" under "I.1"; whether there is such a node."""
    prefix = text.rsplit(".", 1)[0]
    for depth in range(len(stack) - 1, -1, -1):
        label = stack[depth].label
        if label is not None and label.text == prefix and label.kind is not LabelKind.APPENDIX:
            del stack[depth + 1 :]
            return True
    return False


def _place_unmarked(state: _State, block: Paragraph, text: str) -> None:
    roles, rank = _unmarked_heading(state, block, text)
    if rank is not None:
        state.body_begun = True
        while state.stack and state.stack[-1].rank >= rank:
            state.stack.pop()
        phase = phase_years(text, damaged=state.damaged)
        state.add(Draft(block, text, None, f"heading{rank}", rank, holds=True, roles=roles, phase=phase))
        return
    if not state.body_begun:
        _place_preamble(state, block, text)
        return
    if starts_with("closing_starts", text, damaged=state.damaged):
        _pop_to_organisation(state)
    _pop_to_holder(state)
    state.add(Draft(block, text, None, _TEXT_STYLE, _LIST_RANK, holds=False))


def _place_preamble(state: _State, block: Paragraph, text: str) -> None:
    """Letterhead, title and the paragraphs that name the legal basis: flat roots before the body."""
    title = block.heading is not None or is_upper(text) or (state.roots and fold(state.roots[-1].text) == PLAN)
    basis = not title and starts_with("basis_starts", text, damaged=state.damaged)
    state.stack.clear()
    roles = (SectionRole.BASIS,) if basis else ()
    state.add(Draft(block, text, None, _TEXT_STYLE, _LIST_RANK, holds=False, roles=roles))


def _unmarked_heading(state: _State, block: Paragraph, text: str) -> tuple[tuple[SectionRole, ...], float | None]:
    """Roles and rank of a heading without a mark; no rank where the paragraph is none."""
    if not is_title(text):
        return (), None
    roles = roles_of(text, damaged=state.damaged)
    if block.heading is not None and (state.body_begun or roles):
        return roles, _MARKUP_RANK + _MARKUP_STEP * block.heading
    if not roles:
        return (), None
    if is_upper(text):
        return roles, ROMAN_RANK
    short = is_title(text, words=MOST_ITEM_WORDS) and not text.rstrip().endswith(":")
    return (roles, _WORDING_RANK) if short and block.bold else ((), None)


def _pop_to_holder(state: _State) -> None:
    """Close the items under which text without a mark does not stand."""
    while state.stack and not state.stack[-1].holds:
        state.stack.pop()


def _pop_to_organisation(state: _State) -> None:
    for depth, draft in enumerate(state.stack):
        if SectionRole.ORGANISATION in draft.roles:
            del state.stack[depth + 1 :]
            return
