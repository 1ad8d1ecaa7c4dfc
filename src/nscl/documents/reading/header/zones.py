"""The parts of a document in which its header stands: letterhead, title, preamble, and the notes over appendices."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Block, Paragraph
from nscl.documents.reading.headings import is_title
from nscl.documents.reading.numbering import is_upper, without_markup
from nscl.documents.reading.outline import LabelKind, Outline, SectionRole
from nscl.text.folding import fold

# The kinds of paper that carry a plan, on the line over the title (folded). A decision may promulgate one.
_KINDS = re.compile(r"(?:du thao )?(?:k[a-z&]{1,2} ?hoach|de an|chuong trinh)(?= |$)")
_DECISION = re.compile(r"quyet dinh$")
_ABOUT_PLAN = re.compile(r"(?:v/v|ve viec|ve)? ?(?:ban hanh|phe duyet) (?:ke hoach|de an|chuong trinh)\b")
_ATTACHED = re.compile(r"\(?(?:ban hanh )?k[a-z]m theo (?:k[a-z&]{1,3} hoach|quyet dinh|de an|van ban)")
_RULE = re.compile(r"[\W_]*")
_MOST_TITLE_PARAGRAPHS = 4
_MOST_HEAD_PARAGRAPHS = 60  # a letterhead and preamble are never longer
_LONGEST_ATTACHED = 400  # characters
_LONGEST_TITLE_WORDS = 90
_MARKS_OF_BODY = frozenset(LabelKind) - {LabelKind.BULLET, LabelKind.PLUS, LabelKind.LETTER}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or cell of the header's parts and its lines."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Zones:
    """``letterhead``: all before the title; ``title``: its paragraphs, the kind of paper first; ``preamble``: from the
    title to the first heading; ``attached``: "(Kèm theo Kế hoạch số …)" over appendices; ``body``: all paragraphs.
    """

    letterhead: tuple[Passage, ...]
    title: tuple[Passage, ...]
    preamble: tuple[Passage, ...]
    attached: tuple[Passage, ...]
    body: tuple[Passage, ...]


def find_zones(blocks: Sequence[Block], outline: Outline) -> Zones:
    """The header's parts of a document's joined blocks; every one may be empty."""
    passages = tuple(passage for block in blocks for passage in _passages(block))
    end = _first_line_of_body(outline)
    head = [passage for passage in passages if passage.span.first < end][:_MOST_HEAD_PARAGRAPHS]
    place = next((index for index, passage in enumerate(head) if _names_kind(passage, head, index)), None)
    attached = tuple(passage for passage in passages if _is_attached(passage))
    if place is None:
        letterhead = [passage for passage in head if not _is_sentence(passage.text)]
        preamble = [passage for passage in head if _is_sentence(passage.text)]
        return Zones(tuple(letterhead), (), tuple(preamble), attached, passages)
    stop = place + 1
    while stop < len(head) and stop - place <= _MOST_TITLE_PARAGRAPHS and _continues_title(head[stop]):
        stop += 1
    title = tuple(passage for passage in head[place:stop] if not _is_rule(passage.text))
    return Zones(tuple(head[:place]), title, tuple(head[stop:]), attached, passages)


def _passages(block: Block) -> Iterator[Passage]:
    if isinstance(block, Paragraph):
        for part in block.text.split("\n"):
            if part.strip():
                yield Passage(without_markup(part).strip(), block.span)
        return
    for row in block.rows:
        for cell in row:
            if cell is not None:
                for part in cell.text.split("\n"):
                    if part.strip():
                        yield Passage(part.strip(), cell.span)


def _first_line_of_body(outline: Outline) -> int:
    for node in outline.walk():
        numbered = node.label is not None and node.label.kind in _MARKS_OF_BODY
        if numbered or node.role not in (None, SectionRole.BASIS):
            return node.block.span.first
    return max((root.span.last for root in outline.roots), default=0) + 1


def _names_kind(passage: Passage, head: list[Passage], index: int) -> bool:
    folded = fold(passage.text).strip(" .:")
    match = _KINDS.match(folded)
    if match is not None:
        alone = match.end() == len(folded)
        return alone or (is_title(passage.text) and (is_upper(passage.text) or "giai doan" in folded or index == 0))
    following = fold(head[index + 1].text) if index + 1 < len(head) else ""
    return _DECISION.fullmatch(folded) is not None and _ABOUT_PLAN.match(following) is not None


def _continues_title(passage: Passage) -> bool:
    if _is_rule(passage.text):
        return True
    return is_title(passage.text, words=_LONGEST_TITLE_WORDS) and not fold(passage.text).startswith(
        ("can cu ", "thi hanh ", "uy ban nhan dan", "chu tich", "hoi dong nhan dan")
    )


def _is_rule(text: str) -> bool:
    """A line of dashes, or a page number."""
    return _RULE.fullmatch(text) is not None or text.strip().isdecimal()


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", ":", ";")) and len(text.split()) > _MOST_TITLE_PARAGRAPHS * 2


def _is_attached(passage: Passage) -> bool:
    return len(passage.text) <= _LONGEST_ATTACHED and _ATTACHED.match(fold(passage.text)) is not None
