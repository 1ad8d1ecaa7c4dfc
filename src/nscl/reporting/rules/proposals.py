"""Sentences of the general assessment, drafted from the figures: a proposal for who writes the report."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from nscl.documents.report_papers.tables import ReportFigures, ReportTable, TableCode
from nscl.progress.enums import StandingStatus
from nscl.reporting.rules.body import money_sentences, support_sentences
from nscl.text.dates import format_date
from nscl.text.formats import format_number

# In this order a sentence names how many measures stand where.
_GOOD = (StandingStatus.DONE, StandingStatus.ON_TRACK)
_NAMED = (
    StandingStatus.AT_RISK,
    StandingStatus.LATE,
    StandingStatus.NOT_DUE,
    StandingStatus.NO_DATA,
    StandingStatus.AWAITED,
    StandingStatus.UNCOUNTED,
)
# Tables that the drafting reads.
READS = (
    TableCode.MEASURES,
    TableCode.TASKS,
    TableCode.MONEY,
    TableCode.TRAINING,
    TableCode.DIFFICULTIES,
    TableCode.ORGANISATIONS,
)


def propose_assessment(figures: ReportFigures, statuses: dict[str, StandingStatus]) -> tuple[str, ...]:
    """Paragraphs, each of one subject; none where there is nothing to say.

    statuses: the words of the column "status" and what they mean: the table has words alone.
    """
    paragraphs = (
        _measures(figures, statuses),
        _tasks(figures.table(TableCode.TASKS)),
        " ".join(_money(figures)),
        _training(figures.table(TableCode.TRAINING)),
        _difficulties(figures.table(TableCode.DIFFICULTIES)),
    )
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def _measures(figures: ReportFigures, statuses: dict[str, StandingStatus]) -> str:
    table = figures.table(TableCode.MEASURES)
    if table is None or not table.leaves:
        return ""
    place = _place(table, "status")
    count = Counter(statuses.get(row.cells[place].text) for row in table.leaves)
    good = sum(count[status] for status in _GOOD)
    rest = [f"{count[status]} {_word(status)}" for status in _NAMED if count[status]]
    head = f"Đến {format_date(figures.as_of)}, {good} trong {len(table.leaves)} chỉ tiêu đã đạt hoặc đúng tiến độ"
    return f"{head}; {', '.join(rest)}." if rest else f"{head}."


def _word(status: StandingStatus) -> str:
    """A status as a sentence counts it, in Vietnamese whatever the screen speaks."""
    return {
        StandingStatus.AT_RISK: "có nguy cơ chậm",
        StandingStatus.LATE: "chậm",
        StandingStatus.NOT_DUE: "chưa đến hạn",
        StandingStatus.NO_DATA: "chưa có số liệu",
        StandingStatus.AWAITED: "chưa tính",
        StandingStatus.UNCOUNTED: "chưa có cách đếm",
    }[status]


def _tasks(table: ReportTable | None) -> str:
    if table is None or not table.leaves:
        return ""
    planned, done, late = (_sum(table, key) for key in ("planned", "done", "late"))
    if not planned and not done:
        return ""
    late_words = f"; {format_number(late)} hoạt động quá hạn" if late else ""
    return (
        f"Trong năm đã hoàn thành {format_number(done)} hoạt động, trên {format_number(planned)} hoạt động theo kế "
        f"hoạch, thuộc {len(table.leaves)} nhiệm vụ{late_words}."
    )


def _money(figures: ReportFigures) -> list[str]:
    money, organisations = figures.table(TableCode.MONEY), figures.table(TableCode.ORGANISATIONS)
    return [
        *(money_sentences(money) if money is not None else []),
        *(support_sentences(organisations) if organisations is not None else []),
    ]


def _training(table: ReportTable | None) -> str:
    if table is None or not table.leaves:
        return ""
    attendances = _sum(table, "attendances")
    return f"Đã tổ chức {len(table.leaves)} lớp đào tạo, tập huấn với {format_number(attendances)} lượt người."


def _difficulties(table: ReportTable | None) -> str:
    if table is None or not table.leaves:
        return ""
    return f"Các cơ quan đã nêu {len(table.leaves)} khó khăn, vướng mắc."


def _sum(table: ReportTable, key: str) -> Decimal:
    place = _place(table, key)
    return sum((row.cells[place].value or Decimal(0) for row in table.leaves), Decimal(0))


def _place(table: ReportTable, key: str) -> int:
    return next(place for place, column in enumerate(table.columns) if column.key == key)
