"""Where fields stand in a template: every paragraph of body, tables, text boxes, headers and footers, read once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

FIELD: Final = re.compile(r"\{\{([^{}]*)\}\}")
_PARAGRAPH, _TEXT, _DELETED = qn("w:p"), qn("w:t"), qn("w:delText")
_TABLE, _ROW, _CELL, _BOX = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:txbxContent")


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph of the template. element: lxml's; text: its own, without text boxes in it; ordinal: within its story.

    deleted: words that are struck out by tracked changes.
    """

    element: Any
    story: str
    ordinal: int
    text: str
    deleted: str

    @property
    def fields(self) -> tuple[str, ...]:
        """What stands between the braces, in order."""
        return tuple(found.strip() for found in FIELD.findall(self.text))

    @property
    def only_field(self) -> str | None:
        """The field that fills the paragraph; None where there is more in it, or none."""
        match = FIELD.fullmatch(self.text.strip())
        return match[1].strip() if match else None

    @property
    def is_in_body(self) -> bool:
        """Whether it stands in the text itself: in no table, box, header or footer."""
        return self.story == BODY and self.element.getparent().tag == qn("w:body")

    @property
    def place(self) -> str:
        """Where it is, for people."""
        cell = _ancestor(self.element, _CELL)
        inside = "khung chữ, " if _ancestor(self.element, _BOX) is not None else ""
        return f"{self.story}, {inside}{f'đoạn {self.ordinal}' if cell is None else _cell_place(cell)}"


BODY: Final = "Thân văn bản"
_STORIES: Final = {RELATIONSHIP_TYPE.HEADER: "Đầu trang", RELATIONSHIP_TYPE.FOOTER: "Chân trang"}


def spots(document: Document) -> Iterator[Spot]:
    """Every paragraph, in the order of the document; then those of headers and footers."""
    yield from _of(document.element.body, BODY)
    for relation in document.part.rels.values():
        if relation.reltype in _STORIES:
            yield from _of(relation.target_part.element, _STORIES[relation.reltype])


def _of(root: Any, story: str) -> Iterator[Spot]:
    outside = 0
    for element in list(root.iter(_PARAGRAPH)):
        outside += _ancestor(element, _CELL) is None and _ancestor(element, _BOX) is None
        text = "".join(node.text or "" for node in element.iter(_TEXT) if _ancestor(node, _PARAGRAPH) is element)
        deleted = "".join(node.text or "" for node in element.iter(_DELETED))
        yield Spot(element, story, outside, text, deleted)


def _ancestor(element: Any, tag: str) -> Any:
    """The nearest element of this kind around it; None where there is none."""
    return next(element.iterancestors(tag), None)


def _cell_place(cell: Any) -> str:
    row = _ancestor(cell, _ROW)
    table = _ancestor(cell, _TABLE)
    root = table.getroottree().getroot()
    number = list(root.iter(_TABLE)).index(table) + 1
    return f"bảng {number}, dòng {_place(row, _ROW)}, ô {_place(cell, _CELL)}"


def _place(element: Any, tag: str) -> int:
    return sum(1 for _ in element.itersiblings(tag, preceding=True)) + 1
