"""The two tables of the invented plans: who does what, and the estimate by year and source."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from nscl.text.decimals import format_number
from tests.documents.reading.documents.money import ALL, with_all
from tests.documents.reading.documents.parts import Box, Grid
from tests.documents.reading.documents.story import Body, Estimate, Story

_NAMES = {"state": "NSNN", "enterprise": "DN", ALL: "Kinh phí"}
# Seeds whose task table has one head row; the others put the two agencies under one merged head.
_FLAT = 2


def task_grid(story: Story) -> Grid:
    """Number, work, lead, coordinating, time, product; groups are rows merged over the rest of the width."""
    flat = story.seed % _FLAT == 0
    rows = [*_task_heads(flat=flat)]
    for group in story.groups:
        rows.append((Box(group.number, bold=True), Box(group.title, columns=5, bold=True)))
        rows += [
            (
                Box(job.number),
                Box(job.title),
                Box(_written(job.lead, short=not flat)),
                Box(_written(job.coordinate, short=not flat)),
                Box(job.when.text),
                Box(job.product),
            )
            for job in group.jobs
        ]
    return Grid(tuple(rows), heads=1 if flat else 2, widths=(1, 6, 3.4, 4, 2.4, 3.2))


def _task_heads(*, flat: bool) -> list[tuple[Box, ...]]:
    if flat:
        names = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm dự kiến")
        return [tuple(Box(name, bold=True) for name in names)]
    return [
        (
            Box("TT", rows=2, bold=True),
            Box("Nội dung công việc", rows=2, bold=True),
            Box("Đơn vị thực hiện", columns=2, bold=True),
            Box("Thời gian thực hiện", rows=2, bold=True),
            Box("Kết quả, sản phẩm", rows=2, bold=True),
        ),
        (Box("Chủ trì", bold=True), Box("Phối hợp", bold=True)),
    ]


def _written(some: tuple[Body, ...], *, short: bool) -> str:
    return "; ".join(body.short if short else body.name for body in some)


def estimate_grid(estimate: Estimate) -> Grid:
    """Number, content, totals, amounts by year and source, lead; a bottom row."""
    columns = _columns(estimate)
    rows = [*_estimate_heads(estimate)]
    for group in estimate.groups:
        amounts = _amounts(columns, group.total, group.years, bold=True)
        rows.append((Box(group.number, bold=True), Box(group.title, bold=True), *amounts, Box("")))
        for line in group.lines:
            lead = Box(_written(line.lead, short=True))
            rows.append((Box(line.number), Box(line.title), *_amounts(columns, line.total, line.years), lead))
    bottom = _amounts(columns, estimate.total, estimate.by_year, bold=True)
    rows.append((Box(""), Box("TỔNG CỘNG", bold=True), *bottom, Box("")))
    widths = (0.8, 5.0, *(1.3 for _ in columns), 2.2)
    heads = 2 if len(estimate.columns) > 1 else 1
    return Grid(tuple(rows), heads=heads, widths=widths, figures=(2, 1 + len(columns)))


def _columns(estimate: Estimate) -> tuple[tuple[int | None, str], ...]:
    """Year (None: the totals) and source of each column of amounts."""
    totals = (ALL, *estimate.sources)
    by_year = [(year, source) for year in estimate.years for source in estimate.columns]
    return (*((None, source) for source in totals), *by_year)


def _estimate_heads(estimate: Estimate) -> list[tuple[Box, ...]]:
    split = len(estimate.columns)
    totals = [Box("Tổng cộng", bold=True), *(Box(_NAMES[source], bold=True) for source in estimate.sources)]
    first = (
        Box("TT", rows=2, bold=True),
        Box("Nội dung", rows=2, bold=True),
        Box("Kinh phí", columns=len(totals), bold=True) if split > 1 else Box("Tổng kinh phí", rows=2, bold=True),
        *(
            Box(f"Năm {year}", columns=split, bold=True) if split > 1 else Box(f"Năm {year}", rows=2, bold=True)
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
