"""A Word paragraph with the mark that its automatic numbering shows, its heading level and its emphasis."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from nscl.documents.reading.formats.building import DocumentBuilder, Piece
from nscl.documents.reading.formats.docx.numbering import Numbering
from nscl.documents.reading.formats.docx.package import WORD, attribute, number_of
from nscl.documents.reading.formats.docx.runs import Run, footnote_ids, read_runs, text_boxes
from nscl.documents.reading.formats.docx.styles import Style, Styles, font_name, outline_level
from nscl.documents.reading.formats.encodings.fonts import Legacy, gains_by_conversion, legacy_of

_NO_LIST = "0"  # numId 0 takes away the numbering that a style gives


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph as it is seen; ``lines`` are parted by the line breaks that were typed."""

    lines: tuple[str, ...]
    heading: int | None
    bold: bool
    indent: int | None
    boxes: tuple[Element, ...] = ()
    notes: tuple[str, ...] = ()

    def add_to(self, builder: DocumentBuilder) -> None:
        """Add it as a paragraph, or as broken lines that a later stage joins."""
        whole = len(self.lines) == 1
        for line in self.lines:
            builder.add_paragraph(Piece(line), whole=whole, heading=self.heading, bold=self.bold, indent=self.indent)


@dataclass(slots=True)
class ParagraphReader:
    """What is needed to read the paragraphs of one document, in their order."""

    styles: Styles
    numbering: Numbering
    used_encodings: frozenset[Legacy] = field(default=frozenset())

    def read(self, paragraph: Element) -> Text | None:
        """The text of a paragraph; None where it shows nothing. Counts its numbering."""
        properties = paragraph.find(WORD + "pPr")
        style = self.styles.style(None if properties is None else attribute(properties.find(WORD + "pStyle")))
        runs = read_runs(paragraph, style, self.styles)
        if style.is_contents or (not runs and _is_deleted(properties)):
            return None
        seen = [run for run in runs if run.text.strip()]
        label, indent = self._label(properties, style)
        lines = [line for line in "".join(map(self._unicode, runs)).split("\n") if line.strip()]
        if label is not None:
            lines = [f"{label} {lines[0].lstrip()}", *lines[1:]] if lines else [label]
        boxes = tuple(text_boxes(paragraph))
        if not lines and not boxes:
            return None
        heading = outline_level(properties) or style.heading
        bold = bool(seen) and all(run.bold for run in seen)
        return Text(tuple(lines), heading, bold, indent, boxes, tuple(footnote_ids(paragraph)))

    def _unicode(self, run: Run) -> str:
        return run.unicode if run.legacy in self.used_encodings else run.text

    def _label(self, properties: Element | None, style: Style) -> tuple[str | None, int | None]:
        """The mark and the depth of a list item; nothing where the paragraph is none."""
        own = None if properties is None else properties.find(WORD + "numPr")
        number_id, level = style.numbering or (None, 0)
        if own is not None:
            number_id = attribute(own.find(WORD + "numId")) or number_id
            own_level = number_of(own.find(WORD + "ilvl"))
            level = level if own_level is None else own_level
        if number_id is None or number_id == _NO_LIST:
            return None, None
        label = self.numbering.label(number_id, level)
        return label, (level if label is not None else None)


def _is_deleted(properties: Element | None) -> bool:
    """Whether the paragraph's own mark was deleted with tracking on."""
    return properties is not None and properties.find(f"{WORD}rPr/{WORD}del") is not None


def find_used_encodings(root: Element, styles_root: Element | None, styles: Styles) -> frozenset[Legacy]:
    """Legacy encodings in which the text of legacy fonts really is.

    Unicode text is often left in such a font (Word then shows another), so the fonts alone do not decide: converting
    must make more of the words Vietnamese syllables than leaving them.
    """
    fonts = {font_name(one) for tree in (root, styles_root) if tree is not None for one in tree.iter(WORD + "rFonts")}
    if all(legacy_of(font) is None for font in fonts):
        return frozenset()
    found: dict[Legacy, list[Run]] = {}
    for run in _all_runs(root, styles):
        if run.legacy is not None:
            found.setdefault(run.legacy, []).append(run)
    return frozenset(
        legacy
        for legacy, runs in found.items()
        if gains_by_conversion((run.text for run in runs), (run.unicode for run in runs))
    )


def _all_runs(root: Element, styles: Styles) -> Iterator[Run]:
    for paragraph in root.iter(WORD + "p"):
        style = styles.style(attribute(paragraph.find(f"{WORD}pPr/{WORD}pStyle")))
        yield from read_runs(paragraph, style, styles)
