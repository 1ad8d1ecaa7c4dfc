"""The budget of a plan from its tables and from the sums stated in its prose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nscl.documents.pack.schema import Budget, BudgetSource, GrandTotal, Period, StatedSum
from nscl.documents.pack.values import ALL_SOURCES, Span
from nscl.documents.reading.agencies import Mention
from nscl.documents.reading.budget.bodies import read_bodies
from nscl.documents.reading.budget.columns import Layout
from nscl.documents.reading.budget.heads import source_names, words
from nscl.documents.reading.budget.keys import assign_keys
from nscl.documents.reading.budget.lines import PlacedRow, amounts, doubt_of, make_grand_total, make_lines
from nscl.documents.reading.budget.solving import Certainty, Solution, choose_layout, solve
from nscl.documents.reading.budget.tables import BudgetRow, BudgetTable
from nscl.documents.reading.outline import Outline, SectionRole
from nscl.documents.reading.results import Doubt

# The unit of nearly all plans' tables (Circular 342/2016/TT-BTC leaves it open); taken with a doubt where none stands.
_USUAL_UNIT_VND = 1_000_000
_UNITS_VND = (1, 1_000, 1_000_000, 1_000_000_000)


@dataclass(frozen=True, slots=True)
class BudgetRead:
    """The budget, None where the plan states no money; the bodies named in its rows; doubts; lines understood."""

    budget: Budget | None
    mentions: tuple[Mention, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    read: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """The rows of one table with their columns."""

    table: BudgetTable
    layout: Layout
    rows: tuple[PlacedRow, ...]
    total: Solution | None
    doubts: tuple[Doubt, ...]


def read_budget(
    tables: Sequence[BudgetTable],
    *,
    outline: Outline | None = None,
    stated: Sequence[StatedSum] = (),
    period: Period | None = None,
    damaged: bool = False,
    province: str | None = None,
) -> BudgetRead:
    """The plan's budget: the table with the most figures, and the sums stated in the prose.

    ``stated``: from `stated_sums.read_stated_sums`; ``outline``: its chapter on funding names the sources where the
    table does not split them; ``period``: the budget's years where no table names years. Other tables of money are
    reported as doubts: a pack holds one.
    """
    tables = _continued(tables)
    table = max(tables, key=lambda one: (not one.has_task_columns, _count(one)), default=None)
    if table is None or not table.layouts:
        return _without_table(outline, stated, period)
    placed = _place(table, damaged=damaged, province=province)
    unit_vnd, unit_doubts = _unit(placed, stated)
    lines = make_lines(placed.rows, placed.layout, unit_vnd=unit_vnd, footnotes=dict(table.footnotes))
    budget = Budget(
        unit_vnd=unit_vnd,
        years=_with_stated(placed.layout.years or _years(period), stated),
        sources=_sources(table, placed.layout, outline, stated, damaged=damaged),
        lines=lines,
        grand_total=make_grand_total(placed.total, placed.layout),
        stated=tuple(stated),
    )
    mentions = tuple(mention for row in placed.rows for mention in row.bodies.mentions)
    lost = _marks_lost(placed.rows) if damaged else []
    doubts = (
        *table.doubts,
        *unit_doubts,
        *_without_column(placed.layout.years, stated),
        *placed.doubts,
        *lost,
        *_others(tables, table),
    )
    return BudgetRead(budget, mentions, doubts, (table.span, *(one.at for one in stated)))


def _continued(tables: Sequence[BudgetTable]) -> list[BudgetTable]:
    """A table whose sum row has not come yet goes on in the next one with the same columns."""
    joined: list[BudgetTable] = []
    for table in tables:
        before = joined[-1] if joined else None
        if before is None or before.layouts != table.layouts or any(row.is_total for row in before.rows):
            joined.append(table)
            continue
        joined[-1] = replace(
            before,
            span=Span(before.span.first, max(before.span.last, table.span.last)),
            unit_vnd=before.unit_vnd or table.unit_vnd,
            rows=before.rows + table.rows,
            footnotes=before.footnotes + table.footnotes,
            doubts=before.doubts + table.doubts,
        )
    return joined


def _count(table: BudgetTable) -> int:
    return sum(len(row.figures) for row in table.rows)


def _without_table(outline: Outline | None, stated: Sequence[StatedSum], period: Period | None) -> BudgetRead:
    if not stated:
        return BudgetRead(None)
    budget = Budget(
        unit_vnd=1,
        years=_with_stated(_years(period), stated),
        sources=_sources(None, None, outline, stated, damaged=False),
        lines=(),
        grand_total=GrandTotal(total={}, by_year={}),
        stated=tuple(stated),
    )
    return BudgetRead(budget, (), (), tuple(one.at for one in stated))


def _years(period: Period | None) -> tuple[int, ...]:
    return tuple(range(period.start, period.end + 1)) if period is not None else ()


def _with_stated(years: tuple[int, ...], stated: Sequence[StatedSum]) -> tuple[int, ...]:
    """The years of the table, and those of which only the prose states a sum: a pack names every year that it uses."""
    return tuple(sorted({*years, *(one.year for one in stated if one.year is not None)}))


def _without_column(years: tuple[int, ...], stated: Sequence[StatedSum]) -> list[Doubt]:
    """Sums in the prose for years that the table does not have."""
    reason = "phần lời nêu kinh phí của năm mà bảng dự toán không có cột; hãy đối chiếu năm ở cả hai nơi"
    return [
        Doubt(f"budget.stated[{place}].year", one.at, "stated-year-without-column", reason)
        for place, one in enumerate(stated, start=1)
        if years and one.year is not None and one.year not in years
    ]


def _place(table: BudgetTable, *, damaged: bool, province: str | None) -> _Placed:
    rows = [row for row in table.rows if row.title or row.figures]
    lines = [row for row in rows if not row.is_total]
    keys = dict(zip(map(id, lines), assign_keys([row.label for row in lines]), strict=True))
    layout = choose_layout(rows, table.layouts) or table.layouts[0]
    solutions = solve(rows, [keys.get(id(row)) for row in rows], layout)
    placed, doubts = [], []
    total: Solution | None = None
    for row, solution in zip(rows, solutions, strict=True):
        key = keys.get(id(row))
        if key is None:
            total = total or solution
            doubts += _doubts_of_row("budget.grand_total", row, solution)
            continue
        bodies = read_bodies(row, damaged=damaged, province=province)
        subject = f"budget.lines[{key.key}]"
        doubts += _doubts_of_row(subject, row, solution)
        if bodies.border_unclear:
            reason = "không rõ ranh giới giữa đơn vị chủ trì và đơn vị phối hợp; đã lấy cơ quan đầu tiên làm chủ trì"
            doubts.append(Doubt(f"{subject}.lead", row.span, "budget-agency-border", reason))
        placed.append(PlacedRow(row, key, solution, bodies))
    return _Placed(table, layout, tuple(placed), total, tuple(doubts))


def _marks_lost(rows: Sequence[PlacedRow]) -> list[Doubt]:
    reason = "bản nhận dạng đã mất dấu tiếng Việt; tên nội dung được giữ như đọc được, hãy sửa theo bản gốc"
    return [
        Doubt(f"budget.lines[{placed.key.key}].title", placed.row.span, "marks-lost", reason)
        for placed in rows
        if placed.row.title
    ]


def _doubts_of_row(subject: str, row: BudgetRow, solution: Solution | None) -> list[Doubt]:
    if solution is None:
        if not row.figures:
            return []
        printed = " ".join(figure.printed for figure in row.figures)
        reason = f"dòng có {len(row.figures)} số, nhiều hơn số cột của bảng; chưa xếp được: {printed}"
        return [Doubt(subject, row.span, "budget-figures-too-many", reason)]
    doubt = doubt_of(subject, row.span, solution)
    found = [doubt] if doubt is not None else []
    longer = [other for other in row.others if len(other) > len(row.figures)]
    if longer and solution.certainty is Certainty.UNPROVEN:
        number = longer[0][0].printed
        reason = f"số {number} ở cuối dòng chữ có thể là số tiền hoặc thuộc tên nội dung; hãy đối chiếu với bản gốc"
        found.append(Doubt(subject, row.span, "budget-number-in-title", reason))
    return found


def _unit(placed: _Placed, stated: Sequence[StatedSum]) -> tuple[int, list[Doubt]]:
    """VND in one unit: as stated over the table; else the one by which the bottom row is a sum stated in the prose."""
    if placed.table.unit_vnd is not None:
        return placed.table.unit_vnd, []
    total, _ = amounts(placed.total, placed.layout)
    whole = total.get(ALL_SOURCES)
    sums = {one.vnd for one in stated} | {one.words_vnd for one in stated}
    fitting = [unit for unit in _UNITS_VND if whole and whole * unit in sums]
    unit = fitting[0] if fitting else _USUAL_UNIT_VND
    how = "suy từ tổng kinh phí nêu trong phần lời" if fitting else "tạm lấy triệu đồng"
    reason = f"bảng dự toán không ghi đơn vị tính; {how}"
    return unit, [Doubt("budget.unit_vnd", placed.table.span, "budget-unit-unstated", reason)]


def _sources(
    table: BudgetTable | None,
    layout: Layout | None,
    outline: Outline | None,
    stated: Sequence[StatedSum],
    *,
    damaged: bool,
) -> tuple[BudgetSource, ...]:
    """The sources: the columns of the table; else those that the chapter on funding and the stated sums name."""
    keys = list(layout.sources) if layout is not None else []
    printed = dict(table.source_names) if table is not None else {}
    if not keys:
        nodes = outline.with_role(SectionRole.FUNDING) if outline is not None else ()
        named = source_names("\n".join(below.text for node in nodes for below in node.walk()))
        keys = [key for key, _ in named]
    keys += [one.source for one in stated if one.source != ALL_SOURCES]
    names = {str(entry["key"]): str(entry["name"]) for entry in words()["sources"]}
    return tuple(
        BudgetSource(key=key, name=names[key] if damaged or key not in printed else printed[key])
        for key in dict.fromkeys(keys)
    )


def _others(tables: Sequence[BudgetTable], chosen: BudgetTable) -> list[Doubt]:
    reason = "văn bản có thêm một bảng kinh phí; kế hoạch chỉ giữ một bảng, hãy kiểm tra bảng này"
    return [
        Doubt("budget", other.span, "budget-second-table", reason)
        for other in tables
        if other is not chosen and not other.has_task_columns
    ]
