"""The numbering of a document: which paragraph stands under which."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Block


class LabelKind(StrEnum):
    """The numbering marks of administrative papers, widest first (Decree 30/2020/NĐ-CP, annex I)."""

    APPENDIX = "appendix"  # Phụ lục, Phụ lục II
    PART = "part"  # Phần I, Phần thứ nhất
    CHAPTER = "chapter"  # Chương II
    SECTION = "section"  # Mục 1
    ARTICLE = "article"  # Điều 5
    ROMAN = "roman"  # II.
    ARABIC = "arabic"  # 1.
    DECIMAL = "decimal"  # 1.2, 3.1.4, I.1
    LETTER = "letter"  # a), b)
    BULLET = "bullet"  # -, –, •
    PLUS = "plus"  # +


class SectionRole(StrEnum):
    """What a part of a plan is about, told by its heading (lexicon `headings`)."""

    BASIS = "basis"  # căn cứ
    PURPOSE = "purpose"  # mục đích, yêu cầu
    GENERAL_GOAL = "general-goal"  # mục tiêu chung / tổng quát
    GOALS = "goals"  # mục tiêu, mục tiêu cụ thể, chỉ tiêu
    SCOPE = "scope"  # đối tượng, phạm vi
    TASKS = "tasks"  # nhiệm vụ, giải pháp
    FUNDING = "funding"  # kinh phí
    ORGANISATION = "organisation"  # tổ chức thực hiện
    RECIPIENTS = "recipients"  # nơi nhận
    SIGNATURE = "signature"  # TM. ỦY BAN NHÂN DÂN …


@dataclass(frozen=True, slots=True)
class Label:
    """A numbering mark: its kind and its text without brackets and full stop ("II", "1.2", "a", "-")."""

    kind: LabelKind
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """One block of the document with what stands under it. ``text``: the paragraph without its mark; "" of a table.

    ``phase_years``: (first, last) where the heading names a phase ("Giai đoạn 2026 - 2030"), else None.
    """

    block: Block
    text: str
    label: Label | None = None
    role: SectionRole | None = None
    phase_years: tuple[int, int] | None = None
    children: tuple["Node", ...] = ()

    @property
    def span(self) -> Span:
        """Lines of the block itself and of everything under it."""
        last = self.block.span.last
        for child in self.children:
            last = max(last, child.span.last)
        return Span(self.block.span.first, last)

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole document as a forest."""

    roots: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        """All nodes in the order of the document."""
        for root in self.roots:
            yield from root.walk()

    def with_role(self, role: SectionRole) -> tuple[Node, ...]:
        """The topmost nodes of that role, in the order of the document."""
        return tuple(found for root in self.roots for found in _topmost(root, role))


def _topmost(node: Node, role: SectionRole) -> Iterator[Node]:
    if node.role is role:
        yield node
        return
    for child in node.children:
        yield from _topmost(child, role)
