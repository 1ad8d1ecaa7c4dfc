"""How a person looks at the matrix: by what the rows and columns are, of which year and source, at which stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.finance.enums import BOOKED, MoneySource, Stage
from nscl.finance.queries.ledger import Figures, Grouping, MoneyMatrix, MoneyPlan, MoneyRow
from nscl.web.estimates.places import number_of
from nscl.web.estimates.words import source_name
from nscl.web.ledger.places import AGENCY, LINE, NONE, SOURCE, TASK, YEAR, entries_href, source_of
from nscl.web.ledger.words import STAGE_NAMES, over_words
from nscl.web.ui.matrix import Matrix, MatrixCell, MatrixGroup, MatrixRow
from nscl.web.ui.parts import Text
from nscl.web.ui.tables import Kind
from nscl.web.ui.tables.query import DOWNLOAD, XLSX
from nscl.web.ui.tables.table import FilterField

ROWS: Final = "theo"
COLUMNS: Final = "cot"
STAGES: Final = "buoc-hien"
EVERY_STAGE: Final = "du"
# The stages that are shown unless all are asked for.
_MAIN: Final = (Stage.APPRAISED, Stage.ALLOCATED, Stage.DISBURSED, Stage.SETTLED)
_ROW_CODES: Final[Mapping[str, Grouping]] = {
    LINE: Grouping.LINE,
    TASK: Grouping.TASK,
    AGENCY: Grouping.AGENCY,
    YEAR: Grouping.YEAR,
    SOURCE: Grouping.SOURCE,
}
_ROW_NAMES: Final[Mapping[str, Text]] = {
    LINE: gettext_lazy("Dòng dự toán"),
    TASK: gettext_lazy("Nhiệm vụ"),
    AGENCY: gettext_lazy("Cơ quan"),
    YEAR: gettext_lazy("Năm"),
    SOURCE: gettext_lazy("Nguồn"),
}
# The matrix draws headings, subheadings and lines; what lies deeper looks like a line.
_DEEPEST_LEVEL: Final = 3
# A column group: a year and a source, None for all of them.
_Group = tuple[int | None, MoneySource | None]


@dataclass(frozen=True, slots=True)
class Layout:
    """What was chosen. rows: the code of `by`; by_source: whether sources, not years, stand across."""

    rows: str
    by_source: bool
    year: int | None
    source: MoneySource | None
    every_stage: bool
    query: str

    @property
    def by(self) -> Grouping:
        """By what the rows are."""
        return _ROW_CODES[self.rows]

    @property
    def stages(self) -> Sequence[Stage]:
        """The stages that are shown."""
        return tuple(STAGE_NAMES) if self.every_stage else _MAIN

    @property
    def where(self) -> str:
        """The chosen year and source in words, "" for the whole."""
        said = [_("Năm %(year)s") % {"year": self.year}] if self.year is not None else []
        if self.source is not None:
            said.append(_("nguồn %(source)s") % {"source": self.source.label})
        words = ", ".join(said)
        return f"{words[:1].upper()}{words[1:]}"

    def total(self, table: MoneyMatrix) -> Figures:
        """The figures of all rows within the chosen year and source."""
        return table.total.get(self.year, self.source) or Figures()

    def groups(self, table: MoneyMatrix) -> list[_Group]:
        """The columns, with their sum last where there are several."""
        if self.by_source:
            sources = [self.source] if self.source is not None else list(table.sources)
            found: list[_Group] = [(self.year, source) for source in sources]
            return [*found, (self.year, None)] if len(found) > 1 else found
        years = [self.year] if self.year is not None else list(table.years)
        found = [(year, self.source) for year in years]
        return [*found, (None, self.source)] if len(found) > 1 else found

    def group_name(self, group: _Group) -> str:
        """The heading over a group."""
        year, source = group
        if self.by_source:
            return _("Cộng các nguồn") if source is None else source_name(source)
        return _("Cộng các năm") if year is None else str(year)

    def choices(self, plan: MoneyPlan, table: MoneyMatrix) -> list[FilterField]:
        """The controls above the matrix."""
        return [
            FilterField(ROWS, _("Hàng"), self.rows, list(_ROW_NAMES.items())),
            FilterField(
                COLUMNS, _("Cột"), SOURCE if self.by_source else YEAR, [(YEAR, _("Năm")), (SOURCE, _("Nguồn"))]
            ),
            FilterField(
                YEAR,
                _("Năm"),
                "" if self.year is None else str(self.year),
                [("", _("Mọi năm")), *((str(year), str(year)) for year in plan.years)],
            ),
            FilterField(
                SOURCE,
                _("Nguồn"),
                "" if self.source is None else self.source.value,
                [("", _("Mọi nguồn")), *((source.value, source_name(source)) for source in table.sources)],
            ),
            FilterField(
                STAGES,
                _("Bước"),
                EVERY_STAGE if self.every_stage else "",
                [("", _("Bốn bước chính")), (EVERY_STAGE, _("Đủ sáu bước"))],
            ),
        ]


def layout_of(request: HttpRequest, plan: MoneyPlan) -> Layout:
    """What the address asks for; what it does not know is passed over."""
    rows = request.GET.get(ROWS, "")
    rows = rows if rows in _ROW_CODES else LINE
    year = number_of(request.GET.get(YEAR))
    year = year if year in plan.years else None
    source = source_of(request.GET.get(SOURCE))
    # Rows and columns are not of the same kind: one of them would be a diagonal.
    by_source = (request.GET.get(COLUMNS) == SOURCE or rows == YEAR) and rows != SOURCE
    every_stage = request.GET.get(STAGES) == EVERY_STAGE
    asked = {
        ROWS: rows,
        COLUMNS: SOURCE if by_source else YEAR,
        YEAR: "" if year is None else str(year),
        SOURCE: "" if source is None else source.value,
        STAGES: EVERY_STAGE if every_stage else "",
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return Layout(rows, by_source, year, source, every_stage, query)


def ledger_matrix(plan: MoneyPlan, table: MoneyMatrix, layout: Layout) -> Matrix:
    """The table as a matrix: booked figures are doors to their entries, red where beyond the earlier stage."""
    groups = layout.groups(table)
    names = [STAGE_NAMES[stage] for stage in layout.stages]
    within = [row for row in table.rows if any(row.get(*group) for group in groups)]
    return Matrix(
        name="kinh-phi",
        caption=_("Kinh phí theo %(rows)s") % {"rows": str(_ROW_NAMES[layout.rows]).lower()},
        groups=[MatrixGroup(layout.group_name(group), names) for group in groups],
        rows=[_row(plan, row, layout, groups) for row in within],
        totals=[_row(plan, table.total, layout, groups, is_total=True)] if within else (),
        line_heading=_ROW_NAMES[layout.rows],
        unit=_("triệu đồng"),
        kind=Kind.MILLION,
        export_href=f"?{layout.query}&{DOWNLOAD}={XLSX}",
    )


def _row(
    plan: MoneyPlan, row: MoneyRow, layout: Layout, groups: Sequence[_Group], *, is_total: bool = False
) -> MatrixRow:
    wanted = {} if is_total else _wanted(row, layout)
    values = [_cell(plan, row.get(*group), stage, group, wanted) for group in groups for stage in layout.stages]
    is_tree = layout.by is Grouping.LINE
    level = 0 if is_total else min(row.depth, _DEEPEST_LEVEL) if is_tree and (row.depth or row.is_heading) else 1
    href = "" if is_total else entries_href(plan, stage=None, **wanted)
    return MatrixRow(row.label, values, level=level, href=href)


def _cell(
    plan: MoneyPlan, figures: Figures | None, stage: Stage, group: _Group, wanted: Mapping[str, str | int | None]
) -> int | MatrixCell | None:
    """A figure of a row within a group of columns; wanted: what tells the row's entries from the others."""
    if figures is None:
        return None
    vnd = figures.at(stage)
    if not vnd:
        return 0
    year, source = group
    if stage in BOOKED:
        at = {"year": year, "source": None if source is None else source.value}
        href = entries_href(plan, stage=stage, **{**at, **wanted})
    else:
        href = reverse("estimate", kwargs={"slug": plan.slug, "number": plan.estimate_id})
    return MatrixCell(vnd, href, over_words(figures, stage))


def _wanted(row: MoneyRow, layout: Layout) -> dict[str, str | int | None]:
    """What tells the entries of a row from the others."""
    return {layout.by.value: row.key or NONE}
