"""A template filled in, all but its blocks: docxtpl puts values into plain fields, in a sandbox, as text.

Fields alone in their paragraph, and lists, are first put under conditions and loops of our own, so that a name of two
lines has two paragraphs and what is empty leaves no blank line. Blocks leave an empty paragraph that is found again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from nscl.documents.report_papers.templates.fields import BY_NAME, FieldForm
from nscl.documents.report_papers.templates.scanning import Spot, spots
from nscl.documents.report_papers.templates.values import FieldValues

_ANCHOR: Final = "nscl_"
_NOTES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_LINES: Final = "_cac_dong"


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled template. blocks: field and the paragraph that it stands in, in order; fields: all that it has."""

    document: Document
    blocks: tuple[tuple[str, Any], ...]
    fields: frozenset[str]


def fill(content: bytes, values: FieldValues) -> Filled:
    """The template with its plain fields filled in; what people typed is text, whatever is in it.

    Raises what `check_template` guards against (jinja2.TemplateError, python-docx's errors) for other files.
    """
    template = DocxTemplate(BytesIO(content))
    found = list(spots(template.get_docx()))
    for spot in found:
        if spot.fields:
            _prepare(spot)
    sandbox = SandboxedEnvironment(undefined=StrictUndefined)
    template.render(_context(values), sandbox, autoescape=True)
    made = BytesIO()
    template.save(made)
    # Read anew: docxtpl puts elements of another parser into the document, which python-docx cannot write to.
    document = docx.Document(BytesIO(made.getvalue()))
    _mend_cells(document)
    return Filled(document, _anchors(document), frozenset(name for spot in found for name in spot.fields))


def hidden_commands(content: bytes) -> bool:
    """Whether anything but plain known fields would be filled in, wherever it stands: attributes, notes, struck words.

    docxtpl fills in whole parts as text, so more than what people see in their paragraphs. Raises as `fill`.
    """
    template = DocxTemplate(BytesIO(content))
    document = template.get_docx()
    sources = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        sources += [template.get_part_xml(part) for _key, part in template.get_headers_footers(uri)]
    notes = (part for part in document.part.package.parts if part.content_type == _NOTES)
    sources += [part.blob.decode() for part in notes]
    sandbox = SandboxedEnvironment()
    return any(not _is_plain(sandbox.parse(template.patch_xml(source))) for source in sources)


def _is_plain(tree: nodes.Template) -> bool:
    """Whether a parsed template is words and names of fields."""
    found = [one for output in tree.body for one in (output.nodes if isinstance(output, nodes.Output) else [output])]
    return all(
        isinstance(one, nodes.TemplateData) or (isinstance(one, nodes.Name) and one.name in BY_NAME) for one in found
    )


def _prepare(spot: Spot) -> None:
    form = BY_NAME[spot.fields[0]].form if spot.fields[0] in BY_NAME else None
    lists = [name for name in spot.fields if name in BY_NAME and BY_NAME[name].form is FieldForm.LIST]
    only = spot.only_field
    if lists:
        _surround(spot.element, f"for {lists[0]} in {lists[0]}{_LINES}", "endfor")
    elif only is None:
        return
    elif form is FieldForm.BLOCK:
        _make_anchor(spot.element, only)
    elif form is FieldForm.NAME:
        _surround(spot.element, f"for {only} in {only}{_LINES}", "endfor")
    elif form is FieldForm.TEXT:
        _surround(spot.element, f"if {only}", "endif")


def _surround(paragraph: Any, before: str, after: str) -> None:
    """Paragraphs around it that docxtpl takes for the beginning and the end of a condition or a loop."""
    _free_of_section(paragraph)
    paragraph.addprevious(_command(before))
    paragraph.addnext(_command(after))


def _command(words: str) -> Any:
    return parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{{%p {words} %}}</w:t></w:r></w:p>")


def _make_anchor(paragraph: Any, name: str) -> None:
    _free_of_section(paragraph)
    for child in list(paragraph):
        if child.tag != qn("w:pPr"):
            paragraph.remove(child)
    mark = OxmlElement("w:bookmarkStart")
    mark.set(qn("w:id"), "0")
    mark.set(qn("w:name"), f"{_ANCHOR}{name}")
    paragraph.append(mark)


def _free_of_section(paragraph: Any) -> None:
    """Move a break of sections out of a paragraph that will be repeated, or go, into one of its own after it."""
    held = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if held is None:
        return
    own = parse_xml(f"<w:p {nsdecls('w')}><w:pPr/></w:p>")
    own[0].append(held)
    paragraph.addnext(own)


def _context(values: FieldValues) -> Mapping[str, object]:
    joined = {name: " ".join(lines) for name, lines in values.lines.items()}
    return {**values.texts, **joined, **{f"{name}{_LINES}": lines for name, lines in values.lines.items()}}


def _anchors(document: Document) -> tuple[tuple[str, Any], ...]:
    marks = document.element.body.iter(qn("w:bookmarkStart"))
    return tuple(
        (name.removeprefix(_ANCHOR), mark.getparent())
        for mark in marks
        if (name := str(mark.get(qn("w:name")))).startswith(_ANCHOR)
    )


def _mend_cells(document: Document) -> None:
    """A cell ends with a paragraph, even where all that it had was empty (ISO/IEC 29500-1, 17.4.65)."""
    for cell in document.element.body.iter(qn("w:tc")):
        if cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))
