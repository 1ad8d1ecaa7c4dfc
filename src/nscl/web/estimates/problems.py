"""What is to be looked at in an estimate, each with the door to where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.finance.queries.estimates.grid import EstimateGrid
from nscl.finance.queries.estimates.listing import EstimateRow
from nscl.finance.rules.problems import Problem
from nscl.web.estimates.places import estimate_href, line_href
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Chip, Tone
from nscl.web.ui.tables import Column, Kind, Table

MUST: Final = Chip(gettext_lazy("Phải sửa"), Tone.BAD, "octagon-alert", 0)
SHOULD: Final = Chip(gettext_lazy("Nên xem"), Tone.WARN, "triangle-alert", 1)


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem with where it is mended."""

    place: str
    message: str
    remedy: str
    chip: Chip
    href: str


def problem_table(found: EstimateGrid) -> Table[ProblemRow] | None:
    """What to look at before it is submitted, for whom that concerns; None where there is nothing."""
    if not (found.row.may_edit and found.problems):
        return None
    return table_of(found.row, found.problems, _("Cần xem trước khi trình"), line_page="estimate-line")


def table_of(row: EstimateRow, problems: Sequence[Problem], caption: str, *, line_page: str) -> Table[ProblemRow]:
    """Problems as a table; line_page: the page on which one of a line is mended."""
    rows = [
        ProblemRow(
            problem.place or _("Cả dự toán"),
            capital(problem.message),
            capital(problem.remedy),
            MUST if problem.blocks else SHOULD,
            line_href(row, problem.line, line_page) if problem.line is not None else estimate_href(row),
        )
        for problem in problems
    ]
    return Table(
        name="can-xem",
        caption=caption,
        rows=sorted(rows, key=lambda one: one.chip.rank),
        columns=[
            Column("place", _("Dòng"), filling=True, href=lambda one: one.href),
            Column("message", _("Vấn đề")),
            Column("remedy", _("Cách sửa")),
            Column("chip", _("Mức"), Kind.CHIP),
        ],
        search=lambda one: f"{one.place} {one.message}",
        page_size=50,
        exportable=False,
    )
