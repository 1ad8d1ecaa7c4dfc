"""What a paragraph's or run's style says of it: heading level, numbering, emphasis and font (ECMA-376 part 1, 17.7)."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from nscl.documents.reading.formats.docx.package import WORD, attribute, is_on, number_of

_HEADING_NAME = re.compile(r"heading ([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"toc [1-9]", re.IGNORECASE)
_MAX_CHAIN = 20  # styles based on one another; Word allows 11
_DEEPEST_OUTLINE = 8  # level 9 is "body text"


@dataclass(frozen=True, slots=True)
class Style:
    """A style with everything that it inherits; None where nothing is said."""

    heading: int | None = None
    is_contents: bool = False
    numbering: tuple[str, int] | None = None
    bold: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    font: str | None = None


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(WORD + "style")
        self._elements = {attribute(one, "styleId") or "": one for one in found}
        self._default = next((key for key, one in self._elements.items() if _is_default_paragraph(one)), None)
        self._known: dict[str | None, Style] = {}
        fonts = None if root is None else root.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr/{WORD}rFonts")
        self.default_font = font_name(fonts)

    def style(self, style_id: str | None) -> Style:
        """The style of that id; the default paragraph style for None; an empty one where it is unknown."""
        key = self._default if style_id is None else style_id
        if key not in self._known:
            self._known[key] = self._resolve(key)
        return self._known[key]

    def character_style(self, style_id: str | None) -> Style:
        """The style of a run; an empty one where it has none."""
        return Style() if style_id is None else self.style(style_id)

    def _resolve(self, key: str | None) -> Style:
        chain: list[Element] = []
        while key is not None and key in self._elements and len(chain) < _MAX_CHAIN:
            chain.append(self._elements[key])
            key = attribute(chain[-1].find(WORD + "basedOn"))
        name = (attribute(chain[0].find(WORD + "name")) or "") if chain else ""
        runs = [one.find(WORD + "rPr") for one in chain]
        return Style(
            heading=next((level for one in chain if (level := _heading(one)) is not None), None),
            is_contents=_CONTENTS_NAME.fullmatch(name) is not None,
            numbering=_numbering(chain),
            bold=_first_switch(runs, "b"),
            capitals=_first_switch(runs, "caps"),
            hidden=_first_switch(runs, "vanish"),
            font=next(
                (font for run in runs if run is not None and (font := font_name(run.find(WORD + "rFonts")))), None
            ),
        )


def font_name(fonts: Element | None) -> str | None:
    """The font of ordinary letters."""
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi")


def switch(properties: Element | None, name: str) -> bool | None:
    """A switch of run properties: on, off, or None where nothing is said."""
    found = None if properties is None else properties.find(WORD + name)
    return None if found is None else is_on(found)


def outline_level(properties: Element | None) -> int | None:
    """Heading level 1–9 of paragraph properties; None of body text."""
    level = None if properties is None else number_of(properties.find(WORD + "outlineLvl"))
    return level + 1 if level is not None and 0 <= level <= _DEEPEST_OUTLINE else None


def _is_default_paragraph(style: Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}


def _heading(style: Element) -> int | None:
    named = _HEADING_NAME.fullmatch(attribute(style.find(WORD + "name")) or "")
    return int(named[1]) if named else outline_level(style.find(WORD + "pPr"))


def _numbering(chain: list[Element]) -> tuple[str, int] | None:
    """List and level: either may be said by a style below the other."""
    number_id, level = None, None
    for style in chain:
        found = style.find(f"{WORD}pPr/{WORD}numPr")
        if found is not None:
            number_id = number_id or attribute(found.find(WORD + "numId"))
            level = number_of(found.find(WORD + "ilvl")) if level is None else level
    return None if number_id is None else (number_id, level or 0)


def _first_switch(runs: list[Element | None], name: str) -> bool | None:
    return next((found for run in runs if (found := switch(run, name)) is not None), None)
