"""A report as a Word file: the office's template, or the standard one, filled in."""

from __future__ import annotations

from collections.abc import Iterator

from nscl.documents.report_papers.composition import Composition, Part, compose
from nscl.documents.report_papers.flow import (
    Piece,
    flow_of_annexes,
    flow_of_content,
    flow_of_parts,
    flow_of_table,
)
from nscl.documents.report_papers.paper import ReportPaper
from nscl.documents.report_papers.templates.checking import check_template
from nscl.documents.report_papers.templates.fields import (
    BODY,
    DRAFT_FIELD,
    SAMPLE_FIELD,
    SECTION_FIELDS,
    TABLE_FIELDS,
    Purpose,
)
from nscl.documents.report_papers.templates.filling import Filled, fill
from nscl.documents.report_papers.templates.problems import TemplateRefused
from nscl.documents.report_papers.templates.standard import standard_template
from nscl.documents.report_papers.templates.styles import ensure_styles
from nscl.documents.report_papers.templates.values import values_of
from nscl.documents.report_papers.word.blocks import Blocks
from nscl.documents.template.page import saved


def write_report(
    paper: ReportPaper, template: bytes | None = None, *, purpose: Purpose | str = Purpose.PROVINCE
) -> bytes:
    """The report as .docx in the layout of Decree 30/2020/NĐ-CP. The same paper and template give the same bytes.

    template: an office's own; None takes the standard one of this purpose. What people typed stays text, whatever is
    in it. Raises TemplateRefused where `check_template` finds a problem, ValueError for a section of an unknown key.
    """
    composed = compose(paper)
    if template is not None:
        problems = check_template(template, purpose)
        if problems:
            raise TemplateRefused(problems)
    filled = fill(template or standard_template(purpose), values_of(composed))
    document = filled.document
    ensure_styles(document)
    blocks = Blocks(document)
    for name, anchor in filled.blocks:
        blocks.put(anchor, _flow(name, composed))
    for mark in _unsaid(filled, composed):
        blocks.put_first(mark)
    document.core_properties.title = composed.subject
    return saved(document)


def _flow(name: str, composed: Composition) -> tuple[Piece, ...]:
    """What takes the place of a block."""
    if name == BODY:
        return flow_of_parts(composed.parts)
    if name in SECTION_FIELDS:
        held = (part for part in _all(composed.parts) if part.key in SECTION_FIELDS[name])
        return tuple(piece for part in held for piece in flow_of_content(part))
    if name in TABLE_FIELDS:
        table = composed.tables.get(TABLE_FIELDS[name])
        return () if table is None else flow_of_table(table)
    return flow_of_annexes(composed.annexes)


def _all(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from part.below


def _unsaid(filled: Filled, composed: Composition) -> Iterator[str]:
    """Marks that the template has no field for."""
    said = {DRAFT_FIELD: composed.draft, SAMPLE_FIELD: composed.sample}
    yield from (text for field, text in said.items() if text and field not in filled.fields)
