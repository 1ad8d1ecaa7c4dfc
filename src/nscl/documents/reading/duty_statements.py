"""The chapter on organisation as statements: who is told to do what, with the lines of each sentence.

A numbered heading names the agencies of the duties under it; a closing paragraph ("Yêu cầu Thủ trưởng …") names its
own. A sentence that names nobody is about those of the sentence before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nscl.documents.pack.enums import AgencyKind
from nscl.documents.pack.values import Span
from nscl.documents.reading.agencies import Mention, find_agencies
from nscl.documents.reading.blocks import Document, Paragraph
from nscl.documents.reading.duty_words import DutyText
from nscl.documents.reading.outline import Node, Outline, SectionRole
from nscl.documents.reading.paragraph_places import ParagraphPlaces
from nscl.documents.reading.sentences import split_sentences

# A heading is agencies and what stands between them; of longer remains the paragraph is a duty.
_MOST_OTHER_LETTERS = 30
_SUBJECT_REACH = 16  # characters between the comma that ends the ground and the first agency ("thủ trưởng các …")
_GROUND_REACH = 24
_TIME = re.compile(r"\W*(?:Hằng năm|Hàng năm|Định kỳ)?[\s,]*")
_COLON = re.compile(r"\s*:\s*")
_BETWEEN = re.compile(r"[\s,;:&–-]*(?:(?:và|cùng|của|gồm|là|các|thuộc|tỉnh|va|cua|cac)\b[\s,;:]*){0,3}", re.IGNORECASE)
_DEMAND = re.compile(
    r"^\W*(?:(?:UBND tỉnh|Ủy ban nhân dân tỉnh|Chủ tịch UBND tỉnh)\s+)?(?:yêu cầu|đề nghị|giao|yeu cau|de nghi)\s+",
    re.IGNORECASE,
)
_DUTY_FOLLOWS = re.compile(
    r"\s*(?:\(.{1,80}?\)\s*)?(?:liên quan\s+|khác\s+|có\s+)*(?:trong\s+(?:phạm vi|thẩm quyền)|căn cứ|"
    r"có trách nhiệm|chịu trách nhiệm|"
    r"chủ động|chủ trì|phối hợp|chỉ đạo|tổ chức|xây dựng|triển khai|thực hiện|báo cáo|hướng dẫn|lập|tham mưu|"
    r"thẩm định|tổng hợp|nghiêm túc|theo chức năng|theo nhiệm vụ|cụ thể hóa|là cơ quan|là đơn vị|:)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence about what ``subjects`` are to do.

    ``own``: the sentence itself names them, and ``text[start:]`` is the duty.

    ``subjects`` is empty where neither the sentence nor its heading names anybody. ``mentions``: all agencies in
    ``text``, with offsets in it.
    """

    subjects: tuple[Mention, ...]
    text: str
    start: int
    own: bool
    at: Span
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    damaged: bool
    province: str | None
    document: Document | None

    def agencies(self, text: str) -> tuple[Mention, ...]:
        return find_agencies(text, damaged=self.damaged, province=self.province)

    def actors(self, text: str) -> tuple[Mention, ...]:
        """The agencies of a sentence without enterprises, of whom nearly every sentence speaks."""
        return tuple(mention for mention in self.agencies(text) if mention.kind is not AgencyKind.ENTERPRISE)

    def read(self, nodes: Sequence[Node], subjects: tuple[Mention, ...]) -> Iterator[Statement]:
        for node in nodes:
            if not isinstance(node.block, Paragraph):
                continue
            heading = self._heading(node)
            if heading:
                yield from self.read(node.children, heading)
                # Where nothing stands under a heading, the text after it does.
                subjects = subjects if node.children else heading
                continue
            statements = list(self._sentences(node, subjects))
            yield from statements
            inherited = statements[-1].subjects if statements else subjects
            yield from self.read(node.children, inherited)
            if node.label is None:
                # A closing paragraph goes on with those of the one before it: "Trong quá trình thực hiện …".
                subjects = inherited

    def _heading(self, node: Node) -> tuple[Mention, ...]:
        """The agencies of a heading, () where the paragraph is more than that."""
        mentions = self.agencies(node.text)
        if not mentions:
            return ()
        remains = _without(node.text, mentions)
        if len(remains) <= (_MOST_OTHER_LETTERS if node.children else 0) or _is_filling(node.text, mentions):
            return mentions
        return ()

    def _sentences(self, node: Node, inherited: tuple[Mention, ...]) -> Iterator[Statement]:
        subjects = inherited
        places = ParagraphPlaces(node.text, node.block.span, self.document.lines if self.document else ())
        for sentence in split_sentences(node.text):
            mentions = self.actors(sentence.text)
            named, start = _subjects(sentence.text, mentions, damaged=self.damaged)
            if not named and self.damaged and not subjects:
                named, start = _late_subjects(sentence.text, mentions)
            subjects = named or subjects
            at = places.span_of(sentence.start, sentence.stop)
            yield Statement(subjects, sentence.text, start, bool(named), at, mentions)


def read_statements(
    outline: Outline,
    *,
    damaged: bool = False,
    province: str | None = None,
    document: Document | None = None,
    roles: Sequence[SectionRole] = (SectionRole.ORGANISATION,),
) -> tuple[Statement, ...]:
    """Every sentence of the chapters of these roles, with the agencies that it is about.

    ``document``: where given, each sentence has its own lines; else those of its paragraph.
    """
    reader = _Reader(damaged, province, document)
    return tuple(
        statement for role in roles for node in outline.with_role(role) for statement in reader.read(node.children, ())
    )


def _subjects(text: str, mentions: Sequence[Mention], *, damaged: bool) -> tuple[tuple[Mention, ...], int]:
    """The agencies that a sentence begins with, and where its duty begins; (), 0 where it begins otherwise."""
    demand = _DEMAND.match(text)
    at = demand.end() if demand else 0
    lead_in = _TIME.match(text, at)
    at = lead_in.end() if lead_in else at
    chain, at = _chain(text, mentions, at)
    if not chain:
        grounds = DutyText(text[:_GROUND_REACH], damaged=damaged).terms("grounds")
        return _late_subjects(text, mentions) if grounds and grounds[0].start <= 1 else ((), 0)
    if demand or damaged or _DUTY_FOLLOWS.match(text, at):
        colon = _COLON.match(text, at)
        return chain, colon.end() if colon else at
    return (), 0


def _chain(text: str, mentions: Sequence[Mention], at: int) -> tuple[tuple[Mention, ...], int]:
    """The agencies one after another from ``at``, with only commas and "và" between, and where they end."""
    chain: list[Mention] = []
    for mention in mentions:
        if mention.start < at:
            continue
        if _BETWEEN.fullmatch(text, at, mention.start) is None:
            break
        chain.append(mention)
        at = mention.stop
    return tuple(chain), at


def _late_subjects(text: str, mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], int]:
    """ "Căn cứ … được giao, Sở Tài chính phối hợp …": agencies after the comma of the ground, before their verb."""
    for mention in mentions:
        if text.rfind(",", max(0, mention.start - _SUBJECT_REACH), mention.start) < 0:
            continue
        chain, at = _chain(text, mentions, mention.start)
        if mention.score < 1.0 or _DUTY_FOLLOWS.match(text, at):
            return chain, at
    return (), 0


def _without(text: str, mentions: Sequence[Mention]) -> str:
    """The letters outside the mentions."""
    kept, at = [], 0
    for mention in mentions:
        kept.append(text[at : mention.start])
        at = mention.stop
    return "".join(character for character in "".join([*kept, text[at:]]) if character.isalpha())


def _is_filling(text: str, mentions: Sequence[Mention]) -> bool:
    """Whether only connecting words stand between and after the mentions."""
    at = 0
    for mention in mentions:
        if _BETWEEN.fullmatch(text[at : mention.start]) is None:
            return False
        at = mention.stop
    return re.fullmatch(r"[\s.:;,*]*", text[at:]) is not None
