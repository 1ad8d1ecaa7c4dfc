"""Physical lines → paragraphs, with the exact lines on which each stands.

Published texts come out of PDFs and OCR with every printed line on a line of its own, with or without a blank line
after each, with page numbers in between. What ends a paragraph: a numbering mark or a list item on the next line, a
line that had room for the next word, a blank line where the text does not have one after every line, an indent after
a full stop. What continues one: a small letter, a line without an end of sentence that is full.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Block, Document, Line, Paragraph
from nscl.documents.reading.headings import starts_with
from nscl.documents.reading.line_fullness import Measure, measure
from nscl.documents.reading.numbering import ROMAN_RANK, Mark, begins_upper, is_upper, read_mark, without_markup
from nscl.documents.reading.outline import LabelKind
from nscl.text.folding import fold

_SENTENCE_END = re.compile(r"[.;:!?…](?:[\"”’')*_\]]|</?[a-z]{1,6}>){0,6}\s*$")
_PAGE_NUMBER = re.compile(
    r"(?:trang\s{0,2}|page\s{0,2})?[-–—|]?\s{0,2}[0-9]{1,3}\s{0,2}(?:/\s{0,2}[0-9]{1,3})?[-–—|]?", re.IGNORECASE
)
_REFERENCE_END = re.compile(
    r"(?:điều|khoản|điểm|mục|số|năm|tháng|ngày|phụ lục|phần|chương|quý|và|đến|từ|TP|[-–])\s*$", re.IGNORECASE
)
# What begins a block of its own in every administrative paper, whatever stands before it (folded).
_OWN_BLOCK = re.compile(
    r"(?:noi nhan\b|tm\.|t/m\b|kt\.|k/t\b|q\.|tl\.|tuq\.|chu tich\b$|pho chu tich\b$|(?:tm\. ?)?uy ban nhan dan\b"
    r"|cong hoa xa hoi|doc lap|ke hoach$|so ?: ?[0-9 ]*/|\((?:ban hanh )?kem theo|\(chi tiet|\(co |don vi( tinh)? ?:)"
)
_OWN_BLOCK_LETTERS = frozenset("NnTtKkQqCcPpUuỦủDdĐđSs(")  # with which those begin
# What no sentence goes on with, though a title before it has no full stop.
_PREAMBLE_STARTS = ("Căn cứ ", "Theo đề nghị", "Xét đề nghị")
_RULE = re.compile(r"[\s_=*.–—-]{3,}")  # the line under a letterhead
# Names with a dash in them, which a line end may put at the beginning of a line (folded: before, after).
_DASHED_NAMES = (("lao dong", "thuong binh"), ("van hoa", "the thao"), ("xa hoi", "nghe nghiep"), ("kinh te", "xa hoi"))
_DASHED_LETTERS = 12
# "38-CT/" and "TW", "38-CT" and "/TW", "38" and "-CT/TW": a word broken at its dash or stroke.
_BROKEN_BEHIND = re.compile(r"\w[-–/]$")
_BROKEN_BEFORE = re.compile(r"/\w|[-–](?:[A-ZĐ]{2}|[0-9]{4})")
_LONGEST_OWN_BLOCK = 120  # characters; longer lines begin sentences, not titles
_LINE_PER_PARAGRAPH = 160  # characters: no printed line of a portrait or landscape page is longer
_SHORTEST_TORN = 60  # characters: a whole paragraph that a page break tore has at least about one line


@dataclass(slots=True)
class _Run:
    """The paragraph being joined: its lines so far, the mark that opened it and where it stands."""

    paragraphs: list[Paragraph]
    mark: Mark | None
    counted: dict[str, int]  # style of mark → last number, of the whole document so far
    look: "_Look"  # of the last line

    @property
    def last(self) -> Paragraph:
        """The last line so far."""
        return self.paragraphs[-1]


@dataclass(frozen=True, slots=True)
class _Look:
    """What a line looks like by itself: a numbering mark, a block of its own, capitals only."""

    mark: Mark | None
    alone: bool
    upper: bool


@dataclass(frozen=True, slots=True)
class _Layout:
    """What decides between joining and breaking, measured once a document."""

    document: Document
    measure: Measure
    gap: int
    line_per_paragraph: bool
    damaged: bool

    def line(self, paragraph: Paragraph, *, last: bool) -> Line:
        """The document's line on which a paragraph begins or ends."""
        number = paragraph.span.last if last else paragraph.span.first
        return self.document.lines[number - 1]


def join_paragraphs(document: Document, without: Sequence[Span] = ()) -> tuple[Block, ...]:
    """The blocks of the document with physical lines joined to paragraphs; blocks inside ``without`` are left out.

    Tables and whole paragraphs stay as they are, but a whole paragraph that a page break has torn apart is mended.
    Page numbers within a sentence are dropped; everything else of the text is kept, in order.
    """
    blocks = _outside(document.blocks, without)
    layout = _lay_out(document, blocks)
    return tuple(_join(blocks, layout))


def _outside(blocks: Sequence[Block], without: Sequence[Span]) -> list[Block]:
    """The blocks that no span of ``without`` covers, in one pass."""
    spans = sorted(without)
    kept: list[Block] = []
    index = 0
    for block in blocks:
        while index < len(spans) and spans[index].last < block.span.first:
            index += 1
        inside = index < len(spans) and spans[index].first <= block.span.first and block.span.last <= spans[index].last
        if not inside:
            kept.append(block)
    return kept


def _lay_out(document: Document, blocks: Sequence[Block]) -> _Layout:
    broken = [block for block in blocks if isinstance(block, Paragraph) and not block.whole]
    gaps = Counter(
        after.span.first - before.span.last - 1
        for before, after in pairwise(broken)
        if len(before.text) > _SHORTEST_TORN // 2
    )
    gap = gaps.most_common(1)[0][0] if gaps else 0
    long = sum(len(block.text) for block in broken if len(block.text) > _LINE_PER_PARAGRAPH)
    every = sum(len(block.text) for block in broken)
    lines = [document.lines[block.span.first - 1] for block in broken if 1 <= block.span.first <= len(document.lines)]
    return _Layout(document, measure(lines), max(gap, 0), long * 2 > every, document.marks_lost)


def _join(blocks: Sequence[Block], layout: _Layout) -> Iterator[Block]:
    run: _Run | None = None
    counted: dict[str, int] = {}
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            if run is not None:
                yield _joined(run)
            run = None
            yield block
            continue
        mark = read_mark(block.text, damaged=layout.damaged)
        if run is not None and _is_page_number(block) and _is_torn(run, blocks, index):
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        look = _Look(mark, _stands_alone(block.text), is_upper(block.text))
        if run is not None and not _breaks(run, block, look, layout, following):
            if _is_broken(run.last.text.rstrip(), block.text.strip()):
                look = replace(look, upper=False)  # the rest of an abbreviation is no line of a heading
            run.paragraphs.append(block)
            run.look = look
            continue
        if run is not None:
            yield _joined(run)
        if mark is not None and mark.ordinal is not None:
            counted[mark.style] = mark.ordinal
        run = _Run([block], mark, counted, look)
    if run is not None:
        yield _joined(run)


def _joined(run: _Run) -> Paragraph:
    first = run.paragraphs[0]
    if len(run.paragraphs) == 1:
        return replace(first, whole=True) if not first.whole else first
    text = _glue(paragraph.text.strip() for paragraph in run.paragraphs)
    return replace(first, text=text, span=Span(first.span.first, run.last.span.last), whole=True)


def _glue(lines: Iterable[str]) -> str:
    """Lines as one text; a word or number that was broken after its dash or stroke ("2026-", "ISO/") is whole again."""
    parts: list[str] = []
    for line in lines:
        if parts and not _is_broken(parts[-1], line):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def _is_broken(before: str, after: str) -> bool:
    """Whether a line ends and the next begins within a word or number."""
    if _BROKEN_BEFORE.match(after) is not None:
        return before[-1:].isdigit() or (after[0] == "/" and before[-1:].isupper())
    return after[:1].isalnum() and _BROKEN_BEHIND.search(before) is not None


def _is_page_number(paragraph: Paragraph) -> bool:
    return _PAGE_NUMBER.fullmatch(paragraph.text.strip()) is not None


def _is_torn(run: _Run, blocks: Sequence[Block], index: int) -> bool:
    """Whether the sentence that stands before a page number goes on after it."""
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if not isinstance(following, Paragraph) or _SENTENCE_END.search(run.last.text):
        return False
    return len(run.last.text) >= _SHORTEST_TORN // 2 and following.text.strip()[:1].islower()


def _breaks(run: _Run, after: Paragraph, look: _Look, layout: _Layout, following: Block | None) -> bool:
    """Whether a new paragraph begins with ``after``."""
    before, mark = run.last, look.mark
    if before.whole or after.whole or layout.line_per_paragraph:
        return not _mends(before, after, mark)
    edge = _edge(run, after, layout)
    if _awaits_words(run):
        return mark is not None or edge.gap > 1
    broken = not run.look.alone and edge.gap <= 0 and _is_broken(before.text.rstrip(), after.text.strip())
    if broken or run.look.alone or look.alone or (mark is not None and _opens(run, mark, edge)):
        return not broken
    if run.look.upper or look.upper:
        return _breaks_capitals(run, look, edge)
    text = without_markup(after.text)
    if edge.ended:
        return _breaks_after_end(text, edge) or (begins_upper(text) and _is_set_in(after, following, layout))
    return _breaks_open_sentence(before, text, edge)


@dataclass(frozen=True, slots=True)
class _Edge:
    """What stands between two lines: an end of sentence, room for a word, blank lines more than usual, an indent."""

    ended: bool
    room: bool
    gap: int
    set_in: bool


def _edge(run: _Run, after: Paragraph, layout: _Layout) -> _Edge:
    before = run.last
    first = len(run.paragraphs) == 1
    upper, lower = layout.line(before, last=True), layout.line(after, last=False)
    room = layout.measure.has_room(upper, lower, first=first)
    gap = after.span.first - before.span.last - 1 - layout.gap
    if layout.measure.is_parted(upper, lower):
        # Distance and indent together say as much as two blank lines.
        gap += 2 if layout.measure.is_indented(lower) else 1
    # A hanging paragraph has all its lines but the first set in: then the next says nothing.
    set_in = layout.measure.is_indented(lower) and (first or not layout.measure.is_aligned(upper, lower))
    return _Edge(_SENTENCE_END.search(before.text) is not None, room, gap, set_in)


def _awaits_words(run: _Run) -> bool:
    """ "Chương II" or "1." alone on its line: the words follow on the next."""
    mark = run.mark
    alone = mark is not None and not mark.rest and len(run.paragraphs) == 1
    return alone and mark is not None and mark.label.kind is not LabelKind.APPENDIX


def _breaks_after_end(text: str, edge: _Edge) -> bool:
    if text[:1].islower():
        return edge.room and edge.gap > 0
    return edge.room or edge.gap > 0 or starts_with("basis_starts", text)


def _breaks_capitals(run: _Run, look: _Look, edge: _Edge) -> bool:
    """Headings in capitals run over lines of capitals only; abbreviations at a line's beginning are no heading."""
    if run.last.text.rstrip().endswith(","):
        return False
    if run.look.upper:
        return edge.gap > 0 or not look.upper
    return edge.ended or edge.room or edge.gap > 1


def _is_set_in(after: Paragraph, following: Block | None, layout: _Layout) -> bool:
    """After a full line with an end of sentence: whether the next looks like the first line of a paragraph."""
    second = layout.line(following, last=False) if isinstance(following, Paragraph) and not following.whole else None
    return layout.measure.begins_paragraph(layout.line(after, last=False), second)


def _breaks_open_sentence(before: Paragraph, text: str, edge: _Edge) -> bool:
    """Without an end of sentence the paragraph goes on, unless the line is short and the next has a capital."""
    if text.startswith(_PREAMBLE_STARTS):
        return True
    if text[:1].islower() or before.text.rstrip().endswith((",", "-", "–", "/", "(", "và")):
        return edge.gap > 1 and edge.room
    if not begins_upper(text) and not text.startswith("("):
        return edge.gap > 0 and edge.room
    return edge.room or edge.gap > 1


def _opens(run: _Run, mark: Mark, edge: _Edge) -> bool:
    """Whether a mark at the beginning of a line is one: not the "- Thương binh" of a wrapped name."""
    before = run.last.text.rstrip()
    if _REFERENCE_END.search(before) and not edge.room:
        return False
    bullet = mark.label.kind in (LabelKind.BULLET, LabelKind.PLUS)
    if bullet and _is_dashed_name(before, mark.rest):
        return False
    if bullet and (edge.set_in or mark.rest[:1].islower()):
        return edge.set_in or edge.ended or edge.room
    if edge.ended or edge.room or edge.gap > 0 or mark.rank < ROMAN_RANK:
        return True
    if bullet:
        return mark.style != "-" or before.endswith(")")
    return mark.ordinal in (1, run.counted.get(mark.style, 0) + 1)


def _is_dashed_name(before: str, rest: str) -> bool:
    end, start = fold(before[-_DASHED_LETTERS:]), fold(rest[:_DASHED_LETTERS])
    return any(end.endswith(first) and start.startswith(second) for first, second in _DASHED_NAMES)


def _stands_alone(text: str) -> bool:
    if len(text) > _LONGEST_OWN_BLOCK:
        return False
    bare = text.strip()
    if _PAGE_NUMBER.fullmatch(bare) is not None or _RULE.fullmatch(bare) is not None:
        return True
    words = without_markup(text)
    return words[:1] in _OWN_BLOCK_LETTERS and _OWN_BLOCK.match(fold(words)) is not None


def _mends(before: Paragraph, after: Paragraph, mark: Mark | None) -> bool:
    """Whether a page break tore one paragraph in two: an open sentence goes on with a small letter."""
    if mark is not None or before.heading is not None or after.heading is not None or before.bold or after.bold:
        return False
    if after.indent is not None or len(before.text) < _SHORTEST_TORN or not after.text.strip()[:1].islower():
        return False
    return _SENTENCE_END.search(before.text) is None and not is_upper(before.text)
