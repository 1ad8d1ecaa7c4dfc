"""Budget tables whose columns the document gives: Word, PDF with lines, pipes, tabs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Document, Table
from nscl.documents.reading.budget.captions import read_caption
from nscl.documents.reading.budget.cells import CellFigure, Style, choose_style, read_cell
from nscl.documents.reading.budget.columns import Layout
from nscl.documents.reading.budget.figures import Figure, is_empty_cell
from nscl.documents.reading.budget.heads import HeadKind, is_grand_total, read_unit, source_names
from nscl.documents.reading.budget.keys import UNLABELLED, RowLabel, read_label
from nscl.documents.reading.budget.native_heads import (
    Grid,
    NativeHeads,
    is_column_numbers,
    read_native_heads,
    split_label,
)
from nscl.documents.reading.budget.tables import BudgetRow, BudgetTable, UnitCost
from nscl.documents.reading.budget.unit_costs import read_unit_cost
from nscl.documents.reading.grids import Place, lay_out, row_span
from nscl.documents.reading.results import Doubt

_FEWEST_FIGURES = 2
_USUAL_UNIT_VND = 1_000_000
_LABEL_LIMIT = 8  # characters; a longer text in the number column is a title


def find_native_tables(document: Document, *, damaged: bool) -> Iterator[BudgetTable]:
    """The tables of money among the document's own tables."""
    for block in document.blocks:
        if isinstance(block, Table) and block.rows:
            table = read_native_table(block, document, damaged=damaged)
            if table is not None:
                yield table


def read_native_table(table: Table, document: Document, *, damaged: bool = False) -> BudgetTable | None:
    """A native table as budget table; None where it has no column of money with figures in it."""
    grid = lay_out(table)
    heads = read_native_heads(grid)
    if heads is None:
        return None
    caption = read_caption(document.lines, table.span.first)
    inside = "\n".join(place.text for row in grid[: heads.first_row] for place in row if not place.across)
    unit_vnd = read_unit(inside) or caption.unit_vnd
    reader = _Rows(grid, heads, unit_vnd or _USUAL_UNIT_VND, damaged=damaged)
    reader.read()
    if sum(len(row.figures) for row in reader.rows) < _FEWEST_FIGURES:
        return None
    return BudgetTable(
        span=Span(min(caption.first, table.span.first), table.span.last),
        title=caption.title,
        unit_vnd=unit_vnd or (1 if reader.scaled_only else None),
        layouts=(reader.layout,),
        source_names=source_names(heads.text),
        rows=tuple(reader.rows),
        has_task_columns=heads.column(HeadKind.SCHEDULE) is not None or heads.column(HeadKind.OUTPUT) is not None,
        doubts=_doubts(heads, table.span),
    )


def _doubts(heads: NativeHeads, at: Span) -> tuple[Doubt, ...]:
    if not heads.repeated:
        return ()
    named = ", ".join(f"“{head}”" for head in heads.repeated)
    reason = f"không phân biệt được cột {named} với một cột tiền khác của bảng; các cột này chưa được đọc"
    return (Doubt("budget.lines", at, "budget-columns-alike", reason),)


@dataclass(slots=True)
class _Draft:
    label: RowLabel
    titles: list[str]
    figures: list[Figure]
    places: list[int]
    lead: list[str]
    coordinate: list[str]
    notes: list[str]
    span: Span
    price: UnitCost | None
    is_total: bool = False

    def finish(self) -> BudgetRow:
        title = " ".join(text for text in self.titles if text)
        return BudgetRow(
            label=self.label,
            title=title,
            figures=tuple(self.figures),
            span=self.span,
            places=tuple(self.places),
            lead_text=" ".join(self.lead),
            coordinate_text=" ".join(self.coordinate),
            note="; ".join(self.notes) or None,
            is_total=self.is_total,
            unit_cost=self.price or read_unit_cost(title),
        )


@dataclass(slots=True)
class _Rows:
    """Reads the rows under the heads."""

    grid: Grid
    heads: NativeHeads
    unit_vnd: int
    damaged: bool
    layout: Layout = field(init=False)
    rows: list[BudgetRow] = field(default_factory=list)
    scaled_only: bool = False
    _style: Style = field(init=False)
    _drafts: list[_Draft] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.layout = Layout(tuple(column for _, column in self.heads.amounts))
        columns = [place for place, _ in self.heads.amounts]
        texts = [row[column].text for row in self.grid[self.heads.first_row :] for column in columns]
        self._style = choose_style(texts)

    def read(self) -> None:
        """Read all rows."""
        head = {tuple(place.text for place in row) for row in self.grid[: self.heads.first_row]}
        for row in self.grid[self.heads.first_row :]:
            texts = tuple(place.text for place in row)
            if not any(texts) or texts in head or is_column_numbers([p.text for p in row if not p.across]):
                continue
            self._read_row(row)
        self.rows = [draft.finish() for draft in self._drafts]

    def _read_row(self, row: Sequence[Place]) -> None:
        span = row_span(tuple(row))
        label, title = self._label_and_title(row)
        figures, places, notes = self._figures(row, span)
        if span is None or (not title and not figures and label == UNLABELLED and not self._bodies(row)):
            return
        if self._continues(label, title, figures, row) and self._drafts:
            self._continue(row, title, span)
            return
        draft = _Draft(
            label, [title], figures, places, self._texts(row, HeadKind.LEAD), self._texts(row, HeadKind.COORDINATE),
            [*notes, *self._texts(row, HeadKind.NOTE)], span, self._price(row),
        )  # fmt: skip
        draft.is_total = bool(figures) and is_grand_total(title, damaged=self.damaged)
        if draft.is_total:
            draft.label = UNLABELLED
        self._drafts.append(draft)

    def _label_and_title(self, row: Sequence[Place]) -> tuple[RowLabel, str]:
        number = self.heads.column(HeadKind.NUMBER)
        subject = self.heads.column(HeadKind.SUBJECT)
        marked = row[number].text if number is not None and not row[number].down else ""
        title = row[subject].text if subject is not None and not row[subject].down else ""
        if number is not None and subject is not None and row[number].cell is row[subject].cell:
            marked = ""  # one cell over both: a heading over the whole width
        label = read_label(marked, damaged=self.damaged) if marked else None
        if label is None and marked and (len(marked) > _LABEL_LIMIT or not title):
            title = f"{marked} {title}".strip()
        if label is None:
            mark, rest = split_label(title)
            label = read_label(mark) if mark else None
            title = rest if label is not None else title
        return label or UNLABELLED, title

    def _figures(self, row: Sequence[Place], span: Span | None) -> tuple[list[Figure], list[int], list[str]]:
        figures, places, notes = [], [], []
        for place, (column, _) in enumerate(self.heads.amounts):
            cell = row[column]
            if cell.across or cell.down or is_empty_cell(cell.text):
                continue
            read = read_cell(cell.text, self._style, unit_vnd=self.unit_vnd)
            if read is None:
                if not self._is_heading_cell(row, column):
                    notes.append(cell.text)
                continue
            self.scaled_only |= read.scaled
            figures.append(_figure(read, cell, span))
            places.append(place)
        return figures, places, notes

    def _is_heading_cell(self, row: Sequence[Place], column: int) -> bool:
        subject = self.heads.column(HeadKind.SUBJECT)
        return subject is not None and row[subject].cell is row[column].cell

    def _texts(self, row: Sequence[Place], kind: HeadKind) -> list[str]:
        subject = self.heads.column(HeadKind.SUBJECT)
        heading = row[subject].cell if subject is not None else None
        return [
            row[column].text
            for column in self.heads.columns(kind)
            if row[column].text and not row[column].across and row[column].cell is not heading
        ]

    def _bodies(self, row: Sequence[Place]) -> bool:
        return bool(self._texts(row, HeadKind.LEAD) or self._texts(row, HeadKind.COORDINATE))

    def _continues(self, label: RowLabel, title: str, figures: Sequence[Figure], row: Sequence[Place]) -> bool:
        """A row that goes on after a page break: no number, no figures, a title in lower case or none."""
        if label != UNLABELLED or figures:
            return False
        return (not title and self._bodies(row)) or (bool(title) and (title[0].islower() or title[0] in "(,;"))

    def _continue(self, row: Sequence[Place], title: str, span: Span) -> None:
        draft = self._drafts[-1]
        draft.titles.append(title)
        draft.lead += self._texts(row, HeadKind.LEAD)
        draft.coordinate += self._texts(row, HeadKind.COORDINATE)
        draft.span = Span(draft.span.first, max(draft.span.last, span.last))

    def _price(self, row: Sequence[Place]) -> UnitCost | None:
        """Price and amount from columns of their own."""
        cost = self._number(row, HeadKind.UNIT_COST, money=True)
        quantity = self._number(row, HeadKind.QUANTITY, money=False)
        units = self._texts(row, HeadKind.QUANTITY_UNIT)
        if cost is None and quantity is None:
            return None
        whole = int(quantity) if quantity is not None and quantity == int(quantity) else None
        vnd = (
            int(cost * self.unit_vnd)
            if cost is not None and cost * self.unit_vnd == int(cost * self.unit_vnd)
            else None
        )
        return UnitCost(vnd, whole, units[0] if units else _unit_after_number(self._texts(row, HeadKind.QUANTITY)))

    def _number(self, row: Sequence[Place], kind: HeadKind, *, money: bool) -> Decimal | None:
        for text in self._texts(row, kind):
            plain = text if money else re.sub(r"^(\d[\d.,]*)\s+[^\W\d].*$", r"\1", text)
            read = read_cell(plain, self._style, unit_vnd=self.unit_vnd)
            if read is not None:
                return read.value
        return None


def _unit_after_number(texts: Sequence[str]) -> str | None:
    for text in texts:
        match = re.fullmatch(r"\d[\d.,]*\s+([^\W\d].*)", text)
        if match:
            return match[1]
    return None


def _figure(read: CellFigure, place: Place, span: Span | None) -> Figure:
    line = place.cell.span.first if place.cell is not None else span.first if span is not None else 1
    return Figure(read.value, place.text, read.mark, line, 0)
