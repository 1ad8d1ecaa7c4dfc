"""The body of a report: its parts in order, the words of people in each, the tables and sums that stand under it.

The headings are those of a provincial programme report; the papers are Vietnamese whatever the screen speaks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from nscl.documents.report_papers.paper import PaperSection
from nscl.documents.report_papers.tables import ANNEXES, Mark, ReportFigures, ReportTable, TableCode
from nscl.reporting.enums import Section
from nscl.text.formats import format_number, format_vnd, money_in_words

Words = Mapping[Section, Sequence[str]]

_REASONS: Final = "Nguyên nhân:"
_NOTHING: Final = "Không có số liệu trong kỳ."
_PERCENT: Final = Decimal(100)
# Shares in sentences, in per cent.
_SHARE_PLACES: Final = Decimal("0.1")
# Columns of money and how a sentence names their sums, in the order in which money moves.
_MONEY_SUMS: Final = (
    ("planned", "Kinh phí theo kế hoạch"),
    ("appraised", "Dự toán được duyệt"),
    ("allocated", "đã giao"),
    ("disbursed", "đã giải ngân"),
    ("settled", "đã quyết toán"),
)

_SUPPORT_SUMS: Final = (("approved", "số tiền đã duyệt"), ("paid", "đã chi trong kỳ"))


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the body: where the words of people go, which tables stand under it, its level."""

    key: str
    heading: str
    words: tuple[Section, ...] = ()
    tables: tuple[TableCode, ...] = ()
    level: int = 1


_NEXT: Final = "Phương hướng, nhiệm vụ thời gian tới"
_PARTS: Final = (
    _Part(Section.ASSESSMENT, "Đánh giá chung", (Section.ASSESSMENT,)),
    _Part(Section.RESULTS, "Kết quả thực hiện", (Section.RESULTS,)),
    _Part(TableCode.MEASURES, "Kết quả theo chỉ tiêu", (), (TableCode.MEASURES,), 2),
    _Part(TableCode.TASKS, "Kết quả theo nhóm nhiệm vụ", (), (TableCode.TASKS,), 2),
    _Part(TableCode.MONEY, "Kinh phí thực hiện", (), (TableCode.MONEY,), 2),
    _Part(TableCode.PILOTS, "Mô hình điểm, đào tạo", (), (TableCode.PILOTS, TableCode.TRAINING), 2),
    _Part(TableCode.PRODUCTIVITY, "Năng suất", (), (TableCode.PRODUCTIVITY,), 2),
    _Part(TableCode.SETTLED, "Ước thực hiện cả năm và kết quả năm trước", (), (TableCode.SETTLED,)),
    _Part(
        Section.DIFFICULTIES,
        "Khó khăn, vướng mắc và nguyên nhân",
        (Section.DIFFICULTIES, Section.REASONS),
        (TableCode.DIFFICULTIES,),
    ),
    _Part(Section.PROPOSALS, "Đề xuất, kiến nghị", (Section.PROPOSALS,)),
    _Part(Section.NEXT_YEAR, _NEXT, (Section.NEXT_YEAR,), (TableCode.NEXT_YEAR,)),
)


def body_sections(words: Words, figures: ReportFigures, unread: Collection[TableCode] = ()) -> tuple[PaperSection, ...]:
    """The parts of a report, in order; a part that its report has no table for and no words is left out.

    A table without rows is not printed: a sentence says that there is nothing. Sums of money stand in figures and in
    words, taken from the same tables. unread: tables that the report has and that were not collected this time: their
    parts name them.
    """
    sections = [section for part in _PARTS if (section := _section(part, words, figures, unread)) is not None]
    # A heading alone stands only above parts of its own.
    return tuple(
        section
        for place, section in enumerate(sections)
        if section.paragraphs or section.tables or _has_parts(sections[place + 1 : place + 2])
    )


def _has_parts(following: Sequence[PaperSection]) -> bool:
    return any(section.level > 1 for section in following)


def _section(part: _Part, words: Words, figures: ReportFigures, unread: Collection[TableCode]) -> PaperSection | None:
    held = [table for code in part.tables if (table := figures.table(code)) is not None]
    named = [code for code in part.tables if code in unread]
    if part.tables and not held and not named and not part.words:
        return None
    shown = [table for table in held if table.rows]
    paragraphs = [*_spoken(part, words), *_counted(part, figures)]
    if held and not shown and not named and not paragraphs:
        paragraphs += [table.note or _NOTHING for table in held]
    return PaperSection(
        key=part.key,
        heading=part.heading,
        paragraphs=tuple(paragraphs),
        tables=tuple(code for code in part.tables if code in named or code in {table.code for table in shown}),
        level=part.level,
    )


def _spoken(part: _Part, words: Words) -> list[str]:
    """The paragraphs of people; reasons follow difficulties with a line of their own."""
    found: list[str] = []
    for section in part.words:
        texts = [text for text in words.get(section, ()) if text.strip()]
        if texts and section is Section.REASONS:
            found.append(_REASONS)
        found += texts
    return found


def _counted(part: _Part, figures: ReportFigures) -> list[str]:
    """What the report itself says beside people's words: sums of money, estimates, where the annexes are."""
    if part.key == Section.RESULTS:
        return _annexes(figures)
    if part.key == TableCode.MONEY and (money := figures.table(TableCode.MONEY)) is not None:
        return money_sentences(money)
    if part.key == TableCode.SETTLED and (measures := figures.table(TableCode.MEASURES)) is not None:
        return _estimates(measures)
    return []


def money_sentences(table: ReportTable) -> list[str]:
    """The sums of the money table in figures and in words, each that there is; and the share that was disbursed."""
    totals = table.totals
    found = [f"{name} {in_words(int(totals[key]))}" for key, name in _MONEY_SUMS if key in totals]
    if not found:
        return []
    share = ""
    if totals.get("allocated") and "disbursed" in totals:
        rate = (totals["disbursed"] * _PERCENT / totals["allocated"]).quantize(_SHARE_PLACES)
        share = f"; giải ngân đạt {format_number(rate)}% số đã giao"
    sentence = "; ".join(found)
    return [f"{sentence[0].upper()}{sentence[1:]}{share}."]


def _estimates(table: ReportTable) -> list[str]:
    """How many measures stand with an estimate of the whole year: an estimate is never taken for a result."""
    places = [place for place, column in enumerate(table.columns) if column.key == "estimate"]
    count = sum(row.cells[place].mark is Mark.ESTIMATE for place in places for row in table.leaves)
    if not count:
        return []
    return [f"{count} chỉ tiêu có số ước cả năm của các cơ quan, ghi ở cột ước của bảng chỉ tiêu."]


def _annexes(figures: ReportFigures) -> list[str]:
    """The sentence that sends to the annexes, where there are any with rows, and what was paid in support."""
    organisations = figures.table(TableCode.ORGANISATIONS)
    sentences = support_sentences(organisations) if organisations is not None else []
    count = sum(1 for code in ANNEXES if (table := figures.table(code)) is not None and table.rows)
    return [*sentences, *(["Chi tiết tại các phụ lục kèm theo."] if count else [])]


def support_sentences(table: ReportTable) -> list[str]:
    """How many organisations were supported, and what was approved and paid, in figures and in words."""
    names = {row.cells[place].text for place in _places(table, "organisation") for row in table.leaves}
    if not names:
        return []
    sums = [(name, int(table.totals.get(key, 0))) for key, name in _SUPPORT_SUMS]
    amounts = "".join(f"; {name} {in_words(vnd)}" for name, vnd in sums if vnd)
    return [f"Đã hỗ trợ {format_number(len(names))} tổ chức{amounts}."]


def in_words(vnd: int) -> str:
    """An amount in figures and in words, as papers print it."""
    return f"{format_vnd(vnd)} (bằng chữ: {money_in_words(vnd)})"


def _places(table: ReportTable, key: str) -> list[int]:
    return [place for place, column in enumerate(table.columns) if column.key == key]
