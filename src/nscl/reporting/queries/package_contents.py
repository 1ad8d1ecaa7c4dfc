"""What goes out in a package: the sealed figures of an issued report, or live ones, as tables of an open format.

Nothing tells of a person: records keep their titles only where these name no one, and what was granted to households,
which are one person, stays behind and is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.db.models import Q
from django.utils import translation

from nscl.documents.province_package.schema import (
    MEASURES_HEAD,
    RECORDS_HEAD,
    SUPPORTS_HEAD,
    TIMELINESS_HEAD,
    Cell,
    Field,
    FieldType,
    Table,
    TableHead,
)
from nscl.documents.report_papers.tables import (
    Mark,
    ReportCell,
    ReportColumn,
    ReportFigures,
    ReportRow,
    ReportTable,
    TableCode,
    ValueKind,
)
from nscl.organisations.enums import ORGANISATION, OrganisationKind
from nscl.organisations.models import Organisation
from nscl.plans.models import Measure
from nscl.productivity.enums import ProductivityKind
from nscl.progress.enums import ProgressKind, StandingStatus, ValueSource
from nscl.reporting.models import FigureRecord
from nscl.reporting.queries.national_timeliness import timeliness_counts
from nscl.reporting.queries.timeliness import tallies
from nscl.reporting.rules.timeliness import Tally
from nscl.support.enums import SupportKind
from nscl.support.models import SupportCase
from nscl.support.queries.policies import content_names
from nscl.training.enums import TrainingKind
from nscl.work.enums import WorkKind

_KEPT: Final = Decimal("0.000001")
# Digits of a personal number, which is the tax code of a household's head since 1 July 2025 (`nscl.text.tax_codes`).
_PERSONAL_DIGITS: Final = 12
_CHUNK: Final = 5_000
_LANGUAGES: Final = ("vi", "en")
# Records whose titles name work, bodies or organisations, never a person; those of organisations are looked at.
_NAMED: Final = frozenset(
    {
        WorkKind.ACTIVITY.value,
        ProgressKind.STATED_VALUE.value,
        ProductivityKind.RUN.value,
        TrainingKind.CLUB.value,
        TrainingKind.PROGRAMME.value,
        SupportKind.CASE.value,
        ORGANISATION,
    }
)
_FIELD_TYPES: Final[Mapping[ValueKind, FieldType]] = {
    ValueKind.TEXT: FieldType.STRING,
    ValueKind.COUNT: FieldType.NUMBER,
    ValueKind.NUMBER: FieldType.NUMBER,
    ValueKind.VND: FieldType.NUMBER,
    ValueKind.PERCENT: FieldType.NUMBER,
    ValueKind.DATE: FieldType.DATE,
}
_SOURCES: Final[Mapping[Mark, ValueSource]] = {
    Mark.COUNTED: ValueSource.COUNTED,
    Mark.COMPUTED: ValueSource.COMPUTED,
    Mark.STATED: ValueSource.STATED,
}


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What is sent: figures with the sealed set that they are of (None: live), and who must not be told of."""

    plan_id: int
    unit_ids: Collection[int]
    year: int
    figures: ReportFigures
    set_id: int | None
    on: date
    households: Households

    def tables(self) -> Iterator[Table]:
        """All tables, those that the other side reads first; the records, which may be many, come last as a stream."""
        yield Table(MEASURES_HEAD, _measures(self.figures))
        yield Table(SUPPORTS_HEAD, _supports(self))
        yield Table(TIMELINESS_HEAD, _timeliness(self))
        for table in self.figures.tables:
            yield _report_table(table, self.households)
        yield Table(RECORDS_HEAD, self._records())

    @property
    def left_out(self) -> int:
        """How many grants of the report stay behind because they are of one person."""
        table = self.figures.table(TableCode.ORGANISATIONS)
        return sum(1 for row in table.leaves if self.households.is_row(row.key)) if table else 0

    def _records(self) -> Iterator[Sequence[Cell]]:
        found = _live_records(self.figures) if self.set_id is None else _sealed_records(self.set_id)
        for table, row, kind, number, title, on, amount, whose in found:
            is_told = kind in _NAMED and not self.households.is_record(kind, number)
            yield (table, row or None, kind, number, title if is_told else None, on, _kept(amount), whose or None)


@dataclass(frozen=True, slots=True)
class Households:
    """Organisations that are one person, and the cases of support of such."""

    organisations: frozenset[int]
    cases: frozenset[int]

    def is_row(self, key: str) -> bool:
        """Whether a row of a report is of one of them."""
        kind, _colon, number = key.partition(":")
        known = {"case": self.cases, "organisation": self.organisations}.get(kind, frozenset())
        return number.isdigit() and int(number) in known

    def is_record(self, kind: str, number: int) -> bool:
        """Whether a record is of one of them."""
        if kind == SupportKind.CASE:
            return number in self.cases
        return kind == ORGANISATION and number in self.organisations


def households_of(plan_id: int, unit_ids: Collection[int]) -> Households:
    """Those of a province and of a plan's cases. Two queries."""
    one_person = Q(kind=OrganisationKind.HOUSEHOLD) | Q(tax_code__length=_PERSONAL_DIGITS)
    found = Organisation.objects.filter(one_person, unit__in=list(unit_ids)).order_by("pk")
    of_case = Q(organisation__kind=OrganisationKind.HOUSEHOLD) | Q(organisation__tax_code__length=_PERSONAL_DIGITS)
    cases = SupportCase.objects.filter(of_case, plan=plan_id).order_by("pk")
    return Households(frozenset(found.values_list("pk", flat=True)), frozenset(cases.values_list("pk", flat=True)))


def _kept(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(_KEPT, ROUND_HALF_UP)


def _measures(figures: ReportFigures) -> Iterator[Sequence[Cell]]:
    """The measures of the report's table, with what the plan asks for and the figures as the report prints them."""
    table = figures.table(TableCode.MEASURES)
    rows = {} if table is None else {int(row.key.partition(":")[2]): row for row in table.leaves if _is_measure(row)}
    found = Measure.objects.filter(pk__in=list(rows)).select_related("target")
    known = {one.pk: one for one in found.order_by("pk")}
    statuses = _status_words()
    for number, row in rows.items():
        one = known.get(number)
        if one is None or table is None:
            continue
        value_year, value = table.cell(row, "year"), table.cell(row, "total")
        status = statuses.get(table.cell(row, "status").text.casefold(), StandingStatus.NO_DATA)
        yield (
            one.indicator,
            one.label,
            one.op,
            one.value,
            one.value_to,
            one.unit,
            one.when,
            one.of or None,
            one.target.phase_start,
            one.target.phase_end,
            _kept(value_year.value if value.value is None else value.value),
            _kept(value_year.value),
            status.value,
            _source(value_year if value.value is None else value, status).value,
        )


def _is_measure(row: ReportRow) -> bool:
    kind, _colon, number = row.key.partition(":")
    return kind == "measure" and number.isdigit()


def _status_words() -> dict[str, StandingStatus]:
    """What a sealed table says of a standing, in whichever language it was sealed."""
    found: dict[str, StandingStatus] = {}
    for language in _LANGUAGES:
        with translation.override(language):
            found |= {str(one.label).casefold(): one for one in StandingStatus}
    return found


def _source(cell: ReportCell, status: StandingStatus) -> ValueSource:
    if cell.mark in _SOURCES:
        return _SOURCES[cell.mark]
    if status is StandingStatus.AWAITED:
        return ValueSource.AWAITED
    return ValueSource.NOT_YET if status is StandingStatus.UNCOUNTED else ValueSource.COUNTED


def _supports(contents: Contents) -> Iterator[Sequence[Cell]]:
    """The grants of the report that were decided in its year, each once over the years. Of no tax code: none."""
    table = contents.figures.table(TableCode.ORGANISATIONS)
    if table is None:
        return
    rows = {int(row.key.partition(":")[2]): row for row in table.leaves if row.key.startswith("case:")}
    wanted = [number for number in rows if number not in contents.households.cases]
    found = SupportCase.objects.filter(pk__in=wanted, decision_on__year=contents.year).order_by("pk")
    names = content_names()
    for number, content in found.values_list("pk", "content"):
        row = rows[number]
        tax_code, vnd = table.cell(row, "tax_code").text, table.cell(row, "approved").value
        if tax_code and vnd is not None:
            name = table.cell(row, "organisation").text
            yield (tax_code, name, names.get(content, content), content, int(vnd), contents.year)


def _timeliness(contents: Contents) -> Iterator[Sequence[Cell]]:
    """How many agencies reported in time, by year up to that of the report."""
    years: dict[int, Tally] = {}
    for one in tallies(unit_ids=list(contents.unit_ids), on=contents.on):
        if one.year <= contents.year:
            years[one.year] = years.get(one.year, Tally()) + one.tally
    for year, tally in sorted(years.items()):
        yield (year, *timeliness_counts(tally))


def _report_table(table: ReportTable, households: Households) -> Table:
    """A table of the report as it is printed: what a row is of, then its columns, then how each number was come by."""
    fields = [
        Field("row_key", "Dòng"),
        Field("depth", "Cấp", FieldType.INTEGER, required=True),
        Field("is_heading", "Dòng nhóm", FieldType.BOOLEAN, required=True),
    ]
    shapes = [_Shape.of(table, place, column) for place, column in enumerate(table.columns)]
    for shape in shapes:
        fields += shape.fields
    head = TableHead(f"bang-{table.code.value}", table.title, tuple(fields))
    return Table(head, (_report_row(row, shapes, households) for row in table.rows))


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a column goes out. A number may come with words in its place, and with how it was come by."""

    column: ReportColumn
    has_text: bool
    has_mark: bool

    @classmethod
    def of(cls, table: ReportTable, place: int, column: ReportColumn) -> _Shape:
        cells = [row.cells[place] for row in table.rows]
        has_text = column.kind is not ValueKind.TEXT and any(cell.text for cell in cells)
        return cls(column, has_text, any(cell.mark is not Mark.NONE for cell in cells))

    @property
    def fields(self) -> Iterable[Field]:
        """The columns that it becomes."""
        key, heading = self.column.key, self.column.heading
        yield Field(key, heading, _FIELD_TYPES[self.column.kind])
        if self.has_text:
            yield Field(f"{key}_text", f"{heading} (bằng lời)")
        if self.has_mark:
            yield Field(f"{key}_mark", f"{heading} (cách có số)")

    def cells(self, cell: ReportCell) -> Iterable[Cell]:
        """The cells that one becomes."""
        if self.column.kind is ValueKind.TEXT:
            yield cell.text or None
        elif self.column.kind is ValueKind.DATE:
            yield cell.on
        else:
            yield _kept(cell.value)
        if self.has_text:
            yield cell.text or None
        if self.has_mark:
            yield cell.mark.value or None


def _report_row(row: ReportRow, shapes: Sequence[_Shape], households: Households) -> Sequence[Cell]:
    hidden = households.is_row(row.key)
    cells: list[Cell] = [row.key or None, row.depth, row.is_heading]
    for shape, cell in zip(shapes, row.cells, strict=True):
        is_name = hidden and shape.column.key in {"organisation", "tax_code"}
        cells += shape.cells(ReportCell() if is_name else cell)
    return cells


_Found = tuple[str, str, str, int, str, date | None, Decimal | None, str]


def _live_records(figures: ReportFigures) -> Iterator[_Found]:
    for table in figures.tables:
        for row in table.rows:
            for one in row.records:
                yield (table.code.value, row.key, one.kind, one.number, one.title, one.on, one.amount, one.whose)


def _sealed_records(set_id: int) -> Iterator[_Found]:
    """The records behind a sealed set, some thousand at a time."""
    rows = FigureRecord.objects.filter(set=set_id).order_by("pk")
    columns = ("row__table__code", "row__key", "kind", "number", "title", "on", "amount", "whose")
    yield from rows.values_list(*columns).iterator(chunk_size=_CHUNK)
