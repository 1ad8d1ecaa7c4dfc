"""The tables of a plan's targets against what was reached: on the page, and as they are exported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from nscl.documents.pack.enums import MeasureWhen
from nscl.plans.enums import label
from nscl.plans.rules import years_in_words
from nscl.progress.enums import SOURCES_OF_NOTHING, UNMEASURED, StandingStatus, ValueSource
from nscl.progress.queries import MeasureStandingRow, ProgrammeTable, TargetStandingRow
from nscl.web.plans.words import capital
from nscl.web.progress.places import ProgressAddress
from nscl.web.progress.words import STATUS_CHIPS, remedy_words, shown, value_note, waiting_words
from nscl.web.ui.parts import Empty
from nscl.web.ui.tables import Column, Filter, Kind, Meter, Spark, Table

STATUS_FILTER: Final = "trang-thai"
SOURCE_FILTER: Final = "nguon"
RECORDS_ANCHOR: Final = "#bang-ho-so"
# What the questions to the lower table begin with.
BARE: Final = "chua-dem-"


def status_filter(status: StandingStatus) -> tuple[str, str]:
    """Where the measures of a status stand on a plan's page: the field that narrows their table, and its anchor."""
    if status in UNMEASURED:
        return f"{BARE}{STATUS_FILTER}", "#bang-chua-dem"
    return STATUS_FILTER, "#bang-chuong-trinh"


@dataclass(frozen=True)
class Line:
    """A measure with its target, for a table."""

    row: MeasureStandingRow
    target: TargetStandingRow


@dataclass(frozen=True)
class BareLine:
    """What has no value: a measure that nothing counts, or a target that gives no figure (row None)."""

    target: TargetStandingRow
    row: MeasureStandingRow | None

    @property
    def why(self) -> str:
        """Why there is no value, and what will give it."""
        return self.row.counts if self.row is not None else _("Mục tiêu không nêu con số.")


def counted_lines(table: ProgrammeTable) -> list[Line]:
    """The measures that have a way to a value, in the order of the document."""
    return [Line(row, target) for target in table.targets for row in target.measures if row.status not in UNMEASURED]


def bare_lines(table: ProgrammeTable) -> list[BareLine]:
    """The measures that nothing counts, and the targets without a figure."""
    found: list[BareLine] = []
    for target in table.targets:
        found += [BareLine(target, row) for row in target.measures if row.status in UNMEASURED]
        if not target.measures:
            found.append(BareLine(target, None))
    return found


def spark_of(row: MeasureStandingRow) -> Spark | None:
    """The value by year; None where there is no year with a value."""
    if all(point.value is None for point in row.by_year):
        return None
    return Spark([(point.year, shown(point.value)) for point in row.by_year], STATUS_CHIPS[row.status].tone)


def meter_of(row: MeasureStandingRow) -> Meter | None:
    """The value against the goal and what was due; None where neither is known."""
    if row.done_share is None and row.due_share is None:
        return None
    return Meter(row.done_share, row.due_share, STATUS_CHIPS[row.status].tone)


def _phase(line: Line) -> str:
    return years_in_words(line.row.phase_start, line.row.phase_end)


def _filters() -> list[Filter[Line]]:
    statuses = [status for status in StandingStatus if status not in UNMEASURED]
    return [
        Filter(
            STATUS_FILTER,
            _("Tình trạng"),
            lambda line: line.row.status.value,
            options=[(status.value, STATUS_CHIPS[status].label) for status in statuses],
        ),
        Filter(
            SOURCE_FILTER,
            _("Nguồn số"),
            lambda line: line.row.source.value,
            options=[
                (source.value, capital(source.label)) for source in ValueSource if source not in SOURCES_OF_NOTHING
            ],
        ),
    ]


def _search(line: Line) -> str:
    return f"{line.target.key} {line.target.text} {line.row.label} {line.row.indicator_name}"


def programme_view(lines: Sequence[Line], address: ProgressAddress, *, phases: bool) -> Table[Line]:
    """One row a measure. phases: whether the plan has several, so that a column must tell them apart."""
    columns: list[Column[Line]] = [
        Column(
            "label",
            _("Chỉ tiêu"),
            value=lambda line: capital(line.row.label),
            filling=True,
            href=lambda line: address.measure(line.row.number),
            note=lambda line: " ".join(
                filter(None, (f"{line.target.key}.", line.row.sentence, remedy_words(line.row)))
            ),
        ),
        Column(
            "status",
            _("Tình trạng"),
            Kind.CHIP,
            value=lambda line: STATUS_CHIPS[line.row.status],
            note=lambda line: waiting_words(line.row),
        ),
        Column(
            "goal", _("Mức phải đạt"), value=lambda line: line.row.figure, sort_value=lambda line: line.row.required
        ),
        Column(
            "value",
            _("Đạt được"),
            Kind.NUMBER,
            value=lambda line: shown(line.row.value),
            href=lambda line: address.measure(line.row.number) + RECORDS_ANCHOR,
            note=lambda line: value_note(line.row),
        ),
        Column(
            "meter",
            _("So với mục tiêu"),
            Kind.GRAPHIC,
            value=lambda line: meter_of(line.row),
            sort_value=lambda line: line.row.done_share,
        ),
        Column("spark", _("Theo năm"), Kind.GRAPHIC, value=lambda line: spark_of(line.row), sortable=False),
    ]
    if phases:
        columns.append(Column("phase", _("Giai đoạn"), value=_phase, narrow=True))
    return Table(
        name="chuong-trinh",
        caption=_("Mục tiêu và kết quả"),
        rows=lines,
        columns=columns,
        search=_search,
        filters=_filters(),
        empty=Empty(
            _("Không có chỉ tiêu nào đếm được"),
            _("Các chỉ tiêu chưa tính được nằm ở bảng dưới; cán bộ chương trình nêu số liệu kèm minh chứng."),
            "target",
        ),
    )


def programme_file(lines: Sequence[Line], years: Sequence[int]) -> Table[Line]:
    """The same rows for Excel: the sentence, the two numbers of a share, each year, and what is stated or a sample."""
    columns: list[Column[Line]] = [
        Column("target", _("Mục tiêu số"), value=lambda line: line.target.key),
        Column("label", _("Chỉ tiêu"), value=lambda line: capital(line.row.label)),
        Column("phase", _("Giai đoạn"), value=_phase),
        Column("goal", _("Mức phải đạt"), value=lambda line: line.row.words),
        Column("when", _("Cách tính"), value=lambda line: capital(label(MeasureWhen(line.row.when)))),
        Column("unit", _("Đơn vị tính"), value=lambda line: line.row.unit),
        Column("value", _("Đạt được"), Kind.NUMBER, value=lambda line: shown(line.row.value)),
        Column("numerator", _("Tử số"), Kind.NUMBER, value=lambda line: shown(line.row.numerator)),
        Column("denominator", _("Mẫu số"), Kind.NUMBER, value=lambda line: shown(line.row.denominator)),
        Column("due", _("Đến nay cần"), Kind.NUMBER, value=lambda line: shown(line.row.due)),
        Column("status", _("Tình trạng"), Kind.CHIP, value=lambda line: STATUS_CHIPS[line.row.status]),
        Column("sentence", _("Vì sao"), value=lambda line: line.row.sentence),
        Column("source", _("Nguồn số"), value=lambda line: capital(line.row.source.label)),
        Column("sample", _("Số liệu mẫu"), value=lambda line: _("có") if line.row.is_sample else ""),
        Column("waiting", _("Còn chờ"), value=lambda line: waiting_words(line.row)),
        Column("remedy", _("Cần làm"), value=lambda line: remedy_words(line.row)),
    ]
    columns += [_year_column(year) for year in years]
    return Table(
        name="chuong-trinh",
        caption=_("Mục tiêu và kết quả"),
        rows=lines,
        columns=columns,
        search=_search,
        filters=_filters(),
    )


def _year_column(year: int) -> Column[Line]:
    return Column(
        f"y{year}",
        str(year),
        Kind.NUMBER,
        value=lambda line: next((shown(one.value) for one in line.row.by_year if one.year == year), None),
    )


def bare_view(lines: Sequence[BareLine], address: ProgressAddress) -> Table[BareLine]:
    """What has no value, which record will give it, and what to do until then."""
    return Table(
        name="chua-dem",
        caption=_("Chưa tính được"),
        rows=lines,
        columns=[
            Column(
                "label",
                _("Chỉ tiêu"),
                value=lambda line: line.target.text if line.row is None else capital(line.row.label),
                filling=True,
                href=lambda line: (
                    address.target(line.target.number) if line.row is None else address.measure(line.row.number)
                ),
                note=lambda line: "" if line.row is None else waiting_words(line.row),
            ),
            Column(
                "status",
                _("Tình trạng"),
                Kind.CHIP,
                value=lambda line: None if line.row is None else STATUS_CHIPS[line.row.status],
            ),
            Column("goal", _("Mức phải đạt"), value=lambda line: "" if line.row is None else line.row.words),
            Column("why", _("Vì sao chưa có số"), value=lambda line: line.why),
            Column("remedy", _("Cần làm"), value=lambda line: "" if line.row is None else remedy_words(line.row)),
            Column(
                "target",
                _("Mục tiêu số"),
                value=lambda line: line.target.key,
                href=lambda line: address.target(line.target.number),
                sort_value=lambda line: line.target.position,
                narrow=True,
            ),
        ],
        filters=[
            Filter(
                STATUS_FILTER,
                _("Tình trạng"),
                lambda line: [] if line.row is None else line.row.status.value,
                options=[(one.value, STATUS_CHIPS[one].label) for one in StandingStatus if one in UNMEASURED],
            )
        ],
    )
