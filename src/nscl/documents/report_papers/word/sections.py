"""Pages lying on their side, and annexes that count their own pages, within a document whatever its pages are like."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

_SECTION: Final = qn("w:sectPr")
_BEFORE_SIZE: Final = ("w:headerReference", "w:footerReference", "w:footnotePr", "w:endnotePr", "w:type")
# After pgSz come margins and others; these follow the page numbers (ISO/IEC 29500-1, 17.6.17).
_AFTER_NUMBERS: Final = ("w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:docGrid")


@dataclass(frozen=True, slots=True)
class Pages:
    """Elements on pages of their own. is_wide: lying on their side; counts_anew: its pages are counted from one."""

    elements: Sequence[Any]
    is_wide: bool
    counts_anew: bool = False


def put_pages(anchor: Any, pages: Sequence[Pages]) -> None:
    """Put pages before the anchor, a paragraph of the body; what follows the anchor goes on as the text before did.

    Nothing following: the last of the pages takes the place of the document's last section.
    """
    if not pages:
        return
    governing = _governing(anchor)
    _end_section(anchor, deepcopy(governing))
    for place, one in enumerate(pages):
        for element in one.elements:
            anchor.addprevious(element)
        is_last = place == len(pages) - 1
        properties = _section(governing, one)
        if is_last and _ends_body(anchor):
            governing.getparent().replace(governing, properties)
        else:
            _end_section(anchor, properties)
    if not _ends_body(anchor):
        _continue(governing)


def _governing(anchor: Any) -> Any:
    """The section that the anchor is in: that of the next break, or the document's last."""
    for following in anchor.itersiblings():
        if following.tag == _SECTION:
            return following
        held = following.find(f"{qn('w:pPr')}/{_SECTION}")
        if held is not None:
            return held
    raise ValueError("Thân văn bản không có phần (section) nào")


def _ends_body(anchor: Any) -> bool:
    following = anchor.getnext()
    return following is None or following.tag == _SECTION


def _end_section(anchor: Any, properties: Any) -> None:
    """End a section before the anchor: in the last paragraph there, or in a small one of its own after a table."""
    last = anchor.getprevious()
    if last is None or last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{_SECTION}") is not None:
        last = small_paragraph()
        anchor.addprevious(last)
    held = last.find(qn("w:pPr"))
    if held is None:
        held = OxmlElement("w:pPr")
        last.insert(0, held)
    held.append(properties)


def small_paragraph() -> Any:
    """A paragraph that takes no room: Word wants one after a table."""
    return parse_xml(
        f"<w:p {nsdecls('w')}><w:pPr>"
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>'
        "</w:pPr></w:p>"
    )


def _section(governing: Any, pages: Pages) -> Any:
    """Like the section around, on its own pages; headers are those of the section before, unless it is given anew."""
    made = deepcopy(governing)
    _drop(made, "w:headerReference", "w:footerReference", "w:type", "w:pgNumType")
    _new_page(made)
    size = made.find(qn("w:pgSz"))
    short, long = sorted((int(size.get(qn("w:w"))), int(size.get(qn("w:h")))))
    width, height = (long, short) if pages.is_wide else (short, long)
    size.set(qn("w:w"), str(width))
    size.set(qn("w:h"), str(height))
    size.attrib.pop(qn("w:orient"), None)
    if pages.is_wide:
        size.set(qn("w:orient"), "landscape")
    _drop(made, "w:titlePg")
    if pages.counts_anew:
        # The first page of an annex bears no number, like that of the paper.
        _insert(made, parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'), _AFTER_NUMBERS)
        after = ("w:textDirection", "w:bidi", "w:rtlGutter", "w:docGrid", "w:printerSettings")
        _insert(made, OxmlElement("w:titlePg"), after)
    return made


def _continue(governing: Any) -> None:
    """The section that the text was in goes on after the pages: on a new page, without a first page of its own."""
    _drop(governing, "w:headerReference", "w:footerReference", "w:type", "w:pgNumType", "w:titlePg")
    _new_page(governing)


def _new_page(section: Any) -> None:
    made = OxmlElement("w:type")
    made.set(qn("w:val"), "nextPage")
    after = [child for child in section if child.tag in {qn(tag) for tag in _BEFORE_SIZE}]
    if after:
        after[-1].addnext(made)
    else:
        section.insert(0, made)


def _insert(section: Any, made: Any, before: Sequence[str]) -> None:
    """Put an element where the order of a section's properties has it."""
    following = next((child for child in section if child.tag in {qn(tag) for tag in before}), None)
    if following is None:
        section.append(made)
    else:
        following.addprevious(made)


def _drop(section: Any, *tags: str) -> None:
    for tag in tags:
        for child in section.findall(qn(tag)):
            section.remove(child)
