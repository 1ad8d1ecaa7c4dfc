"""Who may be supported, who first, how far, and who pays the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nscl.documents.pack.enums import SupportRuleKind
from nscl.documents.pack.schema import SupportRule
from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Line, Table
from nscl.documents.reading.indicators import mentions
from nscl.documents.reading.lexicon import load
from nscl.documents.reading.outline import Node, Outline, SectionRole
from nscl.documents.reading.paragraph_places import ParagraphPlaces
from nscl.documents.reading.results import Doubt, Extracted
from nscl.documents.reading.sentences import split_sentences
from nscl.text.folding import fold_words

_DATA = load("support")
_KINDS = {SupportRuleKind(kind): tuple(words) for kind, words in _DATA["kinds"].items()}
_FUNDING = tuple(_DATA["funding"])
_ENDS = frozenset({SectionRole.RECIPIENTS, SectionRole.SIGNATURE})
# Parts in which a sentence on support is a rule; the duties of agencies (ORGANISATION) speak of support too.
_READ = frozenset(
    {SectionRole.SCOPE, SectionRole.GOALS, SectionRole.GENERAL_GOAL, SectionRole.TASKS, SectionRole.FUNDING}
)


def _folded(name: str) -> tuple[str, ...]:
    return tuple(" ".join(fold_words(words)) for words in _DATA[name])


_SUPPORT, _BETWEEN, _BENEFICIARIES = _folded("support"), _folded("between"), _folded("beneficiaries")
_NOT_RULES = _folded("not_rules")
_BEGINNINGS = tuple(
    f"{support} {between + ' ' if between else ''}{beneficiary} "
    for support in _SUPPORT
    for between in ("", *_BETWEEN)
    for beneficiary in _BENEFICIARIES
)
_SHORTEST = 4  # words: fewer are a heading or a remainder


@dataclass(frozen=True, slots=True)
class _Place:
    node: Node
    role: SectionRole


def read_support_rules(
    outline: Outline, *, damaged: bool = False, lines: Sequence[Line] = ()
) -> Extracted[SupportRule]:
    """The conditions on support: every item of the part on scope, and sentences of the goals, tasks and funding.

    ``eligible`` says who or what is supported, ``priority`` who comes first, ``limit`` how often or how far,
    ``matching`` who pays the rest. Texts are the document's own; ``lines`` ties a sentence to its own lines.
    """
    rules: list[SupportRule] = []
    doubts: list[Doubt] = []
    read: list[Span] = []
    for place in _places(outline):
        spans = ParagraphPlaces(place.node.text, place.node.block.span, lines)
        for sentence in split_sentences(place.node.text):
            kind = _kind_of(sentence.text, place.role, damaged=damaged)
            if kind is None:
                continue
            at = spans.span_of(sentence.start, sentence.stop)
            rules.append(SupportRule(kind=kind, text=sentence.text.strip(" ;"), at=at))
            if place.role is SectionRole.SCOPE:
                read.append(place.node.block.span)
            if damaged:
                doubts.append(_marks_lost(len(rules), at))
    return Extracted(tuple(rules), tuple(doubts), tuple(read))


def _places(outline: Outline) -> Iterator[_Place]:
    for root in outline.roots:
        if root.role in _ENDS:
            return
        yield from _below(root, None)


def _below(node: Node, outer: SectionRole | None) -> Iterator[_Place]:
    role = node.role or outer
    is_heading = bool(node.children) or (node.role is not None and len(node.text.split()) <= _LONGEST_HEADING)
    if role in _READ and not is_heading and not isinstance(node.block, Table):
        yield _Place(node, role)
    for child in node.children:
        yield from _below(child, role)


_LONGEST_HEADING = 16  # words


def _kind_of(text: str, role: SectionRole, *, damaged: bool) -> SupportRuleKind | None:
    words = f"{' '.join(fold_words(text))} "
    if len(words.split()) < _SHORTEST or words.startswith(_NOT_RULES):
        return None
    if role is SectionRole.FUNDING:
        return SupportRuleKind.MATCHING if mentions(text, _FUNDING, damaged=damaged) else None
    for kind, phrases in _KINDS.items():
        if mentions(text, phrases, damaged=damaged):
            return kind
    if role is SectionRole.SCOPE:
        return SupportRuleKind.ELIGIBLE
    if role is SectionRole.TASKS and words.startswith(_BEGINNINGS):
        return SupportRuleKind.ELIGIBLE
    return None


def _marks_lost(number: int, at: Span) -> Doubt:
    reason = "văn bản mất dấu tiếng Việt: lời văn giữ nguyên như bản quét, hãy viết lại cho đủ dấu"
    return Doubt(f"support_rules[{number}].text", at, "marks-lost", reason)
