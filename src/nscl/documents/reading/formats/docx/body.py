"""The body of a Word document → a `Document`: one line for each paragraph, tables as grids, notes at the end.

Headers and footers are left out: they hold page numbers and running heads. A Word file knows no pages.
"""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from nscl.documents.reading.blocks import Document
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats.building import DocumentBuilder, Piece
from nscl.documents.reading.formats.docx.numbering import Numbering
from nscl.documents.reading.formats.docx.package import WORD, Package, attribute
from nscl.documents.reading.formats.docx.paragraphs import ParagraphReader, Text, find_used_encodings
from nscl.documents.reading.formats.docx.side_by_side import SideBySide
from nscl.documents.reading.formats.docx.styles import Styles
from nscl.documents.reading.formats.docx.tables import WordTable, read_table
from nscl.documents.reading.formats.encodings.fonts import Legacy
from nscl.documents.reading.formats.sniffing import corrupt

_CONTAINERS = frozenset(WORD + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
# Blocks within one another (tables in cells in tables); beyond it the markup is made to hurt.
_DEEPEST = 40
_CONTENTS_GALLERY = "Table of Contents"
_PLAIN_TABLE_STYLES = frozenset({None, "TableNormal"})


def decode_docx(data: bytes, name: str) -> Document:
    """Read a .docx. Raises ReadingError: "corrupt", "encrypted", "zip-bomb", "unsafe-xml", "too-long", "empty"."""
    package = Package(data)
    root = package.main()
    body = None if root is None else root.find(WORD + "body")
    if root is None or body is None:
        raise corrupt("Tệp .docx không có phần thân văn bản")
    styles_root = package.beside_main("styles")
    styles = Styles(styles_root)
    used = find_used_encodings(root, styles_root, styles)
    reader = ParagraphReader(styles, Numbering(package.beside_main("numbering")), used)
    walk = _Walk(reader, DocumentBuilder())
    walk.read(body, 0)
    walk.add_notes(package.beside_main("footnotes"))
    if walk.builder.is_empty:
        remedy = "nếu văn bản là ảnh chụp, xuất tài liệu ra .pdf rồi gửi bản .pdf"
        raise ReadingError("empty", "Tài liệu Word không có chữ nào", remedy)
    return walk.builder.finish(name, _notes(used))


def _notes(used: frozenset[Legacy]) -> tuple[str, ...]:
    """What was converted by the fonts."""
    names = {legacy.encoding for legacy in used}
    return tuple(f"Đã chuyển từ bảng mã {name} theo tên phông chữ." for name in sorted(names))


@dataclass(slots=True)
class _Walk:
    """Goes through the blocks of a document in order."""

    reader: ParagraphReader
    builder: DocumentBuilder
    footnotes: list[str] = field(default_factory=list)
    beside: SideBySide = field(default_factory=SideBySide)

    def read(self, parent: Element, depth: int) -> None:
        """Add the blocks below an element."""
        if depth > _DEEPEST:
            raise corrupt("Các khối trong tệp .docx lồng nhau quá sâu")
        for child in parent:
            if child.tag == WORD + "p":
                text = self.reader.read(child)
                if text is not None and not self._take_beside(text, depth):
                    self._add(text, depth)
            elif child.tag == WORD + "tbl":
                self._release_beside(depth)
                self._add_table(self._table(child, depth), depth)
            elif child.tag in _CONTAINERS and not _is_contents(child):
                self.read(child, depth + 1)
        self._release_beside(depth)

    def add_notes(self, root: Element | None) -> None:
        """Add the footnotes that were referred to, at the end and numbered as the text has them."""
        notes = {} if root is None else {attribute(one, "id"): one for one in root.iter(WORD + "footnote")}
        for number, note_id in enumerate(dict.fromkeys(self.footnotes), start=1):
            note = notes.get(note_id)
            texts = [] if note is None else [text for one in note.iter(WORD + "p") if (text := self.reader.read(one))]
            line = " ".join(line for text in texts for line in text.lines)
            if line:
                self.builder.add_paragraph(Piece(f"({number}) {line}"), whole=True)

    def _take_beside(self, text: Text, depth: int) -> bool:
        """Whether a paragraph belongs to blocks set side by side; if not, those collected before it are added."""
        if not text.boxes and not text.notes and self.beside.take(text):
            return True
        self._release_beside(depth)
        return False

    def _release_beside(self, depth: int) -> None:
        for text in self.beside.release():
            self._add(text, depth)

    def _add(self, text: Text, depth: int) -> None:
        self.footnotes += text.notes
        text.add_to(self.builder)
        for box in text.boxes:
            self.read(box, depth + 1)

    def _add_table(self, table: WordTable, depth: int) -> None:
        if table.is_layout:
            for text in table.texts_by_column():
                self._add(text, depth)
            return
        for row in table.rows:
            for cell in row:
                self.footnotes += [note for text in cell.texts for note in text.notes]
        self.builder.add_table(table.grid())

    def _table(self, element: Element, depth: int) -> WordTable:
        style = attribute(element.find(f"{WORD}tblPr/{WORD}tblStyle"))

        def read_block(block: Element) -> list[Text]:
            return self._block_texts(block, depth + 1)

        return read_table(element, read_block, styled_lines=style not in _PLAIN_TABLE_STYLES)

    def _block_texts(self, block: Element, depth: int) -> list[Text]:
        """The paragraphs of a block inside a cell; a nested table gives those of its cells, row by row."""
        if depth > _DEEPEST:
            raise corrupt("Các bảng trong tệp .docx lồng nhau quá sâu")
        if block.tag == WORD + "p":
            text = self.reader.read(block)
            if text is None:
                return []
            inner = [one for box in text.boxes for child in box for one in self._block_texts(child, depth + 1)]
            return [text, *inner]
        if block.tag == WORD + "tbl":
            table = self._table(block, depth)
            return [text for row in table.rows for cell in row for text in cell.texts]
        if block.tag in _CONTAINERS:
            return [text for child in block for text in self._block_texts(child, depth + 1)]
        return []


def _is_contents(block: Element) -> bool:
    """Whether a content control is a table of contents, which repeats the headings."""
    gallery = block.find(f"{WORD}sdtPr/{WORD}docPartObj/{WORD}docPartGallery")
    return attribute(gallery) == _CONTENTS_GALLERY
