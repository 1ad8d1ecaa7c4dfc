"""The report as it will be printed, as parts of a page: head, numbered parts with their tables, closing, annexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest

from nscl.documents.report_papers.composition import Composition, Part, compose
from nscl.documents.report_papers.paper import ReportPaper
from nscl.documents.report_papers.tables import ANNEXES, TableCode
from nscl.reporting.queries.editions import EditionDetail
from nscl.web.report_editions.figures import doors_to
from nscl.web.report_editions.places import table_href
from nscl.web.reports.doors import Doors
from nscl.web.reports.figures import TAB_LABELS
from nscl.web.reports.tables import ReportTableView, report_table
from nscl.web.ui.parts import Text


@dataclass(frozen=True, slots=True)
class LaterTable:
    """A table that is fetched when it comes into sight; without script a link to it. anchor: its id on its own page."""

    template_name: ClassVar[str] = "report_editions/later_table.html"

    name: Text
    href: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PreviewPart:
    """A part with its number, its words, its tables, and the parts below it."""

    heading: str
    words: Sequence[str]
    tables: Sequence[ReportTableView | LaterTable]
    below: Sequence[PreviewPart] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """Shown by `{% part preview %}`. annexes: (name, table)."""

    template_name: ClassVar[str] = "report_editions/paper.html"

    composed: Composition
    parts: Sequence[PreviewPart]
    annexes: Sequence[tuple[str, ReportTableView | LaterTable]]


def preview_of(request: HttpRequest, found: EditionDetail, paper: ReportPaper) -> Preview:
    """The paper as a page shows it: tables that were not read are fetched later, one by one."""
    composed = compose(paper)
    making = _Making(paper, doors_to(request, found), found.row.number)
    codes = {section.key: tuple(map(TableCode, section.tables)) for section in paper.sections}
    annexes = [(annex.name, annex.table.code) for annex in composed.annexes]
    if not paper.figures.tables:
        annexes = [(str(TAB_LABELS[code]), code) for code in ANNEXES]
    return Preview(
        composed=composed,
        parts=[making.part(part, codes) for part in composed.parts],
        annexes=[(name, making.table(code)) for name, code in annexes],
    )


@dataclass(frozen=True, slots=True)
class _Making:
    paper: ReportPaper
    doors: Doors
    number: int

    def part(self, part: Part, codes: dict[str, tuple[TableCode, ...]]) -> PreviewPart:
        """A part, and the parts below it."""
        return PreviewPart(
            heading=part.heading,
            words=part.words,
            tables=[self.table(code) for code in codes.get(part.key, ())],
            below=[self.part(one, codes) for one in part.below],
        )

    def table(self, code: TableCode) -> ReportTableView | LaterTable:
        """A table, or where it is fetched from."""
        found = self.paper.figures.table(code)
        if found is not None:
            return report_table(found, self.doors)
        return LaterTable(TAB_LABELS[code], table_href(self.number, code), f"bang-{code.value.replace('_', '-')}")
