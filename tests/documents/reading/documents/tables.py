"""The two tables of the invented plans: who does what, and the estimate by year and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from nscl.text.decimals import format_number
from tests.documents.reading.documents.money import ALL, with_all
from tests.documents.reading.documents.parts import Box, Grid
from tests.documents.reading.documents.story import Body, Estimate, Story

_NAMES = {"state": "NSNN", "enterprise": "DN", ALL: "Kinh phí"}
# Seeds of the same remainder by this have the same shape of tables.
_SHAPES = 4


@dataclass(frozen=True)
class Shape:
    """How a province draws its tables. ``split_head``: lead and coordinating stand under one merged head.

    ``pieces``: the heads of two columns of the estimate, for quantity and unit cost.
    """

    names: tuple[str, str, str, str, str, str]
    split_head: str | None
    time_first: bool
    note: str | None
    total_first: bool
    year: str
    pieces: tuple[str, str] | None = None


SHAPES = (
    Shape(
        ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm dự kiến"),
        None,
        time_first=False,
        note=None,
        total_first=False,
        year="Năm {}",
    ),
    Shape(
        ("TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời gian thực hiện", "Kết quả, sản phẩm"),
        "Đơn vị thực hiện",
        time_first=False,
        note=None,
        total_first=True,
        year="Năm {}",
    ),
    Shape(
        ("Số TT", "Tên nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Sản phẩm đầu ra"),
        None,
        time_first=True,
        note="Ghi chú",
        total_first=False,
        year="{}",
        pieces=("Số lượng", "Đơn giá"),
    ),
    Shape(
        ("TT", "Nội dung, hoạt động", "Chủ trì", "Phối hợp", "Tiến độ", "Kết quả"),
        "Trách nhiệm thực hiện",
        time_first=True,
        note="Ghi chú",
        total_first=False,
        year="Năm {}",
    ),
)


def shape_of(seed: int) -> Shape:
    return SHAPES[seed % _SHAPES]


def task_grid(story: Story, *, merged: bool = False) -> Grid:
    """Number, work, lead, coordinating, time, product; groups are rows merged over the rest of the width.

    ``merged``: one cell for the lead of tasks that follow each other in a group and have the same.
    """
    shape = shape_of(story.seed)
    width = 6 + (shape.note is not None)
    rows = [*_task_heads(shape)]
    for group in story.groups:
        rows.append((Box(group.number, bold=True), Box(group.title, columns=width - 1, bold=True)))
        spans = _runs([job.lead for job in group.jobs]) if merged else [1] * len(group.jobs)
        for job, rowspan in zip(group.jobs, spans, strict=True):
            short = shape.split_head is not None
            lead = [Box(_written(job.lead, short=short), rows=rowspan)] if rowspan else []
            agencies = [*lead, Box(_written(job.coordinate, short=short))]
            when = [Box(job.when.text)]
            middle = [*when, *agencies] if shape.time_first else [*agencies, *when]
            rows.append(
                (Box(job.number), Box(job.title), *middle, Box(job.product), *([Box("")] if shape.note else []))
            )
    agency, time = (3.4, 4.0), (2.4,)
    middle_widths = (*time, *agency) if shape.time_first else (*agency, *time)
    widths = (1.0, 6.0, *middle_widths, 3.2, *((1.4,) if shape.note else ()))
    return Grid(tuple(rows), heads=2 if shape.split_head else 1, widths=widths)


def _runs(leads: list[tuple[Body, ...]]) -> list[int]:
    """For each task how many rows its lead's cell covers; 0 where the cell above covers it."""
    spans: list[int] = []
    start = 0
    for place, lead in enumerate(leads):
        if place and lead == leads[start]:
            spans[start] += 1
            spans.append(0)
        else:
            start = place
            spans.append(1)
    return spans


def _task_heads(shape: Shape) -> list[tuple[Box, ...]]:
    number, work, lead, coordinate, time, product = shape.names
    rows = 2 if shape.split_head else 1
    head = (
        [Box(shape.split_head, columns=2, bold=True)]
        if shape.split_head
        else [Box(lead, bold=True), Box(coordinate, bold=True)]
    )
    when = [Box(time, rows=rows, bold=True)]
    first = (
        Box(number, rows=rows, bold=True),
        Box(work, rows=rows, bold=True),
        *((*when, *head) if shape.time_first else (*head, *when)),
        Box(product, rows=rows, bold=True),
        *([Box(shape.note, rows=rows, bold=True)] if shape.note else []),
    )
    return [first, (Box(lead, bold=True), Box(coordinate, bold=True))] if shape.split_head else [first]


def _written(some: tuple[Body, ...], *, short: bool) -> str:
    return "; ".join(body.short if short else body.name for body in some)


def estimate_grid(estimate: Estimate, seed: int = 0) -> Grid:
    """Number, content, totals, amounts by year and source, lead; the sum of all below, or above where others do so."""
    shape = shape_of(seed)
    columns = _columns(estimate)
    pieces = 2 if shape.pieces else 0
    whole_amounts = _amounts(columns, estimate.total, estimate.by_year, bold=True)
    whole = (Box(""), Box("TỔNG CỘNG", bold=True), *_blank(pieces), *whole_amounts, Box(""))
    rows = [*_estimate_heads(estimate, shape), *([whole] if shape.total_first else [])]
    for group in estimate.groups:
        amounts = _amounts(columns, group.total, group.years, bold=True)
        rows.append((Box(group.number, bold=True), Box(group.title, bold=True), *_blank(pieces), *amounts, Box("")))
        for line in group.lines:
            between = [Box(_shown(line.quantity)), Box(_shown(line.unit_cost))] if pieces else []
            lead = Box(_written(line.lead, short=True))
            amounts = _amounts(columns, line.total, line.years)
            rows.append((Box(line.number), Box(line.title), *between, *amounts, lead))
    if not shape.total_first:
        rows.append(whole)
    widths = (0.8, 5.0, *(1.3 for _ in range(pieces + len(columns))), 2.2)
    heads = 2 if len(estimate.columns) > 1 else 1
    return Grid(tuple(rows), heads=heads, widths=widths, figures=(2, 1 + pieces + len(columns)))


def _blank(count: int) -> list[Box]:
    return [Box("") for _ in range(count)]


def _columns(estimate: Estimate) -> tuple[tuple[int | None, str], ...]:
    """Year (None: the totals) and source of each column of amounts."""
    totals = (ALL, *estimate.sources)
    by_year = [(year, source) for year in estimate.years for source in estimate.columns]
    return (*((None, source) for source in totals), *by_year)


def _estimate_heads(estimate: Estimate, shape: Shape) -> list[tuple[Box, ...]]:
    split = len(estimate.columns)
    totals = [Box("Tổng cộng", bold=True), *(Box(_NAMES[source], bold=True) for source in estimate.sources)]
    first = (
        Box("TT", rows=2, bold=True),
        Box("Nội dung", rows=2, bold=True),
        *(Box(name, rows=2, bold=True) for name in shape.pieces or ()),
        Box("Kinh phí", columns=len(totals), bold=True) if split > 1 else Box("Tổng kinh phí", rows=2, bold=True),
        *(
            Box(shape.year.format(year), columns=split, bold=True)
            if split > 1
            else Box(shape.year.format(year), rows=2, bold=True)
            for year in estimate.years
        ),
        Box("Đơn vị chủ trì", rows=2, bold=True),
    )
    if split == 1:
        return [tuple(Box(box.text, bold=True) for box in first)]
    years = [Box(_NAMES[source], bold=True) for _ in estimate.years for source in estimate.columns]
    return [first, (*totals, *years)]


def _amounts(
    columns: tuple[tuple[int | None, str], ...],
    total: Mapping[str, Decimal],
    years: Mapping[int, Mapping[str, Decimal]],
    *,
    bold: bool = False,
) -> list[Box]:
    totals = with_all(total)
    found = []
    for year, source in columns:
        amount = totals.get(source) if year is None else years.get(year, {}).get(source)
        found.append(Box(_shown(amount), bold=bold))
    return found


def _shown(amount: Decimal | None) -> str:
    return "" if amount is None else format_number(amount.normalize())
