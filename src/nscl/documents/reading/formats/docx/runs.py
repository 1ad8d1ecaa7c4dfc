"""The text of a Word paragraph as it is seen: without deleted and hidden text, in Unicode whatever its font."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from nscl.documents.reading.formats.docx.package import WORD, attribute
from nscl.documents.reading.formats.docx.styles import Style, Styles, font_name, switch
from nscl.documents.reading.formats.encodings.fonts import Legacy, legacy_of

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATES, _CHOICE, _FALLBACK = (_COMPATIBILITY + name for name in ("AlternateContent", "Choice", "Fallback"))
_TEXT_BOX = WORD + "txbxContent"
# Inserted text counts as accepted; `del` and `moveFrom` are not named here and so left out.
_CONTAINERS = frozenset(
    WORD + name
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
)
_PICTURES = frozenset(WORD + name for name in ("drawing", "pict", "object"))
# What a run holds besides its text.
_CHARACTERS = {WORD + "tab": "\t", WORD + "cr": "\n", WORD + "noBreakHyphen": "-", WORD + "softHyphen": ""}
_DEEPEST = 30  # containers within one another; Word itself goes to five or so
# Symbol fonts used in place of a bullet that is typed.
_SYMBOL = "-"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one emphasis and encoding; "\\n" stands for a line break."""

    text: str
    bold: bool
    legacy: Legacy | None

    @property
    def unicode(self) -> str:
        """The text in Unicode."""
        return self.text if self.legacy is None else self.legacy.decode(self.text)


def read_runs(paragraph: Element, style: Style, styles: Styles) -> list[Run]:
    """The visible runs of a paragraph of that style, neighbours of one kind joined."""
    runs: list[Run] = []
    for element in _run_elements(paragraph, 0):
        run = _read_run(element, style, styles)
        if not run.text:
            continue
        if runs and (runs[-1].bold, runs[-1].legacy) == (run.bold, run.legacy):
            runs[-1] = Run(runs[-1].text + run.text, run.bold, run.legacy)
        else:
            runs.append(run)
    return runs


def text_boxes(paragraph: Element) -> list[Element]:
    """The contents of text boxes anchored in a paragraph, each once though Word writes it in two forms."""
    return list(_boxes(paragraph, 0))


def footnote_ids(paragraph: Element) -> list[str]:
    """The notes to which a paragraph refers, in order."""
    return [found for one in paragraph.iter(WORD + "footnoteReference") if (found := attribute(one, "id")) is not None]


def _run_elements(parent: Element, depth: int) -> Iterator[Element]:
    for child in parent:
        if child.tag == WORD + "r":
            yield child
        elif child.tag in _CONTAINERS and depth < _DEEPEST:
            yield from _run_elements(child, depth + 1)
        elif child.tag.endswith(("}oMath", "}oMathPara")):
            yield child


def _read_run(element: Element, style: Style, styles: Styles) -> Run:
    if element.tag != WORD + "r":
        return Run("".join(one.text or "" for one in element.iter(_MATH_TEXT)), bold=False, legacy=None)
    properties = element.find(WORD + "rPr")
    own = styles.character_style(None if properties is None else attribute(properties.find(WORD + "rStyle")))

    if _first_said(switch(properties, "vanish"), own.hidden, style.hidden):
        return Run("", bold=False, legacy=None)
    direct_font = None if properties is None else font_name(properties.find(WORD + "rFonts"))
    legacy = legacy_of(direct_font or own.font or style.font or styles.default_font)
    text = _run_text(element)
    if legacy is None and _first_said(switch(properties, "caps"), own.capitals, style.capitals):
        text = text.upper()
    return Run(text, _first_said(switch(properties, "b"), own.bold, style.bold), legacy)


def _first_said(*switches: bool | None) -> bool:
    """The first switch that is set, the nearest to the text first; off where none is."""
    return next((one for one in switches if one is not None), False)


def _run_text(run: Element) -> str:
    pieces = []
    for child in run:
        if child.tag == WORD + "t":
            pieces.append((child.text or "").replace("\n", " "))
        elif child.tag == WORD + "br":
            pieces.append("\n" if attribute(child, "type") in {None, "textWrapping"} else "")
        elif child.tag == WORD + "sym":
            pieces.append(_SYMBOL)
        else:
            pieces.append(_CHARACTERS.get(child.tag, ""))
    return "".join(pieces)


def _boxes(parent: Element, depth: int) -> Iterator[Element]:
    """Text boxes below an element, the outermost ones."""
    if depth > _DEEPEST:
        return
    for child in parent:
        if child.tag == _TEXT_BOX:
            yield child
        elif child.tag == _ALTERNATES:
            choice = [box for one in child.findall(_CHOICE) for box in _boxes(one, depth + 1)]
            yield from choice or [box for one in child.findall(_FALLBACK) for box in _boxes(one, depth + 1)]
        elif len(child):
            yield from _boxes(child, depth + 1)
