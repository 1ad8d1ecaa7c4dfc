"""From a report to its pages. What people typed goes in as data: nothing in it is taken for markup."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import typst

from nscl.documents.report_papers.composition import KIND, Composition, ShownRow, ShownTable, compose
from nscl.documents.report_papers.flow import Line, Piece, flow_of_annexes, flow_of_parts
from nscl.documents.report_papers.layout import INDENT_MM, broken_to_fit
from nscl.documents.report_papers.paper import ReportPaper

TEMPLATE: Final = Path(__file__).with_name("report.typ")
FONTS: Final = ("TeX Gyre Termes", "Libertinus Serif")
"""The metrics of Times New Roman, which may not be handed on; typst's own where that package is missing."""

_FONT_PACKAGE: Final = "rinoh_typeface_texgyretermes"
_AUTHOR: Final = "NSCL"


def write_pdf(paper: ReportPaper) -> bytes:
    """The report as PDF/A-2b in the layout of the standard template; the same paper gives the same bytes.

    Raises ValueError for a section of an unknown key.
    """
    compiler = typst.Compiler(
        TEMPLATE,
        font_paths=font_folders(),
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(_content(compose(paper), paper.on or paper.figures.as_of), ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", pdf_standards="a-2b")
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


@cache
def font_folders() -> list[Path]:
    """Where the typeface lies; its package is found, not imported: that would want a typesetter that we have not."""
    found = find_spec(_FONT_PACKAGE)
    return [Path(folder) for folder in (found.submodule_search_locations or ())] if found else []


def _content(composed: Composition, day: date) -> dict[str, Any]:
    """What the template needs to know. day: of the file; PDF/A wants one, and the clock would make each file differ."""
    return {
        "day": (day.year, day.month, day.day),
        "kind": KIND,
        "author": _AUTHOR,
        "fonts": FONTS,
        "above": composed.above,
        "issuer": composed.issuer,
        "number": f"Số: {composed.number}/{composed.symbol}",
        "place": composed.place,
        "dated": composed.dated,
        "subject": composed.subject,
        "draft": composed.draft,
        "sample": composed.sample,
        "basis": composed.basis,
        "opening": composed.opening,
        "body": _pieces(flow_of_parts(composed.parts)),
        "closing": composed.closing,
        "recipients": composed.recipients,
        "authority": composed.authority,
        "post": composed.post,
        "signatory": composed.signatory,
        "annexes": _pieces(flow_of_annexes(composed.annexes)),
    }


def _pieces(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    return [_piece(piece) for piece in pieces]


def _piece(piece: Piece) -> dict[str, Any]:
    if isinstance(piece, Line):
        return {"look": piece.look, "text": piece.text}
    if isinstance(piece, ShownTable):
        return _grid(piece)
    return {"pieces": _pieces(piece.pieces), "wide": piece.is_wide, "anew": piece.counts_anew}


def _grid(table: ShownTable) -> dict[str, Any]:
    together = _together(table)
    rows = [
        {
            "together": together[place],
            "tall": table.is_tall(place),
            "texts": _fitting(row, table),
            "heading": row.is_heading,
            "total": row.is_total,
            "depth": row.depth,
            "spans": row.spans,
        }
        for place, row in enumerate(table.rows)
    ]
    return {
        "heads": _fitting(ShownRow(table.heads), table),
        "figures": table.figures,
        "days": table.days,
        "first": table.first,
        "indent": INDENT_MM,
        "size": table.layout.size,
        "widths": table.layout.widths,
        "rows": rows,
    }


def _fitting(row: ShownRow, table: ShownTable) -> list[str]:
    """Word breaks a long word anywhere by itself; typst wants to be told where."""
    layout = table.layout
    widths = [sum(layout.widths)] * len(row.texts) if row.spans else list(layout.widths)
    widths[table.first] -= row.depth * INDENT_MM
    return [broken_to_fit(text, layout.size, width) for text, width in zip(row.texts, widths, strict=True)]


def _together(table: ShownTable) -> list[int]:
    """How many rows stand on one page, beginning with each; 0 for those that an earlier one counts."""
    counts = [0] * len(table.rows)
    first = 0
    for place in range(len(table.rows)):
        counts[first] += 1
        if not table.keeps_next(place):
            first = place + 1
    return counts
